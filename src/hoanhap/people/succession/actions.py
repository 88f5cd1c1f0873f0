"""Handing over: unit by unit, batch by batch, so that a run that was killed goes on where it stopped.

What is left to do is read from the rows themselves, never from a note of progress. One batch is one transaction: while
it runs an officer waits for some tenths of a second at most, and a person is whole in one unit or whole in the other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places import hamlets
from hoanhap.foundation.places.fates import Passage, unit_carriers
from hoanhap.foundation.places.models import Place, PlaceKind, Share, Succession
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.actions import handing_over
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.relocation_models import RelocationReason
from hoanhap.people.succession import duties, queries
from hoanhap.people.succession.models import HandOver

BATCH = 100


@dataclass
class Progress:
    """What a run did. `waiting`: who could not be given to anybody, by old unit."""

    units: int = 0
    persons: int = 0
    cases: int = 0
    waiting: Counter[int] = field(default_factory=Counter)


def hand_over_all(
    *, on: date, by: audit.Actor, at: datetime, told: Callable[[Progress], None] | None = None
) -> Progress:
    """Everything that units which have ended by this day still hold goes where the map says; again changes nothing."""
    progress = Progress()
    done: set[int] = set()
    while units := [unit for unit in queries.units_to_hand_over(on) if unit.pk not in done]:
        for unit in units:
            _hand_over(unit, on, by, at, progress)
            done.add(unit.pk)
            progress.units += 1
            if told:
                told(progress)
    return progress


def _hand_over(old: Place, on: date, by: audit.Actor, at: datetime, progress: Progress) -> None:
    steps = queries.steps_from(old, on)
    whole = next((step for step in steps if step.share == Share.WHOLE), None)
    if whole is not None:
        _give_whole(old, whole, by, at, progress)
    else:
        _give_parts(old, steps, by, at, progress)
    _conclude(old, whole, steps, on, by, at)
    if waiting := queries.waiting_in(old).count():
        progress.waiting[old.pk] = waiting


def _give_whole(old: Place, step: Succession, by: audit.Actor, at: datetime, progress: Progress) -> None:
    going = hamlets.carry(queries.hamlets_of(old), into=step.new, on=step.on, by=by, at=at)
    twins: set[UUID] = set()
    while ids := queries.persons_of(old, beside=twins, limit=BATCH):
        given = _give(ids, step, RelocationReason.SUCCEEDED, going, by, at)
        twins.update(given.twins)
        progress.persons, progress.cases = progress.persons + given.persons, progress.cases + given.cases
    _gather_stragglers(old, by, at, progress)


def _give_parts(old: Place, steps: Sequence[Succession], by: audit.Actor, at: datetime, progress: Progress) -> None:
    """Who lived in a hamlet that somebody has given to one of the new units goes there; the others wait."""
    by_commune = {step.new_id: step for step in steps}
    twins: set[UUID] = set()
    for commune, going in queries.hamlets_given(old).items():
        while commune in by_commune and (
            ids := queries.persons_of(old, in_hamlets=set(going), beside=twins, limit=BATCH)
        ):
            given = _give(ids, by_commune[commune], RelocationReason.PLACED, going, by, at)
            twins.update(given.twins)
            progress.persons, progress.cases = progress.persons + given.persons, progress.cases + given.cases
    _gather_stragglers(old, by, at, progress)


def _gather_stragglers(old: Place, by: audit.Actor, at: datetime, progress: Progress) -> None:
    """What was written into the old unit by somebody who had read it before its people went: it goes after them."""
    by_unit: dict[int, list[UUID]] = defaultdict(list)
    for pk, unit_id in Person.objects.filter(pk__in=queries.stragglers(old)).values_list("pk", "unit_id"):
        by_unit[unit_id].append(pk)
    for unit_id, ids in sorted(by_unit.items()):
        step = queries.last_step(ids[0], unit_id)
        if step is not None:
            given = handing_over.hand_over(ids, to=step.new, on=step.on, reason=step.reason, by=by, at=at)
            progress.cases += given.cases


@transaction.atomic
def _give(
    ids: Collection[UUID],
    step: Succession,
    reason: RelocationReason,
    going: dict[int, int],
    by: audit.Actor,
    at: datetime,
) -> handing_over.HandedOver:
    """One batch and its part of the record."""
    given = handing_over.hand_over(ids, to=step.new, on=step.on, reason=reason, by=by, at=at, hamlets=going)
    record = record_of(step, at)
    HandOver.objects.filter(pk=record.pk).update(
        persons=F("persons") + given.persons, cases=F("cases") + given.cases, checked_at=None, checked_by=""
    )
    return given


def record_of(step: Succession, at: datetime) -> HandOver:
    record, _made = HandOver.objects.get_or_create(
        old=step.old,
        unit=step.new,
        on=step.on,
        defaults={"unit_path": step.new.path, "whole": step.share == Share.WHOLE, "begun_at": at},
    )
    return record


@transaction.atomic
def _conclude(
    old: Place, whole: Succession | None, steps: Sequence[Succession], on: date, by: audit.Actor, at: datetime
) -> None:
    """What the unit itself held, once nobody is left who could go; then both sides are told what is theirs to do."""
    ended = whole.on if whole else old.valid_to
    assert ended is not None  # noqa: S101 - units to hand over have ended
    passage = Passage(
        old=old, new=whole.new if whole else None, parts=whole is None and bool(steps), on=ended, by=by, at=at
    )
    moved = sum(carry(passage) for carry in unit_carriers.values())
    records = [record_of(step, at) for step in steps] if old.kind == PlaceKind.COMMUNE else []
    waiting = queries.waiting_in(old).count()
    if not waiting:
        fresh = HandOver.objects.filter(pk__in=[record.pk for record in records], finished_at=None)
        fresh.update(finished_at=at)
    if moved:
        audit.record(
            "succession.concluded",
            by=by,
            subject_kind="place",
            subject_id=old.pk,
            unit_path=whole.new.path if whole else old.path,
            at=at,
            detail={"rows": moved, "waiting": waiting},
        )
    duties.renew(old, records, waiting, by=by, at=at)


def place(persons: Collection[Person], *, to: Place, by: audit.Actor, at: datetime) -> int:
    """An officer says to which of the new units these people of a split unit belong. How many went. Raises Refused.

    The day is that of the map: they have belonged there since, whenever it is said.
    """
    olds = {person.unit_id: person.unit for person in persons}
    went = 0
    for old in olds.values():
        step = _step_between(old, to)
        going = queries.hamlets_given(old).get(to.pk, {})
        ids = [person.pk for person in persons if person.unit_id == old.pk]
        given = _give(ids, step, RelocationReason.PLACED, going, by, at)
        if given.twins:
            raise Refused(
                _("%(unit)s đã có người mang cùng số giấy tờ.") % {"unit": to.heading},
                code="id-number-taken",
                way_out=_("Kiểm tra số giấy tờ của hai người, sửa số ghi nhầm rồi xếp lại."),
            )
        _settle(old, step.on, by, at)
        went += given.persons
    return went


def place_hamlet(hamlet: Place, *, to: Place, by: audit.Actor, at: datetime) -> int:
    """A whole hamlet of a split unit belongs to one of the new units, with all who live there. How many went."""
    assert hamlet.parent is not None  # noqa: S101 - hamlets always lie in a commune
    old = hamlet.parent
    step = _step_between(old, to)
    with transaction.atomic():
        hamlets.carry([hamlet], into=to, on=step.on, by=by, at=at)
    progress = Progress()
    _give_parts(old, queries.steps_from(old, step.on), by, at, progress)
    _settle(old, step.on, by, at)
    return progress.persons


@transaction.atomic
def check(record: HandOver, *, by: audit.Actor, at: datetime) -> HandOver:
    """Somebody of the new unit has looked through what came. Raises Refused when somebody has before."""
    seen = HandOver.objects.filter(pk=record.pk, checked_at=None)
    if not seen.update(checked_at=at, checked_by=by.account_id):
        raise Refused(_("Lần bàn giao này đã có người kiểm tra."), code="checked-already")
    audit.record(
        "succession.checked",
        by=by,
        subject_kind="hand_over",
        subject_id=record.pk,
        unit_path=record.unit_path,
        at=at,
        detail={"persons": record.persons},
    )
    duties.checked(record, by=by, at=at)
    record.refresh_from_db()
    return record


@transaction.atomic
def confirm_posting(posting: Posting, *, to: Place | None, by: audit.Actor, at: datetime) -> Posting | None:
    """Somebody of a split unit goes on in one of the new ones, in the same role since the day; or no longer (None)."""
    held = Posting.objects.select_for_update(of=("self",)).select_related("account", "place").get(pk=posting.pk)
    steps = queries.steps_from(held.place, clock.local_day(at))
    step = next((step for step in steps if to is None or step.new_id == to.pk), None)
    if step is None:
        raise Refused(_("Đơn vị này không nhận phần nào của đơn vị cũ."), code="not-a-successor")
    until = held.valid_to
    if held.valid_from < step.on:
        access.end_posting(held, on=step.on, by=by, at=at)
    going_on = None
    if to is not None:
        going_on = access.post(
            held.account,
            role=Role(held.role),
            place=to,
            valid_from=max(step.on, held.valid_from),
            valid_to=until,
            title=held.title,
            by=by,
            at=at,
        )
    _settle(held.place, step.on, by, at)
    return going_on


@transaction.atomic
def _settle(old: Place, on: date, by: audit.Actor, at: datetime) -> None:
    records = [record_of(step, at) for step in queries.steps_from(old, on)]
    waiting = queries.waiting_in(old).count()
    if not waiting:
        HandOver.objects.filter(pk__in=[one.pk for one in records], finished_at=None).update(finished_at=at)
    duties.renew(old, records, waiting, by=by, at=at)


def _step_between(old: Place, to: Place) -> Succession:
    step = Succession.objects.filter(old=old, new=to).select_related("old", "new").order_by("-on").first()
    if step is None:
        raise Refused(
            _("%(to)s không nhận phần nào của %(old)s.") % {"to": to.heading, "old": old.full_name},
            code="not-a-successor",
        )
    return step
