"""Measures: each is one queryset of rows, counted for the figure and opened for the rows behind it.

So a figure can never differ from its rows, and nothing is typed that can be counted. Packages above add their measures
from `apps.py`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from hoanhap.kernel.periods import Period
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Question:
    """How many, in which period, under which part of the map?"""

    period: Period
    unit_path: str

    @property
    def on(self) -> date:
        """The day on which stocks are taken: the last of the period."""
        return self.period.last_day


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
