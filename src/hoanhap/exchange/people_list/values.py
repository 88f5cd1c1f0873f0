"""What a clerk writes into one cell, read kindly: dates, numbers of papers, words for yes and no, decisions.

Each reader takes a cell and answers with a plain value, or raises Refused with the way out. `Repaired` carries a value
that had to be mended, with the sentence that tells so.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoanhap.exchange.sheets import Cell
from hoanhap.kernel.dates import PartialDate, parse_vietnamese
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.numbers import parse_decimal
from hoanhap.kernel.text import fold, tidy

_EXCEL_EPOCH = date(1899, 12, 30)
_NOTHING = {"", "-", "--", "–", "khong", "khong co", "chua co", "ko", "k", "khong ro", "chua ro", "0", "/", "x x"}
_LONGEST_NOTHING = max(map(len, _NOTHING))
_NO = {"", "-", "–", "khong", "ko", "k", "chua", "0", "khong co", "chua co", "no"}
_YES = {"x", "co", "1", "roi", "da", "v", "yes", "dung", "true"}
_SEXES = {
    **dict.fromkeys(("nam", "m", "male", "trai"), "male"),
    **dict.fromkeys(("nu", "f", "female", "gai"), "female"),
}
_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-'’](?=\d)")
_POWER = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_DAY = re.compile(
    r"(?:,|;|-|–|\()?\s*(?:ngày\s+)?(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\s*\)?\s*$",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(r"^(?:quyết định|qđ|số|:|\s|\.)+\s*(?=\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_COUNT = re.compile(r"^\s*(?:lần\s*)?(?:thứ\s*)?([\d.,]+)\s*(?:lần)?\s*$", re.IGNORECASE)
_COUNT_WORDS = {"chua": 0, "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}


@dataclass(frozen=True, slots=True)
class Repaired:
    """A value and, when it had to be mended, what was done."""

    value: str
    note: str = ""


def text(cell: Cell) -> str:
    """Any cell as a clerk would read it: 5.0 is 5, a real date is dd/mm/yyyy."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "x" if cell else ""
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return str(cell).replace(".", ",")
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return str(cell)


def partial_date(cell: Cell, *, two_digit_pivot: int = 30) -> PartialDate | None:
    """A whole date, a month or a year; None when the cell is empty. Two-digit years up to the pivot are 20xx."""
    match cell:
        case datetime() | date():
            return PartialDate(cell.year, cell.month, cell.day)
        case bool():
            raise _no_date(text(cell))
        case int() | float():
            return _from_number(cell)
    written = text(cell)
    return None if is_nothing(written) else parse_vietnamese(written, two_digit_pivot=two_digit_pivot)


def day(cell: Cell) -> date | None:
    """A whole day; a year alone is refused, for a term or a decision needs its day."""
    found = partial_date(cell)
    if found is None:
        return None
    if found.full is None:
        raise Refused(
            _("“%(text)s” thiếu ngày hoặc tháng.") % {"text": text(cell)},
            way_out=_("Viết đủ ngày/tháng/năm, ví dụ 16/06/2020."),
        )
    return found.full


def _from_number(number: float) -> PartialDate:
    if 1900 <= number <= 2100 and number == int(number):
        return PartialDate(int(number))
    if 3654 <= number <= 73_415:  # 1/1/1910 to 31/12/2100 as Excel counts days
        whole = _EXCEL_EPOCH + timedelta(days=int(number))
        return PartialDate(whole.year, whole.month, whole.day)
    raise _no_date(text(number))


def _no_date(written: str) -> Refused:
    return Refused(
        _("“%(text)s” không phải là ngày.") % {"text": written},
        way_out=_("Viết như 16/06/2020, hoặc chỉ năm sinh như 1990."),
    )


def id_number(cell: Cell) -> Repaired:
    """CMND (9 digits) or CCCD (12). A number that a sheet stored as a number has lost its leading nought."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _id_from_number(text(cell))
    written = text(cell).lstrip("'’")
    if is_nothing(written):
        return Repaired("")
    if _POWER.fullmatch(written.replace(" ", "")):
        raise Refused(
            _("Bảng tính đã viết số giấy tờ thành “%(text)s” nên mất chữ số.") % {"text": written},
            way_out=_("Định dạng cột là Văn bản (Text) rồi gõ lại đủ số."),
        )
    found = _LONG_NUMBER.findall(_BETWEEN_DIGITS.sub("", written))
    if found:
        return Repaired(max(found, key=len))
    digits = re.sub(r"\D", "", written)
    way_out = _("CMND có 9 số, CCCD có 12 số; nếu chưa rõ thì để trống.")
    if len(digits) in (8, 11):
        way_out = _("Có thể bảng tính đã bỏ mất số 0 ở đầu: định dạng cột là Văn bản (Text) rồi gõ đủ số.")
    raise Refused(
        _("Số giấy tờ “%(text)s” có %(count)s chữ số.") % {"text": written, "count": len(digits)}, way_out=way_out
    )


def _id_from_number(digits: str) -> Repaired:
    if digits == "0":
        return Repaired("")
    if len(digits) in (9, 12):
        return Repaired(digits)
    if len(digits) in (8, 11):
        return Repaired("0" + digits, _("Ô số giấy tờ là kiểu số nên đã mất số 0 ở đầu; đã thêm lại."))
    raise Refused(
        _("Số giấy tờ “%(text)s” có %(count)s chữ số.") % {"text": digits, "count": len(digits)},
        way_out=_("CMND có 9 số, CCCD có 12 số; nếu chưa rõ thì để trống."),
    )


def phone(cell: Cell) -> Repaired:
    written = text(cell).lstrip("'’")
    if is_nothing(written):
        return Repaired("")
    if isinstance(cell, (int, float)) and len(written) in (8, 9) and not written.startswith("0"):
        return Repaired("0" + written, _("Ô điện thoại là kiểu số nên đã mất số 0 ở đầu; đã thêm lại."))
    return Repaired(written)


def sex(cell: Cell) -> str:
    written = fold(text(cell))
    if is_nothing(written):
        return ""
    if written not in _SEXES:
        raise Refused(_("Không hiểu giới tính “%(text)s”.") % {"text": text(cell)}, way_out=_("Ghi “nam” hoặc “nữ”."))
    return _SEXES[written]


def ethnicity(cell: Cell) -> str:
    """Reports ask for Kinh and others alone, so no more is kept."""
    written = fold(text(cell))
    if is_nothing(written):
        return ""
    return "kinh" if written in {"kinh", "viet", "nguoi kinh"} else "other"


def yes(cell: Cell) -> bool:
    """A cross, "có", a number above nought."""
    written = fold(text(cell))
    if written in _NO:
        return False
    if written in _YES or written.startswith(("co ", "da ")):
        return True
    raise Refused(_("Không hiểu “%(text)s”.") % {"text": text(cell)}, way_out=_("Ghi “x” hoặc để trống."))


def said(cell: Cell) -> str:
    """Free text, "" for the many ways of writing nothing."""
    written = text(cell)
    return "" if is_nothing(written) else written


def is_nothing(written: str) -> bool:
    return len(written) <= _LONGEST_NOTHING and fold(written) in _NOTHING


def year(cell: Cell) -> int | None:
    """A year, found also inside "khoảng 2015" or a whole date."""
    if isinstance(cell, (date, datetime)):
        return cell.year
    written = said(cell)
    if not written:
        return None
    if isinstance(cell, (int, float)):
        return _from_number(cell).year
    found = _YEAR.search(written)
    if found:
        return int(found.group(1))
    try:
        return parse_vietnamese(written).year
    except Refused:
        raise Refused(
            _("“%(text)s” không phải là năm.") % {"text": written}, way_out=_("Viết năm bằng bốn chữ số.")
        ) from None


def count(cell: Cell) -> int | None:
    """ "2", "02 lần", "2,0", "chưa"."""
    written = text(cell)
    if not written or written in {"-", "–"}:
        return None
    plain = fold(written).removesuffix("lan").strip()
    if plain in _COUNT_WORDS:
        return _COUNT_WORDS[plain]
    found = _COUNT.match(written)
    value = parse_decimal(found.group(1)) if found else None
    if value is None or value != value.to_integral_value() or not 0 <= value <= 50:
        raise Refused(_("“%(text)s” không phải là số lần.") % {"text": written}, way_out=_("Viết số như 0, 1, 2."))
    return int(value)


def decision(cell: Cell) -> tuple[str, date | None]:
    """ "Số 12/QĐ-UBND ngày 05/03/2020" gives number and day; a lone day or a lone number is told by the row."""
    if isinstance(cell, (date, datetime)):
        return "", day(cell)
    written = said(cell)
    if not written:
        return "", None
    found = _DAY.search(written)
    number = written[: found.start()] if found else written
    return decision_number(number), day(found.group(1)) if found else None


def last_day(written: str) -> date | None:
    """The date a remark ends with: "chuyển đi ngày 05/05/2020"."""
    found = _DAY.search(written)
    return day(found.group(1)) if found else None


def decision_number(written: str) -> str:
    return _NUMBER_WORDS.sub("", tidy(written)).strip(" ,;.-–(").removesuffix(" ngày").removesuffix(",").strip()
