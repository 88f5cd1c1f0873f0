"""Two small things everything stands on: asking for the units below a place, and the log beside a save."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count, islice

from django.db import connection, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.notices.models import HolidayChange
from hoanhap.foundation.places import queries as places
from hoanhap.kernel import clock
from hoanhap.ops.generator import staff
from workshop.bench.measuring import Measured, side_by_side
from workshop.bench.stage import Stage

_BELOW = (
    "SELECT id, code, title, name, path FROM places_place WHERE parent_id = %s AND kind = 'commune' ORDER BY code, id"
)
_SAVES = 20


def subtree(stage: Stage) -> Iterator[Measured]:
    """The communes of a province on a day, by the range of its path."""
    unit = stage.province.unit
    taken = side_by_side(
        lambda: list(places.communes_of(unit, stage.on)), lambda: _below(unit.pk), runs=stage.sizes.runs
    )
    yield Measured(
        name="places.subtree", size=len(stage.province.communes),
        value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against="SQL by parent, without day",
    )  # fmt: skip


def audit_overhead(stage: Stage) -> Iterator[Measured]:
    """Twenty transactions, each one save with and without its row in the log."""
    days = (date(2200, 1, 1) + timedelta(days=number) for number in count())
    taken = side_by_side(
        lambda: _save(islice(days, _SAVES), logged=True),
        lambda: _save(islice(days, _SAVES), logged=False),
        runs=stage.sizes.runs,
    )
    yield Measured(
        name="audit.overhead", size=_SAVES,
        value=taken.value / _SAVES, baseline=taken.baseline / _SAVES, cpu=taken.cpu / _SAVES,
        against="the same save and commit without the log",
    )  # fmt: skip


def _below(unit_id: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [unit_id])
        return list(cursor.fetchall())


def _save(days: Iterable[date], *, logged: bool) -> None:
    for day in days:
        with transaction.atomic():
            row = HolidayChange.objects.create(on=day, off=True, name="nghỉ")
            if logged:
                audit.record("person.corrected", by=staff.SETTER, subject_kind="day", subject_id=row.pk, at=clock.now())
