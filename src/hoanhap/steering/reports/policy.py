"""Who may see and do what with reports. Figures go up the map; the rows behind them stay where their people live."""

import uuid

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.states import State
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere
from hoanhap.steering.reports.models import Report


class ReportPermission(Permission):
    READ = "reports.read"
    FILL = "reports.fill"
    SUBMIT = "reports.submit"
    DECIDE = "reports.decide"
    MERGE = "reports.merge"
    OPEN_ROWS = "reports.open_rows"
    SMALL = "reports.small"
    WORDS = "reports.words"


_SEEN_WITH_IT = (ReportPermission.SMALL, ReportPermission.WORDS)
"""What reading a report shows to some: small figures, and words somebody typed (remarks, reasons), which may name."""


def visible_to(viewer: Viewer) -> QuerySet[Report]:
    """Reports of the units under the viewer's places; nothing without a posting that may read.

    A draft belongs to the unit that writes it: the levels above see a report once it was sent.
    """
    own = Q(unit_path__in=viewer.paths(ReportPermission.READ))
    return Report.objects.filter(viewer.scope_q(ReportPermission.READ), own | ~Q(run__state=State.DRAFT.value))


def get_report_for(viewer: Viewer, report_id: uuid.UUID | str, *, to: ReportPermission) -> Report:
    """One report if the viewer may do this with it. Raises NotHere for missing and forbidden alike."""
    report = gate.one_of(visible_to(viewer).select_related("unit", "run"), report_id)
    if to is ReportPermission.DECIDE:
        require_receiver(viewer, report)
    else:
        require_own(viewer, to, report.unit_path)
    return report


def require_own(viewer: Viewer, permission: ReportPermission, path: str) -> None:
    """Filling and submitting is for those posted to the unit itself; reading reaches below the posting."""
    reaching = permission in (ReportPermission.READ, ReportPermission.OPEN_ROWS, *_SEEN_WITH_IT)
    if not (viewer.may(permission, path) if reaching else path in viewer.paths(permission)):
        raise NotHere


def require_receiver(viewer: Viewer, report: Report) -> None:
    """A report is decided by the level above its unit, never by the unit itself."""
    if not may_decide(viewer, report):
        raise NotHere


def may_decide(viewer: Viewer, report: Report) -> bool:
    """Where the level above was abolished, the next one decides."""
    allowed = viewer.paths(ReportPermission.DECIDE)
    if not allowed or _above(report.unit_path) in allowed:
        return bool(allowed)
    above = lineage.above(report.unit, viewer.on)
    return above is not None and above.path in allowed


def may(viewer: Viewer, permission: ReportPermission, report: Report) -> bool:
    try:
        require_own(viewer, permission, report.unit_path)
    except NotHere:
        return False
    return True


def get_unit_for(viewer: Viewer, unit_id: int, *, to: ReportPermission) -> Place:
    """The unit whose reports the viewer may handle in this way. Raises NotHere."""
    unit = Place.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotHere
    require_own(viewer, to, unit.path)
    return unit


def _above(path: str) -> str | None:
    """The path of the unit above: "/87/870/87001/" gives "/87/870/"."""
    head = path.rstrip("/").rpartition("/")[0]
    return f"{head}/" if head else None
