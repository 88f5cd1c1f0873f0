"""Write the tables of a Paper as a workbook that prints like a paper: one sheet a table, numbers as numbers.

The running text of a paper stays in its .docx and .pdf; a workbook carries what one calculates with.
"""

import io
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.documents import composition, metrics
from hoanhap.foundation.documents.composition import Grid, Sheet
from hoanhap.foundation.documents.layout import Layout, decree30
from hoanhap.foundation.documents.paper import Align, Cell, Figure, NumberFormat, Paper
from hoanhap.kernel.errors import Refused

NO_DAY = date(2000, 1, 1)
A4 = 9
# One unit of column width is about this much at the default font.
UNIT_MM = 1.9
LINE_HEIGHT = 1.3
_FORMATS = {NumberFormat.WHOLE: "#,##0", NumberFormat.DECIMAL: "#,##0.00", NumberFormat.PERCENT: r"0.00\ %"}
# Typed again by hand, such a text would run as a formula; the quote prefix keeps it text for good.
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
# Shares of the width between which the heading can be parted without shrinking either half beyond reading.
_LEAST_LEFT, _MOST_LEFT = 0.25, 0.55
_CELL_ROOM_MM = 2.5
_INDENT_MM = 3.0


def write(paper: Paper) -> bytes:
    """The paper's tables as .xlsx; the same paper gives the same bytes. Refused when it has no table."""
    sheet, layout = composition.compose(paper), decree30()
    grids = composition.tables(sheet)
    if not grids:
        raise Refused(str(_("Văn bản này không có bảng số liệu nên không xuất được Excel.")), code="no_table")
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(written, options)
    moment = datetime.combine(sheet.day or NO_DAY, time())  # the format stores no zone
    book.set_properties({"title": sheet.title[:255], "author": sheet.author[:255], "created": moment})
    taken: set[str] = set()
    for position, grid in enumerate(grids, start=1):
        page = book.add_worksheet(_sheet_name(grid.caption or f"Bảng {position}", taken))
        _Page(book=book, page=page, sheet=sheet, grid=grid, layout=layout, formats={}).draw()
    book.close()
    return written.getvalue()


def _sheet_name(wish: str, taken: set[str]) -> str:
    base = _NOT_IN_SHEET_NAME.sub(" ", wish).strip()[:_LONGEST_NAME].strip() or "Bảng"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base[: _LONGEST_NAME - 4]} ({count})"
    taken.add(name.casefold())
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    book: Any
    page: Any
    sheet: Sheet
    grid: Grid
    layout: Layout
    formats: dict[tuple[tuple[str, Any], ...], Any]

    def draw(self) -> None:
        self._columns()
        row = self._title(self._heading(0))
        first = row
        row = self._header(row)
        self.page.repeat_rows(first, row - 1)
        self.page.freeze_panes(row, 0)
        row = self._rows(row)
        row = self._notes(row)
        self._log_head(self._ending(row + 1) + 1)
        self._print()

    # -- where things stand ----------------------------------------------------------------------------------

    @property
    def _last(self) -> int:
        return len(self.grid.columns) - 1

    @property
    def _split(self) -> int:
        """The first column of the right half: the border nearest to where a paper's heading is parted.

        0 when no border leaves room for both halves; then they stand one under the other.
        """
        goal, left, borders = self.layout.heading_left_mm / self.layout.text_width_mm(), 0.0, []
        for position, column in enumerate(self.grid.columns[:-1], start=1):
            left += column.share
            if _LEAST_LEFT <= left <= _MOST_LEFT:
                borders.append((abs(left - goal), position))
        return min(borders)[1] if borders else 0

    @property
    def _size(self) -> float:
        return self.layout.table_pt

    @property
    def _width_mm(self) -> float:
        return self.layout.text_width_mm(landscape=self.sheet.landscape)

    def _columns(self) -> None:
        whole = self._width_mm / UNIT_MM
        for position, column in enumerate(self.grid.columns):
            self.page.set_column(position, position, column.share * whole, self._format())

    def _format(self, **properties: Any) -> Any:
        """One format object for each look: a workbook has room for 64,000 of them only."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": self.layout.font, "font_size": self.layout.table_pt, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(base | properties)
        return self.formats[key]

    def _across(self, row: int, first: int, last: int, text: str, **properties: Any) -> None:
        look = self._format(**properties, **_guard(text))
        if first < last:
            self.page.merge_range(row, first, row, last, "", look)
        self.page.write_string(row, first, text, look)

    # -- what stands there -----------------------------------------------------------------------------------

    def _heading(self, row: int) -> int:
        sheet, sizes = self.sheet, self.layout.sizes_pt
        for mark in sheet.marks:
            last = self._split - 1 if self._split else self._last
            self._across(row, 0, last, mark, bold=True, border=1, align="center", shrink=True)
            row += 1
        left = [(line, {"font_size": sizes["superior"]}) for line in sheet.superior]
        left += [(line, {"font_size": sizes["issuer"], "bold": True}) for line in sheet.issuer]
        right: list[tuple[str, dict[str, Any]]] = [
            (sheet.national_title, {"font_size": sizes["national_title"], "bold": True}),
            (sheet.motto, {"font_size": sizes["motto"], "bold": True, "underline": 1}),
        ]
        height = max(len(left), len(right))
        left += [("", {})] * (height - len(left)) + [(sheet.number_line, {"font_size": sizes["number"]})]
        right += [("", {})] * (height - len(right))
        right.append((sheet.date_line, {"font_size": sizes["place_date"], "italic": True}))
        return self._side_by_side(row, left, right) + 1

    def _side_by_side(self, row: int, left: list[tuple[str, Any]], right: list[tuple[str, Any]]) -> int:
        """Two stacks of centred lines; where the columns leave no room, one stack under the other."""
        if not self._split:
            for text, look in ((text, look) for text, look in (*right, *left) if text):
                self._across(row, 0, self._last, text, align="center", shrink=True, **look)
                row += 1
            return row
        for offset, ((text, look), (other, other_look)) in enumerate(zip(left, right, strict=True)):
            self._across(row + offset, 0, self._split - 1, text, align="center", shrink=True, **look)
            self._across(row + offset, self._split, self._last, other, align="center", shrink=True, **other_look)
        return row + len(left)

    def _title(self, row: int) -> int:
        lines = [(self.sheet.kind, 14), (self.sheet.subject or self.sheet.letter_subject, 14), (self.grid.caption, 12)]
        for text, size in lines:
            if text:
                self._across(row, 0, self._last, text, bold=True, align="center", text_wrap=True, font_size=size)
                self._raise(row, text, size)
                row += 1
        return row + 1

    def _raise(self, row: int, text: str, size: float) -> None:
        """Set the height of a row by its longest text: a merged cell does not grow, and LibreOffice lets none grow."""
        self._set_height(row, [(text, self._width_mm)], size)

    def _set_height(self, row: int, texts: list[tuple[str, float]], size: float) -> None:
        lines = [math.ceil(metrics.width_mm(text, size_pt=size) / (room - _CELL_ROOM_MM)) for text, room in texts]
        self.page.set_row(row, max(*lines, 1) * size * LINE_HEIGHT + 4)

    def _room(self, column: int) -> float:
        return max(self.grid.columns[column].share * self._width_mm, 2 * _CELL_ROOM_MM)

    def _header(self, row: int) -> int:
        look = self._format(bold=True, border=1, align="center", text_wrap=True)
        columns = self.grid.columns
        lower = row + 1 if self.grid.spans else row
        self._set_height(lower, [(column.title, self._room(at)) for at, column in enumerate(columns)], self._size)
        if not self.grid.spans:
            for position, column in enumerate(columns):
                self.page.write_string(row, position, column.title, look)
            return row + 1
        at = 0
        for span in self.grid.spans:
            if not span.text:
                self.page.merge_range(row, at, row + 1, at, columns[at].title, look)
            else:
                self._across(row, at, at + span.count - 1, span.text, bold=True, border=1, align="center")
                for position in range(at, at + span.count):
                    self.page.write_string(row + 1, position, columns[position].title, look)
            at += span.count
        return row + 2

    def _rows(self, row: int) -> int:
        for line in self.grid.rows:
            inset = line.indent * _INDENT_MM
            texts = [(text, max(self._room(at) - inset, 2 * _CELL_ROOM_MM)) for at, text in enumerate(line.cells)]
            self._set_height(row, texts, self._size)
            for position, (text, raw) in enumerate(zip(line.cells, line.raw, strict=True)):
                look: dict[str, Any] = {"border": 1, "text_wrap": True, "align": str(self.grid.columns[position].align)}
                if line.total:
                    look["bold"] = True
                if line.indent and position == self.grid.label_column:
                    look["indent"], look["align"] = line.indent, str(Align.LEFT)
                self._cell(row, position, raw, text, look)
            row += 1
        return row

    def _cell(self, row: int, column: int, raw: Cell, text: str, look: dict[str, Any]) -> None:
        figure = Figure(value=raw, display=text) if isinstance(raw, int) else raw
        if isinstance(figure, Figure) and figure.value is not None:
            value = Decimal(figure.value) / (100 if figure.format is NumberFormat.PERCENT else 1)
            self.page.write_number(row, column, float(value), self._format(**look, num_format=_FORMATS[figure.format]))
        else:
            self.page.write_string(row, column, text, self._format(**look, num_format="@", **_guard(text)))

    def _notes(self, row: int) -> int:
        for note in self.grid.notes:
            self._across(row, 0, self._last, note, italic=True, text_wrap=True)
            self._raise(row, note, self._size)
            row += 1
        return row

    def _ending(self, row: int) -> int:
        sizes = self.layout.sizes_pt
        right = [(line, {"bold": True, "font_size": sizes["authority"]}) for line in self.sheet.authority]
        right += [("", {})] * 4 + [(self.sheet.signer, {"bold": True, "font_size": sizes["signer"]})]
        left = [("Nơi nhận:", {"bold": True, "italic": True, "font_size": sizes["recipients_label"]})]
        left += [(line, {"font_size": sizes["recipients"]}) for line in self.sheet.recipients]
        last = self._split - 1 if self._split else self._last
        for offset, (text, look) in enumerate(left):
            self._across(row + offset, 0, last, text, **look)
        below = row if self._split else row + len(left) + 1
        for offset, (text, look) in enumerate(right):
            self._across(below + offset, self._split, self._last, text, align="center", shrink=True, **look)
        return max(row + len(left), below + len(right))

    def _log_head(self, row: int) -> None:
        """The head of the log in words, and what the QR code of the other two files says."""
        for line in (*self.sheet.log_lines, self.sheet.log_qr) if self.sheet.log_qr else ():
            self._across(row, 0, self._last, line, font_size=self.layout.sizes_pt["log_head"], text_wrap=True)
            self._raise(row, line, self.layout.sizes_pt["log_head"])
            row += 1
        if self.sheet.foot:
            size = self.layout.sizes_pt["log_head"]
            self._across(row, 0, self._last, self.sheet.foot, font_size=size, italic=True, text_wrap=True)

    def _print(self) -> None:
        page, margins = self.page, self.layout.margins_mm
        if self.sheet.landscape:
            page.set_landscape()
        page.set_paper(A4)
        page.set_margins(**{side: size / 25.4 for side, size in margins.items()})
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer("&C&P/&N")


def _guard(text: str) -> dict[str, bool]:
    return {"quote_prefix": True} if text.startswith(_LIKE_FORMULA) else {}
