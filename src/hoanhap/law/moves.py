"""The legal table of a case: which moves stand open from a state on a day, who makes them, and under which article."""

from datetime import date

from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.law.answers import Move, NotFromHere, Verdict
from hoanhap.law.catalogue import state as state_of
from hoanhap.law.loader import law
from hoanhap.law.model import Measure, MoveRule, Regime
from hoanhap.law.regimes import regime, regime_on
from hoanhap.law.terms import check_age, decider_of


def moves_from(regime_code: str, state: str, on: date) -> list[Move]:
    """Every move open on this day, in the order of the instrument.

    A case decided under an older regime keeps its term, but its next act follows the law of the day of the act.
    """
    state_of(state)
    acting = _acting(regime_code, on)
    return [_move(acting, state, rule, on) for rule in acting.moves if state in rule.from_states and rule.holds(on)]


def may_move(regime_code: str, state: str, verb: str, on: date, age: int | None = None) -> Verdict:
    """May a case go this way? What the table does not have is refused; what was not read in the original only warns."""
    move = next((found for found in moves_from(regime_code, state, on) if found.verb == verb), None)
    if move is None:
        return _no_such_move(_acting(regime_code, on), state, verb, on)
    warnings = [move.confidence.caution_vi] if move.confidence.caution_vi else []
    if age is not None and move.to != state and _acting(regime_code, on).measure(move.to):
        verdict = check_age(move.to, on, age)
        if verdict.blocking:
            return Verdict(allowed=False, blocking=True, reason=verdict.reason, article=verdict.article)
        warnings.extend(verdict.warnings)
    reason = warnings[0] if warnings else ""
    return Verdict(
        allowed=True, blocking=False, reason=reason, article=move.article, move=move, warnings=tuple(warnings)
    )


def openings(on: date) -> list[Move]:
    """The ways to open a file: list_person, self_declare, open_support, and take_over of one already running."""
    acting = regime_on(on)
    return [_move(acting, "", rule, on) for rule in acting.openings if rule.holds(on)]


def may_open(state: str, on: date, verb: str | None = None) -> Verdict:
    """May a file be opened in this state on this day (by this verb)?"""
    state_of(state)
    found = next((move for move in openings(on) if move.to == state and verb in (None, move.verb)), None)
    if found is None:
        reason = f"Chế độ {regime_on(on).code} không cho mở hồ sơ ở trạng thái “{state_of(state).label_vi}”."
        return Verdict(allowed=False, blocking=True, reason=reason)
    caution = found.confidence.caution_vi
    warnings = (caution,) if caution else ()
    return Verdict(allowed=True, blocking=False, reason=caution, article=found.article, move=found, warnings=warnings)


def main_line(regime_code: str, measure: str) -> list[str]:
    """The ordinary way of a case through this measure, for drawing it; empty where the regime has no such measure."""
    found: Measure | None = regime(regime_code).measure(measure)
    if found is None:
        return []
    asked = law().vocabulary.states.get(measure)
    return [measure if asked and code == found.code else code for code in found.main_line]


def verb_label(verb: str) -> str:
    return law().vocabulary.verbs[verb]


def _acting(regime_code: str, on: date) -> Regime:
    kept, today = regime(regime_code), regime_on(on)
    if on < kept.valid_from:
        raise Refused(
            f"Chế độ {kept.code} chưa có hiệu lực vào ngày {show(on)}.", code="law.not_yet", article=kept.begins.article
        )
    return today


def _move(acting: Regime, state: str, rule: MoveRule, on: date) -> Move:
    decider = decider_of(rule.decider_of, on).who if rule.decider_of else rule.decider
    return Move(
        regime=acting.code,
        from_state=state,
        verb=rule.verb,
        to=rule.to,
        label_vi=verb_label(rule.verb),
        decider=decider,
        deadline=rule.deadline,
        form=rule.form,
        completes=rule.completes,
        article=rule.article,
        confidence=rule.confidence,
    )


def _no_such_move(acting: Regime, state: str, verb: str, on: date) -> Verdict:
    label = law().vocabulary.verbs.get(verb)
    if label is None:
        return Verdict(allowed=False, blocking=True, reason=f"Không có thao tác “{verb}”.")
    targets = {rule.to for found in law().regimes for rule in found.moves if rule.verb == verb}
    refusal = next((entry for entry in acting.refused if targets == {entry.measure}), None)
    if refusal is not None:
        return Verdict(allowed=False, blocking=True, reason=refusal.reason_vi, article=refusal.article)
    elsewhere = [rule for rule in acting.moves if rule.verb == verb and rule.holds(on)]
    known = {origin for rule in elsewhere for origin in rule.from_states}
    why = NotFromHere(
        regime=acting.code,
        on=on,
        state_vi=state_of(state).label_vi,
        step_vi=label,
        from_states=tuple(one.label_vi for one in law().vocabulary.states.values() if one.code in known),
    )
    article = elsewhere[0].article if elsewhere else ""
    return Verdict(allowed=False, blocking=True, reason=why.said(), article=article, why=why)
