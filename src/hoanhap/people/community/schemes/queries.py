"""Reads of schemes: by any spelling, by year, the tree of who took over from whom, what lacks an evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.text import fold
from hoanhap.people.community import policy
from hoanhap.people.community.schemes import rules
from hoanhap.people.community.schemes.models import (
    Evaluation,
    Finding,
    Scheme,
    SchemeName,
    Site,
    SiteStatus,
    SiteYear,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A scheme at a place: its standing in a year ("" before any paper), the last approved evaluation."""

    site: Site
    status: str
    evaluated_on: date | None
    finding: str
    lacks_evaluation: bool

    @property
    def status_label(self) -> str:
        return str(SiteStatus(self.status).label) if self.status else ""

    @property
    def finding_label(self) -> str:
        return str(Finding(self.finding).label) if self.finding else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A place with those that took over from it, each with theirs."""

    site: Site
    taken_over: tuple["Branch", ...]

    @property
    def progress(self) -> tuple[str, str]:
        """How many of those that take over have begun, and who has not."""
        begun = sum(one.site.started_on is not None for one in self.taken_over)
        return rules.progress(begun, _waiting(one.site for one in self.taken_over))


def named(text: str, unit_path: str) -> Scheme | None:
    """The scheme of this unit or of a level above that bears this name in any spelling, with or without accents."""
    rows = SchemeName.objects.filter(folded=fold(text), scheme__unit_path__in=policy.upward(unit_path))
    found = rows.select_related("scheme").order_by("scheme__unit_path", "scheme_id").first()
    return found.scheme if found else None


def schemes_for(viewer: Viewer, *, text: str = "", kind: str = "", owner: str = "") -> QuerySet[Scheme]:
    """Schemes the viewer may read, of his part of the map and of the levels above, by name."""
    rows = policy.given_to(viewer, Scheme).select_related("unit")
    if text.strip():
        spelled = SchemeName.objects.filter(scheme=OuterRef("pk"), folded__contains=fold(text))
        labelled = Site.objects.filter(scheme=OuterRef("pk"), pk__in=_labelled(policy.rows_for(viewer, Site), text))
        rows = rows.filter(Exists(spelled) | Exists(labelled))
    if kind:
        rows = rows.filter(kind=kind)
    if owner:
        rows = rows.filter(owner=owner)
    return rows.order_by("name", "id")


def sites_for(viewer: Viewer, on: date, *, scheme: Scheme | None = None, year: int | None = None) -> list[SiteLine]:
    """Where schemes run in the viewer's part of the map, with their standing in a year; what lacks a look first."""
    rows = policy.rows_for(viewer, Site).select_related("unit", "hamlet", "scheme", "came_from", "came_from__unit")
    if scheme is not None:
        rows = rows.filter(scheme=scheme)
    standing = SiteYear.objects.filter(site=OuterRef("pk"), year__lte=year or on.year).order_by("-year")
    approved = Evaluation.objects.filter(site=OuterRef("pk"), approved_on__lte=on).order_by("-evaluated_on", "-id")
    rows = rows.annotate(
        status=Subquery(standing.values("status")[:1]),
        looked_on=Subquery(approved.values("evaluated_on")[:1]),
        found=Subquery(approved.values("finding")[:1]),
    )
    lines = [_line(site, on) for site in rows.order_by("unit_path", "hamlet__path", "label", "id")]
    return sorted(lines, key=lambda line: not line.lacks_evaluation)


def flagged(viewer: Viewer, on: date) -> list[SiteLine]:
    """Places where nobody looked for twelve months whether the scheme works."""
    return [line for line in sites_for(viewer, on) if line.lacks_evaluation]


def tree(scheme: Scheme) -> tuple[Branch, ...]:
    """Where the scheme began, and who took it over from whom. The gate was the scheme's."""
    sites = list(scheme.sites.select_related("unit").order_by("planned_on", "unit_path", "id"))
    below: dict[UUID | None, list[Site]] = {}
    for site in sites:
        below.setdefault(site.came_from_id, []).append(site)
    return tuple(_branch(site, below) for site in below.get(None, []))


def replication(site: Site) -> tuple[str, str]:
    """How many of those that are to take over have begun, and who has not: ("3/4", "Phú Thuận B")."""
    rows = list(site.taken_over.select_related("unit").order_by("unit_path", "id"))
    return rules.progress(sum(one.started_on is not None for one in rows), _waiting(rows))


def running(on: date) -> Q:
    """Over Site: those where the scheme runs on this day."""
    return Q(started_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))


def effective(rows: QuerySet[Site], on: date) -> QuerySet[Site]:
    """Of these places those whose last approved evaluation says that it works; running alone is not enough."""
    last = (
        Evaluation.objects.filter(site=OuterRef("pk"), approved_on__lte=on)
        .order_by("-evaluated_on", "-id")
        .values("finding")[:1]
    )
    return rows.alias(last_finding=Subquery(last)).filter(running(on), last_finding=Finding.EFFECTIVE)


def _waiting(rows: Iterable[Site]) -> list[str]:
    return [site.unit.name for site in rows if site.started_on is None]


def _branch(site: Site, below: dict[UUID | None, list[Site]]) -> Branch:
    return Branch(site=site, taken_over=tuple(_branch(one, below) for one in below.get(site.pk, [])))


def _line(site: Site, on: date) -> SiteLine:
    runs = site.started_on is not None and site.ended_on is None
    return SiteLine(
        site=site,
        status=site.status or "",  # type: ignore[attr-defined]
        evaluated_on=site.looked_on,  # type: ignore[attr-defined]
        finding=site.found or "",  # type: ignore[attr-defined]
        lacks_evaluation=runs
        and rules.lacks_evaluation(
            started_on=site.started_on or on,
            evaluated_on=site.looked_on,  # type: ignore[attr-defined]
            on=on,
        ),
    )


def _labelled(rows: QuerySet[Site], text: str) -> list[UUID]:
    """Streets and houses whose label is meant; labels are few, and are compared without accents."""
    wanted = fold(text)
    return [site_id for site_id, label in rows.order_by("id").values_list("pk", "label") if wanted in fold(label)]
