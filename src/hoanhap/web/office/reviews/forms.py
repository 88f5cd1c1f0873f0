"""One review, one assessment a year after rehab, and the rows of a quarter's list as they were ticked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.text import upper_first
from hoanhap.people.reviews.models import Condition, NotSeen, Outcome, Work
from hoanhap.people.reviews.rules import ReviewDetails, YearDetails
from hoanhap.web.ui.fields import DateField, Radios

Choices = list[tuple[str, str | Promise]]


def large(choices: Any) -> Choices:
    """Choices of a table without its empty one, each beginning large."""
    return [(value, upper_first(str(label))) for value, label in choices if value]


@dataclass(frozen=True, slots=True)
class Ticked:
    """One row as it was ticked; `error` stands beside it when it was refused."""

    condition: str = ""
    not_seen: str = ""
    use_seen: bool = False
    work: str = ""
    error: str = ""

    @property
    def touched(self) -> bool:
        return bool(self.condition or self.not_seen or self.use_seen or self.work)

    def details(self, on: date) -> ReviewDetails:
        return ReviewDetails(
            on=on, condition=self.condition, not_seen=self.not_seen, use_seen=self.use_seen, work=self.work
        )


def ticked(posted: QueryDict, case_id: object) -> Ticked:
    return Ticked(
        condition=posted.get(f"condition-{case_id}", ""),
        not_seen=posted.get(f"not_seen-{case_id}", ""),
        use_seen=bool(posted.get(f"use-{case_id}")),
        work=posted.get(f"work-{case_id}", ""),
    )


class ReviewForm(forms.Form):
    """One review written anew; what stood there is kept, struck out with the reason."""

    condition = forms.ChoiceField(
        label=_("Mức đánh giá"),
        choices=lambda: [*large(Condition.choices), ("none", _("Không đánh giá được"))],
        widget=Radios(),
    )
    not_seen = forms.ChoiceField(
        label=_("Lý do không đánh giá được"), required=False, choices=lambda: [("", "–"), *large(NotSeen.choices)]
    )
    use_seen = forms.BooleanField(
        label=_("Tôi thấy dấu hiệu sử dụng lại"),
        help_text=_("Chỉ đánh dấu điều chính mình thấy. Vắng mặt hay kết quả xét nghiệm không thay cho dấu hiệu."),
        required=False,
    )
    seen_on = DateField(label=_("Ngày thấy dấu hiệu, nếu biết"), required=False)
    work = forms.ChoiceField(
        label=_("Việc làm"), required=False, choices=lambda: [("", _("Chưa hỏi")), *large(Work.choices)]
    )
    note = forms.CharField(label=_("Nhận xét"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))
    on = DateField(label=_("Ngày đánh giá"))
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)

    def details(self) -> ReviewDetails:
        typed = {**self.cleaned_data}
        typed.pop("reason")
        typed["condition"] = "" if typed["condition"] == "none" else typed["condition"]
        return ReviewDetails(**typed)


class YearForm(forms.Form):
    """How somebody stands a year after the end of rehab; `reason` only where one is written anew."""

    outcome = forms.ChoiceField(
        label=_("Sau một năm"),
        choices=lambda: [*large(Outcome.choices), ("none", _("Không đánh giá được"))],
        widget=Radios(hints={Outcome.RELAPSED: _("Cần số và ngày của phiếu kết quả xác định tình trạng nghiện.")}),
    )
    not_seen = forms.ChoiceField(
        label=_("Lý do không đánh giá được"), required=False, choices=lambda: [("", "–"), *large(NotSeen.choices)]
    )
    work = forms.ChoiceField(
        label=_("Việc làm"), required=False, choices=lambda: [("", _("Chưa hỏi")), *large(Work.choices)]
    )
    seen_on = DateField(label=_("Ngày thấy dấu hiệu sử dụng lại, nếu biết"), required=False)
    paper_number = forms.CharField(label=_("Số phiếu, nếu tái nghiện"), required=False, max_length=60)
    paper_on = DateField(label=_("Ngày của phiếu"), required=False)
    note = forms.CharField(label=_("Nhận xét"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))
    on = DateField(label=_("Ngày đánh giá"))
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)

    def __init__(self, *args: Any, anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not anew:
            del self.fields["reason"]

    def details(self) -> YearDetails:
        typed: Mapping[str, Any] = {
            **self.cleaned_data,
            "outcome": "" if self.cleaned_data["outcome"] == "none" else self.cleaned_data["outcome"],
        }
        return YearDetails(**{name: value for name, value in typed.items() if name != "reason"})
