"""What is typed about consents and their texts. No box is ever ticked beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.models import GivenBy, Medium
from hoanhap.web.ui import fields


class GiveForm(forms.Form):
    agreed = forms.BooleanField(
        label=_("Người đó đã đọc hoặc nghe đọc lời trên, hiểu, và tự đồng ý"),
        required=False,
    )
    medium = forms.ChoiceField(label=_("Đồng ý bằng cách nào"), choices=Medium.choices, widget=fields.Radios)
    paper_number = forms.CharField(
        label=_("Số bản giấy đã ký"),
        help_text=_("Số ghi trên bản giấy hoặc bản chụp đang lưu."),
        max_length=60,
        required=False,
    )
    given_on = fields.DateField(label=_("Ngày đồng ý"))
    given_by = forms.ChoiceField(label=_("Ai đồng ý"), choices=GivenBy.choices, widget=fields.Radios)
    giver_name = forms.CharField(label=_("Họ tên cha, mẹ hoặc người giám hộ"), max_length=120, required=False)
    child_agrees = forms.BooleanField(label=_("Trẻ cũng đồng ý (từ đủ 7 tuổi)"), required=False)
    text = forms.UUIDField(widget=forms.HiddenInput)


class TextForm(forms.Form):
    body = forms.CharField(
        label=_("Lời đồng ý"),
        help_text=_("Nói rõ: dùng dữ liệu nào, để làm gì, ai biết, rút lại ở đâu; dữ liệu nhạy cảm thì nói vậy."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["spellcheck"] = "true"
