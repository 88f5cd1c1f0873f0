"""Writing the plan anew, agreeing on steps, ending them (lập kế hoạch, hẹn việc, ghi đã xong)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.individual_plan import duties, rules
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep, StepState
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.rules import LostUpdate


@transaction.atomic
def write(
    case: Case, *, words: PlanWords, agreed_on: date, by: Actor, at: datetime, number: int, version: int
) -> IndividualPlan:
    """The next version of the plan; the one before stays. The wish goes into the file itself, too.

    `number`: the version that was seen, 0 for none; `version`: that of the file. Raises Refused, LostUpdate.
    """
    held = _open(case)
    said = rules.checked(words, agreed_on=agreed_on, opened_on=held.opened_on, today=clock.local_day(at))
    last = IndividualPlan.objects.filter(case=held).order_by("-number").first()
    if (last.number if last else 0) != number:
        raise _outrun(last, said)
    if vault.reveal(held, "wish") != said.wish:
        held = case_actions.set_wish(case=held, wish=said.wish, by=by, at=at, version=version)
    plan = IndividualPlan(
        case=held,
        unit_path=held.unit_path,
        number=number + 1,
        agreed_on=agreed_on,
        written_by=by.account_id,
        written_at=at,
    )
    vault.seal(plan, wish=said.wish, strengths=said.strengths, goals=said.goals)
    plan.save(force_insert=True)
    _log("plan.written", held, by, at, {"number": plan.number})
    return plan


@transaction.atomic
def agree(case: Case, *, step: StepDetails, by: Actor, at: datetime, client_key: UUID | None = None) -> PlanStep:
    """One step more in the plan as it holds. The same `client_key` twice is one step. Raises Refused."""
    held, today = _open(case), clock.local_day(at)
    if client_key and (sent := PlanStep.objects.filter(client_key=client_key, case=held).first()):
        return sent
    plan = IndividualPlan.objects.filter(case=held).order_by("-number").first()
    if plan is None:
        raise Refused(
            _("Chưa có kế hoạch."), code="plan-none", way_out=_("Ghi mong muốn và mục tiêu của người ấy trước.")
        )
    checked = rules.checked_step(step, agreed_on=today)
    made = PlanStep(
        case=held,
        unit_path=held.unit_path,
        plan=plan,
        owner=checked.owner,
        agreed_on=today,
        due_on=checked.due_on,
        recorded_by=by.account_id,
        recorded_at=at,
        client_key=client_key,
    )
    vault.seal(made, what=checked.what)
    made.save(force_insert=True)
    duties.ask(made, by=by, at=at)
    _log("plan.step_agreed", held, by, at, {"step": str(made.pk), "owner": made.owner})
    return made


def finish(step: PlanStep, *, on: date, by: Actor, at: datetime) -> PlanStep:
    """It was done on this day. Raises Refused."""
    rules.check_ended(on, agreed_on=step.agreed_on, today=clock.local_day(at))
    return _end(step, StepState.DONE, "plan.step_done", on, by, at)


def drop(step: PlanStep, *, by: Actor, at: datetime) -> PlanStep:
    """It is no longer wanted; it stays in the plan as such. Raises Refused."""
    return _end(step, StepState.DROPPED, "plan.step_dropped", clock.local_day(at), by, at)


@transaction.atomic
def end_all(case: Case, *, by: Actor, at: datetime) -> None:
    """The file is closed: what was open is asked for no more, and stays as it stood."""
    duties.withdraw(PlanStep.objects.filter(case=case, state=StepState.OPEN).order_by("id"), by=by, at=at)


@transaction.atomic
def _end(step: PlanStep, state: StepState, code: str, on: date, by: Actor, at: datetime) -> PlanStep:
    ended = PlanStep.objects.filter(pk=step.pk, state=StepState.OPEN).update(
        state=state, ended_on=on, ended_by=by.account_id
    )
    if not ended:
        raise Refused(_("Việc này vừa được người khác ghi."), code="step-ended", way_out=_("Mở lại kế hoạch."))
    step.refresh_from_db()
    duties.settle(step, by=by, at=at)
    _log(code, step.case, by, at, {"step": str(step.pk)})
    return step


def _open(case: Case) -> Case:
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="plan-case-closed")
    return held


def _outrun(last: IndividualPlan | None, said: PlanWords) -> LostUpdate:
    """Somebody wrote a version in between: both are shown, nothing is lost."""
    theirs = vault.reveal_many([last], "goals", "strengths")[last.pk] if last else {"goals": "", "strengths": ""}
    labels = {"strengths": _("Điểm mạnh"), "goals": _("Mục tiêu")}
    return LostUpdate(
        _("Kế hoạch này vừa được người khác viết lại."),
        theirs={label: theirs[name] for name, label in labels.items()},
        yours={label: getattr(said, name) for name, label in labels.items()},
        version=last.number if last else 0,
    )


def _log(code: str, case: Case, by: Actor, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(code, by=by, subject_kind="case", subject_id=case.pk, unit_path=case.unit_path, at=at, detail=detail)
