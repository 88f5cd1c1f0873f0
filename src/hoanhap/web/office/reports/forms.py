"""What officers type on the screens of reports: remarks, reasons, the number and day of the paper, a period."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.periods import Period
from hoanhap.steering.reports.form import Form, Window
from hoanhap.web.ui import fields

LONGER = [("half_year-1", _("6 tháng đầu năm")), ("half_year-2", _("6 tháng cuối năm")), ("year-1", _("Cả năm"))]


def windows() -> list[tuple[str, Any]]:
    """Asked by each form anew: a number in a sentence settles its language."""
    return [*((f"month-{number}", gettext("Tháng %d") % number) for number in range(1, 13)), *LONGER]


class RemarksForm(forms.Form):
    results = forms.CharField(
        label=_("Nhận xét, khó khăn"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    proposals = forms.CharField(
        label=_("Kiến nghị"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Một câu để người nhận biết phải xem lại chỗ nào. Không ghi tên người được hỗ trợ."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi lý do.")},
    )


class ReturnForm(ReasonForm):
    """`seen` says which figures stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """Nothing to type: the page asks for one more press, and `seen` says which figures stood on it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class IssueForm(forms.Form):
    issued_on = fields.DateField(label=_("Ngày ban hành"))
    number = forms.IntegerField(
        label=_("Số văn bản"),
        help_text=_("Để trống thì lấy số tiếp theo của sổ."),
        required=False,
        min_value=1,
        max_value=99_999,
    )


class PeriodForm(forms.Form):
    """Which window of which year; the cut day belongs to the form of the report."""

    year = forms.IntegerField(label=_("Năm"), min_value=2010, max_value=2100)
    window = forms.ChoiceField(label=_("Kỳ"), choices=windows)

    def period(self, shape: Form) -> Period:
        name, number = self.cleaned_data["window"].split("-")
        return shape.period(Window(name), self.cleaned_data["year"], int(number))


def current_month(shape: Form, day: date) -> Period:
    """The month window whose report is to be written now: the last one that has ended."""
    period = shape.period(Window.MONTH, day.year, day.month)
    while period.end > day:
        period = shape.previous(period)
    return period


def period_code(shape: Form, period: Period) -> dict[str, Any]:
    """The fields of PeriodForm for a period."""
    window, year, number = shape.window_of(period)
    return {"year": year, "window": f"{window.value}-{number}"}
