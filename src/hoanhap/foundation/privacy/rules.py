"""Pure questions: until when, may it be refused, who consents, when may a file be sealed or destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoanhap.foundation.privacy import facts
from hoanhap.foundation.privacy.facts import BreachClock, Clock, RequestKind
from hoanhap.kernel import clock as clocks
from hoanhap.kernel import durations
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar

LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Due:
    """The moments a request must be confirmed and answered."""

    acknowledge_at: datetime
    answer_at: datetime
    clock: Clock


def due(kind: RequestKind, received_at: datetime, calendar: WorkingCalendar, *, processor: bool = False) -> Due:
    """Whole days end at midnight after the last one; hours run on."""
    found = facts.clock_of(kind, clocks.local_day(received_at))
    length = found.with_processor if processor else found.answer
    return Due(
        _end_of(received_at, found.acknowledge, calendar),
        _end_of(received_at, length, calendar),
        found,
    )


def extended(kind: RequestKind, received_at: datetime, answer_at: datetime, *, processor: bool = False) -> datetime:
    """The new moment after the one extension, by as long again. Raises Refused where the law knows none."""
    found = facts.clock_of(kind, clocks.local_day(received_at))
    if not found.extensions:
        raise Refused(
            _("Quy định áp dụng cho yêu cầu này không cho gia hạn."), code="no-extension", article=found.article
        )
    return durations.add(answer_at, found.with_processor if processor else found.answer)


def ground_of(code: str, kind: RequestKind) -> facts.Ground:
    """The ground a refusal names. Raises Refused when it is none for this kind."""
    found = facts.facts().grounds.get(code)
    if found is None or kind not in found.kinds:
        raise Refused(
            _("Từ chối phải nêu một căn cứ áp dụng được cho loại yêu cầu này."),
            code="ground",
            way_out=_("Chọn căn cứ trong danh sách."),
        )
    return found


def who_consents(purpose: str, *, age: int | None, by_guardian: bool, child_agrees: bool) -> None:
    """Raise Refused unless the right person consents: for a child its guardian, and from seven the child as well."""
    rule, asked = facts.facts().consent, facts.facts().purposes.get(purpose)
    below = max(rule.guardian_below, asked.asked_below or 0) if asked else rule.guardian_below
    if age is None or age >= below:
        return
    if not by_guardian:
        raise Refused(
            _("Người dưới %(age)s tuổi: cha, mẹ hoặc người giám hộ đồng ý thay.") % {"age": below},
            code="guardian",
            article=rule.guardian_rule.article,
        )
    if purpose in rule.child_too_for and age >= rule.child_too_from and not child_agrees:
        raise Refused(
            _("Từ đủ %(age)s tuổi: phải có cả sự đồng ý của trẻ.") % {"age": rule.child_too_from},
            code="child",
            article=rule.article,
        )


def notices_asked(known_at: datetime, *, serious: bool, traceable: bool) -> list[tuple[BreachClock, datetime]]:
    """Which notices a breach asks for, and until when, counted from the moment of knowing."""
    marks = {"always": True, "serious": serious, "location_or_biometric": traceable}
    wanted = [one for one in facts.breach_clocks(clocks.local_day(known_at)) if marks[one.when]]
    return [(one, durations.add(known_at, one.length)) for one in wanted]


def seal_on(ended_on: date, after_days: int | None) -> date | None:
    """The day a file that ended then is put away; None when the office does not put it away by itself."""
    return None if after_days is None else ended_on + timedelta(days=after_days)


def destroy_on(ended_on: date, keep_years: int | None) -> date | None:
    """The day its term of keeping is over; None while no term is set."""
    return None if keep_years is None else durations.add(ended_on, Duration(keep_years, Unit.YEAR))


def check_term(category: str, *, seal_after_days: int | None, keep_years: int | None, basis: str) -> None:
    """Raise Refused for a term below the floor, or one without the paper it rests on."""
    term = facts.facts().retention[category]
    if seal_after_days is not None and not 0 <= seal_after_days <= 3660:
        raise Refused(_("Số ngày phải từ 0 đến 3660."), code="seal-days")
    if keep_years is None:
        return
    if keep_years < term.floor_years or keep_years > 100:
        raise Refused(
            _("Không đặt dưới %(floor)s năm.") % {"floor": term.floor_years},
            code="keep-years",
            way_out=_("Xem bảng thời hạn bảo quản của cơ quan."),
        )
    if len(basis) < 8:
        raise Refused(
            _("Đặt số năm giữ cần ghi văn bản làm căn cứ."),
            code="basis",
            way_out=_("Ghi số, ngày của bảng thời hạn bảo quản hoặc văn bản về lưu trữ."),
        )


def said(text: str, *, name: str, least: int = 0) -> str:
    """A typed text, tidied by the caller; Refused when it is missing or too long."""
    if len(text) < least:
        raise Refused(_("Cần ghi: %s.") % name, code=f"missing-{name}")
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Viết ngắn hơn %s chữ cái.") % LONGEST_TEXT, code="too-long")
    return text


def cautions(rules: Sequence[facts.Rule]) -> list[str]:
    """What must be said beside facts that were not read in the law itself, each once."""
    return list(dict.fromkeys(rule.confidence.caution_vi for rule in rules if rule.confidence.caution_vi))


def _end_of(start: datetime, length: Duration, calendar: WorkingCalendar) -> datetime:
    if length.unit is Unit.HOUR:
        return durations.add(start, length)
    last = durations.add(clocks.local_day(start), length, calendar)
    return clocks.at(last + timedelta(days=1))
