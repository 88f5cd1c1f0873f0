"""Who draws, who finds, who answers; the levels above follow figures and days alone."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.inspection.models import Finding, Sample, SampledCase


class InspectionPermission(Permission):
    """`READ`: samples and findings of one's own unit; `FOLLOW`: what the level above needs, without file or words."""

    DRAW = "inspection.draw"
    FIND = "inspection.find"
    READ = "inspection.read"
    ANSWER = "inspection.answer"
    FOLLOW = "inspection.follow"


May = InspectionPermission


def may_enter(viewer: Viewer) -> bool:
    return viewer.may(May.READ) or viewer.may(May.FOLLOW)


def population(viewer: Viewer, unit: Place) -> QuerySet[Case]:
    """The open files of a unit the viewer may read: what a sample is drawn from."""
    whole = viewer.scope_q(CasePermission.READ) & viewer.scope_q(May.DRAW)
    return case_policy.visible_to(viewer).filter(whole, paths.under("unit_path", unit.path), closed_on=None)


def units_to_draw(viewer: Viewer) -> list[Place]:
    """The places of the viewer's posts and the communes below them, on the day he looks."""
    own = [seat.place_id for seat in viewer.seats if seat.may(May.DRAW)]
    below = Q(viewer.scope_q(May.DRAW, "path"), kind=PlaceKind.COMMUNE)
    return list(Place.objects.as_of(viewer.on).filter(Q(pk__in=own) | below).order_by("path"))


def get_unit_for(viewer: Viewer, unit_id: object, *, to: InspectionPermission) -> Place:
    """The gate of one unit. Raises NotHere."""
    found = Place.objects.filter(viewer.scope_q(to, "path"), pk=_number(unit_id)).first()
    if found is None:
        raise NotHere
    return found


def samples_for(viewer: Viewer) -> QuerySet[Sample]:
    """Samples drawn in the viewer's part of the map; a commune sees each that holds a file of its own."""
    rows = SampledCase.objects.filter(viewer.scope_q(May.READ), sample=OuterRef("pk"))
    return Sample.objects.filter(Exists(rows)).select_related("unit").order_by("-drawn_at", "-id")


def rows_of(viewer: Viewer, sample: Sample) -> QuerySet[SampledCase]:
    """The files of a sample that lie in the viewer's part of the map, in the order of the draw."""
    rows = SampledCase.objects.filter(viewer.scope_q(May.READ), sample=sample).select_related("unit")
    return rows.order_by("number", "id")


def get_sample_for(viewer: Viewer, sample_id: object) -> Sample:
    """The gate of one sample. Raises NotHere."""
    return gate.one_of(samples_for(viewer), sample_id)


def findings_for(viewer: Viewer, *, to: InspectionPermission = May.READ) -> QuerySet[Finding]:
    """The findings the viewer may read with their words."""
    rows = Finding.objects.filter(viewer.scope_q(to)).select_related("unit", "case", "sample")
    return rows.order_by("due_on", "unit_path", "number", "id")


def followed_by(viewer: Viewer) -> Q:
    """Over Finding: those whose state and day this viewer may follow."""
    return viewer.scope_of_any(May.READ, May.FOLLOW)


def get_finding_for(viewer: Viewer, finding_id: object, *, to: InspectionPermission = May.READ) -> Finding:
    """The gate of one finding. Raises NotHere."""
    return gate.one_of(findings_for(viewer, to=May.READ).filter(viewer.scope_q(to)), finding_id)


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise NotHere from None
