"""Reads of classifications and determinations, the cross table, and the series of scores for the health room."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.assessment import classifying, determination_rules, instruments, policy
from hoanhap.people.assessment.classifying import Details, Suggestion
from hoanhap.people.assessment.cross_table import CrossTable
from hoanhap.people.assessment.instruments import Score
from hoanhap.people.assessment.models import Classification, Determination, Result, Scoring
from hoanhap.people.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One score over time; None where a sitting did not ask for it."""

    label: object
    most: int
    points: tuple[Score | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All sittings with one instrument, the oldest first, and one line for each score."""

    kind: str
    days: tuple[date, ...]
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """As the instrument is called, not its code."""
        return instruments.NAMES[self.kind]


def determination_of(case: Case, on: date | None = None) -> Determination | None:
    """The latest result for this case (by a day, when given): the paper's own, never concluded from a measure."""
    found = Determination.objects.filter(case=case)
    if on is not None:
        found = found.filter(determined_on__lte=on)
    return found.order_by("-determined_on", "-recorded_at", "-id").first()


def holding(on: date) -> QuerySet[Determination]:
    """Results that say addicted and that no later one about the same case contradicts by this day."""
    papers = Determination.objects.filter(determined_on__lte=on)
    later = Q(determined_on__gt=OuterRef("determined_on")) | Q(
        determined_on=OuterRef("determined_on"), recorded_at__gt=OuterRef("recorded_at")
    )
    against = papers.filter(later, case=OuterRef("case"), result=Result.HAS_NOT)
    return papers.filter(result=Result.HAS).exclude(Exists(against))


def classification_of(case: Case, on: date) -> Classification | None:
    """What held on this day: of those begun by then the last day, of one day the last written."""
    return case.classifications.filter(from_on__lte=on).order_by("-from_on", "-number").first()


def details_of(row: Classification) -> Details:
    """A classification as it was written, its note apart."""
    return Details(
        from_on=row.from_on,
        level=row.level,
        cause=row.cause,
        traits=tuple(row.traits.split()),
        drugs=tuple(row.drugs.split()),
        routes=tuple(row.routes.split()),
        first_use_year=row.first_use_year,
    )


def suggestion_for(case: Case, on: date) -> Suggestion:
    """One form to begin the talk with, and why. Nothing is written; the caller has passed the gate of the case."""
    held, result = classification_of(case, on), determination_of(case, on)
    said = vault.reveal(case.person, "birth_date")
    birth = PartialDate.from_iso(said) if said else None
    return classifying.suggest(
        details_of(held) if held else None,
        determined=result.result if result else "",
        age=determination_rules.ages_on(birth, on)[0] if birth else None,
        regime=case.regime,
        on=on,
    )


def held_on(rows: QuerySet[Classification], on: date) -> QuerySet[Classification]:
    """Of these the one that held of each case on this day."""
    latest = Classification.objects.filter(case=OuterRef("case"), from_on__lte=on).order_by("-from_on", "-number")
    return rows.filter(pk=Subquery(latest.values("pk")[:1]))


def level_by_cause(viewer: Viewer, unit_path: str, on: date) -> CrossTable:
    """Cross table of the cases open on this day below a place, as far as the viewer may count. Two queries."""
    rows = held_on(policy.counted_by(viewer).filter(paths.under("unit_path", unit_path)), on)
    rows = rows.filter(case__in=_open_on(unit_path, on)).order_by()
    counted = rows.values_list("unit", "unit__title", "unit__name", "level", "cause").annotate(number=Count("pk"))
    counts, units, names = Counter[tuple[str, str]](), Counter[int](), dict[int, str]()
    for unit, title, name, level, cause, number in counted:
        counts[level, cause] += number
        units[unit] += number
        names[unit] = f"{title} {name}"
    # A plain dict: a template that asks a Counter for its items gets the count of the word “items”.
    return CrossTable(
        counts=dict(counts), units=[(pk, names[pk], units[pk]) for pk in sorted(units, key=lambda pk: (names[pk], pk))]
    )


def _open_on(unit_path: str, on: date) -> QuerySet[Case]:
    """Ids of the cases of a part of the map that were open on this day."""
    cases = Case.objects.filter(paths.under("unit_path", unit_path), opened_on__lte=on)
    return cases.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by()


@transaction.atomic
def series(viewer: Viewer, case: Case, *, agency_ids: Collection[UUID], at: datetime) -> list[Series]:
    """The scores of one person as the asking station or centre reads them; the look is logged before it is answered.

    The caller has passed the gate of the health room. Answers are added up anew each time; no sum is kept.
    """
    audit.record(
        "health.scores_read",
        by=viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
    )
    rows = list(
        Scoring.objects.filter(case=case, agency__in=agency_ids).order_by("kind", "taken_on", "recorded_at", "id")
    )
    opened = vault.reveal_many(rows, "answers") if rows else {}
    answers = {pk: json.loads(said["answers"]) for pk, said in opened.items() if said["answers"]}
    return [_series(kind, [row for row in rows if row.kind == kind], answers) for kind in instruments.NAMES]


def _series(kind: str, rows: list[Scoring], answers: Mapping[UUID, dict[str, int]]) -> Series:
    read = [row for row in rows if row.pk in answers]
    sittings = [{score.code: score for score in instruments.scores(kind, answers[row.pk])} for row in read]
    codes = dict.fromkeys(code for sitting in sittings for code in sitting)
    lines = []
    for code in codes:
        points = tuple(sitting.get(code) for sitting in sittings)
        known = next(point for point in points if point)
        lines.append(Line(label=known.label, most=known.most, points=points))
    return Series(kind=kind, days=tuple(row.taken_on for row in read), lines=tuple(lines))
