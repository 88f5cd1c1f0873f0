"""Reads of the yearly survey: year beside year in one commune, commune by commune above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.disclosure import SMALL
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import numbers
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stigma import rules
from hoanhap.people.community.stigma.models import ANSWER_FIELDS, StigmaYear
from hoanhap.people.community.stigma.rules import Score

KEPT_BACK = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One year of one unit; `score` once it may be told, `change` against the year before with the same questions."""

    row: StigmaYear
    sheets: int
    score: Score | None
    complaints: str
    change: Decimal | None = None

    @property
    def running(self) -> bool:
        return self.row.opened_on is not None and self.row.closed_on is None

    @property
    def change_display(self) -> str:
        if self.change is None:
            return numbers.NOTHING
        return f"+{numbers.decimal(self.change)}" if self.change > 0 else numbers.decimal(self.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One commune in one year; without a line nothing was written there."""

    place: Place
    line: YearLine | None


def years_of(viewer: Viewer, unit: Place) -> list[YearLine]:
    """The years of a unit, the latest first. The gate was the unit's."""
    rows = StigmaYear.objects.filter(unit=unit).order_by("year", "id")
    lines: list[YearLine] = []
    for line in _lines(rows, masked=_from_above(viewer, unit)):
        lines.append(_beside(line, lines[-1] if lines else None))
    return lines[::-1]


def board(viewer: Viewer, *, year: int, on: date) -> tuple[list[UnitLine], Score | None]:
    """Every commune the viewer may see in one year, and what all sheets that are told say together."""
    communes = Place.objects.as_of(on).filter(viewer.scope_q(May.READ_AROUND, "path"), kind=PlaceKind.COMMUNE)
    places = list(communes.order_by("path"))
    rows = policy.rows_for(viewer, StigmaYear).filter(year=year).order_by("unit_path", "id")
    masked = any(_from_above(viewer, place) for place in places)
    by_unit = {line.row.unit_id: line for line in _lines(rows, masked=masked)}
    found = [UnitLine(place=place, line=by_unit.get(place.pk)) for place in places]
    told = [one.line.score for one in found if one.line and one.line.score and one.line.row.edition == rules.EDITION]
    return found, rules.together(told)


def years_known(viewer: Viewer, on: date) -> list[int]:
    """The years of which anything was written where the viewer looks, and this one; the latest first."""
    written = policy.rows_for(viewer, StigmaYear).order_by().values_list("year", flat=True).distinct()
    return sorted({on.year, *written}, reverse=True)


def _lines(rows: QuerySet[StigmaYear], *, masked: bool) -> Iterable[YearLine]:
    """One query: the sheets are only ever read as their number and their sums."""
    summed = rows.annotate(typed=Count("sheets"), **{f"sum_{name}": Sum(f"sheets__{name}") for name in ANSWER_FIELDS})
    for row in summed:
        sums: Sequence[int] = [getattr(row, f"sum_{name}") or 0 for name in ANSWER_FIELDS]
        sheets: int = getattr(row, "typed")  # noqa: B009 - an annotation
        score = rules.told(sheets=sheets, sums=sums, closed=row.closed_on is not None)
        yield YearLine(row=row, sheets=sheets, score=score, complaints=_complaints(row.complaints, masked=masked))


def _complaints(number: int | None, *, masked: bool) -> str:
    if number is None:
        return numbers.NOTHING
    return KEPT_BACK if masked and 0 < number < SMALL else numbers.group(number)


def _beside(line: YearLine, before: YearLine | None) -> YearLine:
    if before is None or line.score is None or before.score is None or line.row.year != before.row.year + 1:
        return line
    if line.row.edition != before.row.edition:
        return line
    return YearLine(
        row=line.row,
        sheets=line.sheets,
        score=line.score,
        complaints=line.complaints,
        change=line.score.mean - before.score.mean,
    )


def _from_above(viewer: Viewer, unit: Place) -> bool:
    """Whether no post of the viewer lies in this unit itself: then a small number stays back."""
    return all(seat.place_id != unit.pk for seat in viewer.seats if seat.may(May.READ_AROUND))
