"""What a legal regime is made of: frozen records, each carrying its article, its source and how sure we are of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from hoanhap.kernel.confidence import Confidence as Confidence
from hoanhap.kernel.durations import Unit

if TYPE_CHECKING:
    from hoanhap.law.determining import DeterminationRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Anything the law says: where it says so and how sure we are."""

    article: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Fact):
    """A fact that holds on [valid_from, valid_to) only; None means as long as its regime."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    code: str
    label_vi: str
    kind: str
    klass: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider(Dated):
    """Who decides; `who` is None where the texts at hand do not say."""

    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages(Fact):
    """From this age, below that age; None is no limit known."""

    from_age: int | None
    below: int | None

    def admit(self, age: int) -> bool:
        return (self.from_age is None or age >= self.from_age) and (self.below is None or age < self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule(Dated):
    """How long, for whom: first or repeat, after which measure, from which age."""

    minimum: int | None
    maximum: int | None
    unit: Unit
    times: str = "any"
    after: frozenset[str] = frozenset()
    age_from: int | None = None
    age_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    code: str
    label_vi: str
    terms: tuple[TermRule, ...]
    deciders: tuple[Decider, ...]
    main_line: tuple[str, ...]
    ages: Ages | None = None
    note_vi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedMeasure(Dated):
    measure: str
    reason_vi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A power that is no measure but passes from one office to another on a date."""

    code: str
    label_vi: str
    deciders: tuple[Decider, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Fact):
    code: str
    order: int
    label_vi: str
    measures: tuple[str, ...]
    required: bool | None
    minimum: int | None = None
    maximum: int | None = None
    unit: Unit | None = None
    timing_vi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Dated):
    """Something that starts a clock. `rule`: after the moment, before it, or every so often since it."""

    code: str
    label_vi: str
    rule: str
    counted_from_vi: str
    value: int | None
    unit: Unit
    responsible: str | None
    remote_value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule(Dated):
    """One line of the legal table. An empty `from_states` means that the verb opens a file."""

    from_states: frozenset[str]
    verb: str
    to: str
    decider: str | None = None
    decider_of: str | None = None
    deadline: str | None = None
    form: str | None = None
    completes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Fact):
    """A numbered form; its title is often our paraphrase, then `title_confidence` says so."""

    number: str
    label_vi: str
    instrument: str
    title_confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Fact):
    """What becomes of a case that stands in one of these states on the day the regime changes.

    `may_choose`: a verb by which the person may leave the old measure for one of the new law.
    """

    from_regime: str
    to_regime: str
    states: frozenset[str]
    keeps_term: bool
    note_vi: str
    may_choose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One body of law on [valid_from, valid_to); valid_to None: in force."""

    code: str
    title_vi: str
    valid_from: date
    valid_to: date | None
    begins: Fact
    ends: Fact
    sources: Mapping[str, str] = field(repr=False)
    states: tuple[str, ...] = field(repr=False)
    legacy_states: tuple[str, ...] = field(repr=False)
    measures: Mapping[str, Measure] = field(repr=False)
    same_as: Mapping[str, str] = field(repr=False)
    refused: tuple[RefusedMeasure, ...] = field(repr=False)
    tasks: Mapping[str, Task] = field(repr=False)
    stages: tuple[Stage, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    openings: tuple[MoveRule, ...] = field(repr=False)
    moves: tuple[MoveRule, ...] = field(repr=False)
    forms: tuple[Form, ...] = field(repr=False)
    carry_over: tuple[CarryOver, ...] = field(repr=False)
    determination: "DeterminationRules" = field(repr=False)

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def measure(self, code: str) -> Measure | None:
        return self.measures.get(self.same_as.get(code, code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    states: Mapping[str, State]
    measures: Mapping[str, str]
    verbs: Mapping[str, str]
    parties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Everything loaded and checked: the vocabulary and the regimes in order of time."""

    vocabulary: Vocabulary
    regimes: tuple[Regime, ...]
