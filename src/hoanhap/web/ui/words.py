"""Dates and deadlines in the words of the screens."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoanhap.kernel import clock, dates

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@dataclass(frozen=True, slots=True)
class DueLabel:
    """A deadline seen from now; only what is late may be shown in red."""

    text: str
    late: bool


def weekday_and_date(day: date) -> str:
    """ "Thứ Ba, 16/06/2020"."""
    return f"{WEEKDAYS[day.weekday()]}, {dates.show(day)}"


def due(deadline: datetime | date, *, now: datetime) -> DueLabel:
    """ "Trễ 2 ngày", "Trước 17:00", "Hôm nay", "Còn 3 ngày". A date, or a midnight, means until that day ends."""
    moment = deadline if isinstance(deadline, datetime) else clock.at(deadline) + timedelta(days=1)
    today = clock.local_day(now)
    last_day = clock.local_day(moment - timedelta(microseconds=1))
    if moment <= now:
        return DueLabel(_late(moment, now, (today - last_day).days), late=True)
    days = (last_day - today).days
    if days:
        return DueLabel(ngettext("Còn %(days)d ngày", "Còn %(days)d ngày", days) % {"days": days}, late=False)
    wall = moment.astimezone(clock.VN).time()
    if wall == time(0) or wall >= time(23, 59):
        return DueLabel(_("Hôm nay"), late=False)
    return DueLabel(_("Trước %(time)s") % {"time": f"{wall:%H:%M}"}, late=False)


def _late(moment: datetime, now: datetime, days: int) -> str:
    if days:
        return ngettext("Trễ %(days)d ngày", "Trễ %(days)d ngày", days) % {"days": days}
    hours = int((now - moment) / timedelta(hours=1))
    if hours:
        return ngettext("Trễ %(hours)d giờ", "Trễ %(hours)d giờ", hours) % {"hours": hours}
    return _("Vừa quá hạn")
