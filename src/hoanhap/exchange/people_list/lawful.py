"""Asks the law about one row: may this measure be decided on that day, at that age, and for so long?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.durations import add_months
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import rules as case_rules

# Which column a refusal of the law speaks of, and what the clerk can do.
_COLUMN_OF = {"term-outside-law": "term_to", "term-backward": "term_to", "decision-half": "decision"}


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


def judge(
    state: str, *, since: date, today: date, decision: case_rules.Decision, birth: PartialDate | None
) -> case_rules.Verdict:
    """The law's answer to opening a case in this state; its refusal gets a way out for a clerk with a list."""
    verdict = case_rules.may_open(state=state, on=since, today=today, decision=decision, birth=birth)
    refusal = verdict.refusal
    if refusal is not None and not refusal.way_out:
        refusal.way_out = _way_out(refusal)
    return verdict


def column_of(refusal: Refused) -> str:
    """The column a refusal is told under."""
    return _COLUMN_OF.get(refusal.code, "method")


def _way_out(refusal: Refused) -> str:
    if column_of(refusal) == "term_to":
        return _("Kiểm tra lại Từ ngày, Đến ngày và số lần đã cai theo quyết định.")
    return _("Kiểm tra lại hình thức cai, ngày quyết định và năm sinh; nếu không áp dụng biện pháp thì ghi đúng diện.")
