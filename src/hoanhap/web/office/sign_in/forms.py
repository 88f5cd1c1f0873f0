"""What is typed at the door. No answer tells whether an account exists."""

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.sign_in import queries

WRONG = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.")
WRONG_CODE = _("Mã chưa đúng hoặc đã dùng rồi. Chờ mã mới trên điện thoại rồi gõ lại.")
WRONG_RECOVERY_CODE = _("Mã dự phòng chưa đúng hoặc đã dùng rồi. Thử mã khác trên tờ giấy.")


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label, password.label = _("Tên đăng nhập"), _("Mật khẩu")
        name.error_messages["required"] = _("Nhập tên đăng nhập.")
        password.error_messages["required"] = _("Nhập mật khẩu.")
        name.widget = forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        password.widget.attrs["autocomplete"] = "current-password"

    def confirm_login_allowed(self, user: Any) -> None:
        """Somebody who has left is answered like somebody unknown."""
        if not user.is_active or queries.has_left(user):
            raise ValidationError(WRONG, code="invalid_login")


class CodeForm(forms.Form):
    """The six digits on a telephone."""

    code = forms.CharField(
        label=_("Mã 6 số trên điện thoại"),
        error_messages={"required": _("Nhập mã 6 số đang hiện trên điện thoại.")},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
        ),
        max_length=20,
    )

    def clean_code(self) -> str:
        digits = re.sub(r"\s", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise ValidationError(_("Mã gồm 6 chữ số, ví dụ 123 456."))
        return digits


class RecoveryCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Một mã dự phòng chưa dùng"),
        help_text=_("Mã trên tờ giấy bạn đã cất, ví dụ abcd-2345-wxyz. Mỗi mã dùng một lần."),
        error_messages={"required": _("Nhập một mã dự phòng.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        max_length=40,
    )


class AnyCodeForm(forms.Form):
    """Six digits, or a recovery code for whoever lost the telephone."""

    code = forms.CharField(
        label=_("Mã 6 số trên điện thoại"),
        help_text=_("Không có điện thoại: gõ một mã dự phòng."),
        error_messages={"required": _("Nhập mã 6 số hoặc một mã dự phòng.")},
        widget=forms.TextInput({"autocomplete": "one-time-code", "class": "govuk-input--width-20"}),
        max_length=40,
    )

    @property
    def is_recovery_code(self) -> bool:
        return not re.fullmatch(r"[0-9]{6}", re.sub(r"\s", "", self.cleaned_data["code"]))


class PasskeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("Tên để nhận ra khóa"), help_text=_("Ví dụ: điện thoại của tôi"), max_length=60, required=False
    )


class FirstAccountForm(forms.Form):
    """The first administrator of an office."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(label=_("Họ tên cán bộ"), max_length=120)
    unit = forms.CharField(label=_("Đơn vị"), help_text=_("Tên hoặc mã, ví dụ: xã Thường Lạc"), max_length=120)
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=_("Ít nhất 10 ký tự, không dùng mật khẩu hay gặp."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(label=_("Gõ lại mật khẩu"), widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("Hai lần gõ mật khẩu chưa giống nhau."))
        return typed
