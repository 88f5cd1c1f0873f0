"""Who counsels and who reads of it: the social room of the commune. Leaflets and groups belong to a unit."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy.policy import upward
from hoanhap.people.care.counselling.models import Counselling, GroupMember, Leaflet, SupportGroup
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission


def get_case_for(viewer: Viewer, case_id: object, *, to: CarePermission | None = None) -> Case:
    """The gate of one person's counselling, to read or to write. Raises NotHere. To open it is watched."""
    case = case_policy.get_case_for(viewer, str(case_id))
    viewer.require(CasePermission.READ_SOCIAL, case.unit_path)
    if to is not None:
        viewer.require(to, case.unit_path)
    return case


def visible_to(viewer: Viewer) -> QuerySet[Counselling]:
    """The sessions this viewer reads, the newest first."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(CasePermission.READ_SOCIAL)).order_by().values("pk")
    return Counselling.objects.filter(case__in=cases).order_by("-held_on", "-id")


def get_session_for(viewer: Viewer, session_id: object, *, to: CarePermission | None = None) -> Counselling:
    """The gate of one session. Raises NotHere."""
    session = gate.one_of(visible_to(viewer).select_related("case", "leaflet"), session_id)
    if to is not None:
        viewer.require(to, session.case.unit_path)
    return session


def counted_by(viewer: Viewer) -> Q:
    """Over rows with `unit_path` and `case`: those the viewer may count, without a name."""
    return viewer.scope_q(CarePermission.COUNT_CONTACT) & Q(case__sealed_at=None)


def leaflets_for(unit_path: str) -> QuerySet[Leaflet]:
    """What this unit gives out: its own library and those of the levels above, every version."""
    return Leaflet.objects.filter(upward(unit_path)).order_by("title", "series", "-version")


def get_leaflet_for(viewer: Viewer, leaflet_id: object) -> Leaflet:
    """The gate of replacing one leaflet. Raises NotHere."""
    return gate.one_of(Leaflet.objects.filter(viewer.scope_q(CarePermission.KEEP_LEAFLET)), leaflet_id)


def groups_for(viewer: Viewer) -> QuerySet[SupportGroup]:
    """The groups of the viewer's own commune, those that meet first."""
    rows = SupportGroup.objects.filter(viewer.scope_q(CarePermission.COUNSEL)).select_related("unit")
    return rows.order_by("ended_on", "name", "id")


def get_group_for(viewer: Viewer, group_id: object) -> SupportGroup:
    """The gate of one group. Raises NotHere."""
    return gate.one_of(groups_for(viewer), group_id)


def get_member_for(viewer: Viewer, member_id: object) -> GroupMember:
    """The gate of taking somebody off a group's list. Raises NotHere."""
    members = GroupMember.objects.filter(group__in=groups_for(viewer).order_by().values("pk"), case__sealed_at=None)
    return gate.one_of(members.select_related("group", "case"), member_id)
