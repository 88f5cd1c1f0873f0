"""Quarters, what makes a review whole, episodes after rehab and why somebody is no longer followed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.errors import Refused
from hoanhap.people.reviews import rules
from hoanhap.people.reviews.episodes import Episode, Left, Signed, Stay, episodes, outcome
from hoanhap.people.reviews.rules import Quarter, ReviewDetails, YearDetails

Q2 = Quarter(2020, 2)
GOOD = ReviewDetails(on=date(2020, 6, 20), condition="progress")
ENDED = date(2020, 1, 16)
YEAR = YearDetails(on=date(2021, 1, 20), outcome="no_use")


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_day_lies_in_one_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.period.contains(day)
    assert quarter.previous.next == quarter == Quarter.read(quarter.code)
    assert quarter.previous.period.end == quarter.period.start


@pytest.mark.parametrize("code", ["2020-Q5", "2020-Q0", "Q2", "", "20x-Q1", "99999-Q1"])
def test_what_is_no_quarter_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Quarter.read(code)


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (date(2020, 5, 31), [Quarter(2020, 1)]),
        (date(2020, 6, 1), [Quarter(2020, 1), Q2]),
        (date(2020, 7, 1), [Q2]),
    ],
)
def test_a_quarter_is_asked_for_from_its_last_month_on(on: date, asked: list[Quarter]) -> None:
    assert list(rules.quarters_asked(on)) == asked


def check(details: ReviewDetails) -> None:
    rules.check_review(details, quarter=Q2, opened_on=date(2020, 1, 13), today=date(2020, 6, 30))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"condition": "not_yet", "use_seen": True, "seen_on": date(2020, 5, 3)},
        {"condition": "at_risk", "use_seen": True},
        {"condition": "", "not_seen": "absent"},
        {"work": "stable"},
    ],
)
def test_a_whole_review_passes(changes: dict[str, object]) -> None:
    check(replace(GOOD, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"condition": ""}, "review-empty"),
        ({"not_seen": "absent"}, "review-both"),
        ({"condition": "better"}, "review-condition"),
        ({"condition": "", "not_seen": "lazy"}, "review-reason"),
        ({"use_seen": True}, "review-contradicts"),
        ({"condition": "", "not_seen": "absent", "use_seen": True}, "review-contradicts"),
        ({"work": "rich"}, "review-work"),
        ({"condition": "", "not_seen": "ill", "work": "stable"}, "review-work-unseen"),
        ({"seen_on": date(2020, 6, 1)}, "review-seen-when-not"),
        ({"condition": "not_yet", "use_seen": True, "seen_on": date(2020, 6, 21)}, "review-seen-day"),
        ({"on": date(2020, 7, 1)}, "review-future"),
        ({"on": date(2020, 3, 31)}, "review-day"),
        ({"on": date(2020, 1, 1)}, "review-before"),
    ],
)
def test_what_is_not_whole_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(replace(GOOD, **changes))  # type: ignore[arg-type]
    assert refused.value.code == code


def check_year(details: YearDetails, today: date = date(2021, 1, 20)) -> None:
    rules.check_year(details, ended_on=ENDED, today=today)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"outcome": "used", "seen_on": date(2020, 9, 1)},
        {"outcome": "relapsed", "paper_number": "12/PKQ", "paper_on": date(2020, 10, 2)},
        {"outcome": "", "not_seen": "refused"},
        {"work": "occasional"},
    ],
)
def test_a_whole_assessment_passes(changes: dict[str, object]) -> None:
    check_year(replace(YEAR, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": "relapsed"}, "year-paper"),
        ({"outcome": "relapsed", "paper_number": "1"}, "year-paper"),
        ({"outcome": "relapsed", "paper_number": "1", "paper_on": date(2019, 12, 1)}, "year-paper-day"),
        ({"paper_number": "1"}, "year-paper-when-not"),
        ({"outcome": "", "not_seen": ""}, "review-empty"),
        ({"not_seen": "ill"}, "review-both"),
        ({"seen_on": date(2020, 9, 1)}, "review-seen-when-not"),
    ],
)
def test_an_assessment_that_is_not_whole_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_year(replace(YEAR, **changes))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_relapse_names_its_way_out() -> None:
    """Who saw a sign and has no paper writes a sign, not a relapse."""
    with pytest.raises(Refused, match="phiếu") as refused:
        check_year(replace(YEAR, outcome="relapsed"))
    assert "có dấu hiệu sử dụng lại" in str(refused.value.way_out)


def test_the_year_is_nearly_over_first() -> None:
    early = replace(YEAR, on=date(2020, 12, 16))
    with pytest.raises(Refused, match="chưa đến kỳ"):
        check_year(early, today=date(2020, 12, 16))
    check_year(replace(YEAR, on=date(2020, 12, 17)), today=date(2020, 12, 17))


@pytest.mark.parametrize("reason", ["deceased", "moved"])
def test_who_died_or_moved_need_not_wait_for_the_year(reason: str) -> None:
    check_year(YearDetails(on=date(2020, 3, 1), not_seen=reason), today=date(2020, 3, 1))


# --- episodes ---------------------------------------------------------------------------------------------------------


def stays(*steps: tuple[str, date]) -> list[Stay]:
    before, made = "", []
    for number, (state, on) in enumerate(steps, start=1):
        measure = state if state.startswith(("rehab", "post")) else (made[-1].measure if made else "")
        made.append(Stay(number=number, state=state, came_from=before, from_on=on, measure=measure))
        before = state
    return made


HOME, AFTER = "rehab_voluntary_home", "post_rehab_residence"


def test_out_of_rehab_begins_an_episode() -> None:
    found = episodes(stays(("registered", date(2022, 1, 1)), (HOME, date(2022, 1, 5)), (AFTER, date(2022, 7, 5))))
    assert found == [Episode(ended_on=date(2022, 7, 5), measure=HOME)]


def test_completed_and_then_managed_is_one_end_of_rehab() -> None:
    found = episodes(stays((HOME, date(2022, 1, 5)), ("completed", date(2022, 7, 5)), (AFTER, date(2022, 7, 9))))
    assert [one.ended_on for one in found] == [date(2022, 7, 5)]


def test_who_comes_home_from_a_centre_begins_after_rehab() -> None:
    found = episodes(stays((AFTER, date(2020, 7, 10)), ("completed", date(2021, 7, 10))))
    assert found == [Episode(ended_on=date(2020, 7, 10), measure="")]


def test_a_withdrawal_ends_no_rehab() -> None:
    assert episodes(stays((HOME, date(2022, 1, 5)), ("addicted", date(2022, 3, 5)))) == []


def test_rehab_again_ends_the_episode() -> None:
    line = stays((HOME, date(2020, 1, 5)), ("completed", date(2020, 7, 5)), ("addicted", date(2021, 2, 1)),
                 (HOME, date(2021, 3, 1)), ("completed", date(2021, 9, 1)))  # fmt: skip
    first, second = episodes(line)
    assert (first.again_on, second.ended_on, second.again_on) == (date(2021, 3, 1), date(2021, 9, 1), None)


def test_going_on_in_another_commune_is_no_step() -> None:
    line = stays((HOME, date(2022, 1, 5)), (AFTER, date(2022, 7, 5)))
    moved = Stay(number=3, state=AFTER, came_from=AFTER, from_on=date(2022, 9, 1), measure=AFTER, handed_over=True)
    assert len(episodes([*line, moved])) == 1


EPISODE = Episode(ended_on=date(2020, 1, 1), measure=HOME)


def left(*signed: Signed, closed_as: str = "", is_open: bool = True) -> tuple[date | None, Left]:
    return outcome(EPISODE, signed, closed_as=closed_as, is_open=is_open)


def seen(day: date) -> Signed:
    return Signed(on=day, seen=True)


def test_the_last_day_somebody_signed_is_the_last_that_counts() -> None:
    """Not today: time nobody looked at is not time without use."""
    assert left(seen(date(2020, 3, 30)), seen(date(2020, 6, 30))) == (date(2020, 6, 30), Left.FOLLOWED)


def test_a_sign_counts_on_its_own_day() -> None:
    sign = Signed(on=date(2020, 6, 30), seen=True, sign_on=date(2020, 5, 9))
    assert left(seen(date(2020, 3, 30)), sign, seen(date(2020, 9, 30))) == (date(2020, 5, 9), Left.SIGN)


@pytest.mark.parametrize(
    ("closed_as", "why"),
    [("closed_deceased", Left.DECEASED), ("closed_moved", Left.MOVED), ("completed", Left.ENDED)],
)
def test_an_ended_case_says_how_it_ended(closed_as: str, why: Left) -> None:
    assert left(seen(date(2020, 3, 30)), closed_as=closed_as, is_open=False) == (date(2020, 3, 30), why)


def test_who_was_looked_for_and_not_found_is_lost_to_follow_up() -> None:
    missed = Signed(on=date(2020, 6, 30), seen=False)
    assert left(seen(date(2020, 3, 30)), missed) == (date(2020, 3, 30), Left.LOST)


def test_whom_nobody_ever_reviewed_stands_on_no_curve() -> None:
    assert left() == (None, Left.FOLLOWED)


def test_a_missed_review_is_no_sign() -> None:
    """The known-bad reading: absence taken for use."""
    assert left(Signed(on=date(2020, 6, 30), seen=False)) == (None, Left.LOST)


def test_what_was_signed_before_the_end_of_rehab_belongs_elsewhere() -> None:
    assert left(Signed(on=date(2019, 12, 1), seen=True, sign_on=date(2019, 12, 1))) == (None, Left.FOLLOWED)


def test_rehab_begun_again_is_no_sign_by_itself() -> None:
    again = Episode(ended_on=date(2020, 1, 1), measure=HOME, again_on=date(2020, 8, 1))
    found = outcome(again, [seen(date(2020, 6, 30)), seen(date(2020, 9, 1))], closed_as="", is_open=True)
    assert found == (date(2020, 6, 30), Left.AGAIN)
