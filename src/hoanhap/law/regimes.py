"""Which body of law holds on a day, and what becomes of a case when one gives way to the next."""

from datetime import date
from itertools import pairwise

from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.law.determining import DeterminationRules
from hoanhap.law.loader import law
from hoanhap.law.model import CarryOver, Confidence, Regime

LAST_YEAR = 2200


def regimes() -> tuple[Regime, ...]:
    """All regimes, oldest first."""
    return law().regimes


def regime(code: str) -> Regime:
    for found in law().regimes:
        if found.code == code:
            return found
    known = ", ".join(found.code for found in law().regimes)
    raise Refused(f"Không có chế độ pháp lý “{code}”.", code="law.unknown_regime", way_out=f"Các chế độ: {known}.")


def regime_on(on: date) -> Regime:
    """The regime in force on this day; Refused before the first one, and beyond any day a rule could mean."""
    if on.year > LAST_YEAR:
        raise Refused(f"Ngày {show(on)} quá xa.", code="law.no_regime")
    for found in law().regimes:
        if found.holds(on):
            return found
    first = law().regimes[0]
    raise Refused(
        f"Ngày {show(on)} nằm ngoài các chế độ pháp lý đã ghi (từ {show(first.valid_from)}).", code="law.no_regime"
    )


def determination_on(on: date) -> DeterminationRules:
    """How addiction is determined under the regime of this day."""
    return regime_on(on).determination


def carry_over(state: str, from_regime: str, to_regime: str) -> CarryOver:
    """The transition rule for an open case in this state; over several changes it is the last one, at its weakest."""
    order = [found.code for found in law().regimes]
    start, end = order.index(regime(from_regime).code), order.index(regime(to_regime).code)
    if start >= end:
        raise Refused(f"Không có chuyển tiếp từ {from_regime} sang {to_regime}.", code="law.no_transition")
    steps = [_step(state, later) for _, later in pairwise(order[start : end + 1])]
    last = steps[-1]
    return CarryOver(
        from_regime=from_regime,
        to_regime=to_regime,
        states=frozenset([state]),
        keeps_term=all(step.keeps_term for step in steps),
        note_vi=" ".join(dict.fromkeys(step.note_vi for step in steps)),
        article="; ".join(dict.fromkeys(step.article for step in steps)),
        may_choose=last.may_choose,
        source=last.source,
        confidence=Confidence.weakest(*(step.confidence for step in steps)),
    )


def _step(state: str, to_regime: str) -> CarryOver:
    for rule in regime(to_regime).carry_over:
        if state in rule.states:
            return rule
    raise Refused(
        f"Trạng thái “{state}” không có quy định chuyển tiếp sang {to_regime}.",
        code="law.no_transition",
        way_out="Hồ sơ đã kết thúc thì không chuyển tiếp.",
    )
