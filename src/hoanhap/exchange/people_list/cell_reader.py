"""Walks the cells of one row, gathering problems and notes instead of stopping at the first fault."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from hoanhap.exchange.cells import ERROR
from hoanhap.exchange.people_list import values
from hoanhap.exchange.people_list.columns import BY_CODE
from hoanhap.exchange.people_list.headings import Headings
from hoanhap.exchange.people_list.rows import Note, Problem
from hoanhap.exchange.sheets import Cell, Row
from hoanhap.kernel.errors import Refused

T = TypeVar("T")


class CellReader:
    def __init__(self, row: Row, headings: Headings, on: date) -> None:
        self.row, self.on = row, on
        self.columns: Mapping[str, int] = headings.columns
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self._check_unreadable()

    def _check_unreadable(self) -> None:
        codes = {place: code for code, place in self.columns.items()}
        for place, what in self.row.unreadable.items():
            code = codes.get(place)
            if code is None or BY_CODE[code].left_out or code == "no":
                continue
            if what == ERROR:
                self.refuse(code, _("Ô báo lỗi (#N/A, #REF!…)."), _("Sửa công thức hoặc gõ giá trị vào ô."))
            else:
                self.refuse(
                    code,
                    _("Ô là công thức chưa có kết quả."),
                    _("Mở bằng Excel rồi lưu lại, hoặc chép cột và dán dạng giá trị."),
                )

    def refuse(self, code: str, message: str, way_out: str = "") -> None:
        title = BY_CODE[code].short if code else ""
        self.problems.append(Problem(self.row.number, title, message, way_out))

    def note(self, code: str, message: str) -> None:
        if message:
            self.notes.append(Note(self.row.number, BY_CODE[code].short, message))

    def unreadable(self, code: str) -> bool:
        return self.columns.get(code) in self.row.unreadable

    def cell(self, code: str) -> Cell:
        place = self.columns.get(code)
        return None if place is None else self.row.cell(place)

    def take(self, code: str, how: Callable[[Cell], T], otherwise: T) -> T:
        try:
            return how(self.cell(code))
        except Refused as refusal:
            self.refuse(code, str(refusal.message), str(refusal.way_out))
            return otherwise

    def text(self, code: str, longest: int) -> str:
        written = values.said(self.cell(code))
        if len(written) > longest:
            self.refuse(code, _("Chữ trong ô dài quá %(most)s ký tự.") % {"most": longest}, _("Viết ngắn lại."))
        return written[:longest]

    def repaired(self, code: str, how: Callable[[Cell], values.Repaired]) -> str:
        answer = self.take(code, how, values.Repaired(""))
        self.note(code, answer.note)
        return answer.value
