"""What each regime says about determining addiction: how many criteria, who may sign, for whom a guardian consents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoanhap.kernel.confidence import Confidence
from hoanhap.law.model import Fact
from hoanhap.law.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria(Fact):
    """`at_least` of the criteria, together over `together_months`, or again and again within `within_months`."""

    names: Mapping[str, str] = field(repr=False)
    withdrawal: str
    at_least: int
    together_months: int
    within_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian(Fact):
    """Below this age father, mother or guardian consents."""

    below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers(Fact):
    """Who may sign the result: kinds of qualification and their words."""

    kinds: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationRules:
    criteria: Criteria
    guardian: Guardian
    signers: Signers

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.criteria, self.guardian, self.signers


def read(top: Reader) -> DeterminationRules:
    """The section of one regime. Raises InstrumentFault."""
    return DeterminationRules(
        criteria=_criteria(top.section("criteria")),
        guardian=_guardian(top.section("guardian")),
        signers=_signers(top.section("signers")),
    )


def _criteria(entry: Reader) -> Criteria:
    found = Criteria(
        names=entry.texts("names"),
        withdrawal=entry.text("withdrawal"),
        at_least=entry.number("at_least"),
        together_months=entry.number("together_months"),
        within_months=entry.number("within_months"),
        **_cited(entry),
    )
    entry.done()
    if found.withdrawal not in found.names or not 0 < found.at_least <= len(found.names):
        raise entry.fault("the criteria do not agree with each other")
    return found


def _guardian(entry: Reader) -> Guardian:
    found = Guardian(below=entry.number("below"), **_cited(entry))
    entry.done()
    return found


def _signers(entry: Reader) -> Signers:
    found = Signers(kinds=entry.texts("kinds"), **_cited(entry))
    entry.done()
    return found


def _cited(entry: Reader) -> dict[str, Any]:
    return {
        "article": entry.text("article"),
        "source": entry.text("source"),
        "confidence": Confidence(entry.one_of("confidence", tuple(Confidence))),
    }
