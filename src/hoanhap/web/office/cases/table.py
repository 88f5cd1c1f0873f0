"""The legal table as one file sees it on one day: which moves stand open, by whom, for how long, and what is shut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel import clock, dates
from hoanhap.kernel.durations import Duration
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.web.ui import labels

# A file that moves with the person to another commune is closed here; handing it over is a door of its own.
NOT_OFFERED = ("transfer",)


@dataclass(frozen=True)
class Table:
    """The moves of one day. `refusal` is set when the law of that day cannot be asked at all."""

    on: date
    state: str
    moves: tuple[law.Move, ...]
    shut: tuple[law.RefusedMeasure, ...]
    refusal: str = ""
    elsewhere: tuple["Elsewhere", ...] = ()

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        return [(move.verb, labels.shown(move.label_vi)) for move in self.moves]

    @cached_property
    def hints(self) -> dict[str, str]:
        return {move.verb: _hint(move, self.on) for move in self.moves}

    def label_of(self, verb: str) -> str:
        return dict(self.choices).get(verb, verb)

    def decider_of(self, verb: str) -> str:
        """The post that signs by law; "" where the law at hand does not name one, so that the officer must."""
        decider = next((move.decider for move in self.moves if move.verb == verb), None)
        return law.party(decider) if decider else ""

    @cached_property
    def grounds(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The coded reasons of the steps offered, step by step."""
        found = []
        for move in self.moves:
            offered = law.grounds_for(move.verb, self.state, self.on)
            if offered:
                choices = [(f"{move.verb}:{one.code}", labels.shown(one.label_vi)) for one in offered]
                found.append((labels.shown(move.label_vi), choices))
        return found


@dataclass(frozen=True)
class Elsewhere:
    """A step the law of the day knows, but not from here: why not, and by which article."""

    label: str
    reason: str
    article: str


def of(case: Case, on: date) -> Table:
    try:
        moves = law.moves_from(case.regime, case.state, on)
        shut = law.refused_on(on)
    except Refused as refusal:
        return Table(on, case.state, (), (), str(refusal))
    line = law.main_line(case.regime, case.measure) if case.measure else []
    offered = sorted(
        (move for move in moves if move.verb not in NOT_OFFERED), key=lambda move: _rank(move, case.state, line)
    )
    return Table(on, case.state, tuple(offered), shut, elsewhere=_elsewhere(case, on, {move.verb for move in moves}))


def _elsewhere(case: Case, on: date, open_verbs: set[str]) -> tuple[Elsewhere, ...]:
    """Every step of the law that is not open to this file today (vì sao không được)."""
    verbs = dict.fromkeys(rule.verb for rule in law.regime_on(on).moves if rule.holds(on))
    found = []
    for verb in verbs:
        if verb in open_verbs or verb in NOT_OFFERED:
            continue
        verdict = law.may_move(case.regime, case.state, verb, on)
        found.append(Elsewhere(labels.shown(law.verb_label(verb)), verdict.said(labels.shown), verdict.article))
    return tuple(found)


def _rank(move: law.Move, state: str, line: Sequence[str]) -> int:
    """The ordinary way on comes first, the extraordinary ends last; within a rank the instrument's order stays."""
    if move.to in line and (state not in line or line.index(move.to) > line.index(state)):
        return 0
    return 2 if move.to in states.CLOSED else 1


def asked_day(typed: str, case: Case) -> date:
    """The day typed; today when it cannot be read, is to come, or lies before any law we know."""
    try:
        day = dates.parse_day(typed)
        law.regime_on(day)
    except Refused:
        return clock.today()
    return min(day, clock.today())


def state_label(case: Case) -> str:
    return labels.shown(law.state(case.state).label_vi)


def _hint(move: law.Move, on: date) -> str:
    parts = [
        _("Người quyết định: %s") % labels.shown(law.party(move.decider)) if move.decider else "",
        _term(move, on),
        _("Căn cứ: %s") % move.article if move.article else "",
        labels.shown(move.confidence.caution_vi),
    ]
    return " · ".join(part for part in parts if part)


def _term(move: law.Move, on: date) -> str:
    """How long the measure lasts for an adult the first time; the check at the end knows age and times."""
    if move.to not in law.measures() or move.to == move.from_state:
        return ""
    try:
        term = law.term(move.to, on)
    except Refused:
        return ""
    if term.min is None and term.max is None:
        return ""
    if term.min == term.max or term.min is None or term.max is None:
        only = term.max if term.max is not None else term.min
        return _("Thời hạn: %s") % labels.duration(Duration(only or 0, term.unit))
    most = labels.duration(Duration(term.max, term.unit))
    return _("Thời hạn: %(least)d đến %(most)s") % {"least": term.min, "most": most}
