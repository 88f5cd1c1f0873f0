"""Pure questions about a person's details: how numbers are written, when two rows are one person, whom a text finds.

No tables, no keys: what goes in is plain text, what comes out is plain text or a refusal with a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, tidy

_NOT_DIGITS = re.compile(r"\D")
_BETWEEN_PHONES = re.compile(r"[,;/\n]| - ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What an intake or a row of a list says about a person. Empty texts mean "not said"."""

    full_name: str
    birth: PartialDate | None = None
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    permanent_address: str = ""
    current_address: str = ""
    relative: str = ""
    hamlet_id: int | None = None
    ethnicity: str = ""
    education: str = ""
    occupation: str = ""
    marital_status: str = ""

    @property
    def birth_year(self) -> int | None:
        return self.birth.year if self.birth else None


class LostUpdate(Refused):
    """Somebody else wrote first. Carries both versions, label → text, so that the officer can see and choose."""

    def __init__(
        self, message: str, *, theirs: Mapping[str, str], yours: Mapping[str, str], version: int | None = None
    ) -> None:
        super().__init__(message, code="lost-update", way_out=_("Xem lại bản mới rồi ghi lần nữa."))
        self.theirs = dict(theirs)
        self.yours = dict(yours)
        self.version = version  # of theirs, where the act that refused knows it


def checked(details: PersonDetails, *, on: date) -> PersonDetails:
    """The details as they are stored: tidied, numbers in one spelling. Raises Refused with the first fault."""
    name = clean_name(details.full_name)
    if not name:
        raise Refused(_("Thiếu họ và tên."), code="name-missing")
    if details.birth is not None:
        _check_birth(details.birth, on)
    return PersonDetails(
        full_name=name,
        birth=details.birth,
        sex=details.sex,
        id_number=id_digits(details.id_number),
        phone=tidy(details.phone) if phone_digits(details.phone) else "",
        permanent_address=tidy(details.permanent_address),
        current_address=tidy(details.current_address),
        relative=tidy(details.relative),
        hamlet_id=details.hamlet_id,
        ethnicity=details.ethnicity,
        education=tidy(details.education)[:120],
        occupation=tidy(details.occupation)[:120],
        marital_status=tidy(details.marital_status)[:60],
    )


def _check_birth(birth: PartialDate, on: date) -> None:
    if birth.earliest > on:
        raise Refused(_("Ngày sinh %(birth)s ở tương lai.") % {"birth": birth}, code="birth-in-future")
    if birth.year < on.year - 120:
        raise Refused(_("Năm sinh %(year)s đã quá 120 năm.") % {"year": birth.year}, code="birth-too-early")


def id_digits(text: str) -> str:
    """Nine digits (CMND) or twelve (CCCD), "" when empty. Raises Refused."""
    digits = _digits(text)
    if not tidy(text) or len(digits) in (9, 12):
        return digits
    way_out = _("CMND có 9 số, CCCD có 12 số.")
    if len(digits) in (8, 11):
        way_out += " " + _("Có thể bảng tính đã bỏ mất số 0 ở đầu.")
    raise Refused(
        _("Số giấy tờ có %(count)s chữ số.") % {"count": len(digits)}, code="id-number-length", way_out=way_out
    )


def phone_digits(text: str) -> str:
    """The first number in the text, in the spelling 0912345678; "" when empty. Raises Refused."""
    if not tidy(text):
        return ""
    digits = _digits(_BETWEEN_PHONES.split(tidy(text))[0])
    if digits.startswith("84") and len(digits) >= 11:
        digits = "0" + digits[2:]
    if not 8 <= len(digits) <= 11:
        raise Refused(_("Số điện thoại không đúng."), code="phone", way_out=_("Viết như 0912345678."))
    return digits


def _digits(text: str) -> str:
    """The digits of a text in their plain spelling: full-width ones would make one number two."""
    return "".join(str(int(sign)) for sign in _NOT_DIGITS.sub("", text))


def name_key(full_name: str, birth_year: int | None, place_id: int) -> str:
    """Two rows with one key and no contradicting ID number are one person: folded name, birth year, hamlet."""
    return f"{fold(full_name)}|{birth_year or ''}|{place_id}"


def given_key(word: str, birth_year: int | None) -> str:
    """The birth year blurs how often a given name occurs: the short index alone must not tell the commonest names."""
    return f"{fold(word)}|{birth_year or ''}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search text asks for: folded words, perhaps a birth year, or digits of a number."""

    words: tuple[str, ...] = ()
    year: int | None = None
    digits: str = ""


def wanted(text: str) -> Wanted:
    """Eight and more digits are a number of a paper or a phone; a lone year narrows the birth year."""
    compact = re.sub(r"[\s.\-+]", "", text)
    if compact.isdigit() and len(compact) >= 8:
        return Wanted(digits=compact)
    words = fold(text).split()
    years = [int(word) for word in words if re.fullmatch(r"(19|20)\d\d", word)]
    rest = tuple(word for word in words if not re.fullmatch(r"(19|20)\d\d", word))
    return Wanted(words=rest, year=years[0] if years else None)


def finds(words: Sequence[str], folded_name: str) -> bool:
    """Each wanted word begins a word of the name."""
    name = folded_name.split()
    return all(any(part.startswith(word) for part in name) for word in words)


def nearly_finds(words: Sequence[str], folded_name: str) -> bool:
    """As `finds`, allowing one slip of the keyboard in each word."""
    name = folded_name.split()
    return all(any(part.startswith(word) or one_slip(word, part) for part in name) for word in words)


def one_slip(left: str, right: str) -> bool:
    """At most one letter added, dropped or changed, or two neighbours swapped; words of two letters must be exact."""
    if left == right:
        return True
    if min(len(left), len(right)) < 3 or abs(len(left) - len(right)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    rest_left, rest_right = left[start:], right[start:]
    if len(rest_left) == len(rest_right):
        swapped = rest_left[:2] == rest_right[1::-1] and rest_left[2:] == rest_right[2:]
        return rest_left[1:] == rest_right[1:] or swapped
    longer, shorter = sorted((rest_left, rest_right), key=len, reverse=True)
    return longer[1:] == shorter
