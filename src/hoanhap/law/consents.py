"""For which acts of care a guardian consents, and below which age, under the regime of the day (instruments/care)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hoanhap.kernel.confidence import Confidence
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.model import Fact
from hoanhap.law.reading import Reader, parse
from hoanhap.law.regimes import regime_on, regimes

_FILE = Path(__file__).parent / "instruments" / "care" / "consents.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRule(Fact):
    """Below this age father, mother or guardian consents to the act."""

    regime: str
    act: str
    below: int


@cache
def _rules() -> Mapping[tuple[str, str], GuardianRule]:
    return read(_FILE.read_text(encoding="utf-8"))


def guardian_for(act: str, on: date) -> GuardianRule | None:
    """The rule for an act done on this day; None where the law at hand says nothing."""
    return _rules().get((regime_on(on).code, act))


def guardian_rules() -> tuple[GuardianRule, ...]:
    """Every rule as shipped."""
    return tuple(_rules().values())


def read(text: str) -> Mapping[tuple[str, str], GuardianRule]:
    """The file as rules by regime and act. Raises InstrumentFault."""
    top = Reader(parse(text), "care/consents")
    sources, known = top.texts("sources"), {found.code for found in regimes()}
    raw = top.raw("acts")
    acts = frozenset(raw)
    found: dict[tuple[str, str], GuardianRule] = {}
    for entry in top.items("rules"):
        rule = GuardianRule(
            regime=entry.word("regime", known),
            act=entry.word("act", acts),
            below=entry.number("below"),
            article=entry.text("article"),
            source=entry.word("source", sources),
            confidence=Confidence(entry.one_of("confidence", tuple(Confidence))),
        )
        entry.done()
        if (rule.regime, rule.act) in found:
            raise InstrumentFault("care/consents", f"{rule.regime} speaks twice of {rule.act}")
        found[rule.regime, rule.act] = rule
    top.done()
    return found
