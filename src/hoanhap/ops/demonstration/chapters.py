"""The chapters between the monthly contacts, in the order of time: what else the offices did in these months."""

from hoanhap.ops.demonstration import around, arriving, knowing, looking_back, planning, standing_by, talking, way_back
from hoanhap.ops.demonstration.offices import Offices
from hoanhap.ops.demonstration.scene import Scene
from hoanhap.ops.demonstration.work import Rows

MARCH, APRIL, MAY = 3, 4, 5


def tell(offices: Offices, rows: Rows, month: int) -> None:
    """What was done by the middle of this month of 2020."""
    scene = _scene(offices, rows)
    if month == MARCH:
        for chapter in (arriving, knowing, standing_by, talking, way_back, around):
            chapter.in_spring(scene)
    if month == APRIL:
        looking_back.first_quarter(scene, rows)
    if month == MAY:
        for chapter in (knowing, talking, way_back, around, planning):
            chapter.in_may(scene)


def tell_last(offices: Offices, rows: Rows) -> None:
    """The days before the morning of the demonstration."""
    scene = _scene(offices, rows)
    for chapter in (arriving, knowing, talking, way_back, around, planning):
        chapter.in_june(scene)
    looking_back.inspected(scene)


def _scene(offices: Offices, rows: Rows) -> Scene:
    return Scene(offices, {one.name: case.pk for one, case in rows})
