"""For whom a guardian consents: read, dated, and nothing said where nothing was found."""

from datetime import date

import pytest

from hoanhap import law
from hoanhap.law import consents
from hoanhap.law.faults import InstrumentFault

SHIPPED = (consents._FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "on", "expected"),
    [
        ("blood_test", date(2020, 6, 16), None),
        ("blood_test", date(2022, 1, 1), ("R2021", 18, "SEEN")),
        ("blood_test", date(2026, 6, 30), ("R2021", 18, "SEEN")),
        ("blood_test", date(2026, 7, 1), ("R2025", 18, "INFER")),
        ("substitution", date(2021, 12, 31), ("R2010", 15, "SEEN")),
        ("substitution", date(2024, 5, 1), ("R2021", 15, "SEEN_2")),
        ("substitution", date(2026, 7, 1), ("R2025", 18, "SEEN_2")),
        ("haircut", date(2026, 7, 1), None),
    ],
)
def test_who_consents_from_which_age(act: str, on: date, expected: tuple[object, ...] | None) -> None:
    found = law.guardian_for(act, on)
    assert (found and (found.regime, found.below, found.confidence)) == expected
    assert found is None or found.article


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("act: blood_test, below: 18, article", "act: haircut, below: 18, article"),
        ("regime: R2025, act: blood_test", "regime: R2021, act: blood_test"),
        ("regime: R2025, act: blood_test", "regime: R1999, act: blood_test"),
        ("source: REASON", "source: HEARSAY"),
        ("confidence: INFER", "confidence: SURE"),
        ("acts:", "other: 1\nacts:"),
    ],
)
def test_a_spoilt_file_stops_the_reading(before: str, after: str) -> None:
    assert before in SHIPPED
    with pytest.raises(InstrumentFault):
        consents.read(SHIPPED.replace(before, after, 1))
