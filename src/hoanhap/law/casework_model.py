"""What a regime says of everyday work with a case: dossiers, papers, grounds, violations, absences, clocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoanhap.kernel.durations import Unit
from hoanhap.law.model import Fact

STANDING, TERM_TO, ABSENCE = "standing", "term_to", "absence"
"""Where a clock may start beside a recorded happening: the day the state began, the end of the term, an absence."""

REFUSE = "refuse"
"""Grounds of a refusal in writing stand under this word; it is no move of the legal table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper(Fact):
    """One paper a dossier asks for. `when_vi`: only then, so it never blocks; `valid_event`: how long it holds."""

    paper: str
    label_vi: str
    form: str | None = None
    age_below: int | None = None
    when_vi: str = ""
    note_vi: str = ""
    valid_event: str | None = None

    @property
    def always(self) -> bool:
        return not self.when_vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Fact):
    """The file that leads to one move. `event`: the clock of who decides, from the day it is handed in."""

    verb: str
    states: frozenset[str]
    event: str | None
    help_vi: str
    papers: tuple[DossierPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRule(Fact):
    """A paper the office writes. `form` None: no number known; `from_states` empty: at any time."""

    code: str
    title_vi: str
    issuer: str
    form: str | None
    from_states: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Fact):
    """A coded reason for a move (dừng, hoãn, miễn, tạm đình chỉ, không tiếp nhận)."""

    verb: str
    code: str
    label_vi: str
    states: frozenset[str]
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Fact):
    """What follows the first, second, third violation of one kind; the last step stays."""

    kind: str
    label_vi: str
    states: frozenset[str]
    steps: tuple[str, ...]

    def step(self, count: int) -> str:
        """The step for the `count`-th violation of this kind."""
        return self.steps[min(max(count, 1), len(self.steps)) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRule(Fact):
    """Whether days away count towards the term. `share` 3: all absences together at most a third of it."""

    states: frozenset[str]
    unreported_counts: bool
    reported_counts: bool
    each_max: int | None
    unit: Unit
    share: int | None
    note_vi: str

    def counts(self, reported: bool) -> bool:
        return self.reported_counts if reported else self.unreported_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """An event that runs for cases in these states. Empty `verbs`, `measures`: however they came there."""

    event: str
    starts: str
    states: frozenset[str]
    verbs: frozenset[str]
    measures: frozenset[str]
    until: frozenset[str]

    def runs(self, state: str, verb: str, measure: str) -> bool:
        return (
            state in self.states
            and (not self.verbs or verb in self.verbs)
            and (not self.measures or measure in self.measures)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule(Fact):
    """How often the police see that a managed person still lives there."""

    event: str | None
    every: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Fact):
    text_vi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """All of it for one regime."""

    regime: str
    bases_vi: tuple[str, ...]
    complaint: Complaint
    dossiers: tuple[Dossier, ...]
    papers: tuple[PaperRule, ...]
    grounds: tuple[Ground, ...]
    ladder: tuple[Ladder, ...]
    absences: tuple[AbsenceRule, ...]
    clocks: tuple[Clock, ...]
    checked_states: tuple[str, ...]
    checks: CheckRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkWords:
    papers: Mapping[str, str]
    ladder_steps: Mapping[str, str]
    completions: Mapping[str, str]
    happenings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllCasework:
    words: CaseworkWords
    regimes: Mapping[str, Casework]
