"""Filters that write numbers, dates and deadlines as Vietnamese officials do."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from hoanhap.kernel import clock, dates, numbers
from hoanhap.web.ui import labels, words

register = template.Library()


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """16/06/2020; a moment shows its Vietnamese day; nothing shows a dash."""
    if value is None or value == "":
        return numbers.NOTHING
    return dates.show(clock.local_day(value) if isinstance(value, datetime) else value)


@register.filter
def vn_moment(value: datetime | None) -> str:
    """16/06/2020 17:00."""
    if not value:
        return numbers.NOTHING
    local = value.astimezone(clock.VN)
    return f"{dates.show(local.date())} {local:%H:%M}"


@register.filter
def vn_weekday(value: date) -> str:
    """Thứ Ba, 16/06/2020."""
    return words.weekday_and_date(value)


@register.filter
def vn_number(value: int | Decimal | None) -> str:
    """1.234 or 52,94."""
    if value is None or value == "":
        return numbers.NOTHING
    return numbers.decimal(value) if isinstance(value, Decimal) else numbers.group(int(value))


@register.filter
def vn_figure(value: Decimal) -> str:
    """17 or 4,5: without the noughts behind the comma that say nothing."""
    return numbers.decimal(value.normalize())


@register.filter
def vn_count(value: int) -> str:
    """09, as in papers."""
    return numbers.paper_count(int(value))


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`{{ 9|percent_of:17 }}` gives 52,94 %."""
    return numbers.percent(int(part), int(whole))


@register.filter
def due_label(deadline: date | datetime) -> str:
    """Trễ 2 ngày · Trước 17:00 · Hôm nay · Còn 3 ngày."""
    return words.due(deadline, now=clock.now()).text


@register.filter
def label(text: str) -> str:
    """A label from data, the law's or a form's, in the language of the screen."""
    return labels.shown(text)


@register.filter
def is_late(deadline: date | datetime) -> bool:
    return words.due(deadline, now=clock.now()).late
