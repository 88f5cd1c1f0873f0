"""The loader refuses every kind of wrong instrument: each variant is the shipped law with one thing spoilt."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from hoanhap.law import loader
from hoanhap.law.faults import InstrumentFault

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in loader.INSTRUMENTS.glob("*.yaml")}
PARSED = {stem: yaml.safe_load(text) for stem, text in TEXTS.items()}
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Spoil = Callable[[dict[str, Any]], Any]


def load_spoilt(stem: str, spoil: Spoil) -> None:
    changed = copy.deepcopy(PARSED)
    spoil(changed[stem])
    loader.load({name: yaml.dump(content, Dumper=DUMPER, allow_unicode=True) for name, content in changed.items()})


def move(regime: dict[str, Any], verb: str) -> dict[str, Any]:
    return next(entry for entry in regime["moves"] if entry["verb"] == verb)


def event(regime: dict[str, Any], code: str) -> dict[str, Any]:
    return next(entry for entry in regime["events"] if entry["code"] == code)


def without_moves_to(target: str) -> Spoil:
    def spoil(regime: dict[str, Any]) -> None:
        regime["moves"] = [entry for entry in regime["moves"] if entry["to"] != target]

    return spoil


def test_the_shipped_law_loads() -> None:
    load_spoilt("R2010", lambda regime: None)
    assert [regime.code for regime in loader.law().regimes] == ["R2010", "R2021", "R2025"]


BAD: list[tuple[str, str, Spoil, str]] = [
    ("regimes overlap", "R2021", lambda r: r["validity"].update({"from": date(2021, 12, 31)}), "overlaps"),
    ("regimes leave a gap", "R2021", lambda r: r["validity"].update({"from": date(2022, 1, 2)}), "gap"),
    ("an open end before the next", "R2010", lambda r: r["validity"].update({"to": None}), "overlaps"),
    ("ends before it begins", "R2025", lambda r: r["validity"].update({"to": date(2020, 1, 1)}), "ends before"),
    ("the code is not the file's name", "R2021", lambda r: r.update(code="R2022"), "name of the file"),
    ("unknown state", "R2021", lambda r: r["states"].append("hospitalised"), "unknown word 'hospitalised'"),
    ("unknown state of a move", "R2021", lambda r: move(r, "register").update({"from": ["lost"]}), "unknown word"),
    ("state of another regime", "R2010", lambda r: move(r, "register").update(to="violation_recorded"), "not of this"),
    ("unknown verb", "R2021", lambda r: move(r, "register").update(verb="enlist"), "unknown word 'enlist'"),
    ("unknown party", "R2021", lambda r: move(r, "register").update(decider="the_mayor"), "unknown word"),
    ("unknown measure", "R2021", lambda r: r["measures"].update(surgery=r["measures"]["ost"]), "unknown word"),
    ("measure not answered", "R2025", lambda r: r["measures"].pop("support_only"), "answered 0 times"),
    ("measure ruled and refused", "R2025", lambda r: r["refused"][0].update(measure="ost"), "times instead of once"),
    ("same as nothing", "R2025", lambda r: r["same_as"].update(rehab_voluntary_community="nothing"), "same_as"),
    ("unknown unit", "R2025", lambda r: event(r, "register_rehab").update(unit="week"), "'unit' is 'week'"),
    ("unknown confidence", "R2025", lambda r: event(r, "register_rehab").update(confidence="SURE"), "'SURE'"),
    ("unknown rule of a clock", "R2025", lambda r: event(r, "register_rehab").update(rule="during"), "'during'"),
    ("missing article", "R2025", lambda r: event(r, "register_rehab").pop("article"), "'article' is missing"),
    ("empty article", "R2025", lambda r: event(r, "register_rehab").update(article=" "), "must be a text"),
    ("missing source", "R2025", lambda r: move(r, "register").pop("source"), "'source' is missing"),
    ("source not listed", "R2025", lambda r: move(r, "register").update(source="HEARSAY"), "cited but not listed"),
    ("source never cited", "R2025", lambda r: r["sources"].update(EXTRA="x"), "never cited"),
    ("missing confidence", "R2025", lambda r: move(r, "register").pop("confidence"), "'confidence' is missing"),
    ("unknown key", "R2025", lambda r: move(r, "register").update(decidor="person"), "unknown keys ['decidor']"),
    ("unknown key at the top", "R2025", lambda r: r.update(money=[]), "unknown keys ['money']"),
    ("a number as text", "R2025", lambda r: event(r, "register_rehab").update(value="24"), "whole number"),
    ("a date as text", "R2025", lambda r: r["validity"].update({"from": "soon"}), "must be a date"),
    ("unreachable state", "R2021", without_moves_to("violation_recorded"), "cannot be reached"),
    (
        "two terms for the same person",
        "R2025",
        lambda r: r["measures"]["ost"]["terms"].append(r["measures"]["ost"]["terms"][0]),
        "same person",
    ),
    (
        "minimum above maximum",
        "R2021",
        lambda r: r["measures"]["rehab_voluntary_home"]["terms"][0].update(min=13),
        "above the maximum",
    ),
    (
        "deciders overlap",
        "R2021",
        lambda r: r["tasks"]["state_management"]["deciders"][0].update(valid_to=date(2025, 3, 2)),
        "same day",
    ),
    (
        "deciders leave a gap",
        "R2021",
        lambda r: r["tasks"]["state_management"]["deciders"][0].update(valid_to=date(2025, 2, 28)),
        "nobody decides",
    ),
    (
        "a rule outside its regime",
        "R2025",
        lambda r: event(r, "register_rehab").update(valid_from=date(2025, 1, 1)),
        "outside its regime",
    ),
    ("an event twice", "R2025", lambda r: r["events"].append(dict(event(r, "register_rehab"))), "same day"),
    ("a move twice", "R2025", lambda r: r["moves"].append(dict(move(r, "register"))), "same day"),
    ("deadline of no event", "R2025", lambda r: move(r, "register").update(deadline="someday"), "unknown event"),
    ("form of no list", "R2025", lambda r: move(r, "register").update(form="Z-1"), "unknown form"),
    ("a form number twice", "R2025", lambda r: r["forms"].append(dict(r["forms"][0])), "listed twice"),
    ("decider named twice", "R2025", lambda r: move(r, "start_home").update(decider="person"), "two ways"),
    ("a stage twice", "R2025", lambda r: r["stages"].append(dict(r["stages"][0])), "said twice"),
    (
        "main line without a move",
        "R2025",
        lambda r: r["measures"]["ost"].update(main_line=["identified", "ost"]),
        "no move leads",
    ),
    ("a state not carried over", "R2025", lambda r: r["carry_over"].pop(), "carried over 0 times"),
    ("a state carried over twice", "R2025", lambda r: r["carry_over"].append(dict(r["carry_over"][0])), "2 times"),
    (
        "a carried state without a place",
        "R2025",
        lambda r: r["legacy_states"].remove("commune_education"),
        "not of this",
    ),
    ("kind of no kind", "vocabulary", lambda v: v["states"]["ost"].update(kind="sort"), "'kind' is 'sort'"),
]


@pytest.mark.parametrize(("stem", "spoil", "says"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_spoilt_instrument_is_refused(stem: str, spoil: Spoil, says: str) -> None:
    with pytest.raises(InstrumentFault) as fault:
        load_spoilt(stem, spoil)
    assert says in str(fault.value)


def test_a_key_said_twice_is_refused() -> None:
    twice = TEXTS["R2025"].replace("code: R2025\n", "code: R2025\ncode: R2025\n", 1)
    with pytest.raises(InstrumentFault, match="said twice"):
        loader.load(TEXTS | {"R2025": twice})


@pytest.mark.parametrize("text", ["", "- a list", "a: [unclosed"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(InstrumentFault):
        loader.load(TEXTS | {"R2025": text})


def test_the_vocabulary_cannot_be_missing() -> None:
    with pytest.raises(InstrumentFault, match="vocabulary"):
        loader.load({stem: text for stem, text in TEXTS.items() if stem != "vocabulary"})
