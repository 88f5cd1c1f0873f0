"""Reads the instruments strictly: what is missing, unknown or said twice stops the loading, with the place named."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hoanhap.kernel.durations import Unit
from hoanhap.law import checks, determining
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.model import (
    Ages,
    CarryOver,
    Confidence,
    Decider,
    Event,
    Fact,
    Form,
    Law,
    Measure,
    MoveRule,
    RefusedMeasure,
    Regime,
    Stage,
    State,
    Task,
    TermRule,
    Vocabulary,
)
from hoanhap.law.reading import Reader, parse

INSTRUMENTS = Path(__file__).parent / "instruments"
VOCABULARY = "vocabulary"


@cache
def law() -> Law:
    """The law as shipped, read once."""
    return load({path.stem: path.read_text(encoding="utf-8") for path in sorted(INSTRUMENTS.glob("*.yaml"))})


def load(texts: Mapping[str, str]) -> Law:
    """Texts by file stem -> the checked law. Raises InstrumentFault naming file and place."""
    if VOCABULARY not in texts:
        raise InstrumentFault(VOCABULARY, "the file is missing")
    vocabulary = _vocabulary(_reader(VOCABULARY, texts[VOCABULARY]))
    regimes = [
        _regime(_reader(stem, text), stem, vocabulary) for stem, text in sorted(texts.items()) if stem != VOCABULARY
    ]
    regimes.sort(key=lambda regime: regime.valid_from)
    found = Law(vocabulary=vocabulary, regimes=tuple(regimes))
    checks.check(found)
    return found


def _reader(stem: str, text: str) -> Reader:
    try:
        return Reader(parse(text), stem)
    except yaml.YAMLError as fault:
        raise InstrumentFault(stem, str(fault)) from fault


def _vocabulary(top: Reader) -> Vocabulary:
    states = {}
    for code, entry in top.sections("states"):
        states[code] = State(
            code=code,
            label_vi=entry.text("label_vi"),
            kind=entry.one_of("kind", checks.KINDS),
            klass=entry.one_of("class", checks.CLASSES),
        )
        entry.done()
    found = Vocabulary(
        states=states, measures=top.texts("measures"), verbs=top.texts("verbs"), parties=top.texts("parties")
    )
    top.done()
    return found


def _regime(top: Reader, stem: str, words: Vocabulary) -> Regime:
    code = top.text("code")
    if code != stem:
        raise InstrumentFault(stem, f"the code {code!r} must be the name of the file")
    validity = top.section("validity")
    regime = Regime(
        code=code,
        title_vi=top.text("title_vi"),
        valid_from=validity.day("from"),
        valid_to=validity.day_or_none("to"),
        begins=_edge(validity, "from"),
        ends=_edge(validity, "to"),
        sources=top.texts("sources"),
        states=top.words("states", words.states),
        legacy_states=top.words("legacy_states", words.states),
        measures={key: _measure(key, entry, words) for key, entry in top.sections("measures")},
        same_as=top.texts("same_as"),
        refused=tuple(_refused(entry, words) for entry in top.items("refused")),
        tasks={key: _task(key, entry, words) for key, entry in top.sections("tasks")},
        stages=tuple(_stage(entry, words) for entry in top.items("stages")),
        events=tuple(_event(entry, words) for entry in top.items("events")),
        openings=tuple(rule for entry in top.items("openings") for rule in _openings(entry, words)),
        moves=(),
        forms=tuple(_form(entry) for entry in top.items("forms")),
        carry_over=tuple(_carry_over(entry, code, words) for entry in top.items("carry_over")),
        determination=determining.read(top.section("determination")),
    )
    validity.done()
    return _with_moves(regime, top, words)


def _with_moves(regime: Regime, top: Reader, words: Vocabulary) -> Regime:
    known = (*regime.states, *regime.legacy_states)
    still_open = tuple(state for state in known if words.states[state].kind != "closed")
    moves = tuple(rule for entry in top.items("moves") for rule in _moves(entry, words, still_open))
    top.done()
    fields: dict[str, Any] = {name: getattr(regime, name) for name in Regime.__dataclass_fields__}
    return Regime(**(fields | {"moves": moves}))


def _edge(entry: Reader, side: str) -> Fact:
    return Fact(
        article=entry.text(f"{side}_article"),
        source=entry.text(f"{side}_source"),
        confidence=Confidence(entry.one_of(f"{side}_confidence", tuple(Confidence))),
    )


def _cited(entry: Reader) -> dict[str, Any]:
    return {
        "article": entry.text("article"),
        "source": entry.text("source"),
        "confidence": Confidence(entry.one_of("confidence", tuple(Confidence))),
    }


def _dated(entry: Reader) -> dict[str, Any]:
    return {"valid_from": entry.day_or_none("valid_from"), "valid_to": entry.day_or_none("valid_to")}


def _deciders(top: Reader, words: Vocabulary) -> tuple[Decider, ...]:
    found = []
    for entry in top.items("deciders"):
        found.append(Decider(who=entry.word_or_none("who", words.parties), **_cited(entry), **_dated(entry)))
        entry.done()
    return tuple(found)


def _measure(code: str, entry: Reader, words: Vocabulary) -> Measure:
    entry.known(code, words.measures)
    ages = None
    if entry.has("ages"):
        limits = entry.section("ages")
        ages = Ages(from_age=limits.number_or_none("from"), below=limits.number_or_none("below"), **_cited(limits))
        limits.done()
    found = Measure(
        code=code,
        label_vi=words.measures[code],
        ages=ages,
        terms=tuple(_term(term, words) for term in entry.items("terms")),
        deciders=_deciders(entry, words),
        main_line=entry.words("main_line", words.states),
        note_vi=entry.text_or("note_vi"),
    )
    entry.done()
    return found


def _term(entry: Reader, words: Vocabulary) -> TermRule:
    found = TermRule(
        minimum=entry.number_or_none("min"),
        maximum=entry.number_or_none("max"),
        unit=Unit(entry.one_of("unit", tuple(Unit))),
        times=entry.one_of("times", ("any", "first", "repeat"), otherwise="any"),
        after=frozenset(entry.words("after", words.measures)) if entry.has("after") else frozenset(),
        age_from=entry.number_or_none("age_from"),
        age_below=entry.number_or_none("age_below"),
        **_cited(entry),
        **_dated(entry),
    )
    entry.done()
    return found


def _refused(entry: Reader, words: Vocabulary) -> RefusedMeasure:
    found = RefusedMeasure(
        measure=entry.word("measure", words.measures),
        reason_vi=entry.text("reason_vi"),
        **_cited(entry),
        **_dated(entry),
    )
    entry.done()
    return found


def _task(code: str, entry: Reader, words: Vocabulary) -> Task:
    found = Task(code=code, label_vi=entry.text("label_vi"), deciders=_deciders(entry, words))
    entry.done()
    return found


def _stage(entry: Reader, words: Vocabulary) -> Stage:
    found = Stage(
        code=entry.text("code"),
        order=entry.number("order"),
        label_vi=entry.text("label_vi"),
        measures=entry.words("measures", words.measures),
        required=entry.flag_or_none("required"),
        minimum=entry.number_or_none("min"),
        maximum=entry.number_or_none("max"),
        unit=Unit(entry.one_of("unit", tuple(Unit))) if entry.has("unit") else None,
        timing_vi=entry.text_or("timing_vi"),
        **_cited(entry),
    )
    entry.done()
    return found


def _event(entry: Reader, words: Vocabulary) -> Event:
    found = Event(
        code=entry.text("code"),
        label_vi=entry.text("label_vi"),
        rule=entry.one_of("rule", ("after", "before", "every")),
        counted_from_vi=entry.text("counted_from_vi"),
        value=entry.number_or_none("value"),
        remote_value=entry.number_or_none("remote_value"),
        unit=Unit(entry.one_of("unit", tuple(Unit))),
        responsible=entry.word_or_none("responsible", words.parties),
        **_cited(entry),
        **_dated(entry),
    )
    entry.done()
    return found


def _openings(entry: Reader, words: Vocabulary) -> list[MoveRule]:
    targets = entry.words("to", words.states)
    shared = {
        "from_states": frozenset(),
        "verb": entry.word("verb", words.verbs),
        "decider": entry.word_or_none("decider", words.parties),
        **_cited(entry),
        **_dated(entry),
    }
    entry.done()
    return [MoveRule(to=target, **shared) for target in targets]


def _moves(entry: Reader, words: Vocabulary, still_open: Sequence[str]) -> list[MoveRule]:
    """A line may name several states; `to: same` keeps the state (a transfer), `from: any_open` is all not closed."""
    origins = still_open if entry.raw("from") == "any_open" else entry.words("from", words.states)
    target = entry.text("to")
    if target != "same":
        entry.known(target, words.states)
    shared = {
        "verb": entry.word("verb", words.verbs),
        "decider": entry.word_or_none("decider", words.parties),
        "decider_of": entry.text_or("decider_of") or None,
        "deadline": entry.text_or("deadline") or None,
        "form": entry.text_or("form") or None,
        "completes": bool(entry.flag_or_none("completes")),
        **_cited(entry),
        **_dated(entry),
    }
    entry.done()
    if target != "same":
        return [MoveRule(from_states=frozenset(origins), to=target, **shared)]
    return [MoveRule(from_states=frozenset([origin]), to=origin, **shared) for origin in origins]


def _form(entry: Reader) -> Form:
    found = Form(
        number=entry.text("number"),
        label_vi=entry.text("label_vi"),
        instrument=entry.text("instrument"),
        title_confidence=Confidence(entry.one_of("title_confidence", tuple(Confidence))),
        **_cited(entry),
    )
    entry.done()
    return found


def _carry_over(entry: Reader, to_regime: str, words: Vocabulary) -> CarryOver:
    found = CarryOver(
        from_regime=entry.text("from_regime"),
        to_regime=to_regime,
        states=frozenset(entry.words("states", words.states)),
        keeps_term=entry.flag("keeps_term"),
        note_vi=entry.text("note_vi"),
        may_choose=entry.word_or_none("may_choose", words.verbs),
        **_cited(entry),
    )
    entry.done()
    return found
