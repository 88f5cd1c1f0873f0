"""Who classifies, who writes down results, who counts. Scores stand behind the gate of the health room instead."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.people.assessment.models import Classification, Determination, Diagnoser
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case


class AssessmentPermission(Permission):
    READ_RESULT = "assessment.read_result"
    WRITE_RESULT = "assessment.write_result"
    READ_CLASS = "assessment.read_class"
    CLASSIFY = "assessment.classify"
    COUNT = "assessment.count"
    KEEP_DIAGNOSERS = "assessment.keep_diagnosers"


def get_case_for(viewer: Viewer, case_id: object, *, to: AssessmentPermission) -> Case:
    """The gate of one case for what is done here; always among those the viewer may read whole. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(to))
    return gate.one_of(cases.select_related("person", "unit"), case_id)


def get_result_for(viewer: Viewer, determination_id: object) -> Determination:
    """The gate of striking out one result. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(AssessmentPermission.WRITE_RESULT))
    found = Determination.objects.filter(case__in=cases.order_by().values("pk"))
    return gate.one_of(found.select_related("case", "case__person"), determination_id)


def counted_by(viewer: Viewer) -> QuerySet[Classification]:
    """The classifications this viewer may count, without a name."""
    return Classification.objects.filter(viewer.scope_q(AssessmentPermission.COUNT), Q(case__sealed_at=None))


def counts_above(seat: Seat) -> bool:
    """Whether this post counts more than one commune: then small cells stay back."""
    return Place.objects.filter(pk=seat.place_id).exclude(kind=PlaceKind.COMMUNE).exists()


def diagnosers_for(viewer: Viewer) -> QuerySet[Diagnoser]:
    """The certified people on the lists of the viewer's units."""
    lists = viewer.scope_of_any(AssessmentPermission.KEEP_DIAGNOSERS, AssessmentPermission.WRITE_RESULT)
    return Diagnoser.objects.filter(lists).order_by("name", "valid_from", "id")


def get_diagnoser_for(viewer: Viewer, diagnoser_id: object) -> Diagnoser:
    """The gate of one line of the list. Raises NotHere."""
    rows = Diagnoser.objects.filter(viewer.scope_q(AssessmentPermission.KEEP_DIAGNOSERS))
    return gate.one_of(rows.select_related("unit"), diagnoser_id)


def keeping_unit(viewer: Viewer) -> Place:
    """The commune whose list the viewer keeps. Raises NotHere."""
    for seat in viewer.seats:
        if seat.may(AssessmentPermission.KEEP_DIAGNOSERS):
            return Place.objects.get(pk=seat.place_id)
    raise NotHere
