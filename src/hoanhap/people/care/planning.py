"""Plans of contact: how often a person is met, and when next (kế hoạch gặp, hẹn lại)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.durations import Duration
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import duties, rules
from hoanhap.people.care.models import ContactPlan
from hoanhap.people.cases.models import Case

CHUNK = 400


@transaction.atomic
def set_plan(case: Case, *, every: Duration, next_on: date, by: Actor, at: datetime) -> ContactPlan:
    """Say how often the person is to be met, and the day of the next contact; the duty to meet moves with it."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="plan-case-closed")
    rules.check_plan(every, next_on, clock.local_day(at))
    facts = {
        "every_value": every.value,
        "every_unit": every.unit.value,
        "next_on": next_on,
        "set_by": by.account_id,
        "set_at": at,
    }
    plan, _made = ContactPlan.objects.update_or_create(
        case=held, defaults=facts, create_defaults={**facts, "unit_path": held.unit_path}
    )
    audit.record("contact.planned", by=by, subject_kind="case", subject_id=held.pk, unit_path=held.unit_path, at=at)
    duties.withdraw([held.pk], by=by, at=at)
    duties.open_for([(held, next_on)], by=by, at=at)
    return plan


@transaction.atomic
def start_plans(cases: Collection[Case], *, by: Actor, at: datetime, every: Duration = rules.USUAL_RHYTHM) -> int:
    """Give the open cases without a plan the usual one, in bulk (imports, new measures). How many were given one."""
    today = clock.local_day(at)
    planned = _plans_of([case.pk for case in cases])
    fresh = {case.pk: case for case in cases if case.pk not in planned and case.closed_on is None}
    plans = [_plan(case, every, today, by, at) for case in fresh.values()]
    ContactPlan.objects.bulk_create(plans, batch_size=CHUNK)
    subjects = [audit.Subject("case", case.pk, case.unit_path) for case in fresh.values()]
    audit.record_many("contact.planned", by=by, at=at, rows=subjects)
    duties.open_for([(fresh[plan.case_id], plan.next_on) for plan in plans], by=by, at=at)
    return len(plans)


@transaction.atomic
def resume(cases: Collection[Case], *, by: Actor, at: datetime) -> int:
    """The people are back: the duty to meet them opens again where it rested, on the planned day or today."""
    today = clock.local_day(at)
    planned = _plans_of([case.pk for case in cases])
    wanted = [(case, max(planned[case.pk], today)) for case in cases if case.pk in planned]
    return duties.open_for(wanted, by=by, at=at)


@transaction.atomic
def rest(cases: Collection[Case], *, by: Actor, at: datetime) -> int:
    """The people are away in a facility: nobody of the commune has to meet them now."""
    return duties.withdraw([case.pk for case in cases], by=by, at=at)


def _plan(case: Case, every: Duration, today: date, by: Actor, at: datetime) -> ContactPlan:
    return ContactPlan(
        case=case,
        unit_path=case.unit_path,
        every_value=every.value,
        every_unit=every.unit.value,
        next_on=rules.first_due(case.term_from or case.opened_on, every, today),
        set_by=by.account_id,
        set_at=at,
    )


def _plans_of(case_ids: list[UUID]) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for ids in _chunks(case_ids):
        found.update(ContactPlan.objects.filter(case__in=ids).order_by().values_list("case_id", "next_on"))
    return found


def _chunks(items: list[UUID]) -> Iterable[list[UUID]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
