"""May this person borrow, and why or why not: each condition apart, with its article and how sure we are of it. Pure.

Only a condition read in the instrument itself (SEEN) may forbid; every other is shown, and a human decides.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.kernel import numbers
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import Duration, Unit, add
from hoanhap.law.aid import Fact, LoanTerms

TRADE, BUSINESS = "trade", "business"
FIRST_FOLLOW_UP, LATER_FOLLOW_UPS = Duration(3, Unit.MONTH), Duration(6, Unit.MONTH)
"""How often the use of a loan is looked after: office practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFacts:
    """What is known of a borrower on a day. `ages`: two when only the birth year is known, none when nothing is."""

    on: date
    ages: tuple[int, ...] = ()
    completed_on: date | None = None
    decided_on: date | None = None
    listed: bool = False
    law_abiding: bool = False
    purpose: str = BUSINESS
    trade_paper: bool = False
    other_loan: bool = False
    amount: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: met, not met, or unknown (None), in a sentence for the person."""

    code: str
    met: bool | None
    words: str
    article: str
    confidence: Confidence

    @property
    def blocks(self) -> bool:
        return self.met is False and self.confidence.may_block


def reasons(facts: LoanFacts, terms: LoanTerms | None) -> list[Reason]:
    """Every condition of the instrument; without an instrument on that day one unmet reason says so."""
    if terms is None:
        words = _("Chưa tìm thấy quy định vay vốn áp dụng ngày %s.") % show(facts.on)
        return [Reason("instrument", None, words, "", Confidence.INFER)]
    asked = [
        _completed(facts, terms.fact("completed")),
        _age(facts, terms.fact("age_from")),
        _recent(facts, terms.fact("years_after_decision")),
        _yes(
            "law_abiding", terms.fact("law_abiding"), facts.law_abiding, _("Công an xác nhận chấp hành tốt pháp luật.")
        ),
        _yes("on_list", terms.fact("on_list"), facts.listed, _("Có tên trong danh sách UBND cấp xã đã xác nhận.")),
        _at_most("amount", terms.fact("amount_max"), facts.amount, _("Số tiền vay không quá %s đồng.")),
        _at_most("months", terms.fact("months_max"), facts.months, _("Thời hạn vay không quá %s tháng.")),
    ]
    if facts.purpose == TRADE:
        paper, alone = terms.fact("trade_paper"), terms.fact("trade_no_other")
        asked += [
            _yes("trade_paper", paper, facts.trade_paper, _("Có giấy của cơ sở đào tạo nghề.")),
            _yes("trade_no_other", alone, not facts.other_loan, _("Không có khoản vay khác cùng mục đích.")),
        ]
    return [reason for reason in asked if reason is not None]


def conditions(terms: LoanTerms | None) -> list[Reason]:
    """What a borrower needs, said to anybody, about nobody: each condition in plain words."""
    if terms is None:
        return []
    said = {
        "completed": _("Đã hoàn thành cai nghiện hoặc điều trị thay thế."),
        "age_from": _("Từ %s tuổi."),
        "on_list": _("Có tên trong danh sách do công an xã lập, UBND xã xác nhận."),
        "years_after_decision": _("Không quá %s năm từ quyết định quản lý sau cai."),
        "law_abiding": _("Chấp hành tốt pháp luật."),
        "amount_max": _("Vay nhiều nhất %s đồng."),
        "months_max": _("Trả trong nhiều nhất %s tháng."),
        "trade_paper": _("Vay học nghề: có giấy của cơ sở đào tạo nghề."),
        "trade_no_other": _("Vay học nghề: không có khoản vay khác cùng mục đích."),
        "business_share": _("Cơ sở sản xuất, kinh doanh vay: ít nhất %s %% lao động là người sau cai có hợp đồng."),
        "overdue_percent": _("Trả trễ thì lãi suất bằng %s %% lãi suất đúng hạn."),
    }
    return [
        Reason(name, None, _filled(words, fact.value), fact.article, fact.confidence)
        for name, words in said.items()
        if (fact := terms.fact(name)) is not None
    ]


def eligible(found: list[Reason], *, without: tuple[str, ...] = ()) -> bool | None:
    """Whether every condition is met; None when one is unknown and none fails. `without`: conditions not yet due."""
    asked = [reason for reason in found if reason.code not in without]
    if any(reason.met is False for reason in asked):
        return False
    return None if any(reason.met is None for reason in asked) else True


def next_follow_up(disbursed_on: date, last_on: date | None) -> date:
    """The day on which the use of the loan is looked after next."""
    return add(last_on, LATER_FOLLOW_UPS) if last_on else add(disbursed_on, FIRST_FOLLOW_UP)


def repayment(amount: int, repaid: int | None, overdue: bool) -> str:
    """Where the repayment stands, in words."""
    if repaid is not None and repaid >= amount:
        return _("đã trả hết")
    if overdue:
        return _("đang trả, có khoản quá hạn")
    return _("đang trả, đúng hạn") if repaid else _("chưa trả")


def _completed(facts: LoanFacts, fact: Fact | None) -> Reason | None:
    if fact is None:
        return None
    done = facts.completed_on is not None and facts.completed_on <= facts.on
    if done and facts.completed_on is not None:
        words = _("Đã hoàn thành cai nghiện hoặc điều trị thay thế ngày %s.") % show(facts.completed_on)
    else:
        words = _("Chưa có ngày hoàn thành cai nghiện hoặc điều trị thay thế trong hồ sơ.")
    return Reason("completed", done, words, fact.article, fact.confidence)


def _age(facts: LoanFacts, fact: Fact | None) -> Reason | None:
    if fact is None:
        return None
    if not facts.ages:
        words, met = _("Chưa biết ngày sinh, cần từ %d tuổi.") % fact.value, None
    else:
        met = None if min(facts.ages) < fact.value <= max(facts.ages) else min(facts.ages) >= fact.value
        words = _("Từ %(least)d tuổi (nay %(age)s tuổi).") % {
            "least": fact.value,
            "age": "–".join(str(age) for age in facts.ages),
        }
    return Reason("age", met, words, fact.article, fact.confidence)


def _recent(facts: LoanFacts, fact: Fact | None) -> Reason | None:
    if fact is None:
        return None
    if facts.decided_on is None:
        words = _("Chưa có quyết định quản lý sau cai trong hồ sơ.")
        return Reason("recent", False, words, fact.article, fact.confidence)
    last = add(facts.decided_on, Duration(fact.value, Unit.YEAR))
    words = _("Không quá %(years)d năm từ quyết định quản lý sau cai ngày %(day)s (đến %(last)s).") % {
        "years": fact.value,
        "day": show(facts.decided_on),
        "last": show(last),
    }
    return Reason("recent", facts.on <= last, words, fact.article, fact.confidence)


def _yes(code: str, fact: Fact | None, met: bool, words: str) -> Reason | None:
    return Reason(code, met, words, fact.article, fact.confidence) if fact else None


def _at_most(code: str, fact: Fact | None, asked: int | None, words: str) -> Reason | None:
    """A ceiling; what was not asked for yet cannot be above it."""
    if fact is None:
        return None
    met = asked is None or asked <= fact.value
    return Reason(code, met, words % numbers.group(fact.value), fact.article, fact.confidence)


def _filled(words: str, value: int) -> str:
    return words % numbers.group(value) if "%s" in words else words
