"""Whether the loaded law holds together: no overlap, no gap, nothing unreachable, every word said somewhere."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, pairwise

from hoanhap.law.faults import InstrumentFault
from hoanhap.law.model import Dated, Fact, Law, Measure, MoveRule, Regime, Task, TermRule, Vocabulary

KINDS = ("pre", "measure", "pause", "after", "closed")
CLASSES = ("user", "addicted", "in_rehab", "after_rehab", "support", "closed")


def check(law: Law) -> None:
    """Raises InstrumentFault at the first thing that is wrong."""
    _regimes_follow_each_other(law.regimes)
    for regime in law.regimes:
        _sources(regime)
        _dates(regime)
        _measures(regime, law.vocabulary)
        _deciders(regime)
        _events_and_stages(regime)
        _moves(regime)
        _states_are_reachable(regime)
        _main_lines(regime)
    _carry_over(law)


def _regimes_follow_each_other(regimes: tuple[Regime, ...]) -> None:
    for regime in regimes:
        if regime.valid_to is not None and regime.valid_to <= regime.valid_from:
            raise InstrumentFault(regime.code, "ends before it begins")
    for earlier, later in pairwise(regimes):
        if earlier.valid_to is None or earlier.valid_to > later.valid_from:
            raise InstrumentFault(later.code, f"overlaps {earlier.code}")
        if earlier.valid_to < later.valid_from:
            raise InstrumentFault(later.code, f"leaves a gap after {earlier.code}")


def _facts(regime: Regime) -> Iterator[Fact]:
    yield from (regime.begins, regime.ends)
    for measure in regime.measures.values():
        yield from measure.terms
        yield from measure.deciders
        if measure.ages:
            yield measure.ages
    for task in regime.tasks.values():
        yield from task.deciders
    for facts in (regime.refused, regime.stages, regime.events, regime.openings, regime.moves, regime.forms):
        yield from facts
    yield from regime.carry_over
    yield from regime.determination.facts


def _sources(regime: Regime) -> None:
    used = {fact.source for fact in _facts(regime)}
    for name in sorted(used - regime.sources.keys()):
        raise InstrumentFault(regime.code, f"source {name!r} is cited but not listed")
    for name in sorted(regime.sources.keys() - used):
        raise InstrumentFault(regime.code, f"source {name!r} is listed but never cited")


def _dates(regime: Regime) -> None:
    end = regime.valid_to or date.max
    for fact in _facts(regime):
        if not isinstance(fact, Dated):
            continue
        start, stop = fact.valid_from or regime.valid_from, fact.valid_to or end
        if not regime.valid_from <= start < stop <= end:
            raise InstrumentFault(regime.code, f"a rule holds outside its regime or not at all ({fact.article})")


def _overlap(one: Dated, other: Dated) -> bool:
    return (one.valid_from or date.min) < (other.valid_to or date.max) and (other.valid_from or date.min) < (
        one.valid_to or date.max
    )


def _no_overlap(regime: Regime, what: str, rules: Iterable[Dated]) -> None:
    if any(_overlap(one, other) for one, other in combinations(rules, 2)):
        raise InstrumentFault(regime.code, f"two rules for {what} hold on the same day")


def _measures(regime: Regime, words: Vocabulary) -> None:
    """Each measure of the vocabulary is ruled, equated or refused here: exactly one of the three."""
    refused = [entry.measure for entry in regime.refused]
    for code in words.measures:
        said = (code in regime.measures) + (code in regime.same_as) + refused.count(code)
        if said != 1:
            raise InstrumentFault(regime.code, f"measure {code!r} is answered {said} times instead of once")
    for code, target in regime.same_as.items():
        if code not in words.measures or target not in regime.measures:
            raise InstrumentFault(regime.code, f"same_as {code!r}: {target!r} is no measure of this regime")
    for measure in regime.measures.values():
        _terms(regime, measure)


def _terms(regime: Regime, measure: Measure) -> None:
    if not measure.terms:
        raise InstrumentFault(regime.code, f"{measure.code} has no term")
    for rule in measure.terms:
        if rule.minimum is not None and rule.maximum is not None and rule.minimum > rule.maximum:
            raise InstrumentFault(regime.code, f"{measure.code}: the minimum is above the maximum")
    if len({rule.unit for rule in measure.terms}) > 1:
        raise InstrumentFault(regime.code, f"{measure.code}: terms in different units cannot be compared")
    if any(_same_person(one, other) and _overlap(one, other) for one, other in combinations(measure.terms, 2)):
        raise InstrumentFault(regime.code, f"two terms of {measure.code} fit the same person on the same day")


def _same_person(one: TermRule, other: TermRule) -> bool:
    times = "any" in (one.times, other.times) or one.times == other.times
    origin = not one.after or not other.after or bool(one.after & other.after)
    ages = (one.age_from or 0) < (other.age_below or 999) and (other.age_from or 0) < (one.age_below or 999)
    return times and origin and ages


def _deciders(regime: Regime) -> None:
    """Somebody decides on every day of the regime: the dated deciders meet without gap or overlap."""
    holders: list[Measure | Task] = [*regime.measures.values(), *regime.tasks.values()]
    for holder in holders:
        _no_overlap(regime, f"the decider of {holder.code}", holder.deciders)
        ordered = sorted(holder.deciders, key=lambda entry: entry.valid_from or date.min)
        edges = [(entry.valid_from or regime.valid_from, entry.valid_to or regime.valid_to) for entry in ordered]
        meets = all(earlier[1] == later[0] for earlier, later in pairwise(edges))
        if not edges or edges[0][0] != regime.valid_from or edges[-1][1] != regime.valid_to or not meets:
            raise InstrumentFault(regime.code, f"nobody decides {holder.code} on some day")


def _events_and_stages(regime: Regime) -> None:
    for code in {event.code for event in regime.events}:
        _no_overlap(regime, f"event {code!r}", (event for event in regime.events if event.code == code))
    seen: set[tuple[str, object]] = set()
    for stage in regime.stages:
        if (stage.minimum is not None or stage.maximum is not None) and stage.unit is None:
            raise InstrumentFault(regime.code, f"stage {stage.code!r} has a length without a unit")
        for measure in stage.measures:
            for mark in ((measure, stage.order), (measure, stage.code)):
                if mark in seen:
                    raise InstrumentFault(regime.code, f"stage {mark[1]!r} of {measure} is said twice")
                seen.add(mark)
    numbers = [form.number for form in regime.forms]
    if len(set(numbers)) != len(numbers):
        raise InstrumentFault(regime.code, "a form number is listed twice")


def _moves(regime: Regime) -> None:
    known = {*regime.states, *regime.legacy_states}
    events, forms = {event.code for event in regime.events}, {form.number for form in regime.forms}
    for rule in (*regime.openings, *regime.moves):
        strange = sorted({*rule.from_states, rule.to} - known)
        if strange:
            raise InstrumentFault(regime.code, f"{rule.verb}: states {strange} are not of this regime")
        if rule.deadline is not None and rule.deadline not in events:
            raise InstrumentFault(regime.code, f"{rule.verb}: unknown event {rule.deadline!r}")
        if rule.form is not None and rule.form not in forms:
            raise InstrumentFault(regime.code, f"{rule.verb}: unknown form {rule.form!r}")
        if rule.decider_of is not None and rule.decider_of not in {*regime.measures, *regime.tasks}:
            raise InstrumentFault(regime.code, f"{rule.verb}: decider of unknown {rule.decider_of!r}")
        if rule.decider is not None and rule.decider_of is not None:
            raise InstrumentFault(regime.code, f"{rule.verb}: two ways to name the decider")
    _one_rule_each(regime)


def _one_rule_each(regime: Regime) -> None:
    by_step: dict[tuple[str, str], list[MoveRule]] = {}
    for rule in regime.moves:
        for state in rule.from_states:
            by_step.setdefault((state, rule.verb), []).append(rule)
    for rule in regime.openings:
        by_step.setdefault((rule.verb, rule.to), []).append(rule)
    for step, rules in by_step.items():
        _no_overlap(regime, f"move {step[0]} / {step[1]}", rules)


def _states_are_reachable(regime: Regime) -> None:
    """From the first word about a person; taking over a file that is already running proves nothing."""
    reached = {rule.to for rule in regime.openings if rule.verb != "take_over"}
    size = 0
    while size != len(reached):
        size = len(reached)
        reached |= {rule.to for rule in regime.moves if rule.from_states & reached}
    lost = sorted(set(regime.states) - reached)
    if lost:
        raise InstrumentFault(regime.code, f"states {lost} cannot be reached")
    if set(regime.states) & set(regime.legacy_states):
        raise InstrumentFault(regime.code, "a state is both living and carried over")


def _main_lines(regime: Regime) -> None:
    steps = {(state, rule.to) for rule in regime.moves for state in rule.from_states}
    for measure in regime.measures.values():
        for step in pairwise(measure.main_line):
            if step not in steps:
                raise InstrumentFault(regime.code, f"{measure.code}: no move leads from {step[0]} to {step[1]}")


def _carry_over(law: Law) -> None:
    """Each state that may be open on the last day of a regime has exactly one rule for the next morning."""
    for earlier, later in pairwise(law.regimes):
        rules = [rule for rule in later.carry_over if rule.from_regime == earlier.code]
        if len(rules) != len(later.carry_over):
            raise InstrumentFault(later.code, "carries over from a regime that is not the one before")
        living = {*later.states, *later.legacy_states}
        for state in (*earlier.states, *earlier.legacy_states):
            said = sum(state in rule.states for rule in rules)
            if law.vocabulary.states[state].kind != "closed" and said != 1:
                raise InstrumentFault(later.code, f"state {state!r} is carried over {said} times instead of once")
            if state not in living:
                raise InstrumentFault(later.code, f"state {state!r} of {earlier.code} has no place here")
    if law.regimes and law.regimes[0].carry_over:
        raise InstrumentFault(law.regimes[0].code, "the first regime has nothing to carry over")
