"""Whatever is tried with a file, in whatever order and across whatever change of law: no invariant breaks."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hoanhap import law
from hoanhap.people.cases import rules
from tests.proofs import case_machine, size
from tests.proofs.case_machine import FIRST, SEEN, STATES, VERBS, Machine, regime_of, table
from tests.proofs.conftest import Figure

TRACES = size.of(small=150, full=10_000)
BORDERS = (date(2022, 1, 1), date(2026, 7, 1))
DAYS = (date(2010, 11, 1), date(2016, 5, 4), *BORDERS, *(day - timedelta(days=1) for day in BORDERS), date(2026, 9, 9))


def walk(traces: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=traces, stateful_step_count=20, deadline=None, derandomize=True, database=None, phases=phases,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
        ),
    )  # fmt: skip


def test_no_trace_breaks_an_invariant(figure: Figure) -> None:
    begun = SEEN.traces
    walk(TRACES)
    figure("traces of a case", SEEN.traces - begun, broken=0)
    figure("states reached by luck", len(SEEN.states), of=len(case_machine.reachable()))
    figure("moves made", len(SEEN.made))
    figure("moves refused out of order", len(SEEN.refused))
    assert SEEN.traces - begun >= TRACES
    if size.full():
        assert {state for _regime, state in SEEN.states} == set(STATES)
        assert len(SEEN.states & case_machine.reachable()) >= 0.95 * len(case_machine.reachable())


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_step_from_every_state_is_as_the_table_says(on: date) -> None:
    """All states and all verbs, also those no trace came to, on the days around each change of law."""
    regime = regime_of(on)
    for state in STATES:
        for verb in VERBS:
            verdict, to = law.may_move("R2010", state, verb, on), table(regime).get((state, verb))
            assert verdict.allowed is (to is not None), (state, verb, on)
            if verdict.move is not None:
                assert (verdict.move.to, verdict.move.regime) == (to, regime)
                assert verdict.move.article
            else:
                assert verdict.blocking
                assert verdict.reason


def test_every_state_of_the_vocabulary_is_reached_by_a_trace() -> None:
    """The shortest way to each, walked by the rules: a day a step, under the law of these days."""
    for regime, state in sorted(case_machine.reachable()):
        ways = _ways(regime)
        if state in ways:
            assert _walked(regime, ways[state]) == state
    assert {state for _regime, state in case_machine.reachable()} == set(STATES)


def _ways(regime: str) -> dict[str, list[str]]:
    """State → the verbs that lead there from the list, first written in this regime."""
    ways: dict[str, list[str]] = {"identified": []}
    todo = ["identified"]
    while todo:
        state = todo.pop(0)
        for (origin, verb), to in table(regime).items():
            if origin == state and to not in ways:
                ways[to] = [*ways[state], verb]
                todo.append(to)
    return ways


def _walked(regime: str, verbs: list[str]) -> str:
    day = law.regime(regime).valid_from
    today = day + timedelta(days=99)
    minor = any(verb.endswith("_minor") for verb in verbs)
    birth = case_machine.PartialDate(day.year - 15 if minor else 1980)
    verdict = rules.may_open(state="identified", on=day, today=today, decision=rules.NO_DECISION, birth=birth)
    position = rules.position_after(None, verdict, rules.NO_DECISION)
    for verb in verbs:
        facts = rules.facts_of(position, since=day, birth=birth)
        day += timedelta(days=1)
        verdict = rules.may_move(
            facts, verb=verb, on=day, today=today, decision=rules.NO_DECISION, calendar=case_machine.CALENDAR
        )
        assert verdict.allowed, (verb, verdict.refusal)
        position = rules.position_after(position, verdict, rules.NO_DECISION)
    return position.state


def test_support_taken_up_again_under_a_newer_law_bears_that_law() -> None:
    """Found by a trace: the same measure twice without a decision was read back under the law of the first time."""
    file = Machine()
    opened = rules.may_open(state="identified", on=FIRST, today=FIRST, decision=rules.NO_DECISION, birth=None)
    file._write(rules.Step(state="identified", on=FIRST), opened)
    for verb in ("open_support", "confirm_addicted"):
        file._try(verb, FIRST, "")
    file.the_law_changes()
    file._try("open_support", file.today, "")
    assert file.positions[-1].regime == "R2021"
    file.the_standings_say_what_the_case_says()
    for _step in range(3):
        file.undo()


# --- the machine notices ------------------------------------------------------------------------------------------


def fails(monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any) -> None:
    monkeypatch.setattr(rules, name, wrong)
    with pytest.raises(AssertionError):
        walk(400, phases=(Phase.generate,))


def test_a_rule_that_lets_everything_pass_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = rules.may_move

    def kind(facts: rules.Facts, **asked: Any) -> rules.Verdict:
        verdict = honest(facts, **asked)
        return verdict if verdict.allowed else replace(verdict, refusal=None, to=facts.state, article="Điều 1")

    fails(monkeypatch, "may_move", kind)


def test_a_rule_that_keeps_the_law_of_the_first_day_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = rules.may_move

    def old(facts: rules.Facts, **asked: Any) -> rules.Verdict:
        return replace(honest(facts, **asked), regime=facts.regime)

    fails(monkeypatch, "may_move", old)


def test_a_pause_that_loses_the_decision_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = rules.position_after

    def forgetful(before: Any, verdict: Any, decision: Any) -> rules.Position:
        position = honest(before, verdict, decision)
        return replace(position, decision_number="", decision_on=None) if verdict.to != verdict.measure else position

    fails(monkeypatch, "position_after", forgetful)


def test_a_refusal_without_a_sentence_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_not_in_table", lambda reason, article: rules.Refused("", code="move-not-in-law"))
    with pytest.raises(AssertionError):
        walk(200, phases=(Phase.generate,))
