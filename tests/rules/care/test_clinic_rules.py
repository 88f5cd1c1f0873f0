"""Sheets, episodes of detox, phases of substitution, guardians: tables, and what is refused. Pure."""

from datetime import date, timedelta

import pytest

from hoanhap.kernel.errors import Refused
from hoanhap.people.care.clinic import rules, sheets
from hoanhap.people.care.clinic.models import Phase
from hoanhap.people.care.clinic.rules import Lack
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest, Exam, Overdose

BEGAN = date(2020, 6, 10)
TODAY = date(2020, 6, 16)


def days(*numbers: int) -> list[date]:
    return [BEGAN + timedelta(days=number) for number in numbers]


@pytest.mark.requirement("S2-45")
@pytest.mark.parametrize(
    ("examined", "sheets_on", "ended", "found"),
    [
        ([], days(0, 1, 2, 3, 4, 5), None, (Lack.EXAM,)),
        ([], [], None, (Lack.EXAM, Lack.DAYS)),
        (days(0), days(0, 1, 2, 3, 4, 5), None, ()),
        (days(0), days(0, 1, 2, 3, 4), None, (Lack.DAYS,)),
        (days(-1), days(0, 1), BEGAN + timedelta(days=2), ()),
        (days(1), days(0, 1), BEGAN + timedelta(days=2), (Lack.LATE_EXAM,)),
    ],
)
def test_what_an_episode_lacks(
    examined: list[date], sheets_on: list[date], ended: date | None, found: tuple[Lack, ...]
) -> None:
    assert rules.lacks(began_on=BEGAN, ended_on=ended, examined=examined, days=sheets_on, today=TODAY) == found


def test_each_lack_has_its_words() -> None:
    assert set(rules.LACKS) == set(Lack)


def test_completed_asks_for_the_exam_and_stopped_does_not() -> None:
    with pytest.raises(Refused, match="khám ban đầu"):
        rules.check_ended(TODAY, "completed", began_on=BEGAN, found=(Lack.EXAM,), today=TODAY)
    rules.check_ended(TODAY, "stopped", began_on=BEGAN, found=(Lack.EXAM,), today=TODAY)
    for day in (BEGAN - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            rules.check_ended(day, "stopped", began_on=BEGAN, found=(), today=TODAY)


@pytest.mark.requirement("S1-28")
@pytest.mark.parametrize("before", ["", *Phase.values])
def test_every_phase_is_reached_and_leads_on(before: str) -> None:
    for after in Phase.values:
        if after in rules.MOVES[before]:
            rules.check_phase(before, after, since=BEGAN, on=TODAY, today=TODAY)
            continue
        with pytest.raises(Refused) as refusal:
            rules.check_phase(before, after, since=BEGAN, on=TODAY, today=TODAY)
        assert refusal.value.code == "phase-order"
    assert {after for moves in rules.MOVES.values() for after in moves} == set(Phase.values)


@pytest.mark.parametrize("on", [BEGAN - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_phase_begins_after_the_one_before_and_not_ahead(on: date) -> None:
    with pytest.raises(Refused):
        rules.check_phase("starting", "maintaining", since=BEGAN, on=on, today=TODAY)


@pytest.mark.parametrize(
    ("sample", "ages", "below", "needed"),
    [
        ("urine", (12,), None, False),
        ("saliva", (12,), None, False),
        ("blood", (17,), None, True),
        ("blood", (18,), None, False),
        ("blood", (17, 18), None, True),
        ("blood", (), None, True),
        ("blood", (17,), 15, True),
        ("blood", (19,), 20, True),
    ],
)
def test_for_whom_a_guardian_consents_to_blood(
    sample: str, ages: tuple[int, ...], below: int | None, needed: bool
) -> None:
    assert rules.needs_guardian(sample, ages, law_below=below) is needed


@pytest.mark.requirement("S2-28")
@pytest.mark.parametrize(("age", "late"), [(0, False), (14, False), (15, True)])
def test_a_referral_is_open_too_long_after_fourteen_days(age: int, late: bool) -> None:
    assert rules.is_open_too_long(TODAY - timedelta(days=age), TODAY) is late


WHOLE = [
    Exam(fit="here", pressure="120/80", pulse="72", illness="Đau dạ dày"),
    DetoxDay(withdrawal="mild", sleep="poor", medicine="Paracetamol 500 mg × 2"),
    DrugTest(result="negative", kit="QuickTest 4"),
    DrugTest(result="positive", kit="QuickTest 4", panel=("mop", "met"), positive=("mop",)),
    Overdose(signs=("breathing", "unresponsive"), done=("called",), outcome="hospital"),
]


@pytest.mark.parametrize("sheet", WHOLE)
def test_what_is_packed_comes_back(sheet: sheets.Sheet) -> None:
    checked = sheets.checked(sheet)
    assert sheets.unpacked(sheets.packed(checked)) == checked
    assert sheets.said(sheets.packed(checked))
    assert all(words for _label, words in sheets.lines(checked))


BAD = [
    (Exam(pressure="120/80"), "sheet-fit"),
    (Exam(fit="here"), "sheet-pressure"),
    (Exam(fit="fine", pressure="1"), "sheet-fit"),
    (DetoxDay(), "sheet-withdrawal"),
    (DetoxDay(withdrawal="mild", note="x" * 501), "sheet-note"),
    (DetoxDay(withdrawal="mild", note="HIV âm tính"), "sheet-note"),
    (DrugTest(kit="x"), "sheet-result"),
    (DrugTest(result="negative", kit=""), "sheet-kit"),
    (DrugTest(result="negative", kit="x", panel=()), "sheet-panel"),
    (DrugTest(result="negative", kit="x", panel=("hiv",)), "sheet-panel"),
    (DrugTest(result="negative", kit="x", positive=("mop",)), "sheet-positive"),
    (DrugTest(result="positive", kit="x"), "sheet-positive"),
    (DrugTest(result="positive", kit="x", panel=("met",), positive=("mop",)), "sheet-positive"),
    (Overdose(outcome="recovered"), "sheet-signs"),
    (Overdose(signs=("blue",)), "sheet-outcome"),
]


@pytest.mark.parametrize(("sheet", "code"), BAD)
def test_what_is_missing_or_wrong_is_refused_beside_its_box(sheet: sheets.Sheet, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        sheets.checked(sheet)
    assert refusal.value.code == code


def test_no_sheet_has_a_box_about_hiv() -> None:
    for of in sheets.SHEETS.values():
        words = [*of.LABELS, *(str(label) for label in of.LABELS.values())]
        words += [f"{code} {label}" for choices in of.CHOICES.values() for code, label in choices.items()]
        assert not [word for word in words if "hiv" in word.lower()]
