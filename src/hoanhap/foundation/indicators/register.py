"""Measures: each is one queryset of rows, counted for the figure and opened for the rows behind it.

So a figure can never differ from its rows, and nothing is typed that can be counted. Packages above add their measures
from `apps.py`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.lineage import Link, Past
from hoanhap.kernel.periods import Period
from hoanhap.kernel.registers import Register


@dataclass(frozen=True)
class Question:
    """How many, in which period, under which part of the map?

    The map is that of the last day of the period, unless `map_on` names another (today's): a unit answers for those it
    took over whole by then. `unchanged`: the asker knows that the unit took over from nobody; spares the look.
    """

    period: Period
    unit_path: str
    map_on: date | None = None
    unchanged: bool = False

    @property
    def on(self) -> date:
        """The day on which stocks are taken: the last of the period."""
        return self.period.last_day

    @property
    def forebears(self) -> list[Link]:
        """The units that went into this one by the day of the map, whole or in part."""
        return self._past.forebears

    @property
    def paths(self) -> tuple[str, ...]:
        """This part of the map through time: its own path and those of the units it took over whole."""
        return self.unit_path, *(link.place.path for link in self.forebears if link.whole)

    @property
    def map_changes(self) -> bool:
        """Did a unit of this part of the map change within the period? Then what belongs together may lie in two."""
        return self._past.changes

    @cached_property
    def _past(self) -> Past:
        """Asked once a question, however many figures it is for."""
        if self.unchanged:
            return Past([], changes=False)
        return lineage.past(self.unit_path, since=self.period.start, on=self.map_on or self.on)

    def within(self, field: str = "unit_path") -> Q:
        """A filter for the rows of this part of the map."""
        reach = Q()
        for path in self.paths:
            reach |= paths.under(field, path)
        return reach


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. `rows` gives a queryset with `pk` and `unit_id`; `subject_kind` names what a row is."""

    code: str
    label: str | Promise
    subject_kind: str
    rows: Callable[[Question], QuerySet[Any, Any]]


register: Register[Measure] = Register("measures")


def add(*measures: Measure) -> None:
    for measure in measures:
        register.add(measure.code, measure)


def row_ids(code: str, question: Question) -> list[uuid.UUID]:
    """The ids of the rows behind a figure, in a fixed order; the figure is their number."""
    return list(register[code].rows(question).order_by("pk").values_list("pk", flat=True))


def count(code: str, question: Question) -> int:
    return register[code].rows(question).count()


def count_by_unit(code: str, question: Question) -> dict[int, int]:
    """The same figure for every unit below the path, by unit id, in one query."""
    rows = register[code].rows(question).order_by().values("unit_id").annotate(number=Count("pk"))
    return {row["unit_id"]: row["number"] for row in rows}
