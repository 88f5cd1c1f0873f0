"""What is typed about the use of drugs, and in the police room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.cases.use_rules import LABELS, LENGTHS, MOST_REHABS

_NUMBERS = {"inputmode": "numeric", "autocomplete": "off"}


class UseForm(forms.Form):
    """What the list of the commune says; every box may stay empty."""

    first_use_year = forms.IntegerField(
        label=LABELS["first_use_year"],
        required=False,
        widget=forms.TextInput({**_NUMBERS, "maxlength": "4"}),
        help_text=_("Ví dụ 2015"),
    )
    substances = forms.CharField(label=LABELS["substances"], required=False, max_length=LENGTHS["substances"])
    route = forms.CharField(
        label=LABELS["route"], required=False, max_length=LENGTHS["route"], help_text=_("Ví dụ hút, hít, uống, tiêm")
    )
    level = forms.CharField(
        label=LABELS["level"], required=False, max_length=LENGTHS["level"], help_text=_("Ví dụ hằng tuần")
    )
    cause = forms.CharField(
        label=LABELS["cause"], required=False, max_length=LENGTHS["cause"], widget=forms.Textarea({"rows": 3})
    )
    rehab_count = forms.IntegerField(
        label=LABELS["rehab_count"],
        required=False,
        min_value=0,
        max_value=MOST_REHABS,
        widget=forms.TextInput({**_NUMBERS, "maxlength": "2"}),
        help_text=_("Chưa lần nào thì ghi 0; không biết thì để trống"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def details(self) -> UseDetails:
        typed: dict[str, Any] = {name: self.cleaned_data[name] for name in LABELS}
        return UseDetails(**typed)


class PriorForm(forms.Form):
    """Earlier convictions and sanctions; emptied means that none stand."""

    prior_record = forms.CharField(
        label=_("Tiền án, tiền sự"),
        help_text=_("Chỉ công an cấp xã đọc được; mỗi lần xem và ghi đều được ghi nhật ký."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
