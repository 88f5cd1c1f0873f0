"""Labels that stand in data, in the language of the screen: the law's words and the lines of a form.

The data are Vietnamese, and papers keep them so; the catalogue has the English of every label (`workshop/labels.py`).
"""

from django.utils.translation import gettext, ngettext

from hoanhap.kernel.durations import Duration, Unit


def shown(label: str) -> str:
    """`law.state(code).label_vi` as the reader of the screen reads it."""
    return gettext(label) if label else ""


def duration(length: Duration) -> str:
    """ "6 tháng", "6 months"."""
    number = length.value
    match length.unit:
        case Unit.HOUR:
            words = ngettext("%(number)d giờ", "%(number)d giờ", number)
        case Unit.DAY:
            words = ngettext("%(number)d ngày", "%(number)d ngày", number)
        case Unit.WORKING_DAY:
            words = ngettext("%(number)d ngày làm việc", "%(number)d ngày làm việc", number)
        case Unit.MONTH:
            words = ngettext("%(number)d tháng", "%(number)d tháng", number)
        case Unit.YEAR:
            words = ngettext("%(number)d năm", "%(number)d năm", number)
    return words % {"number": number}
