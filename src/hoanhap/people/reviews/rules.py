"""What makes a quarterly review and a one-year assessment whole, whom they are due for, and until when. Pure.

No instrument we have read asks for either: they are office practice, so nothing here is a deadline of the law. A sign
of use is what an officer signs here; a test, a missed visit or a word of somebody else concludes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoanhap.kernel import durations
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period

CONDITIONS = ("progress", "not_yet", "at_risk")
NOT_SEEN = ("absent", "ill", "deceased", "moved", "refused", "other")
WORK = ("none", "occasional", "stable")
NO_USE, USED, RELAPSED = "no_use", "used", "relapsed"
OUTCOMES = (NO_USE, USED, RELAPSED)
NEW_FOR = timedelta(days=30)
"""Who has been in the register for less by the end of the quarter is not reviewed yet."""
YEAR_AFTER = Duration(1, Unit.YEAR)
EARLY = timedelta(days=30)
"""From so long before the year is over the assessment may be written, and is asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of the calendar year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4) or not 1900 <= self.year <= 2999:
            raise ValueError(f"no quarter: {self.number}/{self.year}")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, code: str) -> "Quarter":
        """From "2020-Q2". Raises ValueError."""
        year, _dash, number = code.partition("-Q")
        return cls(int(year), int(number))

    @property
    def code(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        return _("quý %(number)d/%(year)d") % {"number": self.number, "year": self.year}

    @property
    def period(self) -> Period:
        return Period(date(self.year, self.number * 3 - 2, 1), self.next._first)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def asked_from(self) -> date:
        """From the first day of its last month on the reviews are asked for."""
        return self._first.replace(month=self.number * 3)

    @property
    def known_by(self) -> date:
        """Who was taken in on this day or before is reviewed in this quarter."""
        return self.period.end - NEW_FOR

    @property
    def _first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDetails:
    """One person in one quarter: what the officer signs, or why he could not be reviewed."""

    on: date
    condition: str = ""
    not_seen: str = ""
    use_seen: bool = False
    seen_on: date | None = None
    work: str = ""
    note: str = ""

    @property
    def reviewed(self) -> bool:
        return bool(self.condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDetails:
    """One person a year after the end of rehab: what the officer signs, or why he was not assessed.

    Relapse is addiction determined again: it is written with the number and day of that paper.
    """

    on: date
    outcome: str = ""
    not_seen: str = ""
    seen_on: date | None = None
    work: str = ""
    paper_number: str = ""
    paper_on: date | None = None
    note: str = ""

    @property
    def assessed(self) -> bool:
        return bool(self.outcome)


def quarters_asked(on: date) -> Sequence[Quarter]:
    """The quarters whose reviews are asked for on this day: the one before, and the present one towards its end."""
    present = Quarter.of(on)
    return (present.previous, present) if on >= present.asked_from else (present.previous,)


def check_review(details: ReviewDetails, *, quarter: Quarter, opened_on: date, today: date) -> None:
    """Raise Refused unless the review is whole and possible."""
    _check_day(details.on, opened_on, today)
    if details.on < quarter.period.start:
        raise Refused(_("Ngày đánh giá phải từ đầu quý trở đi."), code="review-day")
    _check_either(details.condition, CONDITIONS, details.not_seen)
    _check_work(details.work, met=details.reviewed)
    if details.use_seen and details.condition not in ("not_yet", "at_risk"):
        raise Refused(
            _("Đã chọn “tiến bộ, không sử dụng” thì không đánh dấu có dấu hiệu sử dụng."),
            code="review-contradicts",
            way_out=_("Chọn lại một trong hai."),
        )
    _check_seen(details.seen_on, seen=details.use_seen, on=details.on, since=opened_on)


def check_year(details: YearDetails, *, ended_on: date, today: date) -> None:
    """Raise Refused unless the assessment is whole, and the year is nearly over."""
    from_on = due_on(ended_on) - EARLY
    if today < from_on and details.not_seen not in ("deceased", "moved"):
        raise Refused(
            _("Đánh giá sau một năm chưa đến kỳ."),
            code="year-early",
            way_out=_("Ghi từ ngày %s.") % f"{from_on:%d/%m/%Y}",
        )
    _check_day(details.on, ended_on, today)
    _check_either(details.outcome, OUTCOMES, details.not_seen)
    _check_work(details.work, met=details.assessed)
    _check_seen(details.seen_on, seen=details.outcome in (USED, RELAPSED), on=details.on, since=ended_on)
    _check_paper(details, ended_on)


def due_on(ended_on: date) -> date:
    """A year after the end of rehab."""
    return durations.add(ended_on, YEAR_AFTER)


def when_seen(seen_on: date | None, *, seen: bool, on: date) -> date | None:
    """The day a sign is put to: the one the officer gave, else the day he signed."""
    return (seen_on or on) if seen else None


def _check_day(on: date, since: date, today: date) -> None:
    if on > today:
        raise Refused(_("Ngày đánh giá không được sau hôm nay."), code="review-future")
    if on < since:
        raise Refused(_("Ngày đánh giá trước khi bắt đầu theo dõi."), code="review-before")


def _check_either(found: str, choices: Sequence[str], not_seen: str) -> None:
    if found and not_seen:
        raise Refused(_("Đã đánh giá thì không ghi lý do không đánh giá được."), code="review-both")
    if not found and not not_seen:
        raise Refused(_("Chọn một mức đánh giá, hoặc lý do không đánh giá được."), code="review-empty")
    if found and found not in choices:
        raise Refused(_("Chưa chọn đúng mức đánh giá."), code="review-condition")
    if not_seen and not_seen not in NOT_SEEN:
        raise Refused(_("Chưa chọn đúng lý do không đánh giá được."), code="review-reason")


def _check_work(work: str, *, met: bool) -> None:
    if work and work not in WORK:
        raise Refused(_("Chưa chọn đúng tình trạng việc làm."), code="review-work")
    if work and not met:
        raise Refused(_("Không đánh giá được thì không ghi việc làm."), code="review-work-unseen")


def _check_seen(seen_on: date | None, *, seen: bool, on: date, since: date) -> None:
    if seen_on is None:
        return
    if not seen:
        raise Refused(_("Chỉ ghi ngày khi có dấu hiệu sử dụng lại."), code="review-seen-when-not")
    if not since <= seen_on <= on:
        raise Refused(_("Ngày thấy dấu hiệu phải nằm trong thời gian theo dõi."), code="review-seen-day")


def _check_paper(details: YearDetails, ended_on: date) -> None:
    given = bool(details.paper_number) or details.paper_on is not None
    if details.outcome != RELAPSED:
        if given:
            raise Refused(_("Chỉ ghi phiếu khi kết quả là tái nghiện."), code="year-paper-when-not")
        return
    if not details.paper_number or details.paper_on is None:
        raise Refused(
            _("Tái nghiện là kết quả xác định của cơ quan chuyên môn: cần số và ngày của phiếu."),
            code="year-paper",
            way_out=_("Chưa có phiếu thì chọn “có dấu hiệu sử dụng lại”."),
        )
    if not ended_on <= details.paper_on <= details.on:
        raise Refused(_("Ngày của phiếu phải sau khi kết thúc cai và trước ngày đánh giá."), code="year-paper-day")
