"""The sign-in form: two fields and calm words that never tell whether the account exists."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WRONG = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.")


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
