"""What one person was given and what a unit gave: by kind, by source, with amounts; work kept and lost."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy, vocabulary
from hoanhap.people.reintegration.models import Enrolment, JobCheck, Placement, Support
from hoanhap.people.reintegration.queries import kinds
from hoanhap.people.reintegration.rules import jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One help with its words opened, for somebody who may read them."""

    support: Support
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Total:
    """How often, how many people, how much money; `label` is a kind or a source."""

    label: str
    times: int
    people: int
    amount: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the works whose question fell due: how many were kept, lost, not asked about."""

    months: int
    due: int
    kept: int
    unknown: int


def of_case(case: Case) -> list[Line]:
    """Everything a person was given, the newest first. The caller has passed the gate that shows help."""
    rows = list(Support.objects.filter(case=case, struck=False).select_related("source").order_by("-given_on", "-id"))
    if not rows:
        return []
    opened = vault.reveal_many(rows, "words")
    known = kinds.labels()
    return [Line(support=row, kind=known.get(row.kind, row.kind), words=opened[row.pk]["words"]) for row in rows]


def totals_of_case(case: Case) -> list[Total]:
    """One person's help by kind. The caller has passed the gate that shows help."""
    return _by_kind(Support.objects.filter(case=case, struck=False))


def totals(viewer: Viewer, period: Period) -> list[Total]:
    """What the viewer's units gave in a period, by kind; also kinds a province added."""
    return _by_kind(_given(viewer, period))


def six_totals(viewer: Viewer, period: Period) -> list[Total]:
    """The six types of the plans, each with its line, also where nothing was given."""
    return _chosen(totals(viewer, period), (_(kind.label) for kind in vocabulary.help_kinds() if kind.six))


def five_totals(viewer: Viewer, period: Period) -> list[Total]:
    """Learn, work, borrow, produce, trade: each with its line."""
    return _chosen(totals(viewer, period), (_(kind.label) for kind in vocabulary.help_kinds() if kind.five))


def by_source(viewer: Viewer, period: Period) -> list[Total]:
    """What was given in a period by source and amount."""
    rows = _given(viewer, period).exclude(source=None).order_by()
    found = rows.values("source__name", "source").annotate(
        times=Count("id"), people=Count("case__person", distinct=True), amount=Sum("amount")
    )
    lines = [Total(row["source__name"], row["times"], row["people"], row["amount"] or 0) for row in found]
    return sorted(lines, key=lambda line: (-line.amount, line.label))


def kept_work(viewer: Viewer, period: Period) -> list[Kept]:
    """Of the works whose 3rd, 6th, 12th month fell into the period: how many were kept."""
    rows = JobCheck.objects.filter(
        policy.countable_by(viewer), due_on__gte=period.start, due_on__lt=period.end
    ).order_by()
    found = []
    for months in jobs.MONTHS:
        said = list(rows.filter(months=months).values_list("kept", flat=True))
        found.append(Kept(months, len(said), said.count(True), said.count(None)))
    return found


def enrolments_of(case: Case) -> QuerySet[Enrolment]:
    """The caller has passed the gate that shows help."""
    return Enrolment.objects.filter(case=case).select_related("course").order_by("-enrolled_on", "-id")


def placements_of(case: Case) -> QuerySet[Placement]:
    """The caller has passed the gate that shows help."""
    rows = Placement.objects.filter(case=case).select_related("vacancy__partner").prefetch_related("checks")
    return rows.order_by("-started_on", "-id")


def work_to_ask_about(case: Case) -> Placement | None:
    """The work whose next question is due first."""
    waiting = JobCheck.objects.filter(case=case, kept=None, placement__ended_on=None)
    check = waiting.select_related("placement").order_by("due_on", "id").first()
    return check.placement if check else None


def _given(viewer: Viewer, period: Period) -> QuerySet[Support]:
    return Support.objects.filter(
        policy.countable_by(viewer), struck=False, given_on__gte=period.start, given_on__lt=period.end
    )


def _by_kind(rows: QuerySet[Support]) -> list[Total]:
    found = {
        row["kind"]: row
        for row in rows.order_by()
        .values("kind")
        .annotate(times=Count("id"), people=Count("case__person", distinct=True), amount=Sum("amount"))
    }
    known = kinds.labels()
    ordered = [code for code in known if code in found] + sorted(found.keys() - known.keys())
    return [
        Total(known.get(code, code), found[code]["times"], found[code]["people"], found[code]["amount"] or 0)
        for code in ordered
    ]


def _chosen(found: list[Total], labels: Iterable[str]) -> list[Total]:
    there = {total.label: total for total in found}
    return [there.get(label, Total(label, 0, 0, 0)) for label in labels]
