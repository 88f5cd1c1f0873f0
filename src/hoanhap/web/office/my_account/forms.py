"""What is typed about one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class PasswordForm(PasswordChangeForm):
    """The old password, and the new one twice. What makes a password weak is said by the action."""

    error_messages = {
        "password_incorrect": _("Mật khẩu đang dùng chưa đúng."),
        "password_mismatch": _("Hai lần gõ mật khẩu mới chưa giống nhau."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "old_password": _("Mật khẩu đang dùng"),
            "new_password1": _("Mật khẩu mới"),
            "new_password2": _("Gõ lại mật khẩu mới"),
        }
        for name, label in labels.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = _("Ô này còn trống.")
            field.widget = forms.PasswordInput(
                {"autocomplete": "current-password" if name == "old_password" else "new-password"}
            )
        self.fields["new_password1"].help_text = _(
            "Ít nhất 10 ký tự, không dùng mật khẩu hay gặp. Một câu ngắn dễ nhớ là tốt."
        )
