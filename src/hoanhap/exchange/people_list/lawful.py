"""Asks the law about one row: may this measure be decided on that day, at that age, and for so long?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.durations import add_months
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases import rules as case_rules
from hoanhap.people.cases.rules import Remark, Step

_CALENDAR = WorkingCalendar()
# Which column a refusal of the law speaks of.
_COLUMN_OF = {
    "term-outside-law": "term_to",
    "term-backward": "term_to",
    "decision-half": "decision",
    "law.age": "birth",
}


def regime_code(on: date) -> str:
    return law.regime_on(on).code


def oldest_age(birth: PartialDate, on: date) -> int:
    """Full years on that day; with a year alone the most he may be."""
    earliest = birth.earliest
    return on.year - earliest.year - ((on.month, on.day) < (earliest.month, earliest.day))


def term_end(start: date, last: date) -> date:
    """The day after the term. "6 tháng, từ 01/03 đến 01/09" names the day after; "đến 31/08" names the last day."""
    months = (last.year - start.year) * 12 + last.month - start.month
    return last if months > 0 and add_months(start, months) == last else last + timedelta(days=1)


def remarks_on(steps: tuple[Step, ...], *, birth: PartialDate | None, today: date) -> list[Remark]:
    """What the law gives to think about when a case is entered so. Raises Refused with a way out for a clerk."""
    try:
        way = case_rules.plan(steps, birth=birth, today=today, calendar=_CALENDAR)
    except Refused as refusal:
        if refusal.way_out and refusal.code != "move-not-in-law":
            raise
        told = {"code": refusal.code, "article": refusal.article}
        raise Refused(str(refusal.message), way_out=_way_out(refusal), **told) from refusal
    return [remark for _step, verdict, _position in way for remark in verdict.remarks]


def column_of(refusal: Refused) -> str:
    """The column a refusal is told under."""
    return _COLUMN_OF.get(refusal.code, "method")


def _way_out(refusal: Refused) -> str:
    if column_of(refusal) == "term_to":
        return _("Kiểm tra lại Từ ngày, Đến ngày và số lần đã cai theo quyết định.")
    return _("Kiểm tra lại hình thức cai, ngày quyết định và năm sinh; nếu không áp dụng biện pháp thì ghi đúng diện.")
