"""Helpers in the timeline of a case (diễn biến)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import Event
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind

KIND = "helper"


def events(case: Case, viewer: Viewer) -> Iterable[Event]:
    """One event for the beginning of a helper's task and one for its end."""
    history = list(queries.history(viewer, case))
    # Why somebody stopped may speak of the person: a word of the social room.
    social = viewer.may(CasePermission.READ_SOCIAL, case.unit_path)
    said = vault.reveal_many(history, "end_reason") if social else {}
    for assignment in history:
        who = ", ".join(part for part in (assignment.helper_name, assignment.organisation) if part)
        yield Event(
            at=clock.at(assignment.valid_from),
            kind=KIND,
            title=_begun(assignment) % {"who": who},
            detail=_("Quyết định số %s") % assignment.decision_number if assignment.decision_number else "",
            subject_id=str(assignment.pk),
        )
        if assignment.valid_to is not None:
            yield Event(
                at=clock.at(assignment.valid_to),
                kind=KIND,
                title=_("Thôi phân công giúp đỡ: %(who)s") % {"who": who},
                detail=said.get(assignment.pk, {}).get("end_reason", ""),
                subject_id=str(assignment.pk),
            )


def _begun(assignment: HelperAssignment) -> str:
    if assignment.kind == HelperKind.MAIN:
        return _("Phân công người giúp đỡ: %(who)s")
    return _("Phân công người cùng giúp đỡ: %(who)s")
