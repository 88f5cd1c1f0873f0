"""What a keeper of accounts types, and the password an invited person chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.kernel import clock
from hoanhap.web.ui import fields

PLAIN = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
ACCEPTED = ".xlsx,.xls,.ods,.csv"


def role_choices() -> list[tuple[str, Any]]:
    return [("", _("Chọn vai trò")), *((role.value, description.label) for role, description in DESCRIPTIONS.items())]


class PostingForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=role_choices, error_messages={"required": _("Chọn vai trò.")})
    unit = forms.CharField(
        label=_("Đơn vị"),
        help_text=_("Tên hoặc mã, ví dụ: xã Thường Lạc"),
        max_length=160,
        error_messages={"required": _("Ghi tên hoặc mã đơn vị.")},
    )
    title = forms.CharField(
        label=_("Chức danh"), help_text=_("Để trống thì dùng tên vai trò."), max_length=120, required=False
    )
    valid_from = fields.DateField(label=_("Từ ngày"), initial=clock.today)
    last_day = fields.DateField(
        label=_("Đến hết ngày"), help_text=_("Để trống khi chưa biết ngày kết thúc."), required=False
    )

    @property
    def role_typed(self) -> Role:
        return Role(self.cleaned_data["role"])


class InviteForm(PostingForm):
    display_name = forms.CharField(
        label=_("Họ tên cán bộ"), max_length=120, error_messages={"required": _("Ghi họ tên đầy đủ của cán bộ.")}
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Chữ thường không dấu. Để trống thì hệ thống đặt theo họ tên."),
        max_length=60,
        required=False,
        widget=forms.TextInput(PLAIN),
    )
    field_order = ("display_name", "username", "role", "unit", "title", "valid_from", "last_day")


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp danh sách cán bộ"),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) hoặc .csv theo tệp mẫu, tối đa 1.000 dòng."),
        widget=forms.FileInput({"accept": ACCEPTED}),
        allow_empty_file=True,
        max_length=250,
        error_messages={"required": _("Chọn tệp danh sách."), "max_length": _("Tên tệp quá dài. Đặt tên ngắn hơn.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao cần"),
        help_text=_("Người thứ hai đọc câu này trước khi xác nhận."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi lý do.")},
    )


class EndForm(forms.Form):
    on = fields.DateField(label=_("Thôi giữ từ ngày"), initial=clock.today)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 10 ký tự, không dùng mật khẩu hay gặp."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Nhập mật khẩu.")},
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Gõ lại mật khẩu.")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("Hai lần gõ mật khẩu chưa giống nhau."))
        return typed
