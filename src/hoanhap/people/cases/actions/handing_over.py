"""Files go to another unit, with their person: standings, keys, details, cohort, open work (bàn giao hồ sơ).

One act for all who move: a unit that is merged or split (`people/succession`), and one person who moves house. Nothing
is counted twice or lost: what was before the day stays with the unit that did it, what is after belongs to the new one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Q

from hoanhap.foundation import audit
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places.fates import SUBJECT, Fate, Way, fates
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import carrying
from hoanhap.people.cases import duties, followers
from hoanhap.people.cases.actions import cohorts_crossing, crossing, numbering
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.persons import relocating
from hoanhap.people.persons.relocation_models import RelocationReason

_CHUNK = 500
_MOVED = ("unit", "unit_path", "code", "former_codes", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """How many persons and cases went. `twins` could not: their ID number is registered in the new unit already."""

    persons: int
    cases: int
    twins: tuple[UUID, ...]


@transaction.atomic
def hand_over(
    person_ids: Collection[UUID],
    *,
    to: Place,
    on: date,
    reason: RelocationReason,
    by: audit.Actor,
    at: datetime,
    hamlets: Mapping[int, int] | None = None,
) -> HandedOver:
    """Give persons with all their files to another unit from a day on, all or none; again changes nothing.

    Persons and cases are locked: an officer who writes in the same moment comes before, or is told that the file has
    changed. Who has moved house leaves his cohort; whoever receives him says which helper goes on.
    """
    went = relocating.relocate(person_ids, to=to, on=on, reason=reason, by=by, at=at, hamlets=hamlets)
    staying = {person.pk for person in went.twins}
    persons = [pk for pk in person_ids if pk not in staying]
    rows = Case.objects.select_for_update(of=("self",)).filter(person__in=persons)
    theirs = list(rows.select_related("unit").order_by("pk"))
    cases = [case for case in theirs if case.unit_id != to.pk]
    olds = {case.pk: case.unit for case in cases}
    _cross(cases, to=to, on=on, by=by, at=at)
    _give(cases, to)
    _carry_details(persons, [case.pk for case in theirs], to)
    same_map = reason != RelocationReason.TRANSFERRED
    cohorts_crossing.cross([case.pk for case in cases], to=to if same_map else None, on=on, by=by, at=at)
    audit.record_many(
        "case.handed_over", by=by, at=at, rows=[_subject(case, olds[case.pk], to, on, reason) for case in cases]
    )
    notices.move_about(
        subject_kind=duties.SUBJECT,
        subject_ids=[str(case.pk) for case in cases],
        unit=to,
        keep_holders=same_map,
        by=by,
        at=at,
    )
    followers.tell([case for case in cases if case.closed_on is None], by=by, at=at)
    return HandedOver(persons=len(went.persons), cases=len(cases), twins=tuple(staying))


def _cross(cases: Sequence[Case], *, to: Place, on: date, by: audit.Actor, at: datetime) -> None:
    ids = [case.pk for case in cases]
    living: dict[UUID, list[Standing]] = defaultdict(list)
    for row in Standing.objects.filter(case__in=ids).order_by("case_id", "number"):
        living[row.case_id].append(row)
    highest = Standing.everything.filter(case__in=ids).order_by().values("case_id").annotate(last=Max("number"))
    last = dict(highest.values_list("case_id", "last"))
    made: list[Standing] = []
    cut: list[UUID] = []
    for case in cases:
        begun, changed = crossing.cross(living[case.pk], to=to, on=on, last=last.get(case.pk, 0), by=by, at=at)
        made += begun
        cut += [row.pk for row in changed if row.unit_id != to.pk]
        for row in changed:
            if row.unit_id == to.pk:
                row.save(update_fields=["unit", "unit_path", "number"])
    Standing.objects.filter(pk__in=cut).update(to_on=on)
    Standing.objects.bulk_create(made, batch_size=_CHUNK)


def _give(cases: Sequence[Case], to: Place) -> None:
    """The rows themselves. A code stays, unless a file of the new unit bears it: then it is given a new one."""
    numbering.keep_ahead(to, [case.code for case in cases])
    there = Case.objects.filter(unit=to, code__in=[case.code for case in cases])
    taken = set(there.values_list("code", flat=True))
    meeting = Counter(case.code for case in cases)
    changed = carrying.carry(cases, scope=to.path)
    for case in cases:
        if case.code in taken or meeting[case.code] > 1:
            meeting[case.code] -= 1
            case.former_codes = "; ".join(filter(None, [case.former_codes, case.code]))[:120]
            (case.code,) = numbering.draw_codes(to, [case.opened_on.year])
        case.unit, case.unit_path = to, to.path
        # Whoever read the file before learns that it has changed, instead of writing into the old unit.
        case.version += 1
        case.save(update_fields=[*_MOVED, *changed.get(case.pk, [])])


def _carry_details(persons: Collection[UUID], cases: Collection[UUID], to: Place) -> None:
    """Every table that was declared to go along: keys always, unit and path where the row lies with its person."""
    for label, way in fates.items():
        if way.fate in (Fate.FOLLOWS, Fate.DATED):
            _carry_table(apps.get_model(label), way, persons, cases, to)


def _carry_table(model: Any, way: Way, persons: Collection[UUID], cases: Collection[UUID], to: Place) -> None:
    rows = model._base_manager.select_for_update(of=("self",)).filter(rows_of(way, persons, cases))
    found = list(rows.order_by("pk"))
    changed = carrying.carry(found, scope=to.path)
    if way.fate is Fate.FOLLOWS:
        place = {"unit_path": to.path, **({"unit_id": to.pk} if hasattr(model, "unit_id") else {})}
        model._base_manager.filter(pk__in=[row.pk for row in found if row.unit_path != to.path]).update(**place)
    for row in found:
        if row.pk in changed:
            row.save(update_fields=changed[row.pk])


def rows_of(way: Way, persons: Collection[UUID], cases: Collection[UUID]) -> Q:
    """Over a table that goes along: the rows of these persons and their cases."""
    if way.way == SUBJECT:
        return Q(subject_kind="person", subject_id__in=[str(pk) for pk in persons]) | Q(
            subject_kind=duties.SUBJECT, subject_id__in=[str(pk) for pk in cases]
        )
    return Q(**{f"{way.way}__in": list(persons if way.way == "person" else cases)})


def _subject(case: Case, old: Place, to: Place, on: date, reason: RelocationReason) -> audit.Subject:
    detail: dict[str, str | int | bool | None] = {
        "from": old.pk,
        "to": to.pk,
        "on": on.isoformat(),
        "reason": str(reason),
        "code": case.code,
        "code_before": case.former_codes,
    }
    return audit.Subject("case", case.pk, to.path, detail)
