"""What an officer types about a task force: its decision, its regulation, its members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.models import MemberRole
from hoanhap.people.community.rows import Body
from hoanhap.web.ui import fields


class RegulationForm(forms.Form):
    number = forms.CharField(
        label=_("Số quy chế"), help_text=_("Ví dụ 05/QC-TCT"), max_length=60, widget=forms.TextInput
    )
    on = fields.DateField(label=_("Ngày ban hành"))


class SetUpForm(forms.Form):
    decision_number = forms.CharField(
        label=_("Số quyết định thành lập"), help_text=_("Ví dụ 12/QĐ-UBND"), max_length=60
    )
    decision_on = fields.DateField(label=_("Ngày ký quyết định"))
    valid_from = fields.DateField(label=_("Tổ hoạt động từ ngày"))
    regulation_number = forms.CharField(
        label=_("Số quy chế hoạt động"),
        help_text=_("Chưa có quy chế thì để trống, ghi sau."),
        max_length=60,
        required=False,
    )
    regulation_on = fields.DateField(label=_("Ngày ban hành quy chế"), required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("regulation_number") and "regulation_on" in typed and not typed["regulation_on"]:
            self.add_error("regulation_on", _("Quy chế cần đủ số và ngày ban hành."))
        if typed.get("regulation_on") and not typed.get("regulation_number"):
            self.add_error("regulation_number", _("Quy chế cần đủ số và ngày ban hành."))
        return typed


class TeamForm(SetUpForm):
    """A commune's team: of which kind, and for a volunteer team what it calls itself."""

    kind = forms.ChoiceField(label=_("Loại Tổ, Đội"), widget=fields.Radios, required=False)
    name = forms.CharField(label=_("Tên Đội"), help_text=_("Chỉ với Đội tình nguyện."), max_length=160, required=False)
    field_order = ("kind", "name")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class PersonTeamForm(forms.Form):
    decision_number = forms.CharField(label=_("Số quyết định thành lập"), max_length=60)
    decision_on = fields.DateField(label=_("Ngày ký quyết định"))
    valid_from = fields.DateField(label=_("Tổ hoạt động từ ngày"))


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    agency_name = forms.CharField(
        label=_("Cơ quan, tổ chức"), help_text=_("Ví dụ Hội Liên hiệp Phụ nữ xã"), max_length=200, required=False
    )
    seat = forms.ChoiceField(label=_("Thành phần"), choices=[("", "–"), *Body.choices], required=False)
    role = forms.ChoiceField(
        label=_("Vai trò trong Tổ"),
        choices=MemberRole.choices,
        initial=MemberRole.MEMBER,
        widget=fields.Radios(hints={MemberRole.HEAD: _("Tổ trưởng đang giữ nhiệm vụ sẽ thôi từ ngày này.")}),
    )
    valid_from = fields.DateField(label=_("Tham gia từ ngày"))

    def __init__(self, *args: Any, of_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_person:  # who sits for the family is not named here
            self.fields["name"].required = False
            self.fields["seat"].help_text = _("Người của gia đình không ghi tên ở đây: đã có trong phần gia đình.")

    def typed(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        return said | {"role": MemberRole(said["role"]), "seat": Body(said["seat"]) if said["seat"] else None}


class EndForm(forms.Form):
    on = fields.DateField(label=_("Thôi từ ngày"))
