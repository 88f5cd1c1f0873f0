"""How Decree 30/2020 wants things written: numbers, dates, headings, signature lines. Facts in, lines of text out."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from hoanhap.foundation.documents.layout import Layout, decree30
from hoanhap.foundation.documents.paper import Issuer, Level, Recipients, Signature
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy

BLANK = "……"
# Điểm are lettered in the Vietnamese alphabet (Phụ lục I, mục II.6).
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def kind_name(code: str, *, layout: Layout | None = None) -> str:
    """ "BC" gives "Báo cáo"; an empty code is an official letter. An unknown code raises Refused."""
    kinds = (layout or decree30()).kinds
    if code and code not in kinds:
        raise Refused(f"Không có loại văn bản “{code}”.", article="Nghị định 30/2020/NĐ-CP, Phụ lục III")
    return kinds[code] if code else ""


def symbol(kind: str, issuer: str, *, unit: str = "") -> str:
    """The part after the slash: BC-UBND for a report, UBND-VX for an official letter (no kind)."""
    parts = [kind, issuer] if kind else [issuer, unit]
    return "-".join(part.replace(" ", "") for part in parts if part)


def padded(number: int, *, below: int) -> str:
    return f"0{number}" if 0 < number < below else str(number)


def notation(number: int | None, symbol: str) -> str:
    """ "05/BC-UBND"; a blank stands where the number is not given yet."""
    shown = BLANK if number is None else padded(number, below=decree30().pad_number_below)
    return f"{shown}/{symbol}"


def number_line(number: int | None, symbol: str) -> str:
    return f"Số: {notation(number, symbol)}"


def date_line(place: str, issued_on: date | PartialDate | None) -> str:
    """ "Thường Lạc, ngày 05 tháng 6 năm 2020": days below ten and months one and two carry a nought."""
    layout = decree30()
    day = padded(issued_on.day, below=layout.pad_day_below) if issued_on and issued_on.day else BLANK
    month = padded(issued_on.month, below=layout.pad_month_up_to + 1) if issued_on and issued_on.month else BLANK
    year = str(issued_on.year) if issued_on else BLANK
    return f"{place}, ngày {day} tháng {month} năm {year}"


def place_name(title: str, name: str) -> str:
    """The place before the date: the unit's own name; numbers keep their title (Phụ lục I, mục II.4): "Phường 12"."""
    return f"{title[:1].upper()}{title[1:]} {name}" if name[:1].isdigit() else name


def next_number(*, last_number: int, last_issued_on: date | None, issued_on: date, given: int | None = None) -> int:
    """The number a paper gets in its series: numbers follow the order of the days of issue (Decree 30, Article 15).

    `given` is the number of an office's own book and may leap ahead, never back.
    """
    if last_issued_on and issued_on < last_issued_on:
        raise Refused(
            _("Số %(number)s của loại văn bản này đã cấp cho ngày %(day)s; số sau không thể mang ngày trước đó.")
            % {"number": padded(last_number, below=10), "day": show(last_issued_on)},
            code="number_out_of_order",
            article="Nghị định 30/2020/NĐ-CP, Điều 15",
            way_out=_("Chọn ngày ban hành từ ngày đó trở đi."),
        )
    if given is not None and given <= last_number:
        raise Refused(
            _("Số %(number)s không dùng được: sổ đã đến số %(last)s.")
            % {"number": padded(given, below=10), "last": padded(last_number, below=10)},
            code="number_taken",
            way_out=_("Dùng số tiếp theo, hoặc số lớn hơn theo sổ của cơ quan."),
        )
    return last_number + 1 if given is None else given


# -- who issues ------------------------------------------------------------------------------------------------


def committee(unit: str) -> Issuer:
    """A people's committee stands under its own name only: `committee("xã Thường Lạc")`."""
    return Issuer(lines=("ỦY BAN NHÂN DÂN", unit.upper()))


def division(name: str, *, committee_of: str) -> Issuer:
    """A division of a committee: `division("Phòng Tư pháp", committee_of="huyện Hồng Ngự")`."""
    return Issuer(superior=(f"UBND {committee_of}".upper(),), lines=(name.upper(),))


def police(unit: str, *, above: str) -> Issuer:
    """Commune or district police under the police of the unit above."""
    return Issuer(superior=(f"CÔNG AN {above}".upper(),), lines=(f"CÔNG AN {unit}".upper(),))


def fatherland_front(unit: str) -> Issuer:
    """The Front's standing board; the Front adapts the decree and has no superior line."""
    return Issuer(superior=("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", unit.upper()), lines=("BAN THƯỜNG TRỰC",))


# -- who signs -------------------------------------------------------------------------------------------------


class Seat(StrEnum):
    """The chair a signer sits on; the lines above the name follow from it."""

    COMMITTEE_CHAIR = "committee_chair"
    COMMITTEE_VICE_CHAIR = "committee_vice_chair"
    CHAIR_ALONE = "chair_alone"
    VICE_FOR_CHAIR_ALONE = "vice_for_chair_alone"
    DIVISION_HEAD = "division_head"
    DIVISION_DEPUTY = "division_deputy"
    POLICE_HEAD = "police_head"
    POLICE_DEPUTY = "police_deputy"
    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    FRONT_CHAIR = "front_chair"
    FRONT_VICE_CHAIR = "front_vice_chair"


_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
_FRONT = "TM. BAN THƯỜNG TRỰC"
# For each seat: the body on whose behalf it signs, the head's title, the deputy's own title.
_SEATS: dict[Seat, tuple[str, str, str]] = {
    Seat.COMMITTEE_CHAIR: (_COMMITTEE, "CHỦ TỊCH", ""),
    Seat.COMMITTEE_VICE_CHAIR: (_COMMITTEE, "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Seat.CHAIR_ALONE: ("", "CHỦ TỊCH", ""),
    Seat.VICE_FOR_CHAIR_ALONE: ("", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Seat.DIVISION_HEAD: ("", "TRƯỞNG PHÒNG", ""),
    Seat.DIVISION_DEPUTY: ("", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
    Seat.POLICE_HEAD: ("", "TRƯỞNG CÔNG AN", ""),
    Seat.POLICE_DEPUTY: ("", "TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN"),
    Seat.DIRECTOR: ("", "GIÁM ĐỐC", ""),
    Seat.DEPUTY_DIRECTOR: ("", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    Seat.FRONT_CHAIR: (_FRONT, "CHỦ TỊCH", ""),
    Seat.FRONT_VICE_CHAIR: (_FRONT, "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}


def signature(seat: Seat, name: str, *, acting: bool = False, of: str = "") -> Signature:
    """The lines for a seat: TM. for a body, KT. for a deputy, Q. for one who acts as head.

    `of` follows the title where it names its unit ("xã": TRƯỞNG CÔNG AN XÃ). A deputy cannot be an acting head.
    """
    body, head, deputy = _SEATS[seat]
    if acting and deputy:
        raise Refused("Cấp phó ký thay (KT.); chỉ người được giao quyền cấp trưởng mới ghi Q.")
    head, deputy = (f"{title} {of.upper()}".strip() if title else "" for title in (head, deputy))
    above = (*((body,) if body else ()), *((f"KT. {head}",) if deputy else ()))
    return Signature(authority=above, title=deputy or (f"Q. {head}" if acting else head), name=name)


def by_order(head: str, title: str, name: str, *, authorised: bool = False) -> Signature:
    """TL. (by order of the head) or TUQ. (by authorisation): `by_order("CHỦ TỊCH", "CHÁNH VĂN PHÒNG", …)`."""
    return Signature(authority=(f"{'TUQ' if authorised else 'TL'}. {head.upper()}",), title=title.upper(), name=name)


# -- lists and numerals ----------------------------------------------------------------------------------------


def recipient_lines(recipients: Recipients) -> list[str]:
    """Dash before, semicolon after, and the archive line with a full stop at the end."""
    archive = ["Lưu: VT", recipients.drafted_by] if recipients.drafted_by else ["Lưu: VT"]
    last = ", ".join(archive) + (f" ({recipients.copies:02d})" if recipients.copies else "")
    return [*(f"- {_bare(entry)};" for entry in recipients.entries), f"- {last}."]


def listed(lines: Sequence[str], *, dash: bool = False) -> list[str]:
    """Each line ends with a semicolon, the last with a full stop (căn cứ, kính gửi)."""
    last = len(lines) - 1
    return [
        f"{'- ' if dash else ''}{_bare(line)}{'.' if position == last else ';'}" for position, line in enumerate(lines)
    ]


def closed(text: str) -> str:
    """The last line of a paper ends with "./." """
    return text if text.endswith("./.") else f"{text.rstrip(' .;')}./."


class Numerals:
    """Counts headings as they come: I., 1., a); a higher heading starts the lower ones again."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Level, 0)

    def label(self, level: Level) -> str:
        self._counts[level] += 1
        for lower in (below for below in Level if below > level):
            self._counts[lower] = 0
        count = self._counts[level]
        if level is Level.ROMAN:
            return f"{roman(count)}."
        return f"{count}." if level is Level.ARABIC else f"{LETTERS[(count - 1) % len(LETTERS)]})"


def roman(number: int) -> str:
    return "".join(_roman_parts(number))


def _roman_parts(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        while number >= value:
            yield letters
            number -= value


def _bare(text: str) -> str:
    return tidy(text).removeprefix("- ").rstrip(" ;.")
