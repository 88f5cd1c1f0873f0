"""The five sentences, how they are answered, and from how many sheets on they are told. Pure.

Each sentence is put so that agreeing means less stigma: the higher the score, the better. Sheets of an edition are
compared with sheets of the same edition only; other words are another edition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.disclosure import SMALL
from hoanhap.kernel import numbers

EDITION = 1
LEAST, MOST = 1, 5
LEAST_SHEETS = SMALL
QUESTIONS: Mapping[int, Sequence[str | Promise]] = {
    1: (
        _("Tôi sẵn lòng ở cạnh nhà, qua lại với người từng sử dụng ma túy."),
        _("Người sau cai nghiện có việc phù hợp thì nên được nhận vào làm như mọi người."),
        _("Nơi tôi sống, gia đình có người đang cai nghiện vẫn được bà con thăm hỏi, tôn trọng."),
        _("Đến trạm y tế, trụ sở xã, người sử dụng ma túy được tiếp đón tử tế như người khác."),
        _("Nơi tôi sống, không ai gọi người sử dụng ma túy bằng lời xúc phạm."),
    )
}
ANSWERS: Mapping[int, str | Promise] = {
    1: _("hoàn toàn không đồng ý"),
    2: _("không đồng ý"),
    3: _("lưng chừng"),
    4: _("đồng ý"),
    5: _("hoàn toàn đồng ý"),
}
HOW_MANY = len(QUESTIONS[EDITION])


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What so many sheets said: of each question the sum of its answers."""

    sheets: int
    sums: tuple[int, ...]

    @property
    def means(self) -> tuple[Decimal, ...]:
        return tuple(_tenth(Decimal(one) / self.sheets) for one in self.sums)

    @property
    def mean(self) -> Decimal:
        """Over all questions, each weighing the same."""
        return _tenth(Decimal(sum(self.sums)) / (self.sheets * len(self.sums)))

    @property
    def mean_display(self) -> str:
        return numbers.decimal(self.mean)

    @property
    def means_display(self) -> Sequence[str]:
        return [numbers.decimal(one) for one in self.means]


def told(*, sheets: int, sums: Sequence[int], closed: bool) -> Score | None:
    """The score, once nobody can add a sheet any more and there are enough: one sheet more would else tell itself."""
    return Score(sheets=sheets, sums=tuple(sums)) if closed and sheets >= LEAST_SHEETS else None


def together(scores: Sequence[Score]) -> Score | None:
    """All sheets of those surveys that are told by themselves; what stays back nobody can subtract from them."""
    if not scores:
        return None
    sums = tuple(map(sum, zip(*(score.sums for score in scores), strict=True)))
    return Score(sheets=sum(score.sheets for score in scores), sums=sums)


def may_answer(answers: Sequence[int]) -> bool:
    """A sheet has every answer, each of those on the paper."""
    return len(answers) == HOW_MANY and all(LEAST <= one <= MOST for one in answers)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
