"""Taking the next step of a case: the reason the law asks for, the stages gone through, what the dossier lacks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import states
from hoanhap.people.cases.actions import Moved
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import NO_DECISION, Decision, Remark
from hoanhap.people.rehab import queries, rules
from hoanhap.people.rehab.models import StepGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The move, and everything there is to weigh about it."""

    moved: Moved
    remarks: tuple[Remark, ...]


@transaction.atomic
def take_step(
    *,
    case: Case,
    verb: str,
    on: date,
    signer_title: str,
    by: audit.Actor,
    at: datetime,
    version: int,
    decision: Decision = NO_DECISION,
    ground: str = "",
) -> Taken:
    """One step of the legal table, as `cases.move` and `cases.close`, with what this package knows of it.

    Raises Refused where a reason the law asks for, or a stage it demands, is missing.
    """
    move = _move(case, verb, on)
    chosen = rules.chosen_ground(verb, case.state, on, ground)
    remarks = _remarks(case, verb, move, on)
    act = cases.close if move is not None and move.to in states.CLOSED else cases.move
    moved = act(
        case=case, verb=verb, on=on, signer_title=signer_title, by=by, at=at, version=version, decision=decision
    )
    if chosen is not None:
        StepGround.objects.create(
            case=moved.case,
            unit_path=moved.case.unit_path,
            standing=moved.standing,
            verb=verb,
            ground=chosen.code,
            regime=moved.standing.regime,
            article=chosen.article[:200],
            confidence=chosen.confidence.value,
        )
        remarks += _caution(chosen)
    return Taken(moved=moved, remarks=(*moved.remarks, *remarks))


def _move(case: Case, verb: str, on: date) -> law.Move | None:
    return next((found for found in law.moves_from(case.regime, case.state, on) if found.verb == verb), None)


def _remarks(case: Case, verb: str, move: law.Move | None, on: date) -> tuple[Remark, ...]:
    if move is None:
        return ()
    remarks: tuple[Remark, ...] = ()
    if move.completes and case.state == case.measure:
        gaps = queries.stage_gaps_of(case, on)
        refusal = rules.stage_refusal(gaps)
        if refusal is not None:
            raise refusal
        remarks += tuple(Remark(text=gap.text, article=gap.article, confidence=gap.confidence) for gap in gaps)
    if law.dossier_for(law.regime_on(on).code, verb, case.state) is not None:
        remarks += _of_dossier(case, verb, on)
    return remarks


def _of_dossier(case: Case, verb: str, on: date) -> tuple[Remark, ...]:
    dossier = queries.living_dossier(case, verb)
    if dossier is None:
        return (Remark(text=_("Chưa lập danh mục giấy tờ cho bước này.")),)
    return tuple(
        Remark(text=f"{lack.label}: {lack.why}.", article=lack.article, confidence=lack.confidence)
        for lack in queries.lacks_of(dossier, on)
    )


def _caution(ground: law.Ground) -> tuple[Remark, ...]:
    caution = ground.confidence.caution_vi
    return (Remark(text=_(caution), article=ground.article, confidence=ground.confidence),) if caution else ()
