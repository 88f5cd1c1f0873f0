"""Who draws, who supervises, who finds, who answers; the levels above follow figures and days alone.

The Front supervises and reads what it supervised itself; no gate of it leads to a sample or a file.
"""

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
from hoanhap.people.inspection.models import Finding, Sample, SampledCase, Supervision


class InspectionPermission(Permission):
    """`READ`: samples, supervisions and findings of one's own unit; `FOLLOW`: what the level above needs, without file
    or words; `SUPERVISE`: social supervisions with their recommendations, nothing else."""

    DRAW = "inspection.draw"
    FIND = "inspection.find"
    READ = "inspection.read"
    ANSWER = "inspection.answer"
    FOLLOW = "inspection.follow"
    SUPERVISE = "inspection.supervise"


May = InspectionPermission


def may_enter(viewer: Viewer) -> bool:
    return any(map(viewer.may, (May.READ, May.FOLLOW, May.SUPERVISE)))


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
    found = findings_for(viewer, to=May.READ).filter(viewer.scope_q(to))
    if to is May.FIND:  # what the Front recommended the Front judges
        found = found.filter(supervision=None)
    return gate.one_of(found, finding_id)


# --- social supervision -------------------------------------------------------------------------------------------


def units_to_supervise(viewer: Viewer) -> list[Place]:
    """The living communes of the viewer's part of the map."""
    reach = viewer.scope_q(May.SUPERVISE, "path")
    return list(Place.objects.as_of(viewer.on).filter(reach, kind=PlaceKind.COMMUNE).order_by("path"))


def supervisions_for(viewer: Viewer, *, to: InspectionPermission | None = None) -> QuerySet[Supervision]:
    """Supervisions with what was seen: for the Front, the commune that was supervised, and who inspects."""
    reach = viewer.scope_q(to) if to else viewer.scope_of_any(May.READ, May.SUPERVISE)
    return Supervision.objects.filter(reach).select_related("unit").order_by("-on", "-id")


def get_supervision_for(
    viewer: Viewer, supervision_id: object, *, to: InspectionPermission | None = None
) -> Supervision:
    """The gate of one supervision. Raises NotHere."""
    return gate.one_of(supervisions_for(viewer, to=to), supervision_id)


def recommendations_for(viewer: Viewer, *, to: InspectionPermission | None = None) -> QuerySet[Finding]:
    """What supervisions recommended, with the answers; nothing that came from a sample is among it."""
    reach = viewer.scope_q(to) if to else viewer.scope_of_any(May.READ, May.SUPERVISE)
    rows = Finding.objects.filter(reach, supervision__isnull=False).select_related("unit", "supervision")
    return rows.order_by("number", "id")


def get_recommendation_for(viewer: Viewer, recommendation_id: object) -> Finding:
    """The gate of accepting an answer or asking again: for who supervises. Raises NotHere."""
    return gate.one_of(recommendations_for(viewer, to=May.SUPERVISE), recommendation_id)


def samples_counted_by(viewer: Viewer) -> Q:
    """Over Sample: those this viewer may count, whether or not he may read them."""
    held = SampledCase.objects.filter(viewer.scope_q(May.READ), sample=OuterRef("pk"))
    return viewer.scope_q(May.FOLLOW) | Q(Exists(held))


def supervisions_counted_by(viewer: Viewer) -> Q:
    """Over Supervision: those this viewer may count."""
    return viewer.scope_of_any(May.READ, May.FOLLOW, May.SUPERVISE)


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise NotHere from None
