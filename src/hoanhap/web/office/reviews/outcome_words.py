"""What the page of outcomes says: which tables, which words beside them, when a comparison is only noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.disclosure import LEAST_DENOMINATOR, SMALL
from hoanhap.kernel import numbers
from hoanhap.people.reviews import outcomes, policy
from hoanhap.people.reviews.episodes import Left
from hoanhap.people.reviews.models import NotSeen
from hoanhap.people.reviews.outcome_tables import Line, Table
from hoanhap.people.reviews.outcomes import By, Course, GroupCurve
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.rates import Reading, between, share_display
from hoanhap.people.reviews.rules import Quarter
from hoanhap.web.office.reviews import drawing
from hoanhap.web.ui.parts import Choice

YEARS = 5
GROUPS = (
    (By.UNIT, gettext_lazy("Xã (mô hình)")),
    (By.MEASURE, gettext_lazy("Biện pháp")),
    (By.COHORT, gettext_lazy("Nhóm theo dõi")),
)
LEFT_WORDS = {
    Left.SIGN: gettext_lazy("có dấu hiệu sử dụng lại"),
    Left.FOLLOWED: gettext_lazy("còn theo dõi"),
    Left.AGAIN: gettext_lazy("bắt đầu đợt cai mới"),
    Left.LOST: gettext_lazy("không gặp được nữa"),
    Left.DECEASED: gettext_lazy("đã chết"),
    Left.MOVED: gettext_lazy("chuyển nơi ở"),
    Left.ENDED: gettext_lazy("hồ sơ kết thúc"),
}
KEPT_BACK = "…"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a table, ready to draw."""

    line: Line
    reasons: Sequence[tuple[str, str]]

    @property
    def rate(self) -> str:
        return self.line.good.display if self.line.good else KEPT_BACK

    @property
    def interval(self) -> str:
        return self.line.good.interval_display if self.line.good else ""

    @property
    def small(self) -> bool:
        return self.line.is_small


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of the table beside the curve."""

    months: int
    at_risk: int
    signs: int
    left: int
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group after twelve months, or why nothing is said of it."""

    label: str
    people: str
    share: str
    interval: str
    words: str


def page(viewer: Viewer, asked: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the page; what is asked wrongly is taken as not asked."""
    by = _by(asked.get("by", ""))
    quarter = _quarter(asked.get("quarter", ""), viewer.on)
    since, until = _span(asked.get("year", ""), viewer.on)
    above = policy.counts_above(viewer)
    rows = outcomes.ended(viewer, since=since, until=until, by=by)
    course = outcomes.course(rows, above=above)
    reviewed = outcomes.quarter_table(viewer, quarter, by=by, above=above)
    assessed = outcomes.year_table(rows, on=viewer.on, above=above)
    return {
        "by": by,
        "quarter": quarter,
        "choices": _choices(by, quarter, asked.get("year", ""), viewer.on),
        "above": above,
        "reviewed": _lines(reviewed),
        "reviewed_table": reviewed,
        "assessed": _lines(assessed),
        "assessed_table": assessed,
        "picture": drawing.picture(course.whole, coarse=course.coarse),
        "readings": [_read(one) for one in course.whole.read],
        "groups": [_group(one, above) for one in course.groups],
        "comparison": comparison_words(course),
        "sentence": sentence(course, above),
        "left": _left(course),
        "never_seen": course.never_seen,
        "reads_people": viewer.may(May.READ),
        "least": LEAST_DENOMINATOR,
    }


def sentence(course: Course, above: bool) -> str:
    """What the picture says, for those who do not see it."""
    whole = course.whole
    if whole.curve is None:
        return _("Dưới %d người được theo dõi sau cai: không vẽ đường cho cấp trên xã.") % LEAST_DENOMINATOR
    if not whole.curve.people:
        return _("Chưa có ai được đánh giá sau khi kết thúc cai.")
    year = _after(whole, 12)
    if year is None and above:
        return _("Theo dõi %(people)d người sau cai; số sau 12 tháng còn quá nhỏ để nêu.") % {"people": whole.people}
    if year is None:
        return _("Theo dõi %(people)d người sau cai; chưa ai được theo dõi đủ 12 tháng.") % {"people": whole.people}
    words = _(
        "Sau 12 tháng kể từ khi kết thúc cai, ước tính %(share)s chưa có dấu hiệu sử dụng lại "
        "(khoảng tin cậy 95 %%: %(interval)s); lúc đó còn theo dõi %(at_risk)d trong %(people)d người."
    )
    said = words % {
        "share": share_display(year.share),
        "interval": between((year.low, year.high)),
        "at_risk": year.at_risk,
        "people": whole.people,
    }
    return said if above or whole.people >= LEAST_DENOMINATOR else f"{said} {_few()}"


def comparison_words(course: Course) -> str:
    """Whether the groups may be compared, and what the comparison says; small numbers say so instead of a ranking."""
    if len(course.groups) < 2:
        return ""
    if course.test is None:
        return _(
            "Chưa so sánh được các nhóm: mỗi nhóm cần từ %(people)d người được theo dõi và từ %(signs)d người "
            "có dấu hiệu. Với số ít, chênh lệch có thể chỉ do ngẫu nhiên."
        ) % {"people": LEAST_DENOMINATOR, "signs": SMALL}
    p = numbers.decimal(_rounded(course.test.p))
    if course.test.p < 0.05:
        words = _(
            "Các nhóm đủ lớn khác nhau nhiều hơn ngẫu nhiên (kiểm định log-rank, p = %s). Khác nhau về người được "
            "theo dõi cũng làm nên chênh lệch: đây không phải là xếp hạng."
        )
    else:
        words = _("Giữa các nhóm đủ lớn chưa thấy khác nhau hơn ngẫu nhiên (kiểm định log-rank, p = %s).")
    return words % p


def _left(course: Course) -> list[tuple[str, str]]:
    """Why people are no longer followed, where anybody is not; kept back as a whole above the commune."""
    return [(str(LEFT_WORDS[why]), str(count)) for why, count in course.left.items() if count]


def _few() -> str:
    return _("Ít người nên khoảng tin cậy rộng: chưa kết luận được.")


def _rounded(p: float) -> Decimal:
    return Decimal(str(max(round(p, 3), 0.001))).quantize(Decimal("0.001"))


def _lines(table: Table) -> list[Shown]:
    lines = [*table.lines, table.whole] if len(table.lines) != 1 else list(table.lines)
    return [Shown(line, _reasons(line)) for line in lines]


def _reasons(line: Line) -> list[tuple[str, str]]:
    labels = {one.value: str(one.label) for one in NotSeen if one.value} | {"unwritten": _("chưa ghi")}
    found = [(label, line[f"not_seen.{code}"]) for code, label in labels.items()]
    return [(label, cell.display) for label, cell in found if cell.value != 0]


def _read(one: Reading) -> ReadLine:
    return ReadLine(
        one.months, one.at_risk, one.signs, one.left, share_display(one.share), between((one.low, one.high))
    )


def _group(group: GroupCurve, above: bool) -> GroupShown:
    if group.curve is None:
        words = _("dưới %d người: không nêu") % LEAST_DENOMINATOR
        return GroupShown(group.label, KEPT_BACK, "", "", words)
    year = _after(group, 12)
    small = _few() if group.people < LEAST_DENOMINATOR else ""
    if year is None:
        return GroupShown(group.label, str(group.people), "–", "", small or _("chưa ai được theo dõi đủ 12 tháng"))
    share, interval = share_display(year.share), between((year.low, year.high))
    return GroupShown(group.label, str(group.people), share, interval, small)


def _after(group: GroupCurve, months: int) -> Reading | None:
    return next((one for one in group.read if one.months == months), None)


def _by(asked: str) -> By:
    return By(asked) if asked in set(By) else By.UNIT


def _quarter(asked: str, on: date) -> Quarter:
    try:
        return Quarter.read(asked)
    except ValueError:
        present = Quarter.of(on)
        return present if on >= present.asked_from else present.previous


def _span(asked: str, on: date) -> tuple[date, date]:
    """One year's ends of rehab, or those of the last five."""
    year = numbers.asked(asked, least=on.year - 20, most=on.year)
    if year is not None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    return date(on.year - YEARS, 1, 1), date(on.year + 1, 1, 1)


def _choices(by: By, quarter: Quarter, year: str, on: date) -> list[Choice]:
    quarters, one = [], Quarter.of(on)
    for _number in range(8):
        quarters.append(one)
        one = one.previous
    listed = quarters if quarter in quarters else [*quarters, quarter]
    years = (("", _("%d năm gần đây") % YEARS), *((str(n), str(n)) for n in range(on.year, on.year - YEARS, -1)))
    return [
        Choice("by", _("Theo"), tuple((code.value, label) for code, label in GROUPS), by.value),
        Choice("quarter", _("Đánh giá quý"), tuple((one.code, one.label) for one in listed), quarter.code),
        Choice("year", _("Kết thúc cai"), years, year if (year, year) in years else ""),
    ]
