"""Loans and rates of support as dated, cited data (vay vốn, mức hỗ trợ); asked with the day, like the regimes.

`aid.loan_terms_on(day)`, `aid.rates_on(day)`. A fact the instrument does not give is None: unknown, not nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hoanhap.kernel.confidence import Confidence
from hoanhap.law.faults import InstrumentFault
from hoanhap.law.reading import Reader, parse

FILE = Path(__file__).parent / "aid.yaml"
FACTS = (
    "age_from",
    "completed",
    "on_list",
    "years_after_decision",
    "law_abiding",
    "amount_max",
    "months_max",
    "trade_paper",
    "trade_no_other",
    "business_share",
    "overdue_percent",
)
PER = ("once", "session", "month")
BOUNDS = ("exactly", "at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of an instrument, with who says it and how sure we are. A condition without a number holds 1."""

    value: int
    article: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What one instrument asks of a borrower, while it holds."""

    code: str
    title_vi: str
    valid_from: date
    valid_to: date | None
    facts: dict[str, Fact]

    def fact(self, name: str) -> Fact | None:
        return self.facts.get(name)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of support: an amount in đồng, or a share (per cent) of the base salary."""

    code: str
    label_vi: str
    per: str
    bound: str
    amount: int | None
    multiple: int | None
    valid_from: date
    valid_to: date | None
    article: str
    confidence: Confidence

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Aid:
    loans: tuple[LoanTerms, ...]
    rates: tuple[Rate, ...]


def loan_terms_on(day: date) -> LoanTerms | None:
    """The loan instrument that holds on this day; None before the first."""
    return next(
        (one for one in aid().loans if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)), None
    )


def rates_on(day: date) -> list[Rate]:
    """The nation-wide rates that hold on this day."""
    return [rate for rate in aid().rates if rate.holds_on(day)]


def in_dong(rate: Rate, day: date) -> int | None:
    """The rate in đồng: as it stands, or its share of the base salary of that day. None where that is unknown."""
    if rate.amount is not None:
        return rate.amount
    base = next((one.amount for one in rates_on(day) if one.code == "base_salary"), None)
    return None if base is None or rate.multiple is None else base * rate.multiple // 100


@cache
def aid() -> Aid:
    """The data as shipped, read once."""
    return load(FILE.read_text(encoding="utf-8"))


def load(text: str) -> Aid:
    """The checked data. Raises InstrumentFault naming the place."""
    top = Reader(parse(text), "aid")
    sources = top.texts("sources")
    cited: set[str] = set()
    loans = tuple(_loan(entry, sources, cited) for entry in top.items("loans"))
    rates = tuple(_rate(entry, sources, cited) for entry in top.items("rates"))
    top.done()
    if unused := sorted(sources.keys() - cited):
        raise InstrumentFault("aid / sources", f"never cited {unused}")
    _check_periods("loans", [("loan", one.valid_from, one.valid_to) for one in loans])
    _check_periods("rates", [(one.code, one.valid_from, one.valid_to) for one in rates])
    return Aid(loans, rates)


def _loan(entry: Reader, sources: object, cited: set[str]) -> LoanTerms:
    facts = {}
    for name, fact in entry.sections("facts"):
        entry.known(name, FACTS)
        facts[name] = Fact(fact.number("value"), fact.text("article"), _confidence(fact, sources, cited))
        fact.done()
    cited.add(entry.word("to_source", sources))  # type: ignore[arg-type]
    found = LoanTerms(
        entry.text("code"), entry.text("title_vi"), entry.day("valid_from"), entry.day_or_none("valid_to"), facts
    )
    entry.done()
    return found


def _rate(entry: Reader, sources: object, cited: set[str]) -> Rate:
    found = Rate(
        code=entry.text("code"),
        label_vi=entry.text("label_vi"),
        per=entry.one_of("per", PER),
        bound=entry.one_of("bound", BOUNDS),
        amount=entry.number_or_none("amount"),
        multiple=entry.number_or_none("multiple"),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day_or_none("valid_to"),
        article=entry.text("article"),
        confidence=_confidence(entry, sources, cited),
    )
    entry.done()
    if (found.amount is None) == (found.multiple is None):
        raise entry.fault("a rate is an amount or a multiple, one of the two")
    return found


def _confidence(entry: Reader, sources: object, cited: set[str]) -> Confidence:
    cited.add(entry.word("source", sources))  # type: ignore[arg-type]
    return Confidence(entry.one_of("confidence", [word.value for word in Confidence]))


def _check_periods(place: str, periods: Sequence[tuple[str, date, date | None]]) -> None:
    """Nothing runs backwards, and nothing of one name holds twice on a day."""
    for index, (name, start, end) in enumerate(periods):
        if end is not None and end <= start:
            raise InstrumentFault(f"aid / {place}", f"{name} ends before it begins")
        for other, begins, ends in periods[index + 1 :]:
            if name == other and start < (ends or date.max) and begins < (end or date.max):
                raise InstrumentFault(f"aid / {place}", f"{name} holds twice from {max(start, begins)}")
