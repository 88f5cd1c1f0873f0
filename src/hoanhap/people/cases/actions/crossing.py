"""Standings across a change of unit: the interval ends in one and goes on in the other, so that each day counts once.

A standing that only goes on elsewhere bears the verb HANDED_OVER: it is no step of the law. What is corrected or
recorded late, for a day before the change, is laid anew over the changes that came after it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import ids
from hoanhap.people.cases.models import Standing
from hoanhap.people.cases.states import HANDED_OVER

_KEPT = (
    "case_id", "state", "regime", "measure", "term_from", "term_to", "times", "decision_number", "decision_on",
    "decision_signer", "signer_title", "article",
)  # fmt: skip


def continued(
    row: Standing, *, unit_id: int, unit_path: str, on: date, number: int, by: Actor, at: datetime
) -> Standing:
    """The same standing in another unit from a day on, until it ended or ends."""
    return Standing(
        id=ids.new_id(),
        **{name: getattr(row, name) for name in _KEPT},
        number=number,
        came_from=row.state,
        verb=HANDED_OVER,
        from_on=on,
        to_on=row.to_on,
        unit_id=unit_id,
        unit_path=unit_path,
        recorded_by=by.account_id,
        recorded_at=at,
    )


def steps_of(living: Sequence[Standing]) -> list[Standing]:
    """The standings that are steps of the law."""
    return [row for row in living if row.verb != HANDED_OVER]


def run_of(living: Iterable[Standing]) -> list[Standing]:
    """The last step of the law and its going on in other units: one stay in one state, in the order of days."""
    rows = list(living)
    start = max(index for index, row in enumerate(rows) if row.verb != HANDED_OVER)
    return rows[start:]


def cross(
    living: Sequence[Standing], *, to: Place, on: date, last: int, by: Actor, at: datetime
) -> tuple[list[Standing], list[Standing]]:
    """Give a case's standings to another unit from a day on: those to be written anew, and those to be changed.

    What ended before stays where it was; what spans the day is cut there; what began later was recorded in the old
    unit before anybody handed over, and goes along whole. `last`: the highest number the case has given out.
    """
    made: list[Standing] = []
    changed: list[Standing] = []
    for row in living:
        if row.unit_id == to.pk or (row.to_on is not None and row.to_on <= on and row.from_on < on):
            continue
        if row.from_on < on:
            last += 1
            made.append(continued(row, unit_id=to.pk, unit_path=to.path, on=on, number=last, by=by, at=at))
            row.to_on = on
        else:
            row.unit_id, row.unit_path = to.pk, to.path
            if made:
                # Numbers follow the days: what comes after the cut is numbered after it.
                last += 1
                row.number = last
        changed.append(row)
    return made, changed


def lay_over(base: Standing, crossings: Iterable[Standing], *, last: int, by: Actor, at: datetime) -> list[Standing]:
    """After a correction: the standing goes on through the changes of unit that came after it, to the present day.

    `base` ends at the first of them; the rows to be written come back. Nothing is saved here.
    """
    made: list[Standing] = []
    base.to_on = None
    current = base
    for crossing in crossings:
        last += 1
        following = continued(
            current,
            unit_id=crossing.unit_id,
            unit_path=crossing.unit_path,
            on=crossing.from_on,
            number=last,
            by=by,
            at=at,
        )
        current.to_on = crossing.from_on
        made.append(following)
        current = following
    return made
