"""The table of a submission: from which state which verb leads where, and whether it needs a reason."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Verb(StrEnum):
    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Transition:
    verb: Verb
    sources: tuple[State, ...]
    target: State
    needs_reason: bool = False


TRANSITIONS = {
    row.verb: row
    for row in (
        Transition(Verb.SUBMIT, (State.DRAFT, State.RETURNED), State.SUBMITTED),
        Transition(Verb.RECALL, (State.SUBMITTED,), State.DRAFT),
        Transition(Verb.RETURN, (State.SUBMITTED,), State.RETURNED, needs_reason=True),
        Transition(Verb.ACCEPT, (State.SUBMITTED,), State.ACCEPTED),
    )
}

# What stands here may still be filled anew; what is submitted or accepted is frozen.
OPEN_STATES = (State.DRAFT, State.RETURNED)
