"""What can a withheld figure be, given everything printed? Two linear programmes a cell, solved by HiGHS.

A corner of the programme that is whole in every figure is a table that could stand behind the printed one; a corner
that is not is solved again in whole numbers, so that a range is never thought wider than it is.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest a cell can be."""

    least: float
    greatest: float


class RangeFinder:
    """The programme of one choice of withheld cells, kept warm between questions.

    `relations`: (terms, at_most) with terms (key, weight) adding up to nought, or to no more than nought.
    """

    def __init__(
        self,
        values: Mapping[Hashable, int],
        relations: Sequence[tuple[Sequence[tuple[Hashable, int]], bool]],
        withheld: Collection[Hashable],
    ) -> None:
        self._columns = {key: number for number, key in enumerate(sorted(withheld, key=str))}
        self._known = values
        self._seen: dict[Hashable, Range] = {key: Range(float(values[key]), float(values[key])) for key in withheld}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        for _key in self._columns:
            self._solver.addVar(0.0, highspy.kHighsInf)
        for terms, at_most in relations:
            self._add(terms, at_most)

    def reaches(self, key: Hashable, wide_enough: Callable[[Range], bool]) -> bool:
        """Whether the range of this cell is wide enough; tables found on the way answer for other cells too."""
        return wide_enough(self._seen[key]) or wide_enough(self.range_of(key))

    def range_of(self, key: Hashable) -> Range:
        return Range(self._extreme(key, highspy.ObjSense.kMinimize), self._extreme(key, highspy.ObjSense.kMaximize))

    def _add(self, terms: Sequence[tuple[Hashable, int]], at_most: bool) -> None:
        hidden = [(self._columns[key], weight) for key, weight in terms if key in self._columns]
        if not hidden:
            return
        printed = sum(weight * self._known[key] for key, weight in terms if key not in self._columns)
        low = -highspy.kHighsInf if at_most else -float(printed)
        self._solver.addRow(
            low,
            -float(printed),
            len(hidden),
            np.array([column for column, _weight in hidden], dtype=np.int32),
            np.array([weight for _column, weight in hidden], dtype=np.float64),
        )

    def _extreme(self, key: Hashable, sense: highspy.ObjSense) -> float:
        column = self._columns[key]
        self._solver.changeColCost(column, 1.0)
        self._solver.changeObjectiveSense(sense)
        try:
            return self._solved(column, sense)
        finally:
            self._solver.changeColCost(column, 0.0)

    def _solved(self, column: int, sense: highspy.ObjSense) -> float:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return highspy.kHighsInf if sense == highspy.ObjSense.kMaximize else 0.0
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"the printed tables contradict themselves: {status}")
        solution = np.asarray(self._solver.getSolution().col_value)
        if np.abs(solution - np.rint(solution)).max(initial=0.0) > _WHOLE:
            return self._in_whole_numbers(column)
        self._learn(solution)
        return float(np.rint(solution[column]))

    def _in_whole_numbers(self, column: int) -> float:
        count = len(self._columns)
        every = np.arange(count, dtype=np.int32)
        self._solver.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kInteger] * count))
        try:
            self._solver.run()
            solution = np.rint(np.asarray(self._solver.getSolution().col_value))
            self._learn(solution)
            return float(solution[column])
        finally:
            self._solver.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kContinuous] * count))

    def _learn(self, solution: "np.typing.NDArray[np.float64]") -> None:
        for key, column in self._columns.items():
            found, seen = float(np.rint(solution[column])), self._seen[key]
            if not seen.least <= found <= seen.greatest:
                self._seen[key] = Range(min(seen.least, found), max(seen.greatest, found))
