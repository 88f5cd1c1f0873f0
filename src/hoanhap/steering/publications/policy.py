"""Who prepares a publication, who agrees to it, and who reads what was published."""

from uuid import UUID

from django.db.models import QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.kernel.errors import NotHere
from hoanhap.steering.publications.models import Publication
from hoanhap.steering.reports.models import Report

SENT = (State.SUBMITTED.value, State.ACCEPTED.value)


class PublicationPermission(Permission):
    PREPARE = "publications.prepare"
    AGREE = "publications.agree"
    READ = "publications.read"


def visible_to(viewer: Viewer) -> QuerySet[Publication]:
    """What was published by the units of the viewer's places and of those below."""
    reach = viewer.scope_q(PublicationPermission.READ)
    return Publication.objects.filter(reach).select_related("unit", "report__unit", "report__run")


def get_publication_for(viewer: Viewer, publication_id: UUID | str) -> Publication:
    """One publication. Raises NotHere for missing and forbidden alike."""
    return gate.one_of(visible_to(viewer), publication_id)


def get_report_for(viewer: Viewer, report_id: UUID | str) -> Report:
    """A merged report that was sent, by somebody who may prepare its publication. Raises NotHere."""
    report = gate.one_of(Report.objects.select_related("unit", "run"), report_id)
    if not may_prepare(viewer, report):
        raise NotHere
    return report


def may_prepare(viewer: Viewer, report: Report) -> bool:
    prepares = report.unit_path in viewer.paths(PublicationPermission.PREPARE)
    return prepares and report.merged and report.run.state in SENT
