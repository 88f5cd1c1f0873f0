"""What stays back above the commune where periods overlap: a year and its quarters tell no more together than apart."""

import random
from collections.abc import Callable
from datetime import date

import pytest

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import Relation, Tables
from hoanhap.kernel.periods import Period
from hoanhap.people.reviews import indicators, keeping_back
from hoanhap.people.reviews.indicators import Board
from hoanhap.people.reviews.shares import COUNTED, FLOWS, MEETINGS, SHARES
from tests.cast import TODAY, Cast
from tests.domain.care import people
from tests.domain.reviews.test_baselines import help_given

Protect = Callable[[dict[str, dict[str, int]]], tuple[frozenset[object], bool]]
YEAR, LAST = Period(date(2019, 1, 1), date(2020, 1, 1)), Period(date(2019, 10, 1), date(2020, 1, 1))


def board(cast: Cast, period: Period) -> Board:
    return indicators.board(cast.viewer(cast.district_merger), period=period, place_id=cast.thuong_lac.pk)


def test_the_family_of_a_period_is_its_year_with_the_quarters_as_far_as_they_came() -> None:
    assert keeping_back.family(LAST, TODAY) == keeping_back.family(YEAR, TODAY)
    assert [str(one.end) for one in keeping_back.family(YEAR, TODAY)] == [
        "2020-01-01", "2019-04-01", "2019-07-01", "2019-10-01", "2020-01-01",
    ]  # fmt: skip
    now = Period(date(2020, 4, 1), date(2020, 6, 17))
    assert [str(one.end) for one in keeping_back.family(now, TODAY)] == ["2020-06-17", "2020-04-01", "2020-06-17"]
    other = Period(date(2020, 5, 1), date(2020, 6, 1))
    assert keeping_back.family(other, TODAY) == [other]


@pytest.mark.requirement("S5-19")
def test_a_stock_stays_back_by_its_day_whatever_the_period(cast: Cast) -> None:
    """With flows that differ: in the last quarter two were helped, in the year nineteen."""
    here = people.cases(cast.thuong_lac, 24, opened_on=date(2019, 1, 7))
    people.cases(cast.thuong_lac, 2, opened_on=date(2019, 1, 7), state="identified")
    people.cases(cast.long_khanh_a, 30, opened_on=date(2019, 1, 7))
    for number, case in enumerate(here[:19]):
        help_given(case, on=date(2019, 11, 4) if number < 2 else date(2019, 3, 4))
    year, last = board(cast, YEAR), board(cast, LAST)
    stocks = [code for code in year.cells if code not in (*FLOWS, *MEETINGS)]
    assert [year.cells[code].value for code in stocks] == [last.cells[code].value for code in stocks]
    assert None in [year.cells[code].value for code in stocks]
    assert last.cells["resources.reached"].value is None


def drawn(dice: random.Random) -> dict[str, dict[str, int]]:
    """Three units and their whole, with figures as small as they are in communes; stocks hold together."""
    columns: dict[str, dict[str, int]] = {}
    for key in "abc":
        column = {code: dice.choice((0, 0, 1, 2, 3, 6, 9, 14)) for code in COUNTED}
        column["known.managed"] = sum(column[code] for code in keeping_back.MANAGED)
        column["stock.total"] = sum(column[code] for code in keeping_back.MIX)
        column["stock.after_rehab"] = sum(column[code] for code in keeping_back.AFTER)
        column["stock.in_rehab"] = sum(column[code] for code in keeping_back.IN_REHAB)
        column["files.managed"] = column["known.managed"]
        column["services.addicted"] = column["stock.in_rehab"]
        for code in ("jobs.in_rehab", "jobs.after_rehab"):
            column[code] = dice.randint(0, column[code.replace("jobs", "stock")])
        columns[key] = happened(column, dice)
    return summed(columns)


def happened(column: dict[str, int], dice: random.Random) -> dict[str, int]:
    """The same stocks with other flows."""
    addicted, found = column["services.addicted"], dict(column)
    found["services.any"] = dice.randint(0, addicted)
    rehab = dice.randint(0, found["services.any"])
    found |= {"services.rehab": rehab, "services.treatment": 0, "services.counselling": found["services.any"] - rehab}
    found["resources.reached"] = dice.randint(0, found["stock.total"])
    found["contacts.first_due"], found["contacts.first_in_time"] = 0, 0
    return found | {one.rest: found[one.whole] - found[one.part] for one in SHARES}


def summed(columns: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    below = [columns[key] for key in columns if key]
    return columns | {"": {code: sum(column[code] for column in below) for code in below[0]}}


def by_itself(columns: dict[str, dict[str, int]]) -> tuple[frozenset[object], bool]:
    """How it must not be done: each period for itself, stocks and flows at once."""
    values = {cell: columns[cell[0]][cell[1]] for cell in cells(columns)}
    return disclosure.protect(Tables({**values}, keeping_back.relations(columns))), False


def told_together(seed: int, protect: Protect) -> set[object]:
    """The small figures of a year and its last quarter that a reader of both pages works out."""
    dice = random.Random(seed)  # noqa: S311 - drawn figures, no secret
    year = drawn(dice)
    last = summed({key: happened(column, dice) for key, column in year.items() if key})
    values, known, withheld = {}, list[Relation](), set()
    for name, columns in (("year", year), ("last", last)):
        kept, failed = protect(columns)
        shown = {"": columns[""]} if failed else columns
        values |= {(name, *cell): columns[cell[0]][cell[1]] for cell in cells(shown)}
        withheld |= {(name, *cell) for cell in kept}
        for one in keeping_back.relations(shown):
            known.append(Relation(tuple(((name, *cell), weight) for cell, weight in one.terms), at_most=one.at_most))
    both = [cell for cell in cells(year) if ("year", *cell) in values and ("last", *cell) in values]
    known += [disclosure.same(("year", *cell), ("last", *cell)) for cell in both if cell[1] not in FLOWS]
    return set(disclosure.exposed(Tables(values, known), withheld))


@pytest.mark.requirement("S5-19")
@pytest.mark.parametrize("seed", range(6))
def test_two_periods_that_end_on_one_day_tell_no_small_figure_together(seed: int) -> None:
    assert told_together(seed, keeping_back.kept_back) == set()


def test_protected_each_for_itself_they_would() -> None:
    """The known-bad control."""
    assert any(told_together(seed, by_itself) for seed in range(6))


def cells(columns: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    return [(key, code) for key, column in columns.items() for code in column if code not in MEETINGS]


@pytest.mark.requirement("S5-19")
def test_the_meetings_of_three_quarters_do_not_tell_those_of_the_fourth() -> None:
    periods = keeping_back.family(YEAR, TODAY)
    due = [36, 10, 12, 3, 11]
    met = {
        period: {"": dict(zip(MEETINGS, (number, 0, number), strict=True))}
        for period, number in zip(periods, due, strict=True)
    }
    kept = keeping_back.meetings_kept_back(met)
    third, of_due = periods[3], {period for period, _key, code in kept if code == MEETINGS[0]}
    assert third in of_due
    assert len(of_due) > 1, "the year less three quarters would say it"
    # Known-bad control: alone the third quarter keeps back itself, and nothing of the others.
    assert keeping_back.meetings_kept_back({third: met[third]}) == {(third, "", MEETINGS[0]), (third, "", MEETINGS[2])}
