"""The dated facts of privacy law: what the file says, and that a file with a fault is refused."""

import copy
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

import pytest
import yaml

from hoanhap.foundation.privacy import facts, rules
from hoanhap.foundation.privacy.facts import RequestKind, WrongFacts
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.durations import Unit
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar

CALENDAR = WorkingCalendar()
# A Thursday afternoon; the weekend lies inside the two working days.
THURSDAY = clock.at(date(2026, 3, 5), 15)


def read() -> dict[str, Any]:
    text = resources.files("hoanhap.foundation.privacy").joinpath("facts.yaml").read_text("utf-8")
    return copy.deepcopy(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("kind", "days", "with_processor"),
    [
        (RequestKind.ACCESS, 10, 15),
        (RequestKind.CORRECTION, 10, 15),
        (RequestKind.RESTRICTION, 15, 20),
        (RequestKind.WITHDRAWAL, 15, 20),
        (RequestKind.DELETION, 20, 30),
        (RequestKind.PROTECTION, 15, 15),
    ],
)
def test_todays_clocks_are_those_of_the_decree(kind: RequestKind, days: int, with_processor: int) -> None:
    found = facts.clock_of(kind, date(2026, 3, 5))
    assert (found.answer.value, found.answer.unit) == (days, Unit.DAY)
    assert found.with_processor.value == with_processor
    assert (found.acknowledge.value, found.acknowledge.unit) == (2, Unit.WORKING_DAY)
    assert found.confidence is Confidence.SEEN
    assert "356/2025" in found.article


def test_what_was_not_read_is_shown_with_a_caution() -> None:
    complaint = facts.clock_of(RequestKind.COMPLAINT, date(2026, 3, 5))
    old = facts.clock_of(RequestKind.ACCESS, date(2024, 3, 5))
    assert (complaint.confidence, old.confidence) == (Confidence.INFER, Confidence.RECALL)
    assert len(rules.cautions([complaint, old])) == 2
    assert rules.cautions([facts.clock_of(RequestKind.ACCESS, date(2026, 3, 5))]) == []


def test_two_working_days_skip_the_weekend_and_days_do_not() -> None:
    due = rules.due(RequestKind.ACCESS, THURSDAY, CALENDAR)
    assert due.acknowledge_at == clock.at(date(2026, 3, 10))  # the end of Monday
    assert due.answer_at == clock.at(date(2026, 3, 16))  # the end of the tenth day


def test_before_the_law_hours_ran_on() -> None:
    due = rules.due(RequestKind.ACCESS, clock.at(date(2024, 3, 7), 15), CALENDAR)
    assert due.answer_at == clock.at(date(2024, 3, 10), 15)


def test_one_extension_by_as_long_again_where_the_law_knows_one() -> None:
    due = rules.due(RequestKind.DELETION, THURSDAY, CALENDAR)
    assert rules.extended(RequestKind.DELETION, THURSDAY, due.answer_at) == clock.at(date(2026, 4, 15))
    with pytest.raises(Refused, match="không cho gia hạn"):
        rules.extended(RequestKind.ACCESS, clock.at(date(2024, 3, 7)), clock.at(date(2024, 3, 10)))


@pytest.mark.parametrize(
    ("known", "serious", "traceable", "expected"),
    [
        (datetime(2026, 9, 1, 8, tzinfo=clock.VN), True, True, ["first_notice", "authority", "persons"]),
        (datetime(2026, 9, 1, 8, tzinfo=clock.VN), False, False, ["authority"]),
        (datetime(2026, 3, 1, 8, tzinfo=clock.VN), True, False, ["authority"]),  # the 24 h rule came later
        (datetime(2020, 6, 1, 8, tzinfo=clock.VN), True, True, ["authority"]),
    ],
)
def test_a_breach_asks_for_its_notices(known: datetime, serious: bool, traceable: bool, expected: list[str]) -> None:
    asked = rules.notices_asked(known, serious=serious, traceable=traceable)
    assert [one.code for one, _due in asked] == expected
    assert [due - known for _one, due in asked] == [timedelta(hours=one.length.value) for one, _due in asked]


def test_a_refusal_needs_a_ground_of_its_kind() -> None:
    assert rules.ground_of("state_management", RequestKind.DELETION).confidence is Confidence.SEEN
    for code, kind in (
        ("state_management", RequestKind.ACCESS),
        ("none", RequestKind.ACCESS),
        ("", RequestKind.ACCESS),
    ):
        with pytest.raises(Refused, match="căn cứ"):
            rules.ground_of(code, kind)


def test_guardians_consent_for_children_and_children_from_seven_beside_them() -> None:
    rules.who_consents("story", age=None, by_guardian=False, child_agrees=False)
    rules.who_consents("story", age=16, by_guardian=False, child_agrees=False)
    rules.who_consents("groups", age=9, by_guardian=True, child_agrees=False)
    rules.who_consents("story", age=6, by_guardian=True, child_agrees=False)
    with pytest.raises(Refused, match="giám hộ"):
        rules.who_consents("groups", age=15, by_guardian=False, child_agrees=True)
    with pytest.raises(Refused, match="trẻ"):
        rules.who_consents("story", age=9, by_guardian=True, child_agrees=False)


def test_no_term_below_its_floor_and_none_without_a_paper() -> None:
    rules.check_term("cases.ended", seal_after_days=30, keep_years=20, basis="Bảng thời hạn số 12/QĐ-UBND")
    rules.check_term("cases.ended", seal_after_days=None, keep_years=None, basis="")
    for days, years, basis in ((30, 4, "Bảng thời hạn số 12"), (30, 20, ""), (-1, None, ""), (9_999, None, "")):
        with pytest.raises(Refused):
            rules.check_term("cases.ended", seal_after_days=days, keep_years=years, basis=basis)


def test_by_default_nothing_is_destroyed_and_that_is_said() -> None:
    term = facts.facts().retention["cases.ended"]
    assert term.keep_years is None
    assert "không tìm thấy trong luật" in term.article
    assert rules.destroy_on(date(2020, 1, 1), term.keep_years) is None
    assert rules.seal_on(date(2020, 1, 1), term.seal_after_days) == date(2020, 3, 31)


def test_as_shipped_the_file_holds() -> None:
    found = facts.build(read())
    assert set(found.labels) == set(RequestKind)
    assert len(found.purposes) >= 5


@pytest.mark.parametrize("fault", ["kind without words", "gap", "nothing today", "kind without clock", "below floor"])
def test_a_fault_in_the_file_stops_the_start(fault: str) -> None:
    """Known-bad controls of the check."""
    content = read()
    if fault == "kind without words":
        content["requests"].pop()
    elif fault == "gap":
        content["clocks"][1]["to"] = date(2025, 12, 31)
    elif fault == "nothing today":
        content["clocks"][0]["to"] = date(2027, 1, 1)
    elif fault == "kind without clock":
        content["clocks"][0]["answers"].pop()
    else:
        content["retention"][0]["keep_years"] = 1
    with pytest.raises(WrongFacts):
        facts.build(content)


def test_an_unknown_confidence_is_refused() -> None:
    content = read()
    content["grounds"][0]["confidence"] = "SURE"
    with pytest.raises(ValueError, match="SURE"):
        facts.build(content)


def test_no_word_here_tells_whom_the_house_serves() -> None:
    """The rights are those of anybody; what the data are about is known above this package alone."""
    telling = ("ma túy", "cai nghiện", "nghiện", "sau cai", "drug", "rehab", "addict")
    root = resources.files("hoanhap.foundation.privacy")
    texts = {str(path): path.read_text("utf-8").lower() for path in _files(root)}
    assert len(texts) > 20
    found = {name: word for name, text in texts.items() for word in telling if word in text}
    assert found == {}


def _files(folder: Any) -> list[Any]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry)
        elif entry.name.endswith((".py", ".yaml")):
            found.append(entry)
    return found
