"""Helpers: one main helper at a time, from a day to a day; without one the person stands on the missing list."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.register import Question, count, count_by_unit
from hoanhap.foundation.notices import holiday_actions
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.foundation.vault.sealing import CannotOpen
from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import PeopleFilter, my_people, timeline
from hoanhap.people.reintegration import actions, duties, policy, queries
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people

HANH = HelperDetails(helper_name="Lê Thị Hạnh", organisation="Hội LHPN xã", valid_from=date(2020, 1, 20))
TAM = HelperDetails(helper_name="Võ Văn Tám", organisation="Đoàn TN xã", valid_from=date(2020, 6, 1))
JUNE = periods.monthly(2020, 6)


def assign(case: Case, details: HelperDetails = HANH, *, replace: bool = False) -> HelperAssignment:
    return actions.assign(case, details=details, replace=replace, by=SETTER, at=NOW)


def end(assignment: HelperAssignment, on: date = TODAY) -> HelperAssignment:
    return actions.end_assignment(assignment, on=on, reason="chuyển công tác", by=SETTER, at=NOW)


def missing(cast: Cast, account: Account | None = None) -> list[Case]:
    return list(queries.without_helper(cast.viewer(account or cast.officer)))


def reminders(case: Case) -> list[date]:
    found = Duty.objects.filter(key=duties.key_of(case.pk), settled_at=None)
    return [due_day(duty.due_at) for duty in found]


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac, "Nguyễn Văn Đào")


@pytest.mark.requirement("S1-34")
def test_who_lives_in_the_commune_without_a_helper_is_missed_from_the_first_day(cast: Cast, case: Case) -> None:
    assert missing(cast) == [case]
    assert reminders(case) == [date(2020, 6, 19)]
    away = people.case(cast.thuong_lac, state=people.FACILITY)
    assert missing(cast) == [case]
    assert reminders(away) == []


def test_naming_a_helper_answers_the_reminder_and_ending_brings_it_back(cast: Cast, case: Case) -> None:
    assignment = assign(case)
    assert missing(cast) == []
    assert reminders(case) == []
    end(assignment)
    assert missing(cast) == [case]
    assert reminders(case) == [date(2020, 6, 19)]
    codes = AuditEntry.objects.filter(code__startswith="helper.").order_by("id").values_list("code", "subject_id")
    assert list(codes) == [("helper.assigned", str(case.pk)), ("helper.ended", str(case.pk))]


def test_a_deputy_alone_is_no_answer(cast: Cast, case: Case) -> None:
    assign(case, replace_kind(HANH, HelperKind.DEPUTY))
    assert missing(cast) == [case]
    assert len(reminders(case)) == 1


def replace_kind(details: HelperDetails, kind: HelperKind) -> HelperDetails:
    return replace(details, kind=kind)


def test_the_reminder_steps_over_tet_and_over_what_the_office_has_edited(cast: Cast) -> None:
    before_tet = clock.at(date(2020, 1, 21), 9)
    assert due_when_opened(cast, before_tet) == date(2020, 1, 31)
    holiday_actions.set_day(on=date(2020, 1, 30), off=True, name="Nghỉ bù", by=SETTER, at=NOW)
    assert due_when_opened(cast, before_tet) == date(2020, 2, 3)


def due_when_opened(cast: Cast, at: datetime) -> date:
    case = people.case(cast.thuong_lac)
    Duty.objects.filter(key=duties.key_of(case.pk)).delete()
    duties.remind([case], by=SETTER, at=at)
    return reminders(case)[0]


def test_a_second_main_helper_is_refused_unless_he_takes_over(cast: Cast, case: Case) -> None:
    first = assign(case)
    with pytest.raises(Refused) as refused:
        assign(case, TAM)
    assert refused.value.way_out
    second = assign(case, TAM, replace=True)
    first.refresh_from_db()
    assert (first.valid_to, second.valid_from, second.valid_to) == (TAM.valid_from, TAM.valid_from, None)
    assert missing(cast) == []
    assign(case, replace_kind(HANH, HelperKind.DEPUTY))
    assert case.helpers.filter(valid_to=None).count() == 2


def test_the_table_itself_refuses_a_second_main_helper(case: Case) -> None:
    twin = assign(case)
    twin.id = HelperAssignment().id
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    "broken", [{"valid_to": date(2020, 1, 19)}, {"kind": "boss"}, {"helper_name": ""}, {"valid_from": None}]
)
def test_the_table_itself_refuses_what_cannot_be(case: Case, broken: dict[str, object]) -> None:
    assign(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelperAssignment.objects.update(**broken)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (replace(HANH, helper_name=" "), "helper-name"),
        (replace(HANH, valid_from=date(2020, 1, 15)), "helper-before-case"),
        (replace(HANH, valid_from=TODAY + timedelta(days=1)), "helper-future"),
    ],
)
def test_an_impossible_assignment_is_refused(case: Case, details: HelperDetails, code: str) -> None:
    with pytest.raises(Refused) as refused:
        assign(case, details)
    assert refused.value.code == code
    with pytest.raises(Refused):
        actions.bulk_assign([(case, details)], by=SETTER, at=NOW)
    assert not HelperAssignment.objects.exists()


def test_periods_of_main_helpers_never_overlap_even_in_the_past(case: Case) -> None:
    end(assign(case, TAM), on=date(2020, 6, 10))
    with pytest.raises(Refused) as refused:
        assign(case, replace(HANH, valid_from=date(2020, 6, 5)))
    assert refused.value.code == "helper-overlap"
    assign(case, replace(HANH, valid_from=date(2020, 6, 10)))


def test_an_end_lies_between_the_beginning_and_today_and_happens_once(case: Case) -> None:
    assignment = assign(case, TAM)
    for on in (date(2020, 5, 31), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            end(assignment, on=on)
    end(assignment)
    with pytest.raises(Refused) as refused:
        end(assignment)
    assert refused.value.code == "helper-ended"


def test_an_account_without_a_post_there_cannot_hold_the_work(cast: Cast, case: Case) -> None:
    for account in (cast.neighbour_officer, cast.stranger_officer):
        with pytest.raises(Refused) as refused:
            assign(case, replace(HANH, account=account))
        assert refused.value.code == "helper-account"
    access.end_posting(cast.helper.postings.get(), on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        assign(case, replace(HANH, account=cast.helper))
    with pytest.raises(Refused):
        actions.bulk_assign([(case, replace(HANH, account=cast.helper))], by=SETTER, at=NOW)


def test_nobody_helps_twice_at_once(cast: Cast, case: Case) -> None:
    assign(case, replace(HANH, account=cast.helper, kind=HelperKind.DEPUTY))
    with pytest.raises(Refused) as refused:
        assign(case, replace(HANH, account=cast.helper))
    assert refused.value.code == "helper-twice"


def test_helpers_are_named_in_bulk_and_those_who_have_one_keep_him(cast: Cast) -> None:
    cases = people.cases(cast.thuong_lac, 4)
    assign(cases[0], TAM)
    details = [replace(HANH, helper_name=f"Người giúp {n}", account=cast.helper) for n in range(4)]
    assert actions.bulk_assign(list(zip(cases, details, strict=True)), by=SETTER, at=NOW) == 3
    assert actions.bulk_assign(list(zip(cases, details, strict=True)), by=SETTER, at=NOW) == 0
    assert cases[0].helpers.get().helper_name == "Võ Văn Tám"
    assert missing(cast) == []
    assert [reminders(case) for case in cases] == [[], [], [], []]
    held = notice_queries.open_for(cast.viewer(cast.helper), NOW).values_list("subject_id", flat=True)
    assert set(held) == {str(case.pk) for case in cases[1:]}
    logged = AuditEntry.objects.filter(code="helper.assigned").values_list("subject_id", flat=True)
    assert sorted(logged) == sorted(str(case.pk) for case in cases)


def test_an_ended_case_ends_its_helpers(cast: Cast, case: Case) -> None:
    assign(case)
    case_actions.close(case=case, verb="close_moved", on=TODAY, signer_title="Cán bộ", by=SETTER, at=NOW, version=1)
    assignment = case.helpers.get()
    assert (assignment.valid_to, vault.reveal(assignment, "end_reason")) == (TODAY, "hồ sơ kết thúc")
    assert reminders(case) == []
    with pytest.raises(Refused):
        assign(case, TAM)


def test_figures_follow_the_last_day_of_the_period(cast: Cast) -> None:
    helped, ended, without = people.cases(cast.thuong_lac, 3)
    people.case(cast.thuong_lac, state=people.FACILITY)
    people.case(cast.long_khanh_a)
    assign(helped)
    end(assign(ended), on=JUNE.end)
    asked = Question(period=JUNE, unit_path=cast.hong_ngu.path)
    assert (count("helpers.assigned", asked), count("helpers.missing", asked)) == (2, 2)
    assert count_by_unit("helpers.missing", asked) == {cast.thuong_lac.pk: 1, cast.long_khanh_a.pk: 1}
    HelperAssignment.objects.filter(case=ended).update(valid_to=JUNE.last_day)
    assert (count("helpers.assigned", asked), count("helpers.missing", asked)) == (1, 3)
    may = Question(period=periods.monthly(2020, 1), unit_path=cast.hong_ngu.path)
    assert (count("helpers.assigned", may), count("helpers.missing", may)) == (0, 0)
    assert without.helpers.count() == 0


def test_after_rehab_with_a_helper(cast: Cast) -> None:
    after, alone, _rehab = (
        people.case(cast.thuong_lac, state="post_rehab_residence"),
        people.case(cast.thuong_lac, state="post_rehab_residence"),
        people.case(cast.thuong_lac),
    )
    assign(after)
    assign(_rehab)
    asked = Question(period=JUNE, unit_path=cast.thuong_lac.path)
    assert (count("after.total", asked), count("after.with_helper", asked)) == (2, 1)
    assert alone.helpers.count() == 0


# --- who may see and name -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        (May.READ_HELPER, {"officer", "leader", "police"}),
        (May.ASSIGN_HELPER, {"officer", "leader"}),
    ],
)
def test_who_may_see_and_name_helpers_in_thuong_lac(cast: Cast, case: Case, permission: May, allowed: set[str]) -> None:
    assignment = assign(case, replace(HANH, account=cast.helper))
    everybody = {name for name, value in vars(cast).items() if isinstance(value, Account)}

    def through(account: str) -> bool:
        viewer = cast.viewer(getattr(cast, account))
        try:
            found = policy.get_case_for(viewer, case.pk, to=permission)
            return found == case and policy.get_assignment_for(viewer, assignment.pk, to=permission) == assignment
        except NotHere:
            return False

    assert {account for account in everybody if through(account)} == allowed


def test_a_helper_sees_his_own_people_while_his_task_lives(cast: Cast, case: Case) -> None:
    other = people.case(cast.thuong_lac)
    viewer = cast.viewer(cast.helper)
    assert list(case_policy.visible_to(viewer)) == []
    assignment = assign(case, replace(HANH, account=cast.helper))
    assign(other, TAM)
    assert list(case_policy.visible_to(viewer)) == [case]
    before = cast.viewer(cast.helper, HANH.valid_from - timedelta(days=1))
    assert list(case_policy.visible_to(before)) == []
    end(assignment)
    assert list(case_policy.visible_to(viewer)) == []


def test_a_helper_does_not_see_who_else_helps_whom(cast: Cast, case: Case) -> None:
    assign(case, replace(HANH, account=cast.helper))
    assign(people.case(cast.thuong_lac), TAM)
    assert list(policy.visible_to(cast.viewer(cast.helper))) == []


@pytest.mark.parametrize("account", ["helper", "neighbour_officer", "stranger_officer", "district_merger"])
def test_who_helps_and_who_has_nobody_is_told_to_those_alone_who_read_the_file(
    cast: Cast, case: Case, account: str
) -> None:
    assigned, alone = assign(case, replace(HANH, account=cast.helper)), people.case(cast.thuong_lac)

    def told(viewer: Viewer) -> list[object]:
        unit = cast.thuong_lac.path
        listed = queries.without_helper(viewer, unit)
        return [*listed, *queries.history(viewer, case), *queries.current_of(viewer, [case.pk]).values()]

    assert told(cast.viewer(cast.officer)) == [alone, assigned, assigned]
    assert told(cast.viewer(getattr(cast, account))) == []


def test_of_a_file_put_away_no_helper_is_told_or_named(cast: Cast, case: Case) -> None:
    """The rights of the officer over helpers reach it; the file itself does not open."""
    assignment, viewer = assign(case), cast.viewer(cast.officer)
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    assert list(policy.visible_to(viewer)) == []
    for permission in May:
        with pytest.raises(NotHere):
            policy.get_case_for(viewer, case.pk, to=permission)
        with pytest.raises(NotHere):
            policy.get_assignment_for(viewer, assignment.pk, to=permission)


@pytest.mark.requirement("S1-34")
def test_the_list_of_people_shows_helpers_and_finds_those_without(cast: Cast, case: Case) -> None:
    alone = people.case(cast.thuong_lac, "Huỳnh Thị Thảo")
    assign(case)
    viewer = cast.viewer(cast.officer)
    facts = {row.case_id: row.facts.get("helper") for row in my_people(viewer, at=NOW).rows}
    assert facts[alone.pk] is None
    assert facts[case.pk].helper_name == "Lê Thị Hạnh"  # type: ignore[attr-defined]
    found = my_people(viewer, filters=PeopleFilter(marks=("no-helper",)), at=NOW)
    assert [row.full_name for row in found.rows] == ["Huỳnh Thị Thảo"]


def test_the_timeline_tells_when_somebody_began_and_ended_to_help(cast: Cast, case: Case) -> None:
    end(assign(case, replace(HANH, decision_number="12/QĐ-UBND")))
    events = [event for event in timeline(case, cast.viewer(cast.officer)) if event.kind == "helper"]
    assert [(event.title, event.detail) for event in events] == [
        ("Thôi phân công giúp đỡ: Lê Thị Hạnh, Hội LHPN xã", "chuyển công tác"),
        ("Phân công người giúp đỡ: Lê Thị Hạnh, Hội LHPN xã", "Quyết định số 12/QĐ-UBND"),
    ]


def test_why_a_helper_stopped_is_told_in_the_social_room_alone(cast: Cast, case: Case) -> None:
    end(assign(case))

    def said(account: Account) -> list[str]:
        return [event.detail for event in timeline(case, cast.viewer(account)) if event.kind == "helper"]

    assert said(cast.officer) == ["chuyển công tác", ""]
    assert said(cast.police) == ["", ""]


def test_why_a_helper_stopped_lies_sealed_in_its_own_row(cast: Cast, case: Case) -> None:
    ended, other = end(assign(case)), end(assign(people.case(cast.thuong_lac)))
    ended.refresh_from_db()
    assert b"chuy" not in bytes(ended.end_reason)
    assert vault.reveal(ended, "end_reason") == "chuyển công tác"
    with pytest.raises(ValueError, match="must be sealed"), transaction.atomic():
        HelperAssignment.objects.filter(pk=ended.pk).update(end_reason="chuyển công tác".encode())
    HelperAssignment.objects.filter(pk=other.pk).update(end_reason=bytes(ended.end_reason))
    other.refresh_from_db()
    with pytest.raises(CannotOpen):
        vault.reveal(other, "end_reason")


def test_the_nightly_renewal_opens_what_is_missing_and_nothing_twice(cast: Cast, case: Case) -> None:
    assert duties.renew(cast.dong_thap.path, by=SETTER, at=NOW) == 0
    Duty.objects.all().delete()
    assert duties.renew(cast.an_giang.path, by=SETTER, at=NOW) == 0
    assert duties.renew(cast.dong_thap.path, by=SETTER, at=NOW) == 1
    assert len(reminders(case)) == 1


def test_work_never_lies_with_an_account_that_cannot_sign_in(cast: Cast, case: Case) -> None:
    assign(case, replace(HANH, account=cast.helper))
    access.end_posting(cast.helper.postings.get(), on=TODAY, by=SETTER, at=NOW)
    meeting = Duty.objects.get(key=f"care.meet:{case.pk}")
    assert meeting.holder_account_id == cast.helper.pk
    duties.renew(cast.dong_thap.path, by=SETTER, at=NOW)
    meeting.refresh_from_db()
    assert meeting.holder_account_id is None
    assert queries.accounts_of([str(case.pk)], TODAY) == {}
    assert queries.accounts_of([str(case.pk)], TODAY - timedelta(days=1)) == {str(case.pk): cast.helper.pk}
    assert missing(cast) == []


def test_a_deputy_who_cannot_sign_in_takes_no_work_from_the_main_helper(cast: Cast, case: Case) -> None:
    assign(case, replace(HANH, account=cast.helper))
    assign(case, replace(TAM, account=cast.police, kind=HelperKind.DEPUTY))
    access.end_posting(cast.police.postings.get(), on=TODAY, by=SETTER, at=NOW)
    duties.renew(cast.dong_thap.path, by=SETTER, at=NOW)
    assert Duty.objects.get(key=f"care.meet:{case.pk}").holder_account_id == cast.helper.pk


def test_who_helped_once_and_left_takes_no_work_from_who_helps_now(cast: Cast, case: Case) -> None:
    end(assign(case, replace(HANH, account=cast.police)), on=date(2020, 6, 1))
    assign(case, replace(TAM, account=cast.helper))
    access.end_posting(cast.police.postings.get(), on=TODAY, by=SETTER, at=NOW)
    duties.renew(cast.dong_thap.path, by=SETTER, at=NOW)
    assert Duty.objects.get(key=f"care.meet:{case.pk}").holder_account_id == cast.helper.pk
    # Of two helpers one after the other only who helps now holds the work.
    assert queries.accounts_of([str(case.pk)], TODAY) == {str(case.pk): cast.helper.pk}


def test_without_a_helper_any_more_the_work_is_the_posts(cast: Cast, case: Case) -> None:
    end(assign(case, replace(HANH, account=cast.helper)))
    assert queries.accounts_of([str(case.pk)], TODAY) == {}
