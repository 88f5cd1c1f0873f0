"""Looks over the cells of a sheet's XML as it streams past: how far it reaches, which formulas hold no result.

Readers build a full rectangle up to the farthest cell, so one lone cell in the last corner of a tiny file would ask for
gigabytes; and they show a formula without a stored result as an empty cell, which would lose a value without a word.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hoanhap.exchange.limits import Limits
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.numbers import group

FORMULA_EMPTY = "formula_empty"
ERROR = "error"
_CARRY_LIMIT = 2 * 1024 * 1024

_XLSX = re.compile(rb"<(?:\w{1,16}:)?(row|c|f|v|is)(?=[\s/>])([^<>]*)>([^<]*)")
_PLACE = re.compile(rb"\br\s*=\s*[\"'](?:([A-Z]{1,3}))?(\d{1,7})[\"']")
_ERROR_TYPE = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ODS = re.compile(
    rb"<(/?)(table:table|table:table-row|table:table-cell|table:covered-table-cell|text:p)(?=[\s/>])([^<>]*)>"
)
_ODS_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d{1,9})\"")
_ODS_NAME = re.compile(rb"table:name=\"([^\"]*)\"")
_ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


@dataclass(slots=True)
class SheetScan:
    """What a reader of one sheet must know beforehand; rows and columns count from 1 and 0."""

    formulas: int = 0
    unreadable: dict[tuple[int, int], str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    def reach(self, row: int, column: int, limits: Limits) -> None:
        if row > limits.rows or column >= limits.columns:
            raise too_far(row, column, limits)
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def mark(self, row: int, column: int, what: str, limits: Limits) -> None:
        if row <= limits.rows and column < limits.columns:
            self.unreadable[row, column] = what


def too_far(row: int, column: int, limits: Limits) -> Refused:
    return Refused(
        _("Trang tính có ô ở dòng %(row)s, cột %(column)s; chỉ đọc đến dòng %(rows)s, cột %(columns)s.")
        % {
            "row": group(row),
            "column": group(column + 1),
            "rows": group(limits.rows),
            "columns": group(limits.columns),
        },
        code="file.reach",
        way_out=_("Chép riêng danh sách sang một trang tính mới rồi lưu lại."),
    )


def column_number(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def plain_name(raw: bytes) -> str:
    """The text of an XML attribute (our parts have no document type, so only the five named entities and numbers)."""
    text = raw.decode("utf-8", errors="replace")
    text = re.sub(r"&#(\d{1,6});", lambda found: chr(int(found.group(1))), text)
    text = re.sub(r"&#x([0-9A-Fa-f]{1,5});", lambda found: chr(int(found.group(1), 16)), text)
    return re.sub(r"&(?:amp|lt|gt|quot|apos);", lambda found: _ENTITY[found.group(0)], text)


class _Stream(ABC):
    """Feeds whole tags to `take`, keeping back what a chunk cut in two."""

    def __init__(self) -> None:
        self._carry = b""

    def feed(self, chunk: bytes) -> None:
        buffer = self._carry + chunk
        cut = buffer.rfind(b"<")
        if cut <= 0:
            self._carry = buffer
        else:
            self.take(buffer[:cut])
            self._carry = buffer[cut:]
        if len(self._carry) > _CARRY_LIMIT:
            raise Refused(
                _("Trang tính có ô chứa quá nhiều chữ."), code="file.cell", way_out=_("Xóa ô đó rồi nhập lại.")
            )

    def finish(self) -> None:
        self.take(self._carry)
        self._carry = b""

    @abstractmethod
    def take(self, complete: bytes) -> None:
        """Read what holds no half tag."""


class XlsxScanner(_Stream):
    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.scan = SheetScan()
        self._limits = limits
        self._row, self._column = 0, -1
        self._open = self._value = self._formula = self._error = False

    def take(self, complete: bytes) -> None:
        for tag, attributes, text in _XLSX.findall(complete):
            if tag == b"c":
                self._close_cell()
                self._start_cell(attributes)
            elif tag == b"v":
                self._value = self._value or bool(text)
            elif tag == b"is":
                self._value = True
            elif tag == b"f":
                self._formula = True
                self.scan.formulas += 1
            else:
                self._close_cell()
                place = _PLACE.search(attributes)
                self._row = int(place.group(2)) if place else self._row + 1
                self._column = -1

    def finish(self) -> None:
        super().finish()
        self._close_cell()

    def _start_cell(self, attributes: bytes) -> None:
        place = _PLACE.search(attributes)
        if place and place.group(1):
            self._column, self._row = column_number(place.group(1)), int(place.group(2))
        else:
            self._column += 1
        self._open, self._value, self._formula = True, False, False
        self._error = b"e" in attributes and _ERROR_TYPE.search(attributes) is not None

    def _close_cell(self) -> None:
        if not self._open:
            return
        self._open = False
        if self._value:
            self.scan.reach(self._row, self._column, self._limits)
        if self._error:
            self.scan.mark(self._row, self._column, ERROR, self._limits)
        elif self._formula and not self._value:
            self.scan.mark(self._row, self._column, FORMULA_EMPTY, self._limits)


class OdsScanner(_Stream):
    """content.xml holds all tables; empty rows and cells are written once with a count."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.scans: dict[str, SheetScan] = {}
        self._limits = limits
        self._scan = SheetScan()
        self._row, self._height, self._column, self._width = 0, 1, 0, 0
        self._filled = self._formula = False

    def take(self, complete: bytes) -> None:
        for closing, tag, attributes in _ODS.findall(complete):
            if tag == b"text:p":
                self._filled = True
            elif tag == b"table:table":
                self._table(closing, attributes)
            elif tag == b"table:table-row":
                self._table_row(closing, attributes)
            elif closing or attributes.endswith(b"/"):
                if not closing:
                    self._start_cell(attributes)
                self._close_cell()
            else:
                self._start_cell(attributes)

    def _table(self, closing: bytes, attributes: bytes) -> None:
        if closing:
            return
        name = _ODS_NAME.search(attributes)
        self._scan = SheetScan()
        self.scans[plain_name(name.group(1)) if name else ""] = self._scan
        self._row, self._height = 0, 1

    def _table_row(self, closing: bytes, attributes: bytes) -> None:
        if not closing:
            self._row += self._height if self._row else 1
            self._height = _repeat(attributes)
            self._column, self._width = 0, 0

    def _start_cell(self, attributes: bytes) -> None:
        self._column += self._width
        self._width = _repeat(attributes)
        self._filled = b"office:value-type" in attributes or b"office:value" in attributes
        self._formula = b"table:formula" in attributes

    def _close_cell(self) -> None:
        if self._formula:
            self._scan.formulas += 1
        if self._filled:
            self._scan.reach(self._row + self._height - 1, self._column + self._width - 1, self._limits)
        elif self._formula:
            self._scan.mark(self._row, self._column, FORMULA_EMPTY, self._limits)
        self._filled = self._formula = False


def _repeat(attributes: bytes) -> int:
    found = _ODS_REPEAT.search(attributes)
    return max(1, int(found.group(1))) if found else 1
