"""One row of the list → one person with his case, or the problems that keep it out. Pure: the tables come later."""

import re
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.exchange.people_list import case_columns, sources, values
from hoanhap.exchange.people_list.cell_reader import CellReader
from hoanhap.exchange.people_list.headings import Headings, numbering
from hoanhap.exchange.people_list.rows import PersonRow, Problem
from hoanhap.exchange.sheets import Cell, Row
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold
from hoanhap.people.cases import states
from hoanhap.people.cases.rules import Step, UseDetails
from hoanhap.people.intake import rules as intake_rules
from hoanhap.people.persons.rules import PersonDetails, phone_digits

_FOOTERS = ("tong cong", "tong so", "cong ", "nguoi lap", "ghi chu", "noi nhan", "thu truong", "chu tich", "ngay ")
_LIKE_A_NAME = re.compile(r"^(?=.*[^\W\d_])[^\d@#<>=]*$")
EXAMPLE_MARK = "(ví dụ)"
_YOUNGEST, _OLDEST = 6, 110


def is_person(row: Row, headings: Headings) -> bool:
    """Whether this row is meant to be a person: not blank, not the column numbers, not the sums and signatures."""
    if row.blank or is_example(row, headings) or all(_numbering(cell) for cell in row.cells if cell is not None):
        return False
    told = ("full_name", "birth", "birth_male", "birth_female", "id_number", "status")
    if any(headings.columns.get(code) in row.unreadable for code in told):
        return True
    filled = {code for code in told if code in headings.columns and values.text(row.cell(headings.columns[code]))}
    if filled - {"full_name"}:
        return True
    name = fold(values.text(row.cell(headings.columns["full_name"]))) if "full_name" in headings.columns else ""
    return bool(filled) and not name.startswith(_FOOTERS)


def is_example(row: Row, headings: Headings) -> bool:
    """The row of the empty form that shows how to fill it in."""
    place = headings.columns.get("full_name")
    return place is not None and fold(values.text(row.cell(place))).startswith(fold(EXAMPLE_MARK))


def _numbering(cell: Cell) -> bool:
    return numbering(values.text(cell))


def read(row: Row, headings: Headings, *, on: date) -> PersonRow | list[Problem]:
    """The person of this row as the list of day `on` tells it, or all its problems."""
    cells = CellReader(row, headings, on)
    birth = _birth(cells)
    details = _details(cells, birth)
    steps = case_columns.read(cells, birth)
    use = _use(cells, birth)
    source, origin = _source(cells, steps)
    person = PersonRow(
        number=row.number,
        details=details,
        steps=steps,
        use=use,
        prior_record=cells.text("prior_record", 2000),
        helper=clean_name(cells.text("helper", 120)),
        helper_unit=cells.text("helper_unit", 200),
        source=source,
        origin=origin,
        notes=tuple(cells.notes),
    )
    return cells.problems or person


def _birth(cells: CellReader) -> PartialDate | None:
    code = next((c for c in ("birth", "birth_male", "birth_female") if values.said(cells.cell(c))), "birth")
    pivot = cells.on.year % 100
    before = len(cells.problems)
    found = cells.take(code, lambda cell: values.partial_date(cell, two_digit_pivot=pivot), None)
    if found is None:
        if len(cells.problems) == before and not cells.unreadable(code):
            cells.refuse("birth", _("Thiếu ngày hoặc năm sinh."), _("Ghi ít nhất năm sinh, ví dụ 1990."))
        return None
    if found.earliest > cells.on:
        cells.refuse("birth", _("Ngày sinh %(day)s ở tương lai.") % {"day": found}, _("Kiểm tra lại năm sinh."))
        return None
    if not _YOUNGEST <= cells.on.year - found.year <= _OLDEST:
        cells.refuse("birth", _("Năm sinh %(year)s không hợp lý.") % {"year": found.year}, _("Kiểm tra lại năm sinh."))
        return None
    return found


def _details(cells: CellReader, birth: PartialDate | None) -> PersonDetails:
    relative = ", ".join(part for part in (cells.text("relative", 300), cells.text("relative_phone", 60)) if part)
    return PersonDetails(
        full_name=_full_name(cells),
        birth=birth,
        sex=_sex(cells),
        id_number=cells.repaired("id_number", values.id_number),
        phone=_phone(cells),
        permanent_address=cells.text("permanent_address", 300),
        current_address=cells.text("current_address", 300),
        relative=relative,
        ethnicity=values.ethnicity(cells.cell("ethnicity")),
        education=cells.text("education", 120),
        occupation=cells.text("occupation", 120),
        marital_status=cells.text("marital_status", 60),
    )


def _full_name(cells: CellReader) -> str:
    name = clean_name(values.text(cells.cell("full_name")))
    if not name and not cells.unreadable("full_name"):
        cells.refuse("full_name", _("Thiếu họ và tên."), _("Ghi họ và tên đầy đủ."))
    elif name and (len(name) > 120 or not _LIKE_A_NAME.match(name)):
        cells.refuse("full_name", _("“%(text)s” không phải họ tên.") % {"text": name[:60]}, _("Ghi họ và tên đầy đủ."))
    return name


def _sex(cells: CellReader) -> str:
    for code, answer in (("sex_male", "male"), ("sex_female", "female")):
        if cells.take(code, values.yes, False):
            return answer
    for code, answer in (("birth_male", "male"), ("birth_female", "female")):
        if values.said(cells.cell(code)):
            return answer
    return cells.take("sex", values.sex, "")


def _phone(cells: CellReader) -> str:
    number = cells.repaired("phone", values.phone)
    try:
        phone_digits(number)
    except Refused:
        cells.note("phone", _("“%(text)s” không phải số điện thoại nên không ghi.") % {"text": number})
        return ""
    return number


def _source(cells: CellReader, steps: tuple[Step, ...]) -> tuple[str, str]:
    """Who found him; of somebody who came back also where from, as at the desk."""
    source, origin = cells.take("source", lambda cell: sources.read(values.said(cell)), ("", ""))
    if source and steps:
        try:
            intake_rules.checked_origin(steps[-1].state, source, origin, after=states.AFTER)
        except Refused as refusal:
            way_out = _("Ghi thêm nơi trở về, ví dụ “trại giam”; không rõ thì ghi “nơi khác”.")
            cells.refuse("source", str(refusal.message), way_out)
    return source, origin


def _use(cells: CellReader, birth: PartialDate | None) -> UseDetails:
    first = cells.take("first_use_year", values.year, None)
    if first is not None and (first > cells.on.year or (birth is not None and first <= birth.year)):
        cells.refuse(
            "first_use_year",
            _("Năm bắt đầu sử dụng %(year)s không khớp với năm sinh hoặc ở tương lai.") % {"year": first},
            _("Kiểm tra lại năm."),
        )
    return UseDetails(
        first_use_year=first,
        substances=cells.text("substances", 200),
        route=cells.text("route", 80),
        level=cells.text("level", 80),
        cause=cells.text("cause", 500),
        rehab_count=cells.take("rehab_count", values.count, None),
    )
