"""What is typed about guarantors, family, work given and commitments."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.text import upper_first
from hoanhap.people.commitments.actions import FamilyDetails, GuarantorDetails
from hoanhap.people.commitments.models import ChargeKind, FormKind, GuarantorKind, Relation
from hoanhap.web.office.files.forms import PictureField
from hoanhap.web.office.people.forms import after
from hoanhap.web.ui.fields import DateField, Radios


def _choices(kind: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """The choices as a form shows them, each beginning large; read when a page asks, in its language."""
    return lambda: [(value, upper_first(str(label))) for value, label in kind.choices if value]


class GuarantorForm(forms.Form):
    kind = forms.ChoiceField(label=_("Ai bảo lãnh"), choices=_choices(GuarantorKind), widget=Radios(inline=True))
    name = forms.CharField(label=_("Họ tên hoặc tên tổ chức"), max_length=200)
    relation = forms.CharField(label=_("Quan hệ với người được hỗ trợ"), required=False, max_length=80)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=60)
    valid_from = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định"))
    document_number = forms.CharField(label=_("Giấy tờ, quyết định số"), required=False, max_length=60)
    paper = PictureField(label=_("Giấy bảo lãnh đã ký"), required=False)

    def details(self) -> GuarantorDetails:
        typed = self.cleaned_data
        return GuarantorDetails(
            kind=GuarantorKind(typed["kind"]),
            name=typed["name"],
            relation=typed["relation"],
            phone=typed["phone"],
            valid_from=typed["valid_from"],
            valid_to=after(typed["last_day"]),
            document_number=typed["document_number"],
        )


class EndForm(forms.Form):
    on = DateField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300, widget=forms.Textarea({"rows": 2}))


class FamilyForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    relation = forms.ChoiceField(label=_("Là gì của người được hỗ trợ"), choices=_choices(Relation), widget=Radios())
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=60)
    carer = forms.BooleanField(label=_("Là người chăm sóc chính"), required=False)
    agreed_on = DateField(
        label=_("Đồng ý tham gia ngày"),
        required=False,
        help_text=_("Hỏi trực tiếp. Để trống nếu chưa hỏi; khi đó chưa giao việc cho người này."),
    )

    def details(self) -> FamilyDetails:
        typed = self.cleaned_data
        return FamilyDetails(
            name=typed["name"],
            relation=Relation(typed["relation"]),
            phone=typed["phone"],
            carer=typed["carer"],
            agreed_on=typed["agreed_on"],
        )


class ChargeForm(forms.Form):
    kind = forms.ChoiceField(label=_("Việc"), choices=_choices(ChargeKind), widget=Radios())
    words = forms.CharField(label=_("Cụ thể"), required=False, max_length=140)
    owner = forms.ChoiceField(label=_("Ai làm"), widget=Radios())
    valid_from = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]


class CommitmentForm(forms.Form):
    signer = forms.ChoiceField(label=_("Ai cam kết"), widget=Radios())
    on = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Có giá trị đến hết ngày"), required=False)

    def __init__(self, *args: Any, signers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = list(signers)  # type: ignore[attr-defined]

    @property
    def valid_to(self) -> date | None:
        return after(self.cleaned_data["last_day"])


class SignForm(forms.Form):
    paper = PictureField(label=_("Ảnh chụp hoặc bản quét bản đã ký"), required=False)
    code = forms.CharField(
        label=_("Hoặc mã chữ ký điện tử"),
        required=False,
        max_length=120,
        help_text=_("Mã giao dịch của dịch vụ ký số, nếu ký điện tử"),
    )


FORM_OF_SIGNER = {"person": FormKind.PERSON, "family": FormKind.FAMILY, "guarantor": FormKind.GUARANTOR}
