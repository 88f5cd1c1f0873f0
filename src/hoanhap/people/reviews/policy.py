"""Who may read and sign reviews, who may count outcomes. Offences stand behind the gate of the police room instead."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.reviews.models import Review

SOCIAL = CasePermission.READ_SOCIAL


class ReviewPermission(Permission):
    """`COUNT`: outcomes as figures, without a name; above the commune small cells stay back."""

    READ = "reviews.read"
    WRITE = "reviews.write"
    COUNT = "reviews.count"


def cases_for(viewer: Viewer, *, to: ReviewPermission) -> QuerySet[Case]:
    """The cases the viewer may do this for; always among those he may read."""
    return case_policy.visible_to(viewer).filter(viewer.scope_q(to))


def get_case_for(viewer: Viewer, case_id: object, *, to: ReviewPermission) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    return gate.one_of(cases_for(viewer, to=to).select_related("person", "unit"), case_id)


def get_review_for(viewer: Viewer, review_id: object) -> Review:
    """The gate of correcting one review. Raises NotHere."""
    cases = cases_for(viewer, to=ReviewPermission.WRITE).order_by().values("pk")
    found = Review.objects.filter(case__in=cases).select_related("case", "case__person", "case__unit")
    return gate.one_of(found, review_id)


def countable(viewer: Viewer, case: str = "case") -> Q:
    """Over rows of a case: what the viewer may count, sealed files too, without a name."""
    return viewer.scope_q(ReviewPermission.COUNT, f"{case}__unit_path" if case else "unit_path")


def counts_above(viewer: Viewer) -> bool:
    """Whether the viewer counts more than the commune of his own post: then small cells stay back."""
    ids = [seat.place_id for seat in viewer.seats if seat.may(ReviewPermission.COUNT)]
    return Place.objects.filter(pk__in=ids).exclude(kind=PlaceKind.COMMUNE).exists()


def counting_places(viewer: Viewer) -> Sequence[Place]:
    """The places of the viewer's own posts whose outcomes he counts, the first post first."""
    ids = list(dict.fromkeys(seat.place_id for seat in viewer.seats if seat.may(ReviewPermission.COUNT)))
    return sorted(Place.objects.filter(pk__in=ids), key=lambda place: ids.index(place.pk))


def police_cases(viewer: Viewer, *, to: PolicePermission) -> QuerySet[Case]:
    """The cases whose police room this viewer may open or write."""
    return case_policy.visible_to(viewer).filter(viewer.scope_q(PolicePermission.READ), viewer.scope_q(to))
