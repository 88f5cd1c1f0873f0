"""Enters invented persons into the register of one commune with the real bulk actions, in the order of their coming."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.ops.generator import contacts, proportions
from hoanhap.ops.generator.inventing import Invented
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as task_forces
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.reintegration import actions as helper_actions
from hoanhap.people.reintegration.actions import HelperDetails

_CHUNK = 500


@transaction.atomic
def settle(people: Iterable[Invented], *, commune: Place, officer: Account, on: date) -> int:
    """Register, open, assign, follow and meet them, as the commune's officer. How many were entered."""
    by_day: dict[date, list[Invented]] = defaultdict(list)
    for person in people:
        by_day[person.entered_on].append(person)
    entered: list[tuple[Invented, Case]] = []
    for day in sorted(by_day):
        by = viewers.of(officer, day, origin="job").actor
        for start in range(0, len(by_day[day]), _CHUNK):
            entered += _enter(by_day[day][start : start + _CHUNK], commune, day, by)
    by = viewers.of(officer, on, origin="job").actor
    _follow([case for person, case in entered if person.in_cohort], commune, min(by_day, default=on), by)
    contacts.write([(case, person.contacts) for person, case in entered if person.contacts], on=on, by=by)
    return len(entered)


@transaction.atomic
def set_up_task_force(commune: Place, *, place: int, since: date, by: Actor) -> None:
    """Most communes have their Tổ công tác with its regulation; every twentieth still lacks the regulation."""
    regulated = place % 20 < round(20 * proportions.REGULATION)
    task_forces.set_up(
        unit=commune,
        decision_number=f"{place + 1}/QĐ-UBND",
        decision_on=since,
        valid_from=since,
        regulation_number=f"{place + 1}/QC-TCT" if regulated else "",
        regulation_on=since if regulated else None,
        by=by,
        at=clock.at(since, 9),
    )


def _enter(people: Sequence[Invented], commune: Place, day: date, by: Actor) -> list[tuple[Invented, Case]]:
    at = clock.at(day, 10)
    persons = person_actions.bulk_register(details=[row.details for row in people], unit=commune, by=by, at=at)
    openings = [
        case_actions.Opening(person=person, steps=row.steps, use=row.use, wish=row.wish)
        for person, row in zip(persons, people, strict=True)
    ]
    cases = case_actions.bulk_open(openings=openings, unit=commune, by=by, at=at)
    items = [
        (case, HelperDetails(helper_name=row.helper, organisation=row.organisation, valid_from=day))
        for case, row in zip(cases, people, strict=True)
        if row.helper
    ]
    helper_actions.bulk_assign(items, by=by, at=at)
    return list(zip(people, cases, strict=True))


def _follow(cases: Sequence[Case], commune: Place, since: date, by: Actor) -> None:
    if not cases:
        return
    at = clock.at(since, 11)
    cohort = case_actions.start_cohort(unit=commune, name="Nhóm theo dõi", from_on=since, by=by, at=at)
    case_actions.add_to_cohort(cohort=cohort, cases=cases, joined_on=since, by=by, at=at)
