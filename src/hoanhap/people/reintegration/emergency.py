"""Who helps in a file opened in an emergency: somebody who knows the person and can be asked."""

from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import HelperAssignment


def helpers_now(case: Case) -> list[HelperAssignment]:
    """The caller has passed the gate of the opening and logs the look."""
    return list(HelperAssignment.objects.filter(case=case, valid_to=None).order_by("-kind", "valid_from", "id"))
