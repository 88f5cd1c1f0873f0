"""What may be sent to a station or centre and what may be written in the health room. Pure.

The house keeps no word on HIV: the law has records of their own for it, with readers of their own.
"""

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold, tidy
from hoanhap.kernel.workdays import WorkingCalendar

WORKING_DAYS_TO_ANSWER = 3
WORKING_DAYS_TO_ASK_AGAIN = 2
USUAL_DAYS, LONGEST_DAYS = 183, 732
"""Our practice, no law's: a referral ends by itself, so that a right to read ends by itself."""

_LONGEST_MESSAGE, _LONGEST_TEXT = 500, 4_000
_KEPT_ELSEWHERE = re.compile(r"\b(hiv|aids)\b")


def checked_period(valid_from: date, valid_to: date, on: date) -> None:
    """Raise Refused unless the days run forward, are not past, and end."""
    if valid_to <= valid_from or valid_to <= on:
        raise Refused(_("Ngày kết thúc phải sau hôm nay và sau ngày bắt đầu."), code="referral-days")
    if valid_to - valid_from > timedelta(days=LONGEST_DAYS):
        raise Refused(
            _("Một lần giới thiệu không dài quá hai năm."),
            code="referral-days",
            way_out=_("Chọn ngày gần hơn; khi hết hạn thì giới thiệu lại."),
        )


def checked_message(text: str) -> str:
    """What the receiver must know, in one spelling. Raises Refused."""
    said = tidy(text)
    if len(said) > _LONGEST_MESSAGE:
        raise Refused(_("Viết ngắn lại, không quá 500 chữ cái."), code="referral-message")
    refuse_kept_elsewhere(said, code="referral-message")
    return said


def checked_text(text: str) -> str:
    """An entry of the room, its lines kept. Raises Refused."""
    said = "\n".join(tidy(line) for line in text.strip().splitlines())
    if not said:
        raise Refused(_("Chưa ghi nội dung."), code="health-text")
    if len(said) > _LONGEST_TEXT:
        raise Refused(_("Viết ngắn lại, không quá 4.000 chữ cái."), code="health-text")
    refuse_kept_elsewhere(said, code="health-text")
    return said


def answer_by(on: date, calendar: WorkingCalendar) -> date:
    """The last day on which an answer is in time."""
    return calendar.add(on, WORKING_DAYS_TO_ANSWER)


def ask_again_by(on: date, calendar: WorkingCalendar) -> date:
    return calendar.add(on, WORKING_DAYS_TO_ASK_AGAIN)


def refuse_kept_elsewhere(text: str, *, code: str) -> None:
    """Raise Refused for a text that speaks of HIV."""
    if _KEPT_ELSEWHERE.search(fold(text)):
        raise Refused(
            _("Chương trình này không ghi về HIV."),
            code=code,
            way_out=_("Bỏ phần đó đi; nơi khám, chữa bệnh ghi theo quy định riêng."),
        )
