"""One way to read rows, whatever the file: typed cells with the row number people see in their own program.

Only bytes that passed the guard come here. Rows are made one at a time from the parser's lines.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hoanhap.exchange import guard, sheet_parser
from hoanhap.exchange.cells import SheetScan
from hoanhap.exchange.limits import DEFAULT, Limits
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy

Cell = str | int | float | bool | date | datetime | None
_SEPARATORS = ";,\t"
_PARSER = Path(sheet_parser.__file__)
_PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the sheet's own; texts are tidied; `unreadable`: columns whose formula or error left no value."""

    number: int
    cells: Sequence[Cell]
    unreadable: dict[int, str] = field(default_factory=dict)

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None

    @property
    def blank(self) -> bool:
        return not self.unreadable and all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    formulas: int
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Book:
    kind: guard.Kind
    sheets: Sequence[Sheet]
    hidden: Sequence[str]


def open_book(data: bytes, *, name: str, limits: Limits = DEFAULT) -> Book:
    """Guard the bytes, then offer the visible sheets. Raises Refused for anything that is not a readable list."""
    checked = guard.check(data, name=name, limits=limits)
    if checked.kind is guard.Kind.CSV:
        text = _decode(data)
        return Book(checked.kind, [Sheet("CSV", 0, lambda: _csv_rows(text, limits))], [])
    return _workbook(checked)


def _workbook(checked: guard.Checked) -> Book:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    lines: list[bytes] = []
    for line in _parsed(checked.data):
        if line.startswith(b"{"):
            head = json.loads(line)
            if not head["visible"]:
                hidden.append(head["sheet"])
                continue
            scan, lines = checked.scans.get(head["sheet"], SheetScan()), []
            sheets.append(Sheet(head["sheet"], scan.formulas, partial(_rows, lines, scan)))
        else:
            lines.append(line)
    return Book(checked.kind, sheets, hidden)


def _parsed(data: bytes) -> list[bytes]:
    """The lines of the parser, which runs in a process of its own: a spoiled file may end it, never us."""
    try:
        # -I: neither the caller's folder nor its environment decides what the script imports.
        done = subprocess.run(  # noqa: S603 - our own script, no shell, the file goes in by standard input
            [sys.executable, "-I", str(_PARSER)], input=data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise _unreadable() from None
    if done.returncode == sheet_parser.LOCKED:
        raise _locked()
    if done.returncode == sheet_parser.TOO_LONG:
        raise Refused(
            _("Bảng tính chứa quá nhiều chữ."), code="file.heavy", way_out=_("Chép riêng danh sách sang sổ mới.")
        )
    if done.returncode:
        raise _unreadable()
    return done.stdout.splitlines()


def _rows(lines: Sequence[bytes], scan: SheetScan) -> Iterator[Row]:
    """Rows with something in them, in order; a row that holds nothing but an unreadable cell is one of them."""
    marks: dict[int, dict[int, str]] = {}
    for (row, column), what in scan.unreadable.items():
        marks.setdefault(row, {})[column] = what
    waiting = sorted(marks, reverse=True)
    tidied = _tidy_memory()
    for line in lines:
        number, *values = json.loads(line)
        while waiting and waiting[-1] < number:
            between = waiting.pop()
            yield Row(between, (), marks[between])
        if waiting and waiting[-1] == number:
            waiting.pop()
        yield Row(number, [_cell(value, tidied) for value in values], marks.get(number, {}))
    for number in reversed(waiting):
        yield Row(number, (), marks[number])


def _tidy_memory() -> Callable[[str], str]:
    """Lists repeat themselves (classes, helpers, places). The memory goes with its list: names must not outlive it."""
    return lru_cache(maxsize=4096)(tidy)


def _cell(value: Any, tidied: Callable[[str], str]) -> Cell:
    match value:
        case str():
            return tidied(value) or None
        case ["date", str(day)]:
            return date.fromisoformat(day)
        case ["datetime", str(moment)]:
            return datetime.fromisoformat(moment)
        case bool() | int() | float():
            return value
        case _:
            return None


def _decode(data: bytes) -> str:
    tries = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1258"]
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        _("Không đọc được bảng mã của tệp .csv."),
        code="file.encoding",
        way_out=_("Trong Excel chọn Lưu thành > “CSV UTF-8”, hoặc lưu thành .xlsx."),
    )


def _csv_rows(text: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=False)
    before = 0
    try:
        for cells in reader:
            # A quoted cell may run over several lines: the row is named by the line it begins on.
            number, before = before + 1, reader.line_num
            if number > limits.rows or len(cells) > limits.columns:
                raise Refused(
                    _("Tệp .csv dài quá %(rows)s dòng hoặc rộng quá %(columns)s cột.")
                    % {"rows": limits.rows, "columns": limits.columns},
                    code="file.reach",
                    way_out=_("Chia danh sách thành nhiều tệp."),
                )
            yield Row(number, [tidy(cell) or None for cell in cells])
    except csv.Error:
        raise Refused(
            _("Tệp .csv có ô bị hỏng."), code="file.damaged", way_out=_("Lưu lại thành .xlsx rồi nhập.")
        ) from None


def separator(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells, at least two."""
    sample = text[:20_000].splitlines()[:30]
    if sample and sample[0].lower().startswith("sep=") and len(sample[0]) == 5:
        return sample[0][4]

    def score(mark: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=mark)]
        wide = [width for width in widths if width > 1]
        return (max((wide.count(width) * width for width in set(wide)), default=0), -_SEPARATORS.index(mark))

    return max(_SEPARATORS, key=score)


def _locked() -> Refused:
    return Refused(_("Bảng tính được đặt mật khẩu."), code="file.locked", way_out=_("Bỏ mật khẩu, lưu lại rồi nhập."))


def _unreadable() -> Refused:
    return Refused(
        _("Không đọc được bảng tính: tệp hỏng."),
        code="file.damaged",
        way_out=_("Mở bằng Excel, lưu lại thành .xlsx rồi nhập."),
    )
