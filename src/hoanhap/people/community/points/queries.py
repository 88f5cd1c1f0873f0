"""Reads of counselling points: commune by commune for offices, all of them for whoever looks for help."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.community import policy
from hoanhap.people.community.points import rules
from hoanhap.people.community.points.models import Point, PointStaff
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import holding, living


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunePoints:
    """The points of one commune; `share` is a dash where it never had one."""

    place: Place
    points: list[Point]
    share: str


def board(viewer: Viewer, on: date) -> list[CommunePoints]:
    """Every commune the viewer may see, with its points at work. Two queries."""
    communes = Place.objects.as_of(on).filter(viewer.scope_q(May.READ_AROUND, "path"), kind=PlaceKind.COMMUNE)
    by_unit: dict[int, list[Point]] = {}
    for point in policy.rows_for(viewer, Point).filter(valid_from__lte=on).order_by("folded", "id"):
        by_unit.setdefault(point.unit_id, []).append(point)
    return [_commune(place, by_unit.get(place.pk, []), on) for place in communes.order_by("path")]


def staffed(point: Point, on: date) -> QuerySet[PointStaff]:
    """Who works at a point on this day. The gate was the point's."""
    return point.staff.filter(living(on)).select_related("worker").order_by("valid_from", "id")


def public_points(unit_path: str, on: date, *, service: str = "") -> QuerySet[Point]:
    """Points at work below this path, for anybody: nothing in these rows is anybody's secret. Staff stays out."""
    rows = Point.objects.filter(paths.under("unit_path", unit_path), living(on))
    if service:
        rows = rows.filter(holding("services", service))
    return rows.select_related("unit", "hamlet").order_by("unit_path", "folded", "id")


def _commune(place: Place, points: list[Point], on: date) -> CommunePoints:
    now = [point for point in points if point.valid_to is None or point.valid_to > on]
    return CommunePoints(place=place, points=now, share=rules.share(len(now), len(points)))
