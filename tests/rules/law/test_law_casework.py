"""Dossiers, grounds, violations, absences and clocks: what each regime says, and that a broken file stops the start."""

from datetime import date

import pytest

from hoanhap import law
from hoanhap.kernel.errors import Refused
from hoanhap.law import casework_loader
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.loader import VOCABULARY

IN_2020, IN_2023, IN_2026 = date(2020, 6, 16), date(2023, 5, 5), date(2026, 7, 1)

# regime, move, the papers that block, in the order of the checklist
BLOCKING = [
    ("R2010", "start_home", []),
    ("R2010", "start_community", ["application", "cv"]),
    ("R2010", "start_compulsory_community", ["cv", "addiction_slip", "police_letter"]),
    ("R2021", "start_home", ["registration", "addiction_slip", "identity_copy"]),
    ("R2021", "start_ost", ["registration", "addiction_slip", "identity_copy"]),
    ("R2021", "start_facility", ["registration", "identity_copy", "contract"]),
    ("R2021", "manage_user", ["test_slip", "use_notice", "cv", "residence_check", "act_minutes", "statement"]),
    ("R2021", "start_post_rehab", ["proposal", "cv", "certificate"]),
    ("R2025", "start_home", ["registration", "addiction_slip", "commitment"]),
    ("R2025", "start_facility", ["cv", "registration", "addiction_or_ost", "police_letter"]),
    ("R2025", "start_facility_private", ["contract", "reception_minutes", "addiction_slip"]),
    ("R2025", "start_compulsory_minor",
     ["cv", "violation_minutes", "addiction_or_ost", "proposal", "statement", "parents_opinion"]),
]  # fmt: skip


@pytest.mark.requirement("S1-24", "S2-36", "S2-43")
@pytest.mark.parametrize(("regime", "verb", "papers"), BLOCKING)
def test_each_choice_opens_the_checklist_of_its_regime(regime: str, verb: str, papers: list[str]) -> None:
    dossier = law.dossier_for(regime, verb)
    assert dossier is not None
    adult = law.wanted_papers(dossier, [30])
    assert [paper.paper for paper in adult if paper.always and paper.confidence.may_block] == papers


@pytest.mark.requirement("S2-43")
def test_the_template_of_2020_is_not_that_of_2026() -> None:
    old, new = law.paper_rule("R2010", "decision"), law.paper_rule("R2025", "decision")
    assert (old.issuer, old.form) == ("committee", None)
    assert (new.issuer, new.form) == ("police", "NĐ163-V-22")


def test_a_minor_needs_more_papers_and_an_unknown_age_is_asked_for_them() -> None:
    dossier = law.dossier_for("R2025", "start_ost")
    assert dossier is not None
    names = {age: [paper.paper for paper in law.wanted_papers(dossier, age)] for age in ((16,), (17, 18), (), (30,))}
    assert "guardian_consent" in names[(16,)]
    assert "guardian_consent" in names[(17, 18)]
    assert "guardian_consent" in names[()]
    assert "guardian_consent" not in names[(30,)]


@pytest.mark.requirement("S2-37")
def test_compulsory_rehab_in_the_community_has_a_dossier_in_2020_and_none_in_2023() -> None:
    assert law.dossier_for(law.regime_on(IN_2020).code, "start_compulsory_community") is not None
    assert law.dossier_for(law.regime_on(IN_2023).code, "start_compulsory_community") is None
    assert law.may_move("R2010", "addicted", "start_compulsory_community", IN_2020).allowed
    refused = law.may_move("R2021", "addicted", "start_compulsory_community", IN_2023)
    assert refused.blocking
    assert refused.article == "Luật 73/2021/QH14, Điều 55 khoản 1"


# day, kind, how many before and this one, step
LADDER = [
    (IN_2020, "not_registered", 1, "commune_decision"),
    (IN_2023, "quit", 1, "compulsory"),
    (IN_2023, "other", 3, "reminder"),
    (IN_2026, "other", 1, "reminder"),
    (IN_2026, "other", 2, "review"),
    (IN_2026, "other", 3, "compulsory"),
    (IN_2026, "other", 9, "compulsory"),
    (IN_2026, "education_act", 1, "review"),
    (IN_2026, "education_act", 2, "compulsory"),
    (IN_2026, "refuses_monitoring", 1, "compulsory"),
]


@pytest.mark.parametrize(("on", "kind", "count", "step"), LADDER)
def test_what_follows_a_violation(on: date, kind: str, count: int, step: str) -> None:
    assert law.ladder(kind, on).step(count) == step


def test_a_violation_unknown_to_the_day_is_refused() -> None:
    with pytest.raises(Refused):
        law.ladder("refuses_monitoring", IN_2023)


def test_days_away_without_a_word_do_not_count() -> None:
    for on in (IN_2020, IN_2023, IN_2026):
        rule = law.absence_rule("post_rehab_residence", on)
        assert rule is not None
        assert not rule.counts(reported=False)
        assert rule.counts(reported=True)
    assert law.absence_rule("user_management", IN_2026) is not None
    assert law.absence_rule("rehab_voluntary_home", IN_2026) is None


def test_a_move_that_is_not_open_names_where_it_is_and_the_article() -> None:
    verdict = law.may_move("R2021", "identified", "complete", IN_2023)
    assert verdict.blocking
    assert "chỉ làm được từ" in verdict.reason
    assert verdict.article


def test_every_clock_has_its_event_on_the_days_of_its_regime() -> None:
    for regime in law.regimes():
        for clock in law.casework_of(regime.code).clocks:
            found = law.event_on(clock.event, regime.valid_from)
            assert found.rule in ("after", "before")
            assert (found.rule == "before") == (clock.starts == "term_to")


def test_who_was_in_compulsory_community_rehab_may_choose() -> None:
    assert law.carry_over("rehab_compulsory_community", "R2010", "R2021").may_choose == "register"
    assert law.carry_over("rehab_voluntary_home", "R2021", "R2025").may_choose is None


BROKEN = [
    ("paper: application,", "paper: poem,", "unknown word"),
    ("confidence: RECALL", "confidence: SURE", "expected one of"),
    ("verb: start_home", "verb: fly", "unknown word"),
    ("event: home_rehab_decision", "event: someday", "unknown word"),
    ("source: MEMORY", "source: DREAM", "unknown word"),
    ("steps: [commune_decision]", "steps: [prison]", "unknown word"),
]


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_a_broken_file_stops_the_start(old: str, new: str, words: str) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in casework_loader.FOLDER.glob("*.yaml")}
    assert old in texts["R2010"]
    texts["R2010"] = texts["R2010"].replace(old, new, 1)
    with pytest.raises(InstrumentFault, match=words):
        casework_loader.load(texts)


def test_a_regime_without_its_file_stops_the_start() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in casework_loader.FOLDER.glob("*.yaml")}
    assert VOCABULARY in texts
    del texts["R2025"]
    with pytest.raises(InstrumentFault, match="missing"):
        casework_loader.load(texts)
