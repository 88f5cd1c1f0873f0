"""The table of a submission: from which state which verb leads where, and whether it needs a reason."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Verb(models.TextChoices):
    SUBMIT = "submit", _("gửi")
    RECALL = "recall", _("rút lại")
    RETURN = "return", _("trả lại")
    ACCEPT = "accept", _("chấp nhận")


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
