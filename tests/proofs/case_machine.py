"""A file on one person that goes any way at all: the machine behind test_case_machine, and the table it is judged by.

The table is read from the instruments once more, and in another way than the house reads them: an error of the loader,
of the questions to the law or of the rules of cases would have to be made twice to stay unseen.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hoanhap.foundation.audit import Actor
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.law.loader import INSTRUMENTS
from hoanhap.people.cases import rules, states
from hoanhap.people.cases.actions import crossing, moving, opening
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import NO_DECISION, Decision, Position, Step, Verdict

BY = Actor(account_id="luck", title="thử", origin="job")
CALENDAR = WorkingCalendar()
FIRST, LAST = date(2010, 11, 1), date(2026, 11, 20)
BIRTHS = (None, PartialDate(1985, 3, 12), PartialDate(1999), PartialDate(2005, 9, 1), PartialDate(2010, 2, 28))
ABOUT_PERSON = {"law.age"}
ABOUT_TERM = {"term-backward", "term-outside-law"}
ABOUT_DECISION = {"decision-half", "decision-ahead"}


# --- the law, read once more --------------------------------------------------------------------------------------


@cache
def _raw() -> dict[str, dict[str, Any]]:
    return {
        stem: yaml.safe_load((INSTRUMENTS / f"{stem}.yaml").read_text("utf-8")) for stem in ("R2010", "R2021", "R2025")
    }


@cache
def _kinds() -> dict[str, str]:
    words = yaml.safe_load((INSTRUMENTS / "vocabulary.yaml").read_text("utf-8"))
    return {code: entry["kind"] for code, entry in words["states"].items()}


STATES = tuple(_kinds())
VERBS = tuple(yaml.safe_load((INSTRUMENTS / "vocabulary.yaml").read_text("utf-8"))["verbs"])


def regime_of(on: date) -> str:
    return next(
        code
        for code, text in _raw().items()
        if text["validity"]["from"] <= on and (text["validity"]["to"] is None or on < text["validity"]["to"])
    )


@cache
def table(regime: str) -> dict[tuple[str, str], str]:
    """(state, verb) → the state after it."""
    text, found = _raw()[regime], {}
    for line in text["moves"]:
        origins = line["from"]
        if origins == "any_open":
            origins = [code for code in (*text["states"], *text["legacy_states"]) if _kinds()[code] != "closed"]
        for origin in [origins] if isinstance(origins, str) else origins:
            found[origin, line["verb"]] = origin if line["to"] == "same" else line["to"]
    return found


@cache
def opened_by(regime: str) -> frozenset[str]:
    """The states in which a file may begin."""
    return frozenset(state for line in _raw()[regime]["openings"] for state in line["to"])


# --- the machine --------------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What all traces together went through: states, moves made, moves refused out of order."""

    states: set[tuple[str, str]]
    made: set[tuple[str, str, str]]
    refused: set[tuple[str, str, str]]
    traces: int = 0


SEEN = Seen(set(), set(), set())


class Machine(RuleBasedStateMachine):
    """One file, its standings as the tables would hold them, and the day it is."""

    def __init__(self) -> None:
        super().__init__()
        SEEN.traces += 1
        self.today, self.birth = FIRST, None
        self.rows: list[Standing] = []
        self.positions: list[Position] = []

    @initialize(day=st.integers(0, (LAST - FIRST).days), birth=st.sampled_from(BIRTHS), data=st.data())
    def begin(self, day: int, birth: PartialDate | None, data: st.DataObject) -> None:
        self.today, self.birth = FIRST + timedelta(days=day), birth
        for state in (data.draw(st.sampled_from(STATES)), "identified"):
            verdict = rules.may_open(state=state, on=self.today, today=self.today, decision=NO_DECISION, birth=birth)
            if self._judged_opening(state, verdict):
                self._write(Step(state=state, on=self.today), verdict)
                return

    @rule(days=st.one_of(st.integers(0, 40), st.integers(41, 1500)))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), LAST)

    @rule()
    def the_law_changes(self) -> None:
        """To the first morning of the next regime."""
        later = [text["validity"]["from"] for text in _raw().values() if text["validity"]["from"] > self.today]
        self.today = min(later, default=self.today)

    @precondition(lambda self: bool(self.positions))
    @rule(data=st.data(), late=st.integers(0, 20), kind=st.sampled_from(["", "signed", "long", "backward"]))
    def a_step_of_the_table(self, data: st.DataObject, late: int, kind: str) -> None:
        """In order: what the table has from here today, done today or recorded some days late."""
        on = max(self.today - timedelta(days=late), self._since())
        found = sorted(verb for state, verb in table(regime_of(on)) if state == self._state())
        if found:
            self._try(data.draw(st.sampled_from(found)), on, kind)

    @precondition(lambda self: bool(self.positions))
    @rule(verb=st.sampled_from(VERBS), days=st.integers(-400, 3), kind=st.sampled_from(["", "signed", "half", "ahead"]))
    def any_step(self, verb: str, days: int, kind: str) -> None:
        """Out of order: any verb, any day around today."""
        self._try(verb, max(self.today + timedelta(days=days), FIRST), kind)

    @precondition(lambda self: len(self.rows) > 1)
    @rule()
    def undo(self) -> None:
        """What the house reads from the standings that are left is exactly what the case said of itself then."""
        self.rows.pop()
        self.positions.pop()
        self.rows[-1].to_on = None
        assert moving._position(self.rows) == self.positions[-1]

    # --- what must be true after every step ---

    @invariant()
    def standings_meet_without_gap(self) -> None:
        for row, after in pairwise(self.rows):
            assert row.from_on <= after.from_on
            assert row.to_on == after.from_on
            assert after.came_from == row.state
            assert after.number == row.number + 1
        assert all(row.to_on is None for row in self.rows[-1:])

    @invariant()
    def every_term_runs_forward(self) -> None:
        for position in self.positions[-1:]:
            assert position.term_to is None or (position.term_from or date.max) < position.term_to

    @invariant()
    def the_standings_say_what_the_case_says(self) -> None:
        if self.positions:
            assert moving._position(self.rows) == self.positions[-1]
            assert (self.rows[-1].state, self.rows[-1].measure) == (
                self.positions[-1].state,
                self.positions[-1].measure,
            )

    @invariant()
    def each_standing_bears_the_law_of_its_day(self) -> None:
        assert all(row.regime == regime_of(row.from_on) and row.article for row in self.rows)

    @invariant()
    def a_file_lies_in_one_state_on_each_day(self) -> None:
        if self.rows:
            for on in {self.rows[0].from_on, self._since(), self.today}:
                holding = [row for row in self.rows if row.from_on <= on and (row.to_on is None or on < row.to_on)]
                assert len(holding) == 1

    # --- one attempt ---

    def _state(self) -> str:
        return self.positions[-1].state

    def _since(self) -> date:
        day: date = crossing.run_of(self.rows)[0].from_on
        return day

    def _try(self, verb: str, on: date, kind: str) -> None:
        before, rows = self.positions[-1], [(row.state, row.from_on, row.to_on) for row in self.rows]
        facts = rules.facts_of(before, since=self._since(), birth=self.birth)
        decision = self._decision(kind, on)
        verdict = rules.may_move(facts, verb=verb, on=on, today=self.today, decision=decision, calendar=CALENDAR)
        regime = regime_of(on)
        to = table(regime).get((before.state, verb))
        if on > self.today or on < self._since():
            assert verdict.refusal is not None
            assert verdict.refusal.code in ("day-ahead", "day-before")
        elif to is None:
            assert verdict.refusal is not None, f"{before.state} {verb} on {on}"
            assert verdict.refusal.code == "move-not-in-law"
            if any(known == verb for _state, known in table(regime)):
                assert verdict.refusal.article
            SEEN.refused.add((regime, before.state, verb))
        else:
            self._judged(verdict, before, to, decision, regime, kind)
        if verdict.refusal is not None:
            assert verdict.refusal.message.strip()
            assert verdict.refusal.way_out or verdict.refusal.article or verdict.refusal.code != "move-not-in-law"
            assert rows == [(row.state, row.from_on, row.to_on) for row in self.rows]
        else:
            SEEN.made.add((regime, before.state, verb))
            self._write(Step(state=verdict.to, on=on, decision=decision, verb=verb), verdict)
            self._kept(before, decision)

    def _judged(self, verdict: Verdict, before: Position, to: str, decision: Decision, regime: str, kind: str) -> None:
        """A step of the table is refused for the person's age, the decided term or half a decision, nothing else."""
        begins = _kinds()[to] in ("measure", "after")
        if verdict.refusal is None:
            assert (verdict.to, verdict.regime) == (to, regime)
            assert verdict.article
            assert kind not in ("half", "ahead")
            return
        code = verdict.refusal.code
        assert code in ABOUT_PERSON | ABOUT_TERM | ABOUT_DECISION, verdict.refusal
        assert begins or code in ABOUT_DECISION
        assert (code in ABOUT_DECISION) <= (kind in ("half", "ahead"))
        assert (code in ABOUT_TERM) <= (decision.term_to is not None)
        if code in ("law.age", "term-outside-law"):
            assert verdict.refusal.article

    def _kept(self, before: Position, decision: Decision) -> None:
        """As long as a measure goes on, so do its decision, the law it was made under, and its term."""
        now = self.positions[-1]
        assert now.times >= 1
        if now.measure and now.measure == before.measure and not (now.state == now.measure and decision.number):
            names = ("regime", "decision_number", "decision_on", "term_from", "term_to", "times")
            assert [getattr(now, name) for name in names] == [getattr(before, name) for name in names]
        elif now.state == now.measure:
            assert now.decision_number == decision.number
            assert now.regime == self.rows[-1].regime

    def _judged_opening(self, state: str, verdict: Verdict) -> bool:
        if state not in opened_by(regime_of(self.today)):
            assert verdict.refusal is not None
        elif verdict.refusal is not None:
            assert verdict.refusal.code in ABOUT_PERSON
        if verdict.refusal is not None:
            assert verdict.refusal.message.strip()
        return verdict.allowed

    def _decision(self, kind: str, on: date) -> Decision:
        number = f"{len(self.rows)}/QĐ"
        day = on + timedelta(days=1)
        return {
            "": NO_DECISION,
            "signed": Decision(number=number, on=min(on, self.today), signer="A"),
            "long": Decision(number=number, on=on, term_from=on, term_to=on + timedelta(days=9000)),
            "backward": Decision(number=number, on=on, term_from=day, term_to=on),
            "half": Decision(number=number),
            "ahead": Decision(number=number, on=self.today + timedelta(days=9)),
        }[kind]

    def _write(self, step: Step, verdict: Verdict) -> None:
        before = self.positions[-1] if self.positions else None
        position = rules.position_after(before, verdict, step.decision)
        case = Case(unit_id=1, unit_path="/1/")
        number = len(self.rows) + 1
        at = datetime.combine(self.today, datetime.min.time(), UTC)
        came_from = before.state if before else ""
        if self.rows:
            self.rows[-1].to_on = step.on
        self.rows.append(opening.standing(case, step, verdict, position, BY, at, came_from, number))
        self.positions.append(position)
        SEEN.states.add((verdict.regime, verdict.to))
        assert (position.state in states.CLOSED) == (_kinds()[position.state] == "closed")


def reachable() -> set[tuple[str, str]]:
    """(regime, state) for every state a file can be brought into under that law, also from one an older law left."""
    found: set[tuple[str, str]] = set()
    carried: set[str] = set()
    for regime in _raw():
        here, entered = set(opened_by(regime)) | carried, set(opened_by(regime))
        for _round in STATES:
            entered |= {to for (state, _verb), to in table(regime).items() if state in here}
            here |= entered
        found |= {(regime, state) for state in entered}
        carried = here
    return found
