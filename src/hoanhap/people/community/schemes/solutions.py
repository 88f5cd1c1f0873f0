"""Reads of the target “every hamlet has a solution and acts”: hamlet by hamlet, commune by commune (giải pháp).

A solution of a hamlet is a scheme that helps people and names this hamlet as its place: one for the commune as a whole
says nothing about any of them. What was done counts where it was done, in the period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import numbers
from hoanhap.kernel.periods import Period
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import rules
from hoanhap.people.community.schemes.models import Site, SiteActivity
from hoanhap.people.community.schemes.rules import HamletState


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """One scheme of a hamlet, with what was done for it in the period."""

    site_id: UUID
    name: str
    begun: bool
    activities: int
    reached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HamletLine:
    """One hamlet with its solutions by name."""

    hamlet: Place
    solutions: Sequence[Solution]

    @property
    def activities(self) -> int:
        return sum(one.activities for one in self.solutions)

    @property
    def reached(self) -> int:
        return sum(one.reached for one in self.solutions)

    @property
    def state(self) -> HamletState:
        return rules.hamlet_state(solutions=len(self.solutions), activities=self.activities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of some hamlets have a solution, and how many of those something was done for."""

    total: int
    with_solution: int
    reached: int

    @property
    def said(self) -> str:
        return f"{self.reached}/{self.total}"

    @property
    def share(self) -> str:
        return numbers.percent(self.reached, self.total)

    @property
    def idle(self) -> int:
        return self.with_solution - self.reached

    @property
    def without(self) -> int:
        return self.total - self.with_solution


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneLine:
    """One commune with the sum of its hamlets."""

    commune: Place
    tally: Tally


def of_hamlets(viewer: Viewer, period: Period, *, commune: Place | None = None) -> list[HamletLine]:
    """Every hamlet that lived on the last day of the period, what is missing first: none, idle, reached.

    Of the viewer's part of the map, or of one commune in it, whose gate was the page's.
    """
    on = period.last_day
    rows = Place.objects.as_of(on).filter(viewer.scope_q(May.READ_AROUND, "path"), kind=PlaceKind.HAMLET)
    if commune is not None:
        rows = rows.under(commune.path)
    hamlets = list(rows.select_related("parent").order_by("path"))
    before = lineage.forebears([one.pk for one in hamlets], on)
    ids = {one.pk: [one.pk, *(link.place.pk for link in before[one.pk] if link.whole)] for one in hamlets}
    found = _by_hamlet({pk for wanted in ids.values() for pk in wanted}, period)
    lines = [
        HamletLine(hamlet=one, solutions=[solution for pk in ids[one.pk] for solution in found.get(pk, ())])
        for one in hamlets
    ]
    return sorted(lines, key=lambda line: (_ORDER.index(line.state), line.hamlet.path))


def tally(lines: Iterable[HamletLine]) -> Tally:
    states = [line.state for line in lines]
    return Tally(
        total=len(states),
        with_solution=sum(state is not HamletState.NONE for state in states),
        reached=sum(state is HamletState.REACHED for state in states),
    )


def by_commune(lines: Iterable[HamletLine]) -> list[CommuneLine]:
    """The communes these hamlets lie in, those furthest from the target first."""
    held: dict[int, list[HamletLine]] = {}
    communes: dict[int, Place] = {}
    for line in lines:
        parent = line.hamlet.parent
        assert parent is not None  # noqa: S101 - hamlets always lie in a commune
        communes[parent.pk] = parent
        held.setdefault(parent.pk, []).append(line)
    found = [CommuneLine(commune=communes[pk], tally=tally(own)) for pk, own in held.items()]
    return sorted(found, key=lambda line: (line.tally.reached / line.tally.total, line.commune.path))


def in_force(rows: QuerySet[Site], period: Period) -> QuerySet[Site]:
    """Of these places those that are the solution of a hamlet at some time of the period, begun or only planned."""
    living = Q(ended_on=None) | Q(ended_on__gt=period.start)
    named = rows.filter(living, hamlet__isnull=False, planned_on__lt=period.end)
    return named.exclude(scheme__kind__in=rules.ONLY_KEEP_ORDER)


def acted(rows: QuerySet[Site], period: Period) -> QuerySet[Site]:
    """Of these places those where something was done in the period."""
    done = SiteActivity.objects.filter(
        site=OuterRef("pk"), taken_back_at=None, held_on__gte=period.start, held_on__lt=period.end
    )
    return rows.filter(Exists(done))


_ORDER = (HamletState.NONE, HamletState.IDLE, HamletState.REACHED)


def _by_hamlet(hamlet_ids: Iterable[int], period: Period) -> dict[int, list[Solution]]:
    """Hamlet → its solutions by name, with what was done in the period; one query."""
    done = Q(activities__taken_back_at=None, activities__held_on__gte=period.start, activities__held_on__lt=period.end)
    rows = in_force(Site.objects.filter(hamlet__in=hamlet_ids), period).annotate(
        times=Count("activities", filter=done), people=Sum("activities__reached", filter=done)
    )
    found: dict[int, list[Solution]] = {}
    for pk, hamlet, name, started, times, people in rows.order_by("scheme__name", "id").values_list(
        "pk", "hamlet", "scheme__name", "started_on", "times", "people"
    ):
        solution = Solution(
            site_id=pk,
            name=name,
            begun=started is not None and started <= period.last_day,
            activities=times,
            reached=people or 0,
        )
        found.setdefault(hamlet, []).append(solution)
    return found
