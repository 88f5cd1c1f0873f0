"""The words of the law: states, measures, parties, stages, forms."""

from datetime import date

from hoanhap.kernel.errors import Refused
from hoanhap.law.loader import law
from hoanhap.law.model import Form, Measure, RefusedMeasure, Stage, State
from hoanhap.law.regimes import regime, regime_on


def state(code: str) -> State:
    """Raises Refused for a word outside the vocabulary."""
    found = law().vocabulary.states.get(code)
    if found is None:
        raise Refused(f"Không có trạng thái hồ sơ “{code}”.", code="law.unknown_state")
    return found


def states() -> tuple[State, ...]:
    """All states in the order of the vocabulary."""
    return tuple(law().vocabulary.states.values())


def states_of_class(klass: str) -> tuple[str, ...]:
    """user, addicted, in_rehab, after_rehab, support or closed -> the codes of its states."""
    found = tuple(entry.code for entry in states() if entry.klass == klass)
    if not found:
        raise Refused(f"Không có nhóm trạng thái “{klass}”.", code="law.unknown_class")
    return found


def measures() -> dict[str, str]:
    """Every measure code of the vocabulary with its Vietnamese name."""
    return dict(law().vocabulary.measures)


def measures_on(on: date) -> tuple[Measure, ...]:
    """The measures that may be applied on this day, each under its own rules."""
    found = regime_on(on)
    return tuple(entry for code in law().vocabulary.measures if (entry := found.measure(code)))


def refused_on(on: date) -> tuple[RefusedMeasure, ...]:
    return tuple(entry for entry in regime_on(on).refused if entry.holds(on))


def known_measure(code: str) -> str:
    """The code itself when the vocabulary has it; Refused with the known codes otherwise."""
    if code not in law().vocabulary.measures:
        known = ", ".join(law().vocabulary.measures)
        raise Refused(
            f"Không có biện pháp “{code}”.", code="law.unknown_measure", way_out=f"Các mã biện pháp: {known}."
        )
    return code


def party(code: str | None) -> str:
    """The Vietnamese name of an office; "chưa rõ" where the law at hand does not name one."""
    return "chưa rõ" if code is None else law().vocabulary.parties[code]


def stages(regime_code: str, measure: str | None = None) -> tuple[Stage, ...]:
    """The stages of a regime in order, of one measure when named."""
    found = regime(regime_code).stages
    chosen = found if measure is None else tuple(stage for stage in found if known_measure(measure) in stage.measures)
    return tuple(sorted(chosen, key=lambda stage: (stage.measures, stage.order)))


def forms(regime_code: str) -> tuple[Form, ...]:
    return regime(regime_code).forms
