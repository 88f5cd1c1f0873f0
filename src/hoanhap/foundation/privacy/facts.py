"""The dated facts of privacy law (facts.yaml), read once and strictly: what is missing or unknown stops the start."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.durations import Duration, Unit


class WrongFacts(ValueError):  # noqa: N818 - raised at start, never shown to a user
    """The file of facts contradicts itself."""


class RequestKind(StrEnum):
    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    WITHDRAWAL = "withdrawal"
    DELETION = "deletion"
    PROTECTION = "protection"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fact with where the law says it and how sure we are."""

    article: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Rule):
    """Until when one kind of request is to be answered."""

    kind: RequestKind
    answer: Duration
    with_processor: Duration
    acknowledge: Duration
    acknowledge_rule: Rule
    extensions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Rule):
    """Why a request may be refused."""

    code: str
    label: str
    kinds: frozenset[RequestKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What needs a consent of its own, with a text to begin from.

    `asked_below`: an act for which a guardian consents; of those below this age only, and never of the child itself.
    """

    code: str
    label: str
    text: str
    asked_below: int | None = None

    def is_asked_at(self, age: int | None) -> bool:
        """Whether it is asked of somebody this old; of an unknown age it is."""
        return self.asked_below is None or age is None or age < self.asked_below


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule(Rule):
    guardian_below: int
    guardian_rule: Rule
    child_too_from: int
    child_too_for: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachClock(Rule):
    """A notice a breach asks for: `when` is always, serious, or location_or_biometric."""

    code: str
    label: str
    when: str
    length: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Rule):
    """How long one category is kept by default. No years: not found in the law, nothing is destroyed."""

    category: str
    label: str
    seal_after_days: int | None
    keep_years: int | None
    floor_years: int
    automatic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    labels: Mapping[RequestKind, str]
    shorts: Mapping[RequestKind, str]
    grounds: Mapping[str, Ground]
    purposes: Mapping[str, Purpose]
    consent: ConsentRule
    without_consent: Rule
    without_consent_said: str
    retention: Mapping[str, Term]
    raw_clocks: Sequence[Mapping[str, Any]]
    raw_breaches: Sequence[Mapping[str, Any]]


@cache
def facts() -> Facts:
    """The facts as shipped."""
    return build(yaml.safe_load(resources.files(__package__).joinpath("facts.yaml").read_text("utf-8")))


def build(read: Mapping[str, Any]) -> Facts:
    """The content of the file as typed facts. Raises WrongFacts."""
    consent = read["consent"]
    found = Facts(
        labels={RequestKind(row["kind"]): row["label"] for row in read["requests"]},
        shorts={RequestKind(row["kind"]): row["short"] for row in read["requests"]},
        grounds={row["code"]: _ground(row) for row in read["grounds"]},
        purposes={row["code"]: Purpose(**{**row, "text": row["text"].strip()}) for row in read["purposes"]},
        consent=ConsentRule(
            **_rule(consent),
            guardian_below=consent["guardian_below"],
            guardian_rule=Rule(
                article=consent["guardian_article"], confidence=Confidence(consent["guardian_confidence"])
            ),
            child_too_from=consent["child_too_from"],
            child_too_for=frozenset(consent["child_too_for"]),
        ),
        without_consent=Rule(**_rule(read["without_consent"])),
        without_consent_said=read["without_consent"]["said"].strip(),
        retention={row["category"]: _term(row) for row in read["retention"]},
        raw_clocks=tuple(read["clocks"]),
        raw_breaches=tuple(read["breaches"]),
    )
    _check(found)
    return found


def clock_of(kind: RequestKind, on: date, *, among: Facts | None = None) -> Clock:
    """The clock of a kind of request received on this day."""
    for period in (among or facts()).raw_clocks:
        if not _holds(period, on):
            continue
        for row in period["answers"]:
            if kind in row["kinds"]:
                return Clock(
                    **_rule(row),
                    kind=kind,
                    answer=_length(row),
                    with_processor=Duration(row["with_processor"], Unit(row["unit"])),
                    acknowledge=_length(period["acknowledge"]),
                    acknowledge_rule=Rule(
                        article=period["acknowledge_article"], confidence=Confidence(period["confidence"])
                    ),
                    extensions=period["extensions"],
                )
    raise WrongFacts(f"no clock for {kind} on {on}")


def breach_clocks(on: date, *, among: Facts | None = None) -> list[BreachClock]:
    """The notices a breach known on this day may ask for, the first one first."""
    rows = [row for row in (among or facts()).raw_breaches if _holds(row, on)]
    clocks = [
        BreachClock(**_rule(row), code=row["code"], label=row["label"], when=row["when"], length=_length(row))
        for row in rows
    ]
    return sorted(clocks, key=lambda one: one.length.value)


def grounds_for(kind: RequestKind) -> list[Ground]:
    return [ground for ground in facts().grounds.values() if kind in ground.kinds]


def _check(found: Facts) -> None:
    """Every kind has its words, its clock on every day since 2000, and a ground to refuse it."""
    missing = set(RequestKind) - set(found.labels) | set(RequestKind) - set(found.shorts)
    if missing:
        raise WrongFacts(f"no words for {sorted(missing)}")
    for period in found.raw_clocks:
        for kind in RequestKind:
            clock_of(kind, period["from"], among=found)
    _check_periods([(row["from"], row.get("to")) for row in found.raw_clocks])
    _check_periods([(row["from"], row.get("to")) for row in found.raw_breaches if row["code"] == "authority"])
    for term in found.retention.values():
        if term.keep_years is not None and term.keep_years < term.floor_years:
            raise WrongFacts(f"{term.category} is kept for less than its floor")


def _check_periods(periods: list[tuple[date, date | None]]) -> None:
    ordered = sorted(periods, key=lambda period: period[0])
    for (_start, end), (following, _end) in itertools.pairwise(ordered):
        if end != following:
            raise WrongFacts(f"a gap or an overlap between {end} and {following}")
    if ordered[-1][1] is not None:
        raise WrongFacts("nothing holds today")


def _holds(row: Mapping[str, Any], on: date) -> bool:
    end = row.get("to")
    return bool(row["from"] <= on) and (end is None or bool(on < end))


def _ground(row: Mapping[str, Any]) -> Ground:
    kinds = frozenset(RequestKind(kind) for kind in row["kinds"])
    return Ground(**_rule(row), code=row["code"], label=row["label"], kinds=kinds)


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        article=row["basis"].strip(),
        confidence=Confidence(row["confidence"]),
        category=row["category"],
        label=row["label"],
        seal_after_days=row["seal_after_days"],
        keep_years=row["keep_years"],
        floor_years=row["floor_years"],
        automatic=row.get("automatic", False),
    )


def _rule(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"article": row["article"], "confidence": Confidence(row["confidence"])}


def _length(row: Mapping[str, Any]) -> Duration:
    return Duration(row["value"], Unit(row["unit"]))
