"""Forms as data: blocks of cells, windows with their deadlines, and the checks that hold between cells. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from hoanhap.kernel import dates, periods
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period

FOLDER = Path(__file__).parent / "forms"


class WrongForm(ValueError):  # noqa: N818
    """The data of a form contradict themselves: found at start and by the tests, never by a user."""


class Show(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    SHARE = "share"


class Window(StrEnum):
    MONTH = "month"
    HALF_YEAR = "half_year"
    YEAR = "year"


class CheckKind(StrEnum):
    SUM = "sum"
    WITHIN = "within"
    FLOW = "flow"
    CARRY = "carry"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Cell:
    """One line. It counts a measure, or divides one line by another; a share stands over a number of units."""

    code: str
    label: str
    indent: int = 0
    measure: str = ""
    ratio: tuple[str, str] | None = None
    out_of: str = ""
    show: Show = Show.COUNT


@dataclass(frozen=True, slots=True)
class Block:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A relation between cells; `roles` names them by what they are in the relation, `cells` those that are many."""

    kind: CheckKind
    roles: Mapping[str, str]
    cells: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    percent: int = 0
    at_least: int = 0

    @property
    def named(self) -> tuple[str, ...]:
        """Every cell of the relation."""
        return (*self.roles.values(), *self.cells, *self.plus, *self.minus)


@dataclass(frozen=True, slots=True)
class WindowRule:
    cut_day: int
    due: Duration


@dataclass(frozen=True, slots=True)
class Bases:
    """The legal bases a paper names for periods that end within [valid_from, valid_to)."""

    valid_from: date
    valid_to: date | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    code: str
    title: str
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    windows: Mapping[Window, WindowRule]
    blocks: tuple[Block, ...]
    sums: Mapping[str, tuple[str, ...]]
    checks: tuple[Check, ...]
    bases: tuple[Bases, ...]
    headline: tuple[str, ...]
    board: tuple[str, ...]
    adds_up: tuple[str, ...] = ()
    stocks: tuple[str, ...] = ()

    def bases_on(self, day: date) -> tuple[str, ...]:
        living = (one for one in self.bases if one.valid_from <= day and (one.valid_to is None or day < one.valid_to))
        return next((one.lines for one in living), ())

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for block in self.blocks for cell in block.cells)

    def cell(self, code: str) -> Cell:
        for cell in self.cells:
            if cell.code == code:
                return cell
        raise Refused(f"Biểu {self.code} không có dòng “{code}”.")

    def period(self, window: Window, year: int, number: int) -> Period:
        """The period of month, half or year `number`; the cut day is the form's own."""
        cut_day = self.windows[window].cut_day
        match window:
            case Window.MONTH:
                return periods.monthly(year, number, cut_day=cut_day)
            case Window.HALF_YEAR:
                return periods.half_year(year, number, cut_day=cut_day)
            case Window.YEAR:
                return periods.yearly(year, cut_day=cut_day)

    def require_living(self, on: date) -> None:
        """Raise Refused for a day outside [valid_from, valid_to)."""
        if on < self.valid_from or (self.valid_to is not None and on >= self.valid_to):
            raise Refused(f"Biểu {self.code} không dùng cho ngày {dates.show(on)}.", way_out="Chọn biểu của kỳ đó.")

    def windows_in_year(self, window: Window) -> int:
        return {Window.MONTH: 12, Window.HALF_YEAR: 2, Window.YEAR: 1}[window]

    def window_of(self, period: Period) -> tuple[Window, int, int]:
        """Which window this period is, with year and number. Raises Refused for a period the form does not know."""
        last = period.last_day
        for window in self.windows:
            for number in range(1, self.windows_in_year(window) + 1):
                if self.period(window, last.year, number) == period:
                    return window, last.year, number
        raise Refused(
            f"Biểu {self.code} không có kỳ {period.display}.",
            way_out="Chọn một tháng, nửa năm hoặc năm của biểu này.",
        )

    def period_label(self, period: Period) -> str:
        """ "tháng 6/2020", "6 tháng đầu năm 2020", "năm 2020", in the language of the screen."""
        window, year, number = self.window_of(period)
        if window is Window.MONTH:
            return _("tháng %(number)d/%(year)d") % {"number": number, "year": year}
        if window is Window.HALF_YEAR:
            said = _("6 tháng đầu năm %(year)d") if number == 1 else _("6 tháng cuối năm %(year)d")
            return said % {"year": year}
        return _("năm %(year)d") % {"year": year}

    def previous(self, period: Period) -> Period:
        """The period of the same window just before."""
        window, year, number = self.window_of(period)
        last = self.windows_in_year(window)
        return self.period(window, year, number - 1) if number > 1 else self.period(window, year - 1, last)


@cache
def all_forms() -> Mapping[str, Form]:
    """Every form by its code; raises WrongForm when the data contradict themselves."""
    forms = [read(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.yaml"))]
    return {form.code: form for form in forms}


def get(code: str) -> Form:
    forms = all_forms()
    if code not in forms:
        raise Refused(f"Không có biểu “{code}”.", way_out="Các biểu có sẵn: " + ", ".join(forms) + ".")
    return forms[code]


def read(data: Mapping[str, Any]) -> Form:
    """Make a form of its data, strictly: unknown keys, cells and relations raise WrongForm."""
    try:
        form = Form(
            code=data["code"],
            title=data["title"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            source=data["source"].strip(),
            confidence=data["confidence"],
            windows={Window(name): _window(rule) for name, rule in data["windows"].items()},
            blocks=tuple(
                Block(block["title"], tuple(_cell(cell) for cell in block["cells"])) for block in data["blocks"]
            ),
            sums={name: tuple(parts) for name, parts in data["sums"].items()},
            checks=tuple(_check(check) for check in data["checks"]),
            bases=tuple(Bases(row["from"], row["to"], tuple(row["lines"])) for row in data["bases"]),
            headline=tuple(data["headline"]),
            board=tuple(data["board"]),
            adds_up=tuple(data.get("adds_up", ())),
            stocks=tuple(data.get("stocks", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WrongForm(f"{data.get('code', '?')}: {error!r}") from error
    _verify(form)
    return form


def _window(rule: Mapping[str, Any]) -> WindowRule:
    return WindowRule(rule["cut_day"], Duration(rule["due"]["value"], Unit(rule["due"]["unit"])))


def _cell(data: Mapping[str, Any]) -> Cell:
    ratio = tuple(data["ratio"]) if "ratio" in data else None
    return Cell(**{**data, "ratio": ratio, "show": Show(data.get("show", "count"))})


def _check(data: Mapping[str, Any]) -> Check:
    kind = CheckKind(data["kind"])
    roles = {key: value for key, value in data.items() if isinstance(value, str) and key != "kind"}
    cells = tuple(data.get("parts") or data.get("cells") or ())
    return Check(
        kind=kind,
        roles=roles,
        cells=cells,
        plus=tuple(data.get("plus", ())),
        minus=tuple(data.get("minus", ())),
        percent=data.get("percent", 0),
        at_least=data.get("at_least", 0),
    )


def _verify(form: Form) -> None:
    codes = [cell.code for cell in form.cells]
    if len(codes) != len(set(codes)):
        raise WrongForm(f"{form.code}: a cell stands twice")
    known = {*codes, *form.sums}
    named = [code for check in form.checks for code in check.named]
    named += [code for cell in form.cells for code in cell.ratio or ()]
    named += [code for parts in form.sums.values() for code in parts]
    named += [*form.headline, *form.board, *form.adds_up, *form.stocks]
    if unknown := sorted(set(named) - known):
        raise WrongForm(f"{form.code}: unknown cells {unknown}")
    for cell in form.cells:
        if bool(cell.measure) == bool(cell.ratio):
            raise WrongForm(f"{form.code}: {cell.code} must either count or divide")
        if (cell.show is Show.SHARE) != bool(cell.out_of):
            raise WrongForm(f"{form.code}: {cell.code} is a share of nothing")
