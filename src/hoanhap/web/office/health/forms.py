"""What is typed when a person is referred, when a referral is declined, and in the health room."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel.text import upper_first
from hoanhap.people.care.health_room_actions import ReferralDetails
from hoanhap.people.care.health_room_models import DeclineReason, HealthKind, ReferralPurpose
from hoanhap.web.office.people.forms import after
from hoanhap.web.ui.fields import DateField, Radios

KIND_HINTS = {
    "treatment": _("Chỉ nơi này đọc được"),
    "summary": _("Nơi chăm sóc sau cũng đọc được, khi được giới thiệu và đã nhận"),
}


def _choices(kind: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """The choices as a form shows them, each beginning large; what stands for none is left out."""
    return lambda: [(value, upper_first(str(label))) for value, label in kind.choices if value]


class ReferralForm(forms.Form):
    """Where to, what for, until when; one short message is all the receiver reads of the file."""

    agency = forms.ChoiceField(label=_("Giới thiệu đến"), widget=Radios())
    purpose = forms.ChoiceField(label=_("Để làm gì"), choices=_choices(ReferralPurpose), widget=Radios())
    message = forms.CharField(
        label=_("Nơi nhận cần biết gì"),
        help_text=_("Chỉ điều cần cho lần chăm sóc này. Nơi nhận đọc được sau khi đã nhận. Không ghi về HIV."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    until = DateField(label=_("Đến hết ngày"), help_text=_("Hết ngày này nơi nhận không còn xem được gì"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, receivers: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receivers = {str(agency.pk): agency for agency in receivers}
        self.fields["agency"].choices = [(key, one.name) for key, one in self.receivers.items()]  # type: ignore[attr-defined]
        if not self.receivers:  # a question without an answer; the page says what to do
            self.fields["agency"].widget = forms.HiddenInput()

    def details(self, today: date) -> ReferralDetails:
        typed = self.cleaned_data
        return ReferralDetails(
            agency=self.receivers[typed["agency"]],
            purpose=ReferralPurpose(typed["purpose"]),
            message=typed["message"],
            valid_from=today,
            valid_to=after(typed["until"]) or today,
            client_key=typed["client_key"],
        )


class DeclineForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Vì sao không nhận"),
        help_text=_("Nơi gửi thấy lý do này; không viết gì thêm về người ấy."),
        choices=_choices(DeclineReason),
        widget=Radios(),
    )


class HealthForm(forms.Form):
    """One entry of the health room."""

    kind = forms.ChoiceField(label=_("Loại"), choices=_choices(HealthKind), widget=Radios(hints=KIND_HINTS))
    text = forms.CharField(
        label=_("Nội dung"),
        help_text=_("Không ghi về HIV, không kết luận từ kết quả xét nghiệm."),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def key(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["client_key"]
        return found


class HealthCorrectionForm(forms.Form):
    text = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea({"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput)
