"""Logging a contact: kept once and whole, settles the duty to meet, opens the next, is corrected with a trace."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.kernel import clock
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import actions, planning, queries
from hoanhap.people.care.models import Contact, ContactPlan, ContactVersion
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import PeopleFilter, my_people
from hoanhap.people.reintegration import actions as helper_actions
from hoanhap.people.reintegration.actions import HelperDetails
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people

MONTHLY = Duration(1, Unit.MONTH)


def seen(on: date = date(2020, 6, 14), **changes: object) -> ContactDetails:
    return replace(
        ContactDetails(met_at=clock.at(on, 8), place="home", met=True, condition="progress", work="occasional"),
        **changes,
    )


def missed(on: date = date(2020, 6, 14), reason: str = "absent") -> ContactDetails:
    return ContactDetails(met_at=clock.at(on, 8), place="home", met=False, missed_reason=reason)


def log(case: Case, details: ContactDetails, at: datetime = NOW) -> Contact:
    return actions.log_contact(case, details=details, by=SETTER, at=at)


def due(case: Case) -> list[tuple[date, object]]:
    open_duties = Duty.objects.filter(subject_id=str(case.pk), kind="care.meet", settled_at=None).order_by("id")
    return [(due_day(duty.due_at), duty.holder_account_id) for duty in open_duties]


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac)


def test_what_was_seen_is_kept_and_its_words_are_sealed(case: Case) -> None:
    contact = log(case, seen(need="Học nghề điện", note="Mẹ có mặt", next_on=date(2020, 6, 28)))
    stored = Contact.objects.get(pk=contact.pk)
    assert (stored.case_id, stored.unit_id, stored.met, stored.condition) == (case.pk, case.unit_id, True, "progress")
    assert "điện".encode() not in bytes(stored.need)
    assert vault.reveal_many([stored], "need", "note")[stored.pk] == {"need": "Học nghề điện", "note": "Mẹ có mặt"}
    (entry,) = AuditEntry.objects.filter(code="contact.logged")
    assert (entry.subject_kind, entry.subject_id) == ("case", str(case.pk))
    assert "progress" not in entry.detail
    assert "nghề" not in entry.detail


def test_the_same_entry_sent_twice_is_one_contact(case: Case) -> None:
    key = uuid4()
    first = log(case, seen(client_key=key))
    again = log(case, seen(client_key=key, condition="at_risk"), at=NOW + timedelta(minutes=1))
    assert again.pk == first.pk
    assert [contact.condition for contact in Contact.objects.all()] == ["progress"]
    assert AuditEntry.objects.filter(code="contact.logged").count() == 1
    log(case, seen(client_key=uuid4()))
    log(case, seen())
    log(case, seen())
    assert Contact.objects.count() == 4


def test_an_entry_s_key_never_leads_into_another_person_s_file(cast: Cast, case: Case) -> None:
    key = uuid4()
    log(case, seen(client_key=key))
    with pytest.raises(Refused):
        log(people.case(cast.thuong_lac), seen(client_key=key))
    assert Contact.objects.count() == 1


def test_a_broken_record_is_refused_and_leaves_nothing(case: Case) -> None:
    for broken in (seen(condition=""), missed(reason=""), seen(on=date(2020, 6, 17)), seen(on=date(2019, 12, 1))):
        with pytest.raises(Refused):
            log(case, broken)
    assert not Contact.objects.exists()
    assert due(case) == [(TODAY, None)]
    assert not AuditEntry.objects.filter(code="contact.logged").exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"condition": ""},
        {"condition": "relapsed"},
        {"missed_reason": "absent"},
        {"met": False},
        {"met": False, "condition": "", "missed_reason": "absent"},
        {"work": "retired"},
        {"place": "cafe"},
    ],
)
def test_the_table_itself_refuses_a_half_record(case: Case, broken: dict[str, object]) -> None:
    log(case, seen())
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.update(**broken)


def test_a_contact_settles_the_duty_and_opens_the_next(case: Case) -> None:
    assert due(case) == [(TODAY, None)]
    log(case, seen())
    assert due(case) == [(date(2020, 7, 14), None)]
    assert [duty.ending for duty in Duty.objects.filter(kind="care.meet").order_by("id")] == ["done", ""]
    assert ContactPlan.objects.get(case=case).next_on == date(2020, 7, 14)


def test_the_day_agreed_with_the_person_goes_before_the_rhythm(case: Case) -> None:
    log(case, seen(next_on=date(2020, 6, 20)))
    assert due(case) == [(date(2020, 6, 20), None)]


def test_without_a_plan_the_day_agreed_still_becomes_a_duty(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state=people.FACILITY)
    log(case, seen())
    assert due(case) == []
    log(case, seen(next_on=date(2020, 6, 28)))
    assert due(case) == [(date(2020, 6, 28), None)]


def test_a_missed_contact_is_followed_by_another(case: Case) -> None:
    planning.set_plan(case, every=Duration(7, Unit.DAY), next_on=TODAY, by=SETTER, at=NOW)
    log(case, missed())
    assert due(case) == [(date(2020, 6, 21), None)]


def test_nobody_is_sent_to_meet_a_person_who_died(case: Case) -> None:
    log(case, missed(reason="deceased"))
    assert due(case) == []


def test_a_contact_entered_late_does_not_disturb_what_is_planned(case: Case) -> None:
    log(case, seen(next_on=date(2020, 6, 28)))
    log(case, seen(on=date(2020, 5, 2), next_on=date(2020, 5, 20)))
    assert due(case) == [(date(2020, 6, 28), None)]


def test_the_duty_is_the_helper_s_when_he_has_an_account_else_the_officer_s(cast: Cast, case: Case) -> None:
    helper = HelperDetails(helper_name="Lê Thị Hạnh", valid_from=date(2020, 1, 20), account=cast.helper)
    assignment = helper_actions.assign(case, details=helper, by=SETTER, at=NOW)
    assert due(case) == [(TODAY, cast.helper.pk)]
    log(case, seen())
    assert due(case) == [(date(2020, 7, 14), cast.helper.pk)]
    helper_actions.end_assignment(assignment, on=TODAY, reason="chuyển công tác", by=SETTER, at=NOW)
    assert due(case) == [(date(2020, 7, 14), None)]
    log(case, seen(on=date(2020, 6, 15)))
    assert due(case) == [(date(2020, 7, 15), None)]


def test_a_plan_is_changed_in_place_and_its_duty_moves(case: Case) -> None:
    planning.set_plan(case, every=Duration(2, Unit.MONTH), next_on=date(2020, 6, 30), by=SETTER, at=NOW)
    assert due(case) == [(date(2020, 6, 30), None)]
    assert [duty.ending for duty in Duty.objects.filter(kind="care.meet").order_by("id")] == ["cancelled", ""]
    plan = ContactPlan.objects.get()
    assert (plan.every_value, plan.every_unit, plan.next_on) == (2, "month", date(2020, 6, 30))


def test_a_plan_is_in_the_log_and_of_the_usual_ones_how_many(cast: Cast) -> None:
    first, *_others = people.cases(cast.thuong_lac, 3)
    planning.set_plan(first, every=Duration(2, Unit.MONTH), next_on=date(2020, 6, 30), by=SETTER, at=NOW)
    entries = AuditEntry.objects.filter(code="contact.planned").order_by("id")
    assert [(entry.subject_kind, entry.subject_id, entry.detail) for entry in entries] == [
        ("contact_plan", "usual", '{"count": 3}'),
        ("case", str(first.pk), ""),
    ]
    assert {entry.unit_path for entry in entries} == {cast.thuong_lac.path}


@pytest.mark.parametrize(
    ("every", "next_on"),
    [
        (MONTHLY, date(2020, 6, 15)),
        (Duration(13, Unit.MONTH), TODAY),
        (Duration(0, Unit.DAY), TODAY),
        (Duration(3, Unit.HOUR), TODAY),
        (Duration(1, Unit.YEAR), TODAY),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(case: Case, every: Duration, next_on: date) -> None:
    with pytest.raises(Refused):
        planning.set_plan(case, every=every, next_on=next_on, by=SETTER, at=NOW)
    plan = ContactPlan.objects.get()
    assert (plan.every_value, plan.every_unit, plan.next_on) == (1, "month", TODAY)


def test_whoever_lives_in_the_commune_is_met_by_a_plan_from_the_first_day(cast: Cast) -> None:
    days = {16: date(2020, 6, 16), 17: date(2020, 6, 17), 10: date(2020, 7, 10)}
    cases = {people.case(cast.thuong_lac, opened_on=date(2020, 1, day)): first for day, first in days.items()}
    assert {case: due(case) for case in cases} == {case: [(first, None)] for case, first in cases.items()}
    assert planning.start_plans(list(cases), by=SETTER, at=NOW) == 0
    assert Duty.objects.filter(kind="care.meet").count() == 3
    assert due(people.case(cast.thuong_lac, state=people.FACILITY)) == []


def test_a_person_newly_listed_is_first_met_by_one_duty_only(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="identified", opened_on=TODAY)
    meetings = Duty.objects.filter(key=f"care.meet:{case.pk}")
    assert [(duty.kind, duty.ending) for duty in meetings] == [("case.first_contact", "")]
    log(case, seen(on=TODAY))
    assert [(duty.kind, duty.ending) for duty in meetings.order_by("id")] == [
        ("case.first_contact", "done"),
        ("care.meet", ""),
    ]


def test_a_correction_keeps_what_was_said_before_and_why(cast: Cast, case: Case) -> None:
    contact = log(case, seen(need="Học nghề điện"))
    actions.correct_contact(
        contact, changes={"condition": "not_yet"}, reason="Bấm nhầm", by=cast.viewer(cast.officer).actor, at=NOW
    )
    stored = Contact.objects.get(pk=contact.pk)
    assert (stored.condition, stored.version, vault.reveal(stored, "need")) == ("not_yet", 2, "Học nghề điện")
    (before,) = stored.versions.all()
    assert (before.condition, before.number, before.recorded_by) == ("progress", 1, SETTER.account_id)
    assert before.replaced_by == str(cast.officer.pk)
    opened = vault.reveal_many([before], "need", "reason")[before.pk]
    assert opened == {"need": "Học nghề điện", "reason": "Bấm nhầm"}
    (entry,) = AuditEntry.objects.filter(code="contact.corrected")
    assert "not_yet" not in entry.detail
    assert "nhầm" not in entry.detail


def test_a_correction_needs_a_reason_a_change_and_the_version_read(case: Case) -> None:
    contact = log(case, seen())
    correct = {"by": SETTER, "at": NOW}
    with pytest.raises(Refused, match="lý do"):
        actions.correct_contact(contact, changes={"work": "stable"}, reason=" ", **correct)
    with pytest.raises(Refused, match="thay đổi"):
        actions.correct_contact(contact, changes={"work": "occasional"}, reason="x", **correct)
    with pytest.raises(Refused, match="tình trạng"):
        actions.correct_contact(contact, changes={"condition": ""}, reason="x", **correct)
    with pytest.raises(ValueError, match="case_id"):
        actions.correct_contact(contact, changes={"case_id": uuid4()}, reason="x", **correct)
    actions.correct_contact(contact, changes={"work": "stable"}, reason="x", version=1, **correct)
    with pytest.raises(Refused, match="người khác"):
        actions.correct_contact(contact, changes={"work": "none"}, reason="x", version=1, **correct)
    assert (Contact.objects.get().work, ContactVersion.objects.count()) == ("stable", 1)


def test_correcting_the_day_of_the_last_contact_moves_the_next(case: Case) -> None:
    contact = log(case, seen())
    actions.correct_contact(
        contact, changes={"met_at": clock.at(date(2020, 6, 10), 8)}, reason="ghi sai ngày", by=SETTER, at=NOW
    )
    assert due(case) == [(date(2020, 7, 10), None)]
    actions.correct_contact(contact, changes={"work": "stable"}, reason="ghi thiếu", by=SETTER, at=NOW)
    assert due(case) == [(date(2020, 7, 10), None)]


def test_nothing_is_logged_or_planned_after_the_case_ended(case: Case) -> None:
    case_actions.close(
        case=case, verb="close_moved", on=date(2020, 6, 1), signer_title="Cán bộ", by=SETTER, at=NOW, version=1
    )
    assert due(case) == []
    with pytest.raises(Refused, match="kết thúc"):
        log(case, seen())
    with pytest.raises(Refused, match="kết thúc"):
        planning.set_plan(case, every=MONTHLY, next_on=TODAY, by=SETTER, at=NOW)
    log(case, seen(on=date(2020, 5, 30), next_on=date(2020, 6, 30)))
    assert due(case) == []


def test_the_last_contacts_of_many_cost_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    cases = people.cases(cast.thuong_lac, 5)
    for case in cases[:4]:
        log(case, seen(on=date(2020, 5, 2), condition="at_risk"))
        log(case, missed())
    viewer = cast.viewer(cast.officer)
    with django_assert_num_queries(1):  # type: ignore[operator]
        last = queries.last_of(viewer, [case.pk for case in cases])
    assert {case_id: contact.met for case_id, contact in last.items()} == {case.pk: False for case in cases[:4]}


def test_the_list_of_people_finds_whom_nobody_met_in_time(cast: Cast) -> None:
    known, fresh, away = (
        people.case(cast.thuong_lac, "Trần Văn Út"),
        people.case(cast.thuong_lac, "Lê Thị Sen", state="identified", opened_on=TODAY),
        people.case(cast.thuong_lac, state=people.FACILITY),
    )

    def late(on: date) -> list[str]:
        found = my_people(cast.viewer(cast.officer, on), filters=PeopleFilter(marks=("not-met",)), at=NOW)
        return [row.full_name for row in found.rows]

    assert (late(TODAY), late(TODAY + timedelta(days=1))) == ([], ["Trần Văn Út"])
    assert late(TODAY + timedelta(days=8)) == ["Lê Thị Sen", "Trần Văn Út"]
    log(known, seen())
    assert late(TODAY + timedelta(days=8)) == ["Lê Thị Sen"]
    assert due(away) == []
    assert fresh.closed_on is None


def test_today_s_work_of_three_hundred_people_takes_few_queries(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 300)
    viewer = cast.viewer(cast.officer)
    with connection.execute_wrapper(counting := _Counter()):
        lines = notice_queries.lines(viewer, NOW, limit=300)
    assert len(lines) == 300
    assert all(line.known for line in lines)
    assert counting.count <= 12


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: object, sql: str, params: object, many: bool, context: object) -> object:
        self.count += 1
        return execute(sql, params, many, context)  # type: ignore[operator]
