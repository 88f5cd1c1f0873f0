"""Kinds of help and trades every unit begins with, read once from kinds.yaml; a province adds its own to them. Pure."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hoanhap.law.reading import Reader, parse

FILE = Path(__file__).parent / "kinds.yaml"


@dataclass(frozen=True, slots=True)
class HelpKind:
    """One kind of help. `five`, `six`: counted in the five types and in the six types of the plans."""

    code: str
    label: str
    need: bool
    support: bool
    five: bool
    six: bool


@dataclass(frozen=True, slots=True)
class Trade:
    code: str
    label: str


@cache
def help_kinds() -> tuple[HelpKind, ...]:
    return _read()[0]


@cache
def trades() -> tuple[Trade, ...]:
    return _read()[1]


def _read() -> tuple[tuple[HelpKind, ...], tuple[Trade, ...]]:
    top = Reader(parse(FILE.read_text(encoding="utf-8")), "kinds")
    found = tuple(_kind(entry) for entry in top.items("help")), tuple(_trade(entry) for entry in top.items("trades"))
    top.done()
    return found


def _kind(entry: Reader) -> HelpKind:
    flags = {name: entry.flag(name) for name in ("need", "support", "five", "six")}
    found = HelpKind(entry.text("code"), entry.text("label"), **flags)
    entry.done()
    return found


def _trade(entry: Reader) -> Trade:
    found = Trade(entry.text("code"), entry.text("label"))
    entry.done()
    return found
