"""Who may know of a joint act: whoever asked for it, and whoever may confirm it at its unit."""

from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import kinds
from hoanhap.foundation.joint_acts.models import JointAct


def asked_by(viewer: Viewer) -> Q:
    """The viewer's own acts, of kinds he may still ask for at their unit."""
    reach = Q(pk__in=[])
    for kind in kinds.register.values():
        reach |= Q(kind=kind.code, asked_by=viewer.account_id) & viewer.scope_q(kind.ask)
    return reach


def confirmed_by(viewer: Viewer) -> Q:
    """What others ask for and the viewer may confirm."""
    reach = Q(pk__in=[])
    for kind in kinds.register.values():
        reach |= Q(kind=kind.code) & viewer.scope_q(kind.confirm)
    return reach & ~Q(asked_by=viewer.account_id)


def visible_to(viewer: Viewer) -> QuerySet[JointAct]:
    return JointAct.objects.filter(asked_by(viewer) | confirmed_by(viewer))


def concerned(viewer: Viewer) -> bool:
    """Whether any kind of joint act is the viewer's to ask for or to confirm."""
    return any(viewer.may(kind.ask) or viewer.may(kind.confirm) for kind in kinds.register.values())


def get_act_for(viewer: Viewer, act_id: UUID | str) -> JointAct:
    """The gate of one joint act for its asker and for the second person. Raises NotHere."""
    return _one(visible_to(viewer), act_id)


def get_own_for(viewer: Viewer, act_id: UUID | str) -> JointAct:
    """The gate of what the viewer asked for himself. Raises NotHere."""
    return _one(JointAct.objects.filter(asked_by(viewer)), act_id)


def get_to_confirm(viewer: Viewer, act_id: UUID | str) -> JointAct:
    """The gate of what another asked for and the viewer may confirm. Raises NotHere."""
    return _one(JointAct.objects.filter(confirmed_by(viewer)), act_id)


def _one(rows: QuerySet[JointAct], act_id: UUID | str) -> JointAct:
    return gate.one_of(rows.select_related("unit", "asked_by", "decided_by"), act_id)
