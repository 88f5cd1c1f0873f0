"""Pure rules of the surroundings: seats of a team, active clubs, shares, evaluations, replication, targets."""

from datetime import date

import pytest

from hoanhap import law
from hoanhap.kernel.text import fold
from hoanhap.law.faults import InstrumentFault
from hoanhap.people.community import rules
from hoanhap.people.community.clubs import rules as clubs
from hoanhap.people.community.points import rules as points
from hoanhap.people.community.rows import Body, joined, parted
from hoanhap.people.community.rules import Sitting
from hoanhap.people.community.schemes import movements
from hoanhap.people.community.schemes import rules as schemes
from hoanhap.people.community.training import rules as training

LATE = date(2026, 7, 1)
JUNE, JULY, AUGUST = date(2020, 6, 1), date(2020, 7, 1), date(2020, 8, 1)


def missing(kind: str, on: date, sitting: str, *, minor: bool = False) -> str:
    """The seats nobody takes; members written as "seat/role seat/role"."""
    rule = law.team_on(kind, on)
    assert rule is not None
    members = [Sitting(*one.split("/")) for one in sitting.split()]
    return " ".join("|".join(seat.any_of) for seat in rules.missing_seats(rule.seats_for(minor=minor), members))


@pytest.mark.parametrize(
    ("sitting", "minor", "expected"),
    [
        ("police/head hamlet/deputy family/member women/member social_worker/member", False, ""),
        ("police/head hamlet/deputy family/member women/member", False, "social_worker"),
        # Somebody of the right office in the wrong role does not lead.
        ("police/member hamlet/deputy family/member women/member social_worker/member", False, "police"),
        # The youth union may take either seat, but one member takes one.
        ("police/head hamlet/deputy family/member youth/member social_worker/member", True, "school|youth"),
        ("police/head hamlet/deputy family/member youth/member school/member social_worker/member", True, ""),
        ("police/head hamlet/deputy family/member youth/member women/member social_worker/member", True, ""),
        ("women/member women/member", False, "police hamlet family social_worker"),
        ("", False, "police hamlet family front|women|youth|veterans|farmers social_worker"),
    ],
)
def test_seats_nobody_takes(sitting: str, minor: bool, expected: str) -> None:
    assert missing("management_team", LATE, sitting, minor=minor) == expected


def test_a_member_for_whom_nobody_said_where_he_sits_fills_no_seat() -> None:
    rule = law.team_on("support_team", LATE)
    assert rule is not None
    assert len(rules.missing_seats(rule.seats, [Sitting("", "head")])) == 4


def test_the_seats_of_the_law_are_the_bodies_of_the_registers() -> None:
    assert set(law.seat_labels()) <= set(Body.values)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 1, 1), ("task_force",)),
        (date(2020, 6, 1), ("task_force",)),
        (LATE, ("support_team", "task_force")),
    ],
)
def test_of_which_team_a_commune_is_asked_for_one(on: date, expected: tuple[str, ...]) -> None:
    assert rules.standing_kinds(on) == expected


def test_a_team_of_a_day_before_every_regime_has_no_rule() -> None:
    assert rules.team_rule("task_force", date(2009, 1, 1)) is None


@pytest.mark.requirement("S4-37")
@pytest.mark.parametrize(
    ("met_on", "since", "until", "expected"),
    [
        ([date(2020, 6, 1)], date(2020, 1, 1), JULY, True),
        ([date(2020, 6, 30)], date(2020, 1, 1), JULY, True),
        ([date(2020, 7, 1)], date(2020, 1, 1), JULY, False),
        ([date(2020, 5, 31)], date(2020, 1, 1), JULY, False),
        ([], date(2020, 1, 1), JULY, False),
        ([date(2020, 6, 5), date(2020, 7, 5)], date(2020, 1, 1), AUGUST, True),
        ([date(2020, 6, 5), date(2020, 6, 25)], date(2020, 1, 1), AUGUST, False),
        # Began in the middle of June: asked for July only; began in the only month: asked for one meeting since.
        ([date(2020, 7, 5)], date(2020, 6, 10), AUGUST, True),
        ([date(2020, 6, 15)], date(2020, 6, 10), AUGUST, False),
        ([date(2020, 6, 15)], date(2020, 6, 10), JULY, True),
        ([], date(2020, 6, 10), JULY, False),
    ],
)
def test_a_club_is_active_that_meets_every_month(met_on: list[date], since: date, until: date, expected: bool) -> None:
    assert clubs.is_active(met_on, lived_from=since, start=JUNE, end=until) is expected


def test_months_of_a_window_that_begins_on_the_fifteenth() -> None:
    spans = list(clubs.months_of(date(2020, 1, 31), date(2020, 4, 10)))
    assert spans == [
        (date(2020, 1, 31), date(2020, 2, 29)),
        (date(2020, 2, 29), date(2020, 3, 31)),
        (date(2020, 3, 31), date(2020, 4, 10)),
    ]


@pytest.mark.requirement("S3-37")
@pytest.mark.parametrize(("now", "ever", "expected"), [(0, 0, "–"), (0, 1, "0/1"), (2, 2, "2/2")])
def test_a_commune_without_a_point_is_not_nought(now: int, ever: int, expected: str) -> None:
    assert points.share(now, ever) == expected


@pytest.mark.requirement("S1-39")
@pytest.mark.parametrize(
    ("evaluated", "on", "expected"),
    [
        (None, date(2020, 12, 31), False),
        (None, date(2021, 1, 1), True),
        (date(2020, 6, 1), date(2021, 5, 31), False),
        (date(2020, 6, 1), date(2021, 6, 1), True),
    ],
)
def test_a_scheme_nobody_looked_at_for_a_year_is_flagged(evaluated: date | None, on: date, expected: bool) -> None:
    assert schemes.lacks_evaluation(started_on=date(2020, 1, 1), evaluated_on=evaluated, on=on) is expected


@pytest.mark.requirement("S2-21")
def test_how_far_a_plan_of_replication_is() -> None:
    assert schemes.progress(3, ["Phú Thuận B"]) == ("3/4", "Phú Thuận B")
    assert schemes.progress(4, []) == ("4/4", "")


@pytest.mark.parametrize(
    ("current", "wanted", "expected"),
    [
        ("", "pilot", True),
        ("", "stopped", False),
        ("pilot", "kept", True),
        ("pilot", "replicating", False),
        ("kept", "kept", True),
        ("kept", "stopped", True),
        ("stopped", "kept", False),
        ("stopped", "replicating", True),
    ],
)
def test_which_standing_follows_which(current: str, wanted: str, expected: bool) -> None:
    assert schemes.may_hold(current, wanted) is expected


@pytest.mark.requirement("S4-12")
@pytest.mark.parametrize(("done", "expected"), [(0, ("0/1", False)), (1, ("1/1", True)), (2, ("2/1", True))])
def test_a_target_of_at_least_one(done: int, expected: tuple[str, bool]) -> None:
    assert training.against(done, 1) == expected


def test_several_codes_in_one_column_keep_the_order_of_the_list() -> None:
    assert joined(["b", "a", "x"], known=["a", "b", "c"]) == ",a,b,"
    assert parted(",a,b,") == ["a", "b"]
    assert joined([], known=["a"]) == ""
    assert parted("") == []


def test_shipped_movements_share_no_spelling_and_have_their_parts() -> None:
    found = {one.code: one for one in movements.shipped()}
    four = ["ma túy", "tội phạm", "mại dâm", "tai nạn giao thông"]
    assert [part.name for part in found["four_less"].parts] == four
    assert [part.code for part in found["three_noes"].parts] == ["no_use", "no_trade", "no_cover"]
    spellings = [fold(name) for one in found.values() for name in (one.name, *one.also)]
    assert len(set(spellings)) == len(spellings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('also: ["Bốn giảm"]', 'also: ["3 KHONG voi ma tuy"]'),
        ('also: ["Bốn giảm"]', "also: Bốn"),
        ('name: "4 giảm"', 'name: ""'),
        ("{code: no_trade,", "{code: no_use,"),
        ('{code: no_use, name: "không sử dụng"}', '"không sử dụng"'),
    ],
)
def test_a_careless_list_of_movements_is_refused(before: str, after: str) -> None:
    shipped = movements.FILE.read_text(encoding="utf-8")
    assert before in shipped
    with pytest.raises(InstrumentFault):
        movements.read(shipped.replace(before, after, 1))


@pytest.mark.requirement("S2-06")
@pytest.mark.parametrize(
    ("covered", "lacking", "expected"),
    [
        (10, [], "10/10 (100 %)"),
        (9, ["xã Phú Thuận B"], "9/10, còn thiếu: xã Phú Thuận B"),
        (0, [], "0/0"),
    ],
)
def test_coverage_as_a_paper_says_it(covered: int, lacking: list[str], expected: str) -> None:
    assert rules.coverage_said(covered, lacking) == expected
