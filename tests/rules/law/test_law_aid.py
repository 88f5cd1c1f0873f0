"""Loans and rates of support: which instrument holds on which day, and that broken data stop the start."""

from datetime import date

import pytest

from hoanhap.kernel.confidence import Confidence
from hoanhap.law import aid
from hoanhap.law.faults import InstrumentFault

TEXT = aid.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2014, 6, 14), None),
        (date(2014, 6, 15), "L29"),
        (date(2026, 4, 30), "L29"),
        (date(2026, 5, 1), "L08"),
        (date(2030, 1, 1), "L08"),
    ],
)
def test_the_day_chooses_the_instrument(day: date, code: str | None) -> None:
    terms = aid.loan_terms_on(day)
    assert (terms.code if terms else None) == code


@pytest.mark.parametrize(
    ("day", "name", "value", "confidence"),
    [
        (date(2020, 1, 1), "amount_max", 20_000_000, Confidence.RECALL),
        (date(2020, 1, 1), "months_max", 60, Confidence.RECALL),
        (date(2026, 6, 1), "amount_max", 200_000_000, Confidence.SEEN_2),
        (date(2026, 6, 1), "months_max", 120, Confidence.SEEN_2),
        (date(2026, 6, 1), "age_from", 12, Confidence.SEEN_2),
        (date(2026, 6, 1), "years_after_decision", 10, Confidence.SEEN_2),
        (date(2026, 6, 1), "business_share", 10, Confidence.SEEN_2),
        (date(2026, 6, 1), "overdue_percent", 130, Confidence.SEEN_2),
    ],
)
def test_facts_of_the_instruments(day: date, name: str, value: int, confidence: Confidence) -> None:
    terms = aid.loan_terms_on(day)
    assert terms is not None
    fact = terms.fact(name)
    assert fact is not None
    assert (fact.value, fact.confidence) == (value, confidence)


@pytest.mark.parametrize(
    ("day", "code", "dong"),
    [
        (date(2020, 7, 10), "helper_session", 20_000),
        (date(2020, 7, 10), "group_session", 30_000),
        (date(2020, 7, 10), "trade", 1_000_000),
        (date(2026, 6, 30), "helper_month", 1_404_000),
        (date(2026, 7, 1), "helper_month", 1_518_000),
        (date(2026, 7, 1), "helper_user", 632_500),
        (date(2026, 7, 1), "one_off", 2_530_000),
        (date(2022, 6, 1), "one_off", None),
    ],
)
def test_rates_in_dong(day: date, code: str, dong: int | None) -> None:
    rate = next(one for one in aid.rates_on(day) if one.code == code)
    assert aid.in_dong(rate, day) == dong


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("age_from: {value: 12", "age_form: {value: 12", "unknown word"),
        ("source: PRESS08, confidence: SEEN_2}", "source: NOBODY, confidence: SEEN_2}", "unknown word"),
        ("valid_to: 2026-05-01", "valid_to: 2026-06-01", "holds twice"),
        ("bound: at_least, multiple: 25", "bound: at_least", "one of the two"),
        (
            'valid_to: 2022-01-01, article: "Thông tư liên tịch 121/2010, Điều 2", source: QA121, confidence: SEEN}',
            'valid_to: 2009-01-01, article: "x", source: QA121, confidence: SEEN}',
            "ends before",
        ),
        ("  REASON:", '  NEVER: "x"\n  REASON:', "never cited"),
    ],
)
def test_broken_data_stop_the_start(old: str, new: str, words: str) -> None:
    assert old in TEXT
    with pytest.raises(InstrumentFault, match=words):
        aid.load(TEXT.replace(old, new, 1))
