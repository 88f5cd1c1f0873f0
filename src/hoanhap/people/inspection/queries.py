"""Reads of inspection: a sample with its files, the exceptions of every unit, findings with their words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.disclosure import SMALL
from hoanhap.foundation.places.models import Place
from hoanhap.people.cases import completeness
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.inspection import policy, rules
from hoanhap.people.inspection.models import OF_FILES, Finding, InspectionKind, Sample, SampledCase, State, Supervision

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file of a sample: what it had of what was asked, by name, that day; and what it lacks today."""

    row: SampledCase
    code: str
    lacking: Sequence[Words]
    still: Sequence[Words]
    may_open: bool

    @property
    def mended(self) -> bool:
        return bool(self.lacking) and not self.still

    @property
    def unchanged(self) -> bool:
        return list(map(str, self.lacking)) == list(map(str, self.still))

    @property
    def dead(self) -> int:
        """How many of the items lacked by which a living file differs from one on paper only."""
        known = completeness.items
        return sum(known[code].living for code in self.row.lacking.split() if code in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """One commune: how many open files it has, and of how many something is missing. None: between one and four."""

    unit: Place
    files: int | None
    without_force: bool
    paper_only: int | None
    lacking: Mapping[str, int | None]
    findings: int
    late: int

    @property
    def is_first(self) -> bool:
        """People are registered here and nobody was named by decision to stand by them."""
        return self.without_force and self.files != 0


@dataclass(frozen=True, slots=True)
class OpenedFinding:
    finding: Finding
    words: str
    answer: str

    @property
    def item(self) -> Words:
        code = self.finding.item
        return completeness.items[code].label if code in completeness.items else ""


def files_of(viewer: Viewer, sample: Sample) -> list[FileRow]:
    """The files of a sample this viewer may know, those on paper only first, then by what they lack.

    The caller logs the look; four queries.
    """
    rows = list(policy.rows_of(viewer, sample))
    cases = Case.objects.filter(pk__in=[row.case_id for row in rows]).defer("wish")
    today = {case.pk: case for case in completeness.marked(cases, viewer.on).order_by("id")}
    found = [_file(viewer, row, today[row.case_id]) for row in rows]
    return sorted(found, key=lambda one: (not one.row.paper_only, -one.dead, -len(one.lacking), one.row.number))


def draws_again(viewer: Viewer, sample: Sample) -> bool | None:
    """Whether the seed draws the same files today; None when the files of the unit are others by now."""
    ids = set(policy.population(viewer, sample.unit).order_by().values_list("pk", flat=True))
    if not ids or rules.fingerprint(ids) != sample.digest:
        return None
    drawn = rules.draw(ids, size=sample.size, seed=sample.seed)
    kept = sample.cases.order_by("number").values_list("case_id", flat=True)
    return list(drawn.chosen) == list(kept)


def exceptions(viewer: Viewer) -> list[Exceptions]:
    """Every commune with open files in the viewer's part of the map: first those without a valid Tổ công tác, then
    those with most files that exist on paper only. Three queries. Who may open no file learns no number below five."""
    reach = viewer.scope_of_any(policy.May.READ, policy.May.FOLLOW)
    cases = Case.objects.filter(reach, closed_on=None, sealed_at=None)
    marked: QuerySet[Any, Any] = completeness.marked(cases, viewer.on).order_by()
    counted: list[dict[str, int]] = list(marked.values("unit").annotate(**_counts()))
    places = Place.objects.in_bulk([row["unit"] for row in counted])
    waiting = _waiting(viewer)
    rows = [_exceptions(viewer, places[row["unit"]], row, waiting) for row in counted]
    weight = {row["unit"]: row["paper_only"] for row in counted}
    return sorted(rows, key=lambda row: (not row.is_first, -weight[row.unit.pk], row.unit.path))


def opened(viewer: Viewer, findings: Collection[Finding]) -> list[OpenedFinding]:
    """Findings with their words; the caller passed their gate."""
    rows = list(findings)
    said = vault.reveal_many(rows, "words", "answer") if rows else {}
    return [OpenedFinding(row, said[row.pk]["words"], said[row.pk]["answer"]) for row in rows]


def by_kind(viewer: Viewer, year: int) -> list[tuple[InspectionKind, int]]:
    """How many inspections of each kind the viewer's part of the map had in a year; the Front counts its own kind."""
    supervised = Supervision.objects.filter(policy.supervisions_counted_by(viewer), on__year=year).count()
    social = [(InspectionKind.SOCIAL, supervised)]
    if not (viewer.may(policy.May.READ) or viewer.may(policy.May.FOLLOW)):
        return social
    drawn = Sample.objects.filter(policy.samples_counted_by(viewer), on__year=year)
    found = Counter(drawn.order_by().values_list("kind", flat=True))
    return [(kind, found[kind.value]) for kind in OF_FILES] + social


def waiting_of(supervisions: Collection[Supervision]) -> Mapping[UUID, tuple[int, int]]:
    """Supervision → how many recommendations it made, how many of them wait."""
    rows = Finding.objects.filter(supervision__in=supervisions).order_by().values("supervision")
    counted = rows.annotate(made=Count("pk"), waits=Count("pk", filter=~Q(state=State.CLOSED)))
    return {row["supervision"]: (row["made"], row["waits"]) for row in counted}


def _file(viewer: Viewer, row: SampledCase, case: Case) -> FileRow:
    known = completeness.items
    return FileRow(
        row=row,
        code=case.code,
        lacking=[known[code].lacking for code in row.lacking.split() if code in known],
        still=[known[code].lacking for code in completeness.lacking(case)],
        may_open=case.sealed_at is None and viewer.may(CasePermission.READ, case.unit_path),
    )


def _counts() -> dict[str, Count]:
    found = {"files": Count("pk")}
    living = Q()
    asked = Q()
    for code, item in completeness.items.items():
        lacks = Q(**{f"asked_{code}": True, f"held_{code}": False})
        found[f"lacks_{code}"] = Count("pk", filter=lacks)
        if item.living:
            living &= Q(**{f"asked_{code}": False}) | lacks
            asked |= Q(**{f"asked_{code}": True})
    found["paper_only"] = Count("pk", filter=living & asked)
    return found


def _waiting(viewer: Viewer) -> Mapping[int, Counter[str]]:
    rows = Finding.objects.filter(policy.followed_by(viewer)).exclude(state=State.CLOSED)
    found: dict[int, Counter[str]] = {}
    for unit, state, due_on in rows.order_by().values_list("unit", "state", "due_on"):
        counted = found.setdefault(unit, Counter())
        counted["all"] += 1
        counted["late"] += state == State.OPEN and due_on < viewer.on
    return found


def _exceptions(viewer: Viewer, unit: Place, row: Mapping[str, int], waiting: Mapping[int, Counter[str]]) -> Exceptions:
    exact = viewer.may(CasePermission.READ, unit.path)
    counted = waiting.get(unit.pk, Counter[str]())
    codes = [code for code, _item in completeness.ordered()]
    return Exceptions(
        unit=unit,
        files=_shown(row["files"], exact),
        without_force=row["lacks_task_force"] > 0,
        paper_only=_shown(row["paper_only"], exact),
        lacking={code: _shown(row[f"lacks_{code}"], exact) for code in codes},
        findings=counted["all"],
        late=counted["late"],
    )


def _shown(number: int, exact: bool) -> int | None:
    return number if exact or number == 0 or number >= SMALL else None


def late(finding: Finding, on: date) -> bool:
    return finding.state == State.OPEN and finding.due_on < on
