"""Steps with their reasons and stages, violations and what follows, decisions of others, a change of law."""

from datetime import date, timedelta

import pytest

from hoanhap import law
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import timeline
from hoanhap.people.rehab import actions, duties, queries
from hoanhap.people.rehab.actions import FollowedDetails, Taken
from hoanhap.people.rehab.models import StepGround, TransitionChoice, Violation
from tests.cast import Cast
from tests.domain.rehab.conftest import Move, Open, decided, owed

IN_2020, IN_2023, IN_2026 = date(2020, 6, 1), date(2023, 5, 8), date(2026, 9, 7)


def take(case: Case, verb: str, on: date, by: Actor, *, ground: str = "") -> Taken:
    case.refresh_from_db()
    return actions.take_step(
        case=case, verb=verb, on=on, signer_title="Chủ tịch", by=by, at=clock.at(on, 14), version=case.version,
        ground=ground,
    )  # fmt: skip


# -- reasons ---------------------------------------------------------------------------------------------------


def test_a_step_the_law_gives_reasons_for_needs_one(open_case: Open, by: Actor) -> None:
    case = open_case("user_management", IN_2023, decision=decided(IN_2023, 365))
    with pytest.raises(Refused) as refused:
        take(case, "stop_management", IN_2023, by)
    assert (refused.value.code, refused.value.article) == ("ground-missing", "Luật 73/2021/QH14, Điều 23 khoản 5")
    with pytest.raises(Refused):
        take(case, "stop_management", IN_2023, by, ground="long_detention")
    taken = take(case, "stop_management", IN_2023, by, ground="prison")
    ground = StepGround.objects.get()
    assert (ground.standing, ground.ground) == (taken.moved.standing, "prison")


def test_a_reason_from_memory_is_offered_and_not_demanded(open_case: Open, by: Actor) -> None:
    case = open_case("registered", IN_2020)
    taken = take(case, "withdraw", IN_2020, by)
    assert taken.moved.case.state == "addicted"
    assert not StepGround.objects.exists()


@pytest.mark.parametrize(("on", "code"), [(IN_2020, "small_child"), (IN_2026, "hardship")])
def test_a_postponement_keeps_its_coded_reason(open_case: Open, by: Actor, on: date, code: str) -> None:
    state = "rehab_compulsory_community" if on == IN_2020 else "rehab_compulsory_adult"
    case = open_case(state, on, decision=decided(on, 184 if on == IN_2020 else 730))
    assert take(case, "postpone", on, by, ground=code).moved.case.state == "postponed"
    assert StepGround.objects.get().article


# -- stages ----------------------------------------------------------------------------------------------------


def test_a_measure_is_not_complete_before_its_stages(open_case: Open, by: Actor) -> None:
    begun, end = date(2022, 10, 3), date(2023, 5, 8)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 184))
    with pytest.raises(Refused) as refused:
        take(case, "complete", end, by)
    assert refused.value.code == "stages-incomplete"
    assert "Luật 73/2021/QH14, Điều 29 khoản 1 điểm a" in refused.value.article
    for stage, first, last in (("intake", 0, 2), ("detox", 2, 20), ("education_counselling", 20, 180)):
        cases.record_stage(
            case=case, stage=stage, from_on=begun + timedelta(days=first), to_on=begun + timedelta(days=last), by=by,
            at=clock.at(end, 9),
        )  # fmt: skip
    assert take(case, "complete", end, by).moved.case.state == "completed"


def test_a_stage_shorter_than_its_minimum_blocks_in_2026(open_case: Open, by: Actor) -> None:
    begun = date(2026, 7, 6)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 731))
    at = clock.at(date(2026, 9, 30), 9)
    for stage, first, last in (("intake", 0, 1), ("detox", 1, 6)):
        cases.record_stage(
            case=case, stage=stage, from_on=begun + timedelta(days=first), to_on=begun + timedelta(days=last), by=by,
            at=at,
        )  # fmt: skip
    gaps = queries.stage_gaps_of(case, date(2026, 9, 30))
    assert any("ít nhất 10 ngày" in gap.text and gap.blocks for gap in gaps)


def test_stages_of_2010_only_remind(open_case: Open, by: Actor) -> None:
    case = open_case("rehab_voluntary_home", date(2020, 1, 6), decision=decided(date(2020, 1, 6), 184))
    assert take(case, "complete", date(2020, 7, 8), by).moved.case.state == "completed"


# -- forbidden steps -------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-37")
def test_a_forbidden_step_says_why_with_the_article(open_case: Open, by: Actor) -> None:
    with pytest.raises(Refused) as refused:
        take(open_case("addicted", IN_2023), "start_compulsory_community", IN_2023, by)
    assert refused.value.article == "Luật 73/2021/QH14, Điều 55 khoản 1"
    with pytest.raises(Refused) as refused:
        take(open_case("identified", IN_2023), "complete", IN_2023, by)
    assert "chỉ làm được từ" in str(refused.value)
    assert refused.value.article


# -- violations ------------------------------------------------------------------------------------------------


def test_the_ladder_counts_by_kind_and_says_what_follows(open_case: Open, by: Actor) -> None:
    begun = date(2026, 7, 6)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 731))
    at = clock.at(IN_2026, 15)
    steps, following = [], []
    for kind in ("other", "education_act", "other", "other", "education_act"):
        found = actions.record_violation(case=case, kind=kind, on=IN_2026, said="Vắng buổi tư vấn", by=by, at=at)
        steps.append(found.rung.step)
        following.append(found.rung.next_label)
    assert steps == ["reminder", "review", "review", "compulsory", "compulsory"]
    assert following[0] == "Kiểm điểm (có biên bản)"
    assert following[-1] == ""
    case.refresh_from_db()
    assert case.state == "rehab_voluntary_home"
    assert all(b"buoi" not in bytes(row.said) for row in Violation.objects.all())


def test_a_rule_from_memory_carries_its_caution(open_case: Open, by: Actor) -> None:
    case = open_case("rehab_voluntary_home", IN_2020, decision=decided(IN_2020, 184))
    found = actions.record_violation(
        case=case, kind="breaks_rules", on=IN_2020, said="Không đến gặp", by=by, at=clock.at(IN_2020, 15)
    )
    assert found.rung.confidence == "RECALL"
    assert found.rung.caution


def test_a_violation_the_law_does_not_know_is_refused(open_case: Open, by: Actor) -> None:
    case = open_case("support_only", IN_2026)
    with pytest.raises(Refused):
        actions.record_violation(
            case=case, kind="other", on=IN_2026, said="Không đến gặp", by=by, at=clock.at(IN_2026, 15)
        )


# -- what others decide ----------------------------------------------------------------------------------------


def test_a_facility_is_followed_one_at_a_time_until_the_case_ends(open_case: Open, move: Move, by: Actor) -> None:
    begun = date(2022, 6, 1)
    case = open_case("rehab_compulsory_adult", begun, decision=decided(begun, 365))
    details = FollowedDetails(
        kind="compulsory", facility_name="Cơ sở cai nghiện tỉnh", decider_name="Tòa án nhân dân huyện Hồng Ngự",
        decision_number="12/2022/QĐ-TA", decision_on=begun, from_on=begun, to_on=begun + timedelta(days=365),
        deducted_days=12,
    )  # fmt: skip
    at = clock.at(IN_2023, 9)
    row = actions.follow_decision(case=case, details=details, by=by, at=at)
    with pytest.raises(Refused, match="quyết định khác"):
        actions.follow_decision(case=case, details=details, by=by, at=at)
    move(case, "close_imprisoned", clock.at(IN_2023, 10))
    row.refresh_from_db()
    assert (row.ended_on, row.end) == (IN_2023, "other")
    with pytest.raises(Refused, match="đã ghi kết thúc"):
        actions.end_followed(followed=row, on=IN_2023, end="served", by=by, at=at)


# -- a change of law -------------------------------------------------------------------------------------------


def test_compulsory_community_rehab_on_the_first_day_of_2022(open_case: Open, move: Move, by: Actor) -> None:
    begun, first = date(2021, 9, 1), date(2022, 1, 1)
    case = open_case("rehab_compulsory_community", begun, decision=decided(begun, 184))
    assert duties.ask_transitions(by=by, at=clock.at(date(2021, 12, 31), 2)) == 0
    assert duties.ask_transitions(by=by, at=clock.at(first, 2)) == 1
    assert duties.ask_transitions(by=by, at=clock.at(first, 3)) == 0
    duty = owed(case)["rehab.transition"]
    assert (duty.holder_role, duty.article) == ("commune_officer", "Luật 73/2021/QH14, Điều 55 khoản 1 điểm c")
    row = actions.choose(case=case, way="change", on=date(2022, 1, 4), by=by, at=clock.at(date(2022, 1, 4), 9))
    assert (row.from_regime, row.to_regime, row.way) == ("R2010", "R2021", "change")
    assert "rehab.transition" not in owed(case)
    case = move(case, "register", clock.at(date(2022, 1, 4), 10))
    assert (case.state, case.regime) == ("registered", "R2021")


def test_who_keeps_compulsory_community_rehab_keeps_his_term(open_case: Open, by: Actor) -> None:
    begun = date(2021, 9, 1)
    case = open_case("rehab_compulsory_community", begun, decision=decided(begun, 184))
    duties.ask_transitions(by=by, at=clock.at(date(2022, 1, 1), 2))
    actions.choose(case=case, way="keep", on=date(2022, 1, 4), by=by, at=clock.at(date(2022, 1, 4), 9))
    case.refresh_from_db()
    assert (case.regime, case.term_to) == ("R2010", begun + timedelta(days=184))
    assert duties.ask_transitions(by=by, at=clock.at(date(2022, 1, 5), 2)) == 0


def test_home_rehab_on_the_first_of_july_2026_keeps_its_term(open_case: Open, by: Actor) -> None:
    begun = date(2026, 3, 2)
    case = open_case("rehab_voluntary_home", begun, decision=decided(begun, 184))
    assert duties.ask_transitions(by=by, at=clock.at(date(2026, 7, 1), 2)) == 1
    at = clock.at(date(2026, 7, 2), 9)
    with pytest.raises(Refused) as refused:
        actions.choose(case=case, way="change", on=date(2026, 7, 2), by=by, at=at)
    assert refused.value.article == "Luật 120/2025/QH15, Điều 56 khoản 1"
    actions.choose(case=case, way="keep", on=date(2026, 7, 2), by=by, at=at)
    case.refresh_from_db()
    assert (case.regime, case.term_to) == ("R2021", begun + timedelta(days=184))
    # The next act follows the law of its day: the certificate is the police chief's.
    duties.sync([case], by=by, at=clock.at(date(2026, 8, 20), 9))
    assert owed(case)["rehab.completion_certificate"].holder_role == "commune_police"


def test_a_registration_without_a_decision_goes_over(open_case: Open, by: Actor) -> None:
    case = open_case("registered", date(2026, 6, 29))
    duties.ask_transitions(by=by, at=clock.at(date(2026, 7, 1), 2))
    at = clock.at(date(2026, 7, 1), 9)
    with pytest.raises(Refused):
        actions.choose(case=case, way="keep", on=date(2026, 7, 1), by=by, at=at)
    actions.choose(case=case, way="change", on=date(2026, 7, 1), by=by, at=at)
    case.refresh_from_db()
    assert case.regime == "R2025"
    assert TransitionChoice.objects.get().article == "Luật 120/2025/QH15, Điều 56 khoản 2"
    with pytest.raises(Refused):
        actions.choose(case=case, way="change", on=date(2026, 7, 1), by=by, at=at)


# -- the timeline ----------------------------------------------------------------------------------------------


def test_the_timeline_tells_who_keeps_measures_and_nobody_else(cast: Cast, open_case: Open, by: Actor) -> None:
    on = date(2020, 6, 8)
    case = open_case("addicted", on)
    actions.record_violation(case=case, kind="not_registered", on=on, said="Không đăng ký", by=by, at=clock.at(on, 15))
    titles = {account: [event.title for event in timeline(case, cast.viewer(account))]
              for account in (cast.officer, cast.police, cast.inspector)}  # fmt: skip
    assert "Ghi vi phạm lần 1" in titles[cast.officer]
    assert "Ghi vi phạm lần 1" in titles[cast.police]
    assert "Ghi vi phạm lần 1" not in titles[cast.inspector]
    assert not any("Không đăng ký" in title for title in titles[cast.officer])
    assert law.regime_on(on).code == "R2010"
    assert not Duty.objects.filter(kind="rehab.transition").exists()
