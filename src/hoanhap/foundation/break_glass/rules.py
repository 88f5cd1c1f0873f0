"""The terms of an opening and what must be written before one. Pure."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.kernel import reasons
from hoanhap.kernel.errors import Refused

LASTS: Final = timedelta(minutes=30)
REVIEW_WITHIN: Final = timedelta(hours=72)
TRIES_A_DAY: Final = 5
_SHORTEST, _SHORTEST_OF_OTHER = 20, 40


class Category(models.TextChoices):
    """Why somebody's file must be opened now, by somebody who does not work with him."""

    LIFE = "life", gettext_lazy("Nguy hiểm đến tính mạng, cần cấp cứu")
    MISSING = "missing", gettext_lazy("Tìm người mất tích, người đi lạc")
    MINOR = "minor", gettext_lazy("Trẻ em, người chưa thành niên gặp nguy hiểm")
    VIOLENCE = "violence", gettext_lazy("Ngăn bạo lực đang xảy ra hoặc sắp xảy ra")
    LEGAL_ORDER = "legal_order", gettext_lazy("Yêu cầu bằng văn bản của tòa án, viện kiểm sát, cơ quan điều tra")
    OTHER = "other", gettext_lazy("Việc khẩn cấp khác")


class Verdict(models.TextChoices):
    JUSTIFIED = "justified", gettext_lazy("Có lý do chính đáng")
    NOT_JUSTIFIED = "not_justified", gettext_lazy("Không chính đáng")
    FOLLOW_UP = "follow_up", gettext_lazy("Cần làm rõ thêm")


def checked_reason(category: Category, text: str) -> str:
    """The reason, cleaned. Raises Refused for one that says nothing, and for an order without its number."""
    shortest = _SHORTEST_OF_OTHER if category is Category.OTHER else _SHORTEST
    if not reasons.says_something(text, shortest=shortest):
        raise Refused(
            _("Lý do này chưa đủ để người khác hiểu vì sao phải mở khẩn cấp."),
            code="glass-reason",
            way_out=_("Viết một câu: chuyện gì đang xảy ra, cần biết gì."),
        )
    if category is Category.LEGAL_ORDER and not any(sign.isdigit() for sign in text):
        raise Refused(
            _("Chưa ghi số văn bản yêu cầu."),
            code="glass-order",
            way_out=_("Ghi số, ngày và cơ quan ra văn bản vào lý do."),
        )
    return reasons.cleaned(text)


def minutes_left(ends_at: datetime, now: datetime) -> int:
    """Whole minutes that remain, a begun one counted; none when it is over."""
    return max(0, -int((now - ends_at).total_seconds() // 60))
