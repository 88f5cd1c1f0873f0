"""A centre's sheet → whom it hands over, or which certificates it gave; rows that cannot be taken, by their number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from hoanhap.exchange import sheets
from hoanhap.exchange.limits import DEFAULT, Limits
from hoanhap.exchange.people_list import values
from hoanhap.exchange.people_list.columns import heading_key
from hoanhap.exchange.people_list.headings import LOOK_AT_ROWS, numbering
from hoanhap.exchange.reception_list.columns import BY_CODE, CODE_OF_HEADING, NEEDED_BACK, NEEDED_CERTIFICATES
from hoanhap.exchange.sheets import Cell, Row
from hoanhap.foundation.places import paths
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold
from hoanhap.people.reception.actions import CertificateDetails, ReturneeDetails
from hoanhap.people.reception.actions.announcing import check
from hoanhap.people.reception.returning_models import Origin

T = TypeVar("T")
Kept = TypeVar("Kept")
_ORIGINS = {
    **dict.fromkeys(("bat buoc", "cai nghien bat buoc", "bb"), Origin.REHAB_COMPULSORY),
    **dict.fromkeys(("tu nguyen", "cai nghien tu nguyen", "tn"), Origin.REHAB_VOLUNTARY),
    **dict.fromkeys(("sau cai", "quan ly sau cai", "sau cai nghien"), Origin.POST_REHAB_CENTRE),
}
_FOOTERS = ("tong cong", "tong so", "cong ", "nguoi lap", "noi nhan", "giam doc", "ngay ")
_LONG = {"health": 4000}


@dataclass(slots=True)
class Reading(Generic[Kept]):
    """What was read; a row stands among `rows` or among `faults`, never in both."""

    rows: list[Kept] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every row of one sheet is read against."""

    columns: Mapping[str, int]
    first_row: int
    today: date
    find: Callable[[str], Place]
    due_on: date


def read_returnees(
    data: bytes, *, name: str, due_on: date, centre: Place, today: date, limits: Limits = DEFAULT
) -> "Reading[ReturneeDetails]":
    """Whom a centre hands over on `due_on` (or on the day of his own row). Raises Refused for the file as a whole."""
    ground, rows = _opened(data, name, NEEDED_BACK, due_on, centre, today, limits)
    found: Reading[ReturneeDetails] = Reading()
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        _take(found, row, partial(_read_returnee, seen, row, ground))
    _refuse_empty(found)
    return found


def read_certificates(
    data: bytes, *, name: str, centre: Place, today: date, limits: Limits = DEFAULT
) -> "Reading[CertificateDetails]":
    """Certificates given before, for the register alone. Raises Refused for the file as a whole."""
    ground, rows = _opened(data, name, NEEDED_CERTIFICATES, today, centre, today, limits)
    found: Reading[CertificateDetails] = Reading()
    for row in rows:
        _take(found, row, partial(_certificate, row, ground))
    _refuse_empty(found)
    return found


class _Cells:
    """The cells of one row by the code of their column; a fault says which column it is."""

    def __init__(self, row: Row, ground: _Ground) -> None:
        self.row, self.columns = row, ground.columns
        for place in row.unreadable:
            code = next((code for code, at in self.columns.items() if at == place), None)
            if code is not None and code != "no":
                raise Refused(_("%s: ô báo lỗi hoặc công thức chưa có kết quả.") % BY_CODE[code].short, code="cell")

    def take(self, code: str, how: Callable[[Cell], T]) -> T:
        place = self.columns.get(code)
        try:
            return how(None if place is None else self.row.cell(place))
        except Refused as refusal:
            message = f"{BY_CODE[code].short}: {refusal.message}"
            raise Refused(message, code=refusal.code or "cell", way_out=refusal.way_out) from None

    def text(self, code: str) -> str:
        said = self.take(code, values.said)
        longest = _LONG.get(code, 300)
        if len(said) > longest:
            raise Refused(
                _("%(column)s: chữ trong ô dài quá %(most)s ký tự.") % {"column": BY_CODE[code].short, "most": longest},
                code="cell",
            )
        return said


def _opened(
    data: bytes, name: str, needed: Sequence[str], due_on: date, centre: Place, today: date, limits: Limits
) -> tuple[_Ground, Iterator[Row]]:
    book = sheets.open_book(data, name=name, limits=limits)
    best: tuple[dict[str, int], int, sheets.Sheet] | None = None
    for sheet in book.sheets:
        for row in islice(sheet.rows(), LOOK_AT_ROWS):
            columns = _headings(row)
            if best is None or len(columns) > len(best[0]):
                best = (columns, row.number + 1, sheet)
    if best is None or len(best[0]) < 2:
        raise Refused(
            _("Không thấy dòng tiêu đề của danh sách trong %(rows)s dòng đầu.") % {"rows": LOOK_AT_ROWS},
            code="list.headings",
            way_out=_("Tải tệp mẫu rồi điền theo các cột của mẫu."),
        )
    columns, first_row, sheet = best
    missing = [f"“{BY_CODE[code].short}”" for code in needed if code not in columns]
    if missing:
        raise Refused(
            _("Danh sách thiếu cột bắt buộc: %(names)s.") % {"names": ", ".join(missing)},
            code="list.columns",
            way_out=_("Thêm cột hoặc sửa lại tiêu đề theo tệp mẫu, rồi tải lại."),
        )
    ground = _Ground(columns, first_row, today, _finder(centre, today), due_on)
    return ground, (row for row in sheet.rows() if row.number >= first_row and _is_person(row, columns))


def _headings(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        code = CODE_OF_HEADING.get(heading_key(cell)) if isinstance(cell, str) else None
        if code is not None:
            columns.setdefault(code, place)
    return columns


def _is_person(row: Row, columns: Mapping[str, int]) -> bool:
    """Not blank, not the numbers of the columns, not an example, not sums and signatures."""
    if row.blank or all(numbering(values.text(cell)) for cell in row.cells if cell is not None):
        return False
    name = fold(values.text(row.cell(columns["full_name"]))) if "full_name" in columns else ""
    if name.startswith("(vi du)"):
        return False
    others = [code for code in columns if code not in ("no", "full_name")]
    filled = any(values.text(row.cell(columns[code])) for code in others)
    return filled or (bool(name) and not name.startswith(_FOOTERS))


def _finder(centre: Place, today: date) -> Callable[[str], Place]:
    """The commune a text means: in the centre's province first, then anywhere; asked once for each spelling."""
    province = Place.objects.filter(path=paths.top(centre.path, 1)).first()

    @lru_cache(maxsize=2048)
    def find(text: str) -> Place:
        try:
            return places.one(text, on=today, within=province, kind=PlaceKind.COMMUNE)
        except Refused as refusal:
            if refusal.code != "place.unknown":
                raise
        return places.one(text, on=today, kind=PlaceKind.COMMUNE)

    return find


def _read_returnee(seen: dict[tuple[str, ...], int], row: Row, ground: _Ground) -> ReturneeDetails:
    return _once(seen, row, _returnee(_Cells(row, ground), ground))


def _returnee(cells: _Cells, ground: _Ground) -> ReturneeDetails:
    pivot = ground.today.year % 100
    details = ReturneeDetails(
        row_no=cells.row.number,
        full_name=_name(cells),
        unit=cells.take("unit", lambda cell: _unit(cell, cells.text("district"), ground)),
        origin=cells.take("origin", _origin),
        due_on=cells.take("due", values.day) or ground.due_on,
        birth=cells.take("birth", lambda cell: values.partial_date(cell, two_digit_pivot=pivot)),
        sex=cells.take("sex", values.sex),
        id_number=cells.take("id_number", values.id_number).value,
        lacks_id_card=cells.take("lacks_id_card", values.yes),
        phone=cells.take("phone", values.phone).value[:60],
        address=cells.text("address"),
        family_contact=cells.text("family"),
        skills=cells.text("skills"),
        papers=cells.text("papers"),
        health=cells.text("health"),
        detox_done=cells.take("detox", values.yes),
        training_done=cells.take("training", values.yes),
        health_checked_on=cells.take("checked_on", values.day),
        fit=cells.take("fit", values.yes),
        certificate_number=cells.text("certificate_number")[:60],
        certificate_on=cells.take("certificate_on", values.day),
    )
    check(details, on=ground.today)
    return details


def _certificate(row: Row, ground: _Ground) -> CertificateDetails:
    cells = _Cells(row, ground)
    number, on = cells.text("certificate_number"), cells.take("certificate_on", values.day)
    if not number or on is None:
        raise Refused(_("Giấy chứng nhận cần đủ số và ngày."), code="certificate-half")
    if on > ground.today:
        raise Refused(_("Ngày cấp giấy chứng nhận chưa đến."), code="certificate-day")
    birth = cells.take("birth", lambda cell: values.partial_date(cell, two_digit_pivot=ground.today.year % 100))
    return CertificateDetails(
        number=number[:60],
        on=on,
        kind=cells.take("origin", _origin),
        holder=_name(cells),
        birth_year=birth.year if birth else None,
    )


def _name(cells: _Cells) -> str:
    name = clean_name(values.text(cells.take("full_name", lambda cell: cell)))
    if not name or len(name) > 120 or any(sign.isdigit() for sign in name):
        raise Refused(_("%s: ghi họ và tên đầy đủ.") % BY_CODE["full_name"].short, code="name-missing")
    return name


def _unit(cell: Cell, district: str, ground: _Ground) -> Place:
    said = values.said(cell)
    if not said:
        raise Refused(_("chưa ghi xã, phường nơi về."), code="return-unit")
    return ground.find(f"{said}, {district}" if district else said)


def _origin(cell: Cell) -> Origin:
    said = fold(values.text(cell))
    found = _ORIGINS.get(said) or next((origin for words, origin in _ORIGINS.items() if words in said), None)
    if found is None or not said:
        raise Refused(
            _("không hiểu “%(text)s”.") % {"text": values.text(cell)},
            code="return-origin",
            way_out=_("Ghi “bắt buộc”, “tự nguyện” hoặc “sau cai”."),
        )
    return found


def _once(seen: dict[tuple[str, ...], int], row: Row, details: ReturneeDetails) -> ReturneeDetails:
    """One person stands once in a sheet: by number, else by name, year and commune."""
    year = str(details.birth.year) if details.birth else ""
    key = (details.id_number,) if details.id_number else (fold(details.full_name), year, str(details.unit.pk))
    before = seen.setdefault(key, row.number)
    if before != row.number:
        raise Refused(_("Trùng với dòng %d.") % before, code="return-twice")
    return details


def _take(found: "Reading[T]", row: Row, how: Callable[[], T]) -> None:
    try:
        found.rows.append(how())
    except Refused as refusal:
        found.faults.append((row.number, str(refusal)))


def _refuse_empty(found: "Reading[T]") -> None:
    if not found.rows and not found.faults:
        raise Refused(
            _("Danh sách có tiêu đề nhưng không có người nào."),
            code="list.empty",
            way_out=_("Kiểm tra lại trang tính, điền ít nhất một dòng."),
        )
