"""Which body is asked for when, and who must sit in it; RECALL and INFER say so."""

from datetime import date

import pytest

from hoanhap import law
from hoanhap.law import teams
from hoanhap.law.faults import InstrumentFault

SHIPPED = teams.FILE.read_text(encoding="utf-8")
OLD, LAST_OLD, FIRST_21, LAST_21, FIRST_25 = (
    date(2010, 11, 1),
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2026, 6, 30),
    date(2026, 7, 1),
)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("task_force", OLD, ("commune", "required", "SEEN")),
        ("task_force", LAST_OLD, ("commune", "required", "SEEN")),
        ("task_force", FIRST_21, ("commune", "usual", "INFER")),
        ("task_force", FIRST_25, ("commune", "usual", "INFER")),
        ("management_team", LAST_OLD, None),
        ("management_team", FIRST_21, ("person", "required", "SEEN")),
        ("management_team", FIRST_25, ("person", "required", "SEEN")),
        ("support_team", LAST_21, None),
        ("support_team", FIRST_25, ("commune", "required", "INFER")),
        ("volunteer_team", LAST_OLD, ("commune", "possible", "SEEN_2")),
        ("volunteer_team", LAST_21, ("commune", "possible", "RECALL")),
        ("volunteer_team", FIRST_25, ("commune", "possible", "RECALL")),
    ],
)
def test_which_body_when(code: str, on: date, expected: tuple[str, ...] | None) -> None:
    rule = law.team_on(code, on)
    assert (rule and (rule.stands_for, rule.need, rule.confidence)) == expected
    assert rule is None or rule.article


@pytest.mark.parametrize(
    ("code", "on", "minor", "expected"),
    [
        ("task_force", LAST_OLD, False, "committee labour police health front hamlet women youth"),
        ("task_force", FIRST_21, False, ""),
        ("management_team", FIRST_21, False, "police hamlet family front|women|youth|veterans|farmers"),
        ("management_team", LAST_21, True, "police hamlet family front|women|youth|veterans|farmers school|youth"),
        ("management_team", FIRST_25, False, "police hamlet family front|women|youth|veterans|farmers social_worker"),
        ("support_team", FIRST_25, False, "police health culture_social youth"),
    ],
)
def test_who_must_sit_in_it(code: str, on: date, minor: bool, expected: str) -> None:
    rule = law.team_on(code, on)
    assert rule is not None
    assert " ".join("|".join(seat.any_of) for seat in rule.seats_for(minor=minor)) == expected


@pytest.mark.parametrize(
    ("code", "on", "head", "deputy"),
    [
        ("task_force", LAST_OLD, "committee", None),
        ("management_team", FIRST_21, "police", "hamlet"),
        ("management_team", FIRST_25, "police", "hamlet"),
        ("support_team", FIRST_25, "police", "health"),
    ],
)
def test_who_leads(code: str, on: date, head: str, deputy: str | None) -> None:
    rule = law.team_on(code, on)
    assert rule is not None
    by_role = {seat.role: seat.any_of[0] for seat in rule.seats}
    assert (by_role.get("head"), by_role.get("deputy")) == (head, deputy)


def test_who_leads_a_task_force_is_remembered_and_who_must_attend_was_read() -> None:
    rule = law.team_on("task_force", LAST_OLD)
    assert rule is not None
    by_seat = {seat.any_of[0]: seat.confidence for seat in rule.seats}
    assert {code for code, sure in by_seat.items() if sure.may_block} == {
        "labour",
        "police",
        "health",
        "front",
        "hamlet",
    }


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OLD, ("task_force",)),
        (FIRST_21, ("task_force",)),
        (LAST_21, ("task_force",)),
        (FIRST_25, ("support_team", "task_force")),
    ],
)
def test_of_which_bodies_a_commune_is_asked_for_one(on: date, expected: tuple[str, ...]) -> None:
    assert law.standing_teams(on) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("code: volunteer_team\n    regime: R2021", "code: task_force\n    regime: R2021"),
        ("regime: R2021", "regime: R1999"),
        ("any: [labour]", "any: [gardener]"),
        ("any: [labour]", "any: []"),
        ("any: [labour], role: member", "any: [labour], role: head"),
        ("source: MEMORY, confidence: RECALL", "source: HEARSAY, confidence: RECALL"),
        ("need: usual", "need: sometimes"),
        ("seats:\n  committee", "teeth: {}\nseats:\n  committee"),
    ],
)
def test_a_careless_file_is_refused(before: str, after: str) -> None:
    assert before in SHIPPED
    with pytest.raises(InstrumentFault):
        teams.read(SHIPPED.replace(before, after, 1))
