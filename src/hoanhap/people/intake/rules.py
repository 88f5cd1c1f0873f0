"""What may be written before there is a file: minimal, with an end, with a guardian for a minor. Pure."""

import re
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.durations import add_months
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, tidy

KEPT_MONTHS = 12
"""Our practice: what never became a file is erased after a year."""
USUAL_DAYS, MOST_DAYS = 7, 60
ADULT = 18
SHORT, LONG = 200, 500
_KEPT_ELSEWHERE = re.compile(r"\b(hiv|aids)\b")


def expires_on(day: date) -> date:
    """The day on which what was written on `day` is erased."""
    return add_months(day, KEPT_MONTHS)


def checked_days(days: int) -> int:
    """Within how many days somebody is to make contact."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Số ngày phải từ 1 đến %d.") % MOST_DAYS, code="request-days")
    return days


def checked_who(text: str, *, code: str) -> str:
    """Whom it is about, in a few words. Raises Refused."""
    said = clean_name(text) if code == "declaration-name" else tidy(text)
    if not said:
        raise Refused(_("Cần ghi người cần gặp: tên gọi hoặc cách nhận ra."), code=code)
    return said[:SHORT]


def checked_text(text: str, *, code: str) -> str:
    """A reason or a wish, short, with no word on HIV. Raises Refused."""
    said = tidy(text)
    if len(said) > LONG:
        raise Refused(_("Viết ngắn lại, không quá 500 chữ cái."), code=code)
    if _KEPT_ELSEWHERE.search(fold(said)):
        raise Refused(_("Chương trình này không ghi về HIV."), code=code, way_out=_("Bỏ phần đó đi."))
    return said


def checked_guardian(guardian: str, *, minor: bool) -> str:
    """Whatever concerns a minor names father, mother or guardian. Raises Refused."""
    said = tidy(guardian)[:SHORT]
    if minor and not said:
        raise Refused(_("Người dưới %d tuổi: cần ghi cha, mẹ hoặc người giám hộ.") % ADULT, code="guardian-missing")
    return said


def is_minor(birth: PartialDate | None, on: date) -> bool:
    """Whether the birth date is that of somebody under eighteen; of a year alone the end counts."""
    if birth is None:
        return False
    if birth.full is None:
        return on.year - birth.year < ADULT
    born = birth.full
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < ADULT


def met(declared_by: str, place: str) -> bool:
    """Whoever declares for himself, face to face, was met by that."""
    return declared_by == "self" and place != "phone"


def needs_origin(state: str, source: str, *, after: tuple[str, ...]) -> bool:
    """A returnee comes from somewhere: opened in management after rehab, or announced by a place of that kind."""
    return state in after or source == "facility"


def checked_origin(state: str, source: str, origin: str, *, after: tuple[str, ...]) -> None:
    """Raise Refused for a returnee without an origin."""
    if not origin and needs_origin(state, source, after=after):
        raise Refused(
            _("Người trở về: cần chọn nơi trở về từ đâu."),
            code="origin-missing",
            way_out=_("Không rõ nơi thì chọn “nơi khác”."),
        )
