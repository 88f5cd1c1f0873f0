"""What follows a violation, which days away do not count, when a certificate may be given. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel import durations
from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import Duration
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.rules import Remark

_DAY = timedelta(days=1)


# -- violations --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What the law says of the `count`-th violation of a kind: the step now, and the one after."""

    kind: str
    label: str
    count: int
    step: str
    step_label: str
    next_label: str
    article: str
    confidence: str
    caution: str


def rung(kind: str, state: str, on: date, count: int) -> Rung:
    """Raises Refused for a kind the law of the day does not know, or not in this state."""
    ladder = law.ladder(kind, on)
    if state not in ladder.states:
        raise Refused(
            _("Loại vi phạm này không áp dụng khi hồ sơ đang ở bước “%s”.") % _(law.state(state).label_vi),
            code="violation-elsewhere",
            article=ladder.article,
        )
    words, step = law.casework_words().ladder_steps, ladder.step(count)
    following = ladder.step(count + 1)
    return Rung(
        kind=kind,
        label=_(ladder.label_vi),
        count=count,
        step=step,
        step_label=_(words[step]),
        next_label=_(words[following]) if following != step else "",
        article=ladder.article,
        confidence=ladder.confidence.value,
        caution=_(ladder.confidence.caution_vi) if ladder.confidence.caution_vi else "",
    )


# -- absences ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """What an absence means: whether its days count, how many are added to the term, what to weigh."""

    counts: bool
    days_added: int
    article: str
    remarks: tuple[Remark, ...] = ()


def away(
    state: str,
    from_on: date,
    to_on: date,
    *,
    reported: bool,
    term: tuple[date, date] | None,
    days_before: int = 0,
) -> Away:
    """The rule of the day the absence began. `days_before`: days of earlier absences under the same term."""
    rule = law.absence_rule(state, from_on)
    if rule is None:
        return Away(counts=True, days_added=0, article="")
    days = (to_on - from_on).days
    remarks = []
    if rule.each_max is not None and to_on > durations.add(from_on, Duration(rule.each_max, rule.unit)):
        text = _("Vắng %(days)d ngày, quá mức %(most)d ngày mỗi lần.") % {"days": days, "most": rule.each_max}
        remarks.append(Remark(text=text, article=rule.article, confidence=rule.confidence))
    if rule.share and term and (days + days_before) * rule.share > (term[1] - term[0]).days:
        text = _("Các lần vắng cộng lại quá một phần %d thời hạn.") % rule.share
        remarks.append(Remark(text=text, article=rule.article, confidence=rule.confidence))
    counts = rule.counts(reported)
    if not counts and not rule.confidence.may_block:
        remarks.append(Remark(text=_(rule.confidence.caution_vi), article=rule.article, confidence=rule.confidence))
    # A rule that was not read in the original reminds; it does not make anybody's term longer.
    added = 0 if counts or not rule.confidence.may_block else days
    return Away(counts=counts, days_added=added, article=rule.article, remarks=tuple(remarks))


# -- certificates ------------------------------------------------------------------------------------------------------


def completion_refusal(
    completion: str, *, issued_on: date, term_to: date | None, known: Collection[str]
) -> Refused | None:
    """A certificate needs its type; "full term" is not written before the last day of the term."""
    if completion not in known:
        return Refused(
            _("Chưa chọn loại hoàn thành."), code="completion-missing", way_out=_("Chọn một trong bốn loại.")
        )
    if completion == "full_term" and term_to is not None and issued_on < term_to - _DAY:
        return Refused(
            _("Thời hạn còn đến hết ngày %s, chưa ghi “hết thời hạn” được.") % show(term_to - _DAY),
            code="completion-early",
            way_out=_("Chọn loại khác, hoặc cấp vào ngày cuối của thời hạn."),
        )
    return None
