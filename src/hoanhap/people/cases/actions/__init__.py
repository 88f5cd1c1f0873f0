"""Writes of the case register, one function a verb (mở, chuyển bước, kết thúc, đính chính, nhóm theo dõi)."""

from hoanhap.people.cases.actions.cohorts import add_to_cohort, remove_from_cohort, start_cohort
from hoanhap.people.cases.actions.details import (
    PriorRecord,
    record_prior,
    record_stage,
    record_use,
    reveal_prior_record,
    set_wish,
    use_of,
)
from hoanhap.people.cases.actions.moving import Moved, close, move, open_term_duties, undo_last_move
from hoanhap.people.cases.actions.opening import BadOpening, Opening, bulk_open, open_case
from hoanhap.people.cases.actions.terms import adopt_regime, move_term_end

__all__ = [
    "BadOpening",
    "Moved",
    "Opening",
    "PriorRecord",
    "add_to_cohort",
    "adopt_regime",
    "bulk_open",
    "close",
    "move",
    "move_term_end",
    "open_case",
    "open_term_duties",
    "record_prior",
    "record_stage",
    "record_use",
    "remove_from_cohort",
    "reveal_prior_record",
    "set_wish",
    "start_cohort",
    "undo_last_move",
    "use_of",
]
