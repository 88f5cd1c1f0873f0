"""Plans of contact: how often a person is met, and when next (kế hoạch gặp, hẹn lại)."""

from collections import Counter
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
    """Give the open cases without a plan the usual one, in bulk (imports, new measures). How many were given one.

    Where a plan is there and the duty to meet rested, the duty opens again, on the planned day or today.
    The usual plan follows from opening the case, which is in the log; here one entry a unit says how many were made.
    """
    today = clock.local_day(at)
    living = {case.pk: case for case in cases if case.closed_on is None}
    days = {case_id: max(day, today) for case_id, day in _plans_of(list(living)).items()}
    plans = [_plan(case, every, today, by, at) for case in living.values() if case.pk not in days]
    ContactPlan.objects.bulk_create(plans, batch_size=CHUNK)
    made = Counter(plan.unit_path for plan in plans)
    subjects = [audit.Subject("contact_plan", "usual", path, {"count": count}) for path, count in made.items()]
    audit.record_many("contact.planned", by=by, at=at, rows=subjects)
    days.update((plan.case_id, plan.next_on) for plan in plans)
    duties.open_for([(case, days[case.pk]) for case in living.values()], by=by, at=at)
    return len(plans)


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
