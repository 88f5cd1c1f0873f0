"""What the questions to the law answer: a term, a due moment, a move, a verdict, or a refusal with its article."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import Unit
from hoanhap.kernel.errors import Refused
from hoanhap.law.model import Confidence


class MeasureRefused(Refused):
    """The measure cannot be applied on that day or to a person of that age; says why and names the article."""

    def __init__(self, message: str, *, article: str, regime: str, code: str = "law.measure_refused") -> None:
        super().__init__(message, code=code, article=article)
        self.regime = regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a measure lasts on that day for that person; min and max None: no fixed term, or unknown."""

    regime: str
    measure: str
    min: int | None
    max: int | None
    unit: Unit
    decider: str | None
    decider_confidence: Confidence
    article: str
    confidence: Confidence
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Until when, by whom. Days run to the end of the last day; hours to the minute."""

    regime: str
    event: str
    label_vi: str
    value: int
    unit: Unit
    rule: str
    due_at: datetime
    responsible: str | None
    article: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move open to a case. `deadline`: the event whose clock asks for it; `completes`: the measure was served."""

    regime: str
    from_state: str
    verb: str
    to: str
    label_vi: str
    decider: str | None
    deadline: str | None
    form: str | None
    completes: bool
    article: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFromHere:
    """The law of this day has no such step from this state; `from_states`: where it has one. Labels are Vietnamese."""

    regime: str
    on: date
    state_vi: str
    step_vi: str
    from_states: tuple[str, ...] = ()

    def said(self, say: Callable[[str], str] = str) -> str:
        """In Vietnamese, or as `say` (gettext) turns the sentence and its labels."""
        words = {
            "state": say(self.state_vi),
            "regime": self.regime,
            "day": show(self.on),
            "step": say(self.step_vi),
        }
        said = say("Từ trạng thái “%(state)s”, chế độ %(regime)s ngày %(day)s không có bước “%(step)s”.") % words
        if not self.from_states:
            return said
        only = say("Bước này chỉ làm được từ: %s.") % ", ".join(f"“{say(label)}”" for label in self.from_states)
        return f"{said} {only}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """May it be done? `blocking` only where the law was read; otherwise a reason is a warning for a human to weigh.

    `why`: the reason in parts, where it is made of some.
    """

    allowed: bool
    blocking: bool
    reason: str
    article: str = ""
    move: Move | None = None
    warnings: tuple[str, ...] = ()
    why: NotFromHere | None = None

    def said(self, say: Callable[[str], str]) -> str:
        """The reason as `say` (gettext) turns it."""
        if self.why:
            return self.why.said(say)
        return say(self.reason) if self.reason else ""
