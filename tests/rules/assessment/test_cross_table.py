"""The cross table above the commune: a small figure stays back, and so does whatever would give it back."""

from collections.abc import Hashable

from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.indicators.disclosure import Tables
from hoanhap.people.assessment import classifying, cross_table
from hoanhap.people.assessment.cross_table import CrossTable

LEVELS, CAUSES = list(classifying.LEVELS), list(classifying.CAUSES)


def table(counts: dict[tuple[str, str], int], units: tuple[int, ...] = ()) -> CrossTable:
    return CrossTable(counts=counts, units=[(pk, f"xã {pk}", number) for pk, number in enumerate(units, start=1)])


def shown(protected: CrossTable) -> set[Hashable]:
    cells = {(level, cause) for level in (*LEVELS, "") for cause in (*CAUSES, "") if protected.at(level, cause) is None}
    return cells | {name for name, number in protected.of_units if number is None}


def test_large_figures_are_all_told() -> None:
    counts = {(level, cause): 20 for level in LEVELS for cause in CAUSES}
    assert shown(cross_table.above_commune(table(counts, (200, sum(counts.values()) - 200)))) == set()


def test_one_small_cell_takes_others_with_it() -> None:
    counts = {(level, cause): 20 for level in LEVELS for cause in CAUSES} | {(LEVELS[0], CAUSES[0]): 2}
    kept = shown(cross_table.above_commune(table(counts, (200, sum(counts.values()) - 200))))
    assert (LEVELS[0], CAUSES[0]) in kept
    assert len(kept) >= 4  # else it could be subtracted from the sums


def test_a_small_commune_is_not_told_beside_a_large_one() -> None:
    counts = {(LEVELS[0], CAUSES[0]): 50}
    assert {"xã 1", "xã 2"} <= shown(cross_table.above_commune(table(counts, (3, 47))))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([(a, b) for a in LEVELS for b in CAUSES]), st.integers(1, 30), max_size=12))
def test_nothing_told_gives_a_small_figure_back(counts: dict[tuple[str, str], int]) -> None:
    whole = table(counts, (sum(counts.values()),) if counts else ())
    protected = cross_table.above_commune(whole)
    tables = Tables(cross_table.figures(whole), list(cross_table.sums(whole)))
    assert disclosure.exposed(tables, protected.kept_back) == set()


def test_control_small_cells_alone_are_not_enough() -> None:
    counts = {(level, cause): 20 for level in LEVELS for cause in CAUSES} | {(LEVELS[0], CAUSES[0]): 2}
    whole = table(counts, (sum(counts.values()),))
    tables = Tables(cross_table.figures(whole), list(cross_table.sums(whole)))
    assert disclosure.exposed(tables, tables.small) != set()
