"""Withheld cells: nothing printed gives a small figure back, over linked tables and over successive periods."""

import itertools
from collections.abc import Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import CannotProtect, Tables, flow, same, total, within


def grid(rows: list[list[int]]) -> Tables:
    """Communes × lines with both kinds of totals."""
    height, width = len(rows), len(rows[0])
    values: dict[Hashable, int] = {(i, j): rows[i][j] for i in range(height) for j in range(width)}
    values |= {(i, "all"): sum(rows[i]) for i in range(height)}
    values |= {("all", j): sum(row[j] for row in rows) for j in range(width)}
    values["all", "all"] = sum(map(sum, rows))
    relations = [total((i, "all"), [(i, j) for j in range(width)]) for i in range(height)]
    relations += [total(("all", j), [(i, j) for i in range(height)]) for j in range(width)]
    relations += [total(("all", "all"), [(i, "all") for i in range(height)])]
    relations += [total(("all", "all"), [("all", j) for j in range(width)])]
    return Tables(values, relations)


def test_a_small_cell_is_withheld_and_so_is_what_would_give_it_back() -> None:
    tables = grid([[3, 20, 30], [25, 40, 35], [30, 22, 18]])
    withheld = disclosure.protect(tables)
    assert (0, 0) in withheld
    assert len(withheld) >= 4  # in a table with both totals one cell alone can be subtracted back
    assert disclosure.exposed(tables, withheld) == set()


def test_the_small_cell_alone_is_found_by_subtraction() -> None:
    tables = grid([[3, 20, 30], [25, 40, 35], [30, 22, 18]])
    assert disclosure.exposed(tables, {(0, 0)}) == {(0, 0)}
    assert disclosure.ranges(tables, {(0, 0)})[0, 0] == disclosure.Range(3, 3)


def test_two_small_cells_that_only_share_a_small_sum_are_not_enough() -> None:
    """2 and 1 withheld beside a printed rest: neither can be more than 3."""
    tables = Tables({"whole": 23, "a": 2, "b": 1, "c": 20}, [total("whole", ["a", "b", "c"])])
    assert disclosure.exposed(tables, {"a", "b"}) == {"a", "b"}
    assert disclosure.protect(tables) >= {"a", "b", "c"}


def test_noughts_are_printed_and_nothing_is_withheld_without_need() -> None:
    tables = grid([[0, 20, 30], [25, 40, 35], [30, 22, 18]])
    assert disclosure.protect(tables) == frozenset()


def test_an_inequality_can_give_a_cell_away() -> None:
    """Working people are among those doing well: "doing well" printed as 4 bounds them from above."""
    tables = Tables(
        {"well": 40, "working": 3, "not": 37}, [within("working", "well"), total("well", ["working", "not"])]
    )
    assert disclosure.exposed(tables, {"working"}) == {"working"}
    assert disclosure.exposed(tables, disclosure.protect(tables)) == set()


def two_months(removed: int = 2) -> dict[Hashable, int]:
    return {
        "open1": 60,
        "new1": 10,
        "out1": 8,
        "end1": 62,
        "open2": 62,
        "new2": 9,
        "out2": removed,
        "end2": 71 - removed,
    }


MONTHS = [
    flow("open1", ["new1"], ["out1"], "end1"),
    same("end1", "open2"),
    flow("open2", ["new2"], ["out2"], "end2"),
]


def test_successive_periods_are_looked_at_together() -> None:
    """The stock of the month before and of this one give "removed" back, though it stands in no sum of one table."""
    printed = frozenset({"open1", "new1", "out1", "end1"})
    tables = Tables(two_months(), MONTHS, printed=printed)
    assert disclosure.exposed(tables, {"out2"}) == {"out2"}
    withheld = disclosure.protect(tables)
    assert withheld & {"new2", "end2"}
    assert not withheld & printed


def test_what_was_printed_before_cannot_be_taken_back() -> None:
    tables = Tables(two_months(), MONTHS, printed=frozenset(two_months()) - {"out2"})
    with pytest.raises(CannotProtect) as caught:
        disclosure.protect(tables)
    assert caught.value.keys == {"out2"}


def test_what_was_withheld_before_stays_withheld() -> None:
    tables = Tables({"whole": 90, "a": 40, "b": 50}, [total("whole", ["a", "b"])], kept_back=frozenset({"a"}))
    assert "a" in disclosure.protect(tables)


@pytest.mark.parametrize(
    ("above", "below", "hidden", "printed"),
    [(9, 17, False, False), (30, 60, False, True), (30, 60, True, False), (58, 60, False, False), (0, 60, False, True)],
)
def test_a_rate_is_printed_over_enough_people_only(above: int, below: int, hidden: bool, printed: bool) -> None:
    assert disclosure.may_print_rate(above, below, withheld=hidden) is printed


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=120, deadline=None)
def test_no_small_cell_of_any_table_can_be_worked_out(rows: list[list[int]]) -> None:
    tables = grid(rows)
    withheld = disclosure.protect(tables)
    for key in tables.small:
        found = disclosure.ranges(tables, withheld)[key]
        assert found.least <= 1
        assert found.greatest >= disclosure.SMALL - 1


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.sets(st.integers(0, 3), min_size=1))
@settings(max_examples=60, deadline=None)
def test_the_ranges_are_those_of_trying_every_table(row: list[int], hidden: set[int]) -> None:
    """Against brute force: every table of whole numbers that prints the same."""
    tables = Tables({"whole": sum(row), **dict(enumerate(row))}, [total("whole", range(4))])
    choices = [range(sum(row) + 1) if i in hidden else [row[i]] for i in range(4)]
    possible = [one for one in itertools.product(*choices) if sum(one) == sum(row)]
    for key, found in disclosure.ranges(tables, hidden).items():
        assert isinstance(key, int)
        assert (found.least, found.greatest) == (min(t[key] for t in possible), max(t[key] for t in possible))
