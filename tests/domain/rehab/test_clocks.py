"""Every clock of the law falls on the right post at the right moment with its article, in three laws."""

from datetime import date, datetime, timedelta

import pytest

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, duties, queries
from hoanhap.people.rehab.actions import CheckEntry
from hoanhap.people.rehab.models import ResidenceCheck
from tests import people
from tests.cast import Cast
from tests.domain.rehab.conftest import Move, Open, decided, owed

IN_2023, IN_2026 = date(2023, 5, 8), date(2026, 9, 7)


def at(day: date, hour: int = 10) -> datetime:
    return clock.at(day, hour)


# on, state, its verb and next state's clock, post, due, article (weekdays: 8/5/2023 and 7/9/2026 are Mondays)
AFTER_STEPS = [
    (IN_2023, "addiction_determination", "confirm_addicted", "rehab.register_rehab", "commune_officer",
     clock.at(date(2023, 5, 15), 23, 59), "NĐ 116/2021/NĐ-CP, Điều 3 khoản 3, Điều 28 khoản 1"),
    (IN_2026, "addiction_determination", "confirm_addicted", "rehab.register_rehab", "commune_officer",
     clock.at(date(2026, 9, 8), 10), "Luật 120/2025/QH15, Điều 32; NĐ 163/2026/NĐ-CP, Điều 4"),
    (IN_2023, "registered", "start_home", "rehab.start_measure", "commune_officer",
     clock.at(date(2023, 5, 15), 23, 59), "NĐ 116/2021/NĐ-CP, Điều 3 khoản 4"),
    (IN_2026, "registered", "start_home", "rehab.start_measure", "commune_officer",
     clock.at(date(2026, 9, 9), 23, 59), "NĐ 163/2026/NĐ-CP, Điều 4"),
    (IN_2023, "addicted", "record_violation", "rehab.compulsory_file", "commune_leader",
     clock.at(date(2023, 5, 15), 23, 59), "NĐ 116/2021/NĐ-CP, Điều 40"),
    (IN_2026, "addicted", "record_violation", "rehab.compulsory_file", "commune_police",
     clock.at(date(2026, 9, 8), 23, 59), "Luật 120/2025/QH15, Điều 35, Điều 36; NĐ 163/2026/NĐ-CP"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "state", "verb", "kind", "post", "due", "article"), AFTER_STEPS)
def test_a_step_starts_its_clock(
    open_case: Open, move: Move, on: date, state: str, verb: str, kind: str, post: str, due: datetime, article: str
) -> None:
    before = on - timedelta(days=1)
    case = open_case("identified" if state == "addiction_determination" else state, before)
    if state == "addiction_determination":
        case = move(case, "start_determination", at(before, 15))
    case = move(case, verb, at(on), decision=decided(on, 730 if on == IN_2026 else 300))
    duty = owed(case)[kind]
    assert (duty.holder_role, duty.due_at, duty.article) == (post, due, article)


def test_the_next_step_settles_what_the_last_one_asked_for(open_case: Open, move: Move) -> None:
    case = move(open_case("addicted", IN_2023), "record_violation", at(IN_2023, 15))
    assert "rehab.compulsory_file" in owed(case)
    case = move(case, "open_compulsory_dossier", at(IN_2023, 16))
    assert "rehab.compulsory_file" not in owed(case)
    assert Duty.objects.get(kind="rehab.compulsory_file").ending == "done"


def test_what_happens_to_a_compulsory_dossier_hands_the_clock_on(open_case: Open, by: Actor) -> None:
    case = open_case("compulsory_dossier", IN_2026)
    steps = [
        ("person_notified", 10, "rehab.read_file", "commune_officer", date(2026, 9, 10)),
        ("reading_ended", 11, "rehab.transfer_to_court", "commune_police", date(2026, 9, 8)),
        ("court_asked", 13, "rehab.answer_court", "commune_police", date(2026, 9, 9)),
    ]
    for code, hour, kind, post, due in steps:
        actions.record_happening(case=case, code=code, happened_at=at(IN_2026, hour), by=by, at=at(IN_2026, hour))
        duty = owed(case)[kind]
        assert (duty.holder_role, clock.local_day(duty.due_at)) == (post, due)
    assert "rehab.read_file" not in owed(case)
    actions.record_happening(case=case, code="sent_to_court", happened_at=at(IN_2026, 14), by=by, at=at(IN_2026, 14))
    assert "rehab.transfer_to_court" not in owed(case)
    with pytest.raises(Refused, match="đã được ghi"):
        actions.record_happening(
            case=case, code="sent_to_court", happened_at=at(IN_2026, 14), by=by, at=at(IN_2026, 15)
        )


def test_a_clock_marked_as_done_is_not_opened_again(open_case: Open, move: Move, by: Actor) -> None:
    case = move(open_case("registered", IN_2023), "start_home", at(IN_2023, 12), decision=decided(IN_2023, 200))
    assert "rehab.start_measure" in owed(case)
    actions.record_happening(case=case, code="measure_started", happened_at=at(IN_2023, 13), by=by, at=at(IN_2023, 13))
    duties.sync([case], by=by, at=at(IN_2023, 14))
    assert "rehab.start_measure" not in owed(case)


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (date(2028, 5, 22), {"rehab.end_notice_home", "rehab.completion_certificate"}),
        (date(2023, 5, 8), set()),
    ],
)
def test_the_end_of_a_term_is_announced_ahead(open_case: Open, by: Actor, on: date, kinds: set[str]) -> None:
    begun = date(2026, 7, 1) if kinds else on - timedelta(days=150)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 731 if kinds else 184))
    assert not {kind for kind in owed(case) if kind.startswith("rehab.")}
    cases.open_term_duties(on=on, by=by, at=at(on))
    duties.sync([case], by=by, at=at(on))
    found = owed(case)
    assert {kind for kind in found if kind.startswith("rehab.")} == kinds
    for kind in kinds:
        assert found[kind].holder_role == "commune_police"


def test_a_facility_tells_ahead_and_the_officer_watches(open_case: Open, by: Actor) -> None:
    begun = date(2022, 6, 1)
    case = open_case("rehab_compulsory_adult", begun, decision=decided(begun, 365))
    duties.sync([case], by=by, at=at(date(2023, 5, 2)))
    duty = owed(case)["rehab.facility_release_notice"]
    assert (duty.holder_role, clock.local_day(duty.due_at)) == ("commune_officer", date(2023, 5, 17))
    assert duty.article == "NĐ 116/2021/NĐ-CP, Điều 62"


def test_a_completed_rehab_asks_the_police_for_their_proposal(open_case: Open, move: Move) -> None:
    begun = date(2024, 9, 9)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 365))
    case = move(case, "complete", at(IN_2026))
    duty = owed(case)["rehab.post_rehab_proposal"]
    assert (duty.holder_role, clock.local_day(duty.due_at)) == ("commune_police", date(2026, 9, 9))
    case = move(case, "start_post_rehab", at(IN_2026, 15), decision=decided(IN_2026, 365))
    assert "rehab.post_rehab_proposal" not in owed(case)


def test_an_undone_step_takes_its_clock_back(open_case: Open, move: Move, by: Actor) -> None:
    case = move(open_case("addicted", IN_2023), "record_violation", at(IN_2023, 15))
    cases.undo_last_move(case=case, reason="ghi nhầm người", by=by, at=at(IN_2023, 16), version=case.version)
    assert "rehab.compulsory_file" not in owed(case)


# -- away ------------------------------------------------------------------------------------------------------


def test_days_away_without_a_word_move_the_end(open_case: Open, by: Actor) -> None:
    case = open_case("post_rehab_residence", date(2023, 1, 2), decision=decided(date(2023, 1, 2), 365))
    away = actions.begin_absence(
        case=case, from_on=date(2023, 5, 1), reported=False, reason="", by=by, at=at(date(2023, 5, 3))
    )
    with pytest.raises(Refused, match="chưa ghi ngày về"):
        actions.begin_absence(
            case=case, from_on=date(2023, 5, 2), reported=True, reason="", by=by, at=at(date(2023, 5, 3))
        )
    found = actions.end_absence(absence=away, to_on=date(2023, 5, 11), by=by, at=at(date(2023, 5, 11)))
    assert (found.counts, found.days_added) == (False, 10)
    case.refresh_from_db()
    assert case.term_to == date(2024, 1, 12)
    assert case.standings.get(to_on=None).term_to == date(2024, 1, 12)


def test_days_away_that_were_reported_count(open_case: Open, by: Actor) -> None:
    case = open_case("post_rehab_residence", date(2020, 1, 2), decision=decided(date(2020, 1, 2), 365))
    away = actions.begin_absence(
        case=case, from_on=date(2020, 3, 2), reported=True, reason="về quê", by=by, at=at(date(2020, 3, 2))
    )
    assert owed(case)["rehab.post_rehab_absence_max"].due_at == clock.at(date(2020, 4, 1), 23, 59)
    found = actions.end_absence(absence=away, to_on=date(2020, 4, 15), by=by, at=at(date(2020, 4, 15)))
    assert (found.counts, found.days_added) == (True, 0)
    assert [remark.article for remark in found.remarks] == ["NĐ 94/2009/NĐ-CP, Điều 13"]
    case.refresh_from_db()
    assert case.term_to == date(2021, 1, 1)
    assert "rehab.post_rehab_absence_max" not in owed(case)


def test_a_longer_end_moves_the_duties_about_it(open_case: Open, by: Actor) -> None:
    case = open_case("post_rehab_residence", date(2022, 6, 1), decision=decided(date(2022, 6, 1), 365))
    cases.open_term_duties(on=date(2023, 5, 20), by=by, at=at(date(2023, 5, 20)))
    assert "case.term_ends_15" in owed(case)
    cases.move_term_end(case=case, days=60, by=by, at=at(date(2023, 5, 20)))
    assert not {kind for kind in owed(case) if kind.startswith("case.term")}
    with pytest.raises(Refused):
        cases.move_term_end(case=case, days=0, by=by, at=at(date(2023, 5, 20)))


# -- residence checks ------------------------------------------------------------------------------------------


def forty(cast: Cast) -> list[Case]:
    """Forty people in home rehab since a day of January 2020."""
    return [people.open_home_case(cast, people.register_person(cast, f"Trần Thị Ví Dụ {n}")) for n in range(40)]


@pytest.mark.requirement("S2-40")
def test_forty_are_seen_with_one_list(cast: Cast, django_assert_max_num_queries: object) -> None:
    managed = forty(cast)
    police = cast.viewer(cast.police)
    on = date(2020, 6, 16)
    rows = queries.residence_list(police, on)
    assert len(rows) == 40
    assert len(queries.unchecked(police, on)) == 40
    entries = [CheckEntry(case_id=row.case_id, found="absent" if n == 7 else "present") for n, row in enumerate(rows)]
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        done = actions.record_checks(cases=managed, entries=entries, on=on, by=police.actor, at=at(on, 16))
    assert (done.written, done.known) == (40, 0)
    again = actions.record_checks(cases=managed, entries=entries, on=on, by=police.actor, at=at(on, 17))
    assert (again.written, again.known, ResidenceCheck.objects.count()) == (0, 40, 40)
    assert queries.unchecked(police, on) == []
    assert len(queries.unchecked(police, date(2020, 7, 17))) == 40
    duty = Duty.objects.get(kind="rehab.residence", settled_at=None)
    assert (duty.holder_role, clock.local_day(duty.due_at)) == ("commune_police", date(2020, 7, 16))


def test_a_check_of_a_stranger_is_refused_and_nothing_is_saved(cast: Cast) -> None:
    managed = forty(cast)[:2]
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Xa", unit=cast.long_khanh_a))
    entries = [CheckEntry(case_id=case.pk, found="present") for case in (*managed, other)]
    by, on = cast.viewer(cast.police).actor, date(2020, 6, 16)
    with pytest.raises(NotHere):
        actions.record_checks(cases=managed, entries=entries, on=on, by=by, at=at(on))
    assert ResidenceCheck.objects.count() == 0


def test_nobody_is_looked_after_before_or_after_his_file(cast: Cast) -> None:
    """A list that lay open while another ended the file, or a day typed wrong."""
    on, case = date(2020, 6, 16), people.open_home_case(cast, people.register_person(cast, "Trần Thị Ví Dụ"))
    entries, by = [CheckEntry(case_id=case.pk, found="present")], cast.viewer(cast.police).actor
    for day in (date(1900, 1, 1), case.opened_on - timedelta(days=1)):
        with pytest.raises(Refused):
            actions.record_checks(cases=[case], entries=entries, on=day, by=by, at=at(on))
    Case.objects.filter(pk=case.pk).update(state="completed", closed_on=on - timedelta(days=1))
    with pytest.raises(Refused):
        actions.record_checks(cases=[case], entries=entries, on=on, by=by, at=at(on))
    assert not ResidenceCheck.objects.exists()


def test_the_round_of_a_commune_is_due_when_its_first_person_is(open_case: Open, cast: Cast, by: Actor) -> None:
    for day in (date(2023, 4, 3), date(2023, 4, 20)):
        open_case("user_management", day)
    assert duties.renew_residence(cast.thuong_lac.path, cast.thuong_lac.pk, by=by, at=at(date(2023, 4, 21)))
    duty = Duty.objects.get(kind="rehab.residence")
    assert (clock.local_day(duty.due_at), duty.article) == (date(2023, 5, 3), "NĐ 105/2021/NĐ-CP, Điều 37–49")
    assert not duties.renew_residence(cast.phu_thuan_b.path, cast.phu_thuan_b.pk, by=by, at=at(date(2023, 4, 21)))
