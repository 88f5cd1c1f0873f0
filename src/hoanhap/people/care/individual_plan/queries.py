"""Reads of a person's own plan: the version that holds or an earlier one, with its steps opened."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep
from hoanhap.people.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedStep:
    step: PlanStep
    what: str

    def is_late(self, on: date) -> bool:
        return self.step.state == "open" and self.step.due_on < on


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPlan:
    """One version with its words; `wish` first, as everywhere."""

    plan: IndividualPlan | None
    wish: str
    strengths: str
    goals: str
    steps: tuple[OpenedStep, ...]
    earlier: tuple[IndividualPlan, ...]


@transaction.atomic
def read(viewer: Viewer, case: Case, *, at: datetime, version: IndividualPlan | None = None) -> OpenedPlan:
    """The plan as it holds, or one version of it; the look is logged. The caller has passed the gate."""
    audit.record(
        "plan.viewed", by=viewer.actor, subject_kind="case", subject_id=case.pk, unit_path=case.unit_path, at=at
    )
    plans = list(IndividualPlan.objects.filter(case=case).order_by("-number"))
    shown = version or (plans[0] if plans else None)
    if shown is None:
        wish = vault.reveal(case, "wish") if case.wish is not None else ""
        return OpenedPlan(plan=None, wish=wish, strengths="", goals="", steps=(), earlier=())
    words = vault.reveal_many([shown], "wish", "strengths", "goals")[shown.pk]
    return OpenedPlan(
        plan=shown, **words, steps=_steps(case, shown), earlier=tuple(one for one in plans if one.pk != shown.pk)
    )


def _steps(case: Case, shown: IndividualPlan) -> tuple[OpenedStep, ...]:
    """What was agreed up to this version, open ones first, each by its day."""
    found = PlanStep.objects.filter(case=case, plan__number__lte=shown.number).order_by("due_on", "id")
    rows = sorted(found, key=lambda step: (step.state != "open", step.due_on, str(step.pk)))
    words = vault.reveal_many(rows, "what")
    return tuple(OpenedStep(step=step, what=words[step.pk]["what"]) for step in rows)
