"""How a commune, and a plan of a task force, is called in today's work."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import SubjectKind, SubjectLine
from hoanhap.foundation.places.models import Place
from hoanhap.people.community import policy
from hoanhap.people.community.models import WorkPlan
from hoanhap.people.community.policy import CommunityPermission


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    places = Place.objects.filter(viewer.scope_q(CommunityPermission.READ_TASK_FORCE, "path"), pk__in=ids)
    return {str(place.pk): SubjectLine(label=place.full_name, args={"unit": str(place.pk)}) for place in places}


def _plan_lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """The team and its days. Of a team that stands by a person, only for who may know him, and without his name."""
    rows = policy.plans_for(viewer, to=CommunityPermission.KEEP_TASK_FORCE).filter(pk__in=ids)
    return {str(plan.pk): SubjectLine(label=said_of(plan), args={"work_plan_id": str(plan.pk)}) for plan in rows}


def said_of(plan: WorkPlan) -> str:
    """As in "Tổ công tác xã Thường Lạc, tháng 6/2020"."""
    force = plan.task_force
    said = {"force": force.name or force.get_kind_display(), "unit": force.unit.full_name, "period": plan.called}
    return say("%(force)s %(unit)s, %(period)s") % said


COMMUNES = SubjectKind(lines=_lines, unnamed=_("một xã"))
PLANS = SubjectKind(lines=_plan_lines, unnamed=_("của một Tổ"))
