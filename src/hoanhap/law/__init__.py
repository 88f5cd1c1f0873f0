"""Legal regimes as dated data with citations, and pure questions about them (chế độ pháp lý).

The data stands in `instruments/`; it is read strictly once. Ask here, with the day as an argument:
`law.regime_on(day)`, `law.term("rehab_voluntary_home", day)`, `law.due("register_rehab", moment)`,
`law.moves_from(regime, state, day)`. A rule that was not read in the original warns and never blocks.
"""

from hoanhap.law.answers import Due, MeasureRefused, Move, Term, Verdict
from hoanhap.law.catalogue import (
    forms,
    measures,
    measures_on,
    party,
    refused_on,
    stages,
    state,
    states,
    states_of_class,
)
from hoanhap.law.deadlines import due, event_on, events_on
from hoanhap.law.determining import DeterminationRules
from hoanhap.law.model import (
    CarryOver,
    Confidence,
    Decider,
    Event,
    Form,
    Measure,
    RefusedMeasure,
    Regime,
    Stage,
    State,
)
from hoanhap.law.moves import main_line, may_move, may_open, moves_from, openings, verb_label
from hoanhap.law.regimes import carry_over, determination_on, regime, regime_on, regimes
from hoanhap.law.terms import check_age, check_term, decider_label, decider_of, term

__all__ = [
    "CarryOver",
    "Confidence",
    "Decider",
    "DeterminationRules",
    "Due",
    "Event",
    "Form",
    "Measure",
    "MeasureRefused",
    "Move",
    "RefusedMeasure",
    "Regime",
    "Stage",
    "State",
    "Term",
    "Verdict",
    "carry_over",
    "check_age",
    "check_term",
    "decider_label",
    "decider_of",
    "determination_on",
    "due",
    "event_on",
    "events_on",
    "forms",
    "main_line",
    "may_move",
    "may_open",
    "measures",
    "measures_on",
    "moves_from",
    "openings",
    "party",
    "refused_on",
    "regime",
    "regime_on",
    "regimes",
    "stages",
    "state",
    "states",
    "states_of_class",
    "term",
    "verb_label",
]
