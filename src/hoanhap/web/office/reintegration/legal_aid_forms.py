"""What is typed about legal aid: where to, about what, since when; and what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.reintegration.models import LegalAidOutcome
from hoanhap.web.office.reintegration.forms import choices_of
from hoanhap.web.ui.fields import DateField, Radios

ELSEWHERE = ("", _("Nơi khác, ghi ở dưới"))


class ReferForm(forms.Form):
    """An office that is known is one press; another is written down once and known from then on."""

    matter = forms.CharField(
        label=_("Cần được giúp việc gì"),
        help_text=_("In trên giấy. Chỉ ghi việc cần giúp; không ghi về cai nghiện, về bệnh."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    office = forms.ChoiceField(label=_("Nơi trợ giúp pháp lý"), required=False, widget=Radios())
    name = forms.CharField(
        label=_("Tên nơi trợ giúp"),
        help_text=_("Ví dụ: Trung tâm trợ giúp pháp lý nhà nước của tỉnh"),
        max_length=200,
        required=False,
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    referred_on = DateField(label=_("Ngày giới thiệu"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [*offices, ELSEWHERE]  # type: ignore[attr-defined]
        if not offices:
            self.fields["office"].widget = forms.HiddenInput()


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=lambda: choices_of(LegalAidOutcome), widget=Radios())
    on = DateField(label=_("Từ ngày"))
