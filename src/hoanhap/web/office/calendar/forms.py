"""What is typed about one day of the calendar."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoanhap.web.ui import fields

FIRST_YEAR, LAST_YEAR = 2000, 2100


class YearForm(forms.Form):
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class DayForm(forms.Form):
    on = fields.DateField(label=_("Ngày"))
    off = forms.ChoiceField(
        label=_("Ngày này"),
        choices=[("off", _("Nghỉ")), ("work", _("Làm việc"))],
        widget=fields.Radios(
            hints={
                "off": _("Nghỉ bù, nghỉ hoán đổi theo thông báo."),
                "work": _("Làm bù vào thứ Bảy, Chủ nhật hoặc ngày lễ."),
            }
        ),
    )
    name = forms.CharField(
        label=_("Tên ngày nghỉ hoặc lý do"), help_text=_("Ví dụ: Nghỉ bù Giỗ Tổ Hùng Vương"), max_length=120
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("Năm %(year)s ngoài lịch. Ghi ngày từ năm %(first)s đến %(last)s."),
                params={"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return day


class ForgetForm(forms.Form):
    on = fields.DateField()
