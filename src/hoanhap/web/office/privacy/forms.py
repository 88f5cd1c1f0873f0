"""What is typed about requests: received at the desk, answered, extended."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import facts
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, IdentityCheck, Outcome
from hoanhap.kernel import clock
from hoanhap.web.ui import fields, labels

LONG = forms.Textarea(attrs={"rows": 4})


def moment(day: date, hour: time | None, now: datetime) -> datetime:
    """The moment of a day and an hour typed apart; without an hour, now when it is today, else the beginning."""
    if hour is None:
        return now if day == clock.local_day(now) else clock.at(day)
    return clock.at(day, hour.hour, hour.minute)


class HourField(forms.TimeField):
    """14:30, in one box."""

    def __init__(self, **kwargs: Any) -> None:
        usual = {
            "input_formats": ["%H:%M", "%Hh%M", "%H.%M"],
            "help_text": _("Giờ:phút, ví dụ 14:30"),
            "widget": forms.TimeInput(attrs={"inputmode": "numeric", "autocomplete": "off"}, format="%H:%M"),
        }
        super().__init__(**{**usual, **kwargs})


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("Người đó yêu cầu gì"), widget=fields.Radios)
    person_name = forms.CharField(label=_("Họ tên người có dữ liệu"), max_length=120)
    id_number = forms.CharField(
        label=_("Số CCCD/CMND của người đó"),
        help_text=_("Để chương trình tự gắn với đúng người, không hiện cho ai xem."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    asker = forms.ChoiceField(label=_("Ai đến yêu cầu"), choices=Asker.choices, widget=fields.Radios)
    asker_name = forms.CharField(label=_("Họ tên người yêu cầu thay"), max_length=120, required=False)
    identity_check = forms.ChoiceField(
        label=_("Đã kiểm tra người yêu cầu là ai bằng cách nào"), choices=IdentityCheck.choices, widget=fields.Radios
    )
    channel = forms.ChoiceField(label=_("Yêu cầu đến bằng đường nào"), choices=Channel.choices, widget=fields.Radios)
    received_on = fields.DateField(label=_("Ngày nhận"))
    received_hour = HourField(label=_("Giờ nhận"), required=False)
    asked = forms.CharField(label=_("Nội dung, theo lời người đó"), required=False, max_length=4000, widget=LONG)
    contact = forms.CharField(label=_("Liên hệ lại bằng cách nào"), required=False, max_length=200)
    processor = forms.BooleanField(
        label=_("Phải qua bên xử lý dữ liệu khác mới làm được"),
        help_text=_("Thời hạn trả lời dài hơn. Thường để trống."),
        required=False,
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = facts.facts().labels
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, labels.shown(said[kind])) for kind in RequestKind if kind is not RequestKind.WITHDRAWAL
        ]


class AttachForm(forms.Form):
    id_number = forms.CharField(
        label=_("Số CCCD/CMND trên giấy tờ người đó đưa xem"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ExtendForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao cần thêm thời gian"),
        help_text=_("Người yêu cầu được báo lý do này. Chỉ gia hạn được một lần."),
        max_length=1000,
        widget=LONG,
    )


class DecideForm(forms.Form):
    """`refusing`: whether this viewer may also refuse; the grounds are those of the kind."""

    outcome = forms.ChoiceField(label=_("Trả lời"), widget=fields.Radios)
    ground = forms.ChoiceField(label=_("Căn cứ, nếu từ chối cả hoặc một phần"), required=False, widget=fields.Radios)
    answer = forms.CharField(
        label=_("Nội dung trả lời"), help_text=_("Người yêu cầu đọc câu này."), max_length=4000, widget=LONG
    )

    def __init__(self, *args: Any, kind: RequestKind, refusing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = Outcome.choices if refusing else [(Outcome.GRANTED.value, Outcome.GRANTED.label)]
        self.fields["outcome"].choices = allowed  # type: ignore[attr-defined]
        grounds = facts.grounds_for(kind)
        self.fields["ground"].choices = [(one.code, labels.shown(one.label)) for one in grounds]  # type: ignore[attr-defined]
        widget = self.fields["ground"].widget
        widget.hints = {one.code: labels.shown(one.article) for one in grounds}
        if not refusing:
            del self.fields["ground"]


class CopyForm(forms.Form):
    also = forms.CharField(
        label=_("Che thêm những tên sau"),
        help_text=_("Mỗi dòng một tên. Người giúp đỡ, người thân và người khác trong danh sách xã đã tự che."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("Bản giao"),
        choices=[("pdf", _("PDF để đọc và in")), ("json", _("JSON cho máy đọc"))],
        initial="pdf",
        widget=fields.Radios(inline=True),
    )

    def names(self) -> list[str]:
        """The further names, one a line."""
        return [line.strip() for line in self.cleaned_data["also"].splitlines() if line.strip()]
