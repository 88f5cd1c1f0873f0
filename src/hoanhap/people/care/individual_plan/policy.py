"""Who reads and keeps a person's own plan: the social room of his commune."""

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission


def get_case_for(viewer: Viewer, case_id: object, *, to: CarePermission | None = None) -> Case:
    """The gate of one person's plan, to read it or to keep it. Raises NotHere. To open it is watched."""
    case = case_policy.get_case_for(viewer, str(case_id))
    viewer.require(CasePermission.READ_SOCIAL, case.unit_path)
    if to is not None:
        viewer.require(to, case.unit_path)
    return case


def get_step_for(viewer: Viewer, step_id: object) -> PlanStep:
    """The gate of ending one step. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(CasePermission.READ_SOCIAL)).order_by().values("pk")
    steps = PlanStep.objects.filter(viewer.scope_q(CarePermission.KEEP_OWN_PLAN), case__in=cases)
    return gate.one_of(steps.select_related("case"), step_id)


def get_version_for(viewer: Viewer, plan_id: object) -> IndividualPlan:
    """The gate of one version. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(CasePermission.READ_SOCIAL)).order_by().values("pk")
    plans = IndividualPlan.objects.filter(case__in=cases)
    return gate.one_of(plans.select_related("case", "case__person", "case__unit"), plan_id)
