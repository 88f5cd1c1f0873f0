"""The forms of the board of assignment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.reintegration.rules.helpers import GREATEST_LIMIT
from hoanhap.web.ui.fields import Checkboxes


class AssignForm(forms.Form):
    """Some of those without a helper, and one who helps them from today on."""

    people = forms.MultipleChoiceField(
        label=_("Ai chưa có người giúp đỡ"),
        widget=Checkboxes,
        error_messages={
            "required": _("Chọn ít nhất một người."),
            "invalid_choice": _("Có người trong danh sách đã có người giúp đỡ. Xem lại danh sách mới."),
        },
    )
    helper = forms.ChoiceField(
        label=_("Giao cho"),
        help_text=_("Từ hôm nay, làm người giúp đỡ chính. Ai đang giúp ít người đứng trước."),
        error_messages={"required": _("Chọn người giúp đỡ.")},
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], helpers: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
        self.fields["helper"].choices = [("", _("Chọn một người")), *helpers]  # type: ignore[attr-defined]


class LimitForm(forms.Form):
    most = forms.IntegerField(
        label=_("Số người tối đa mỗi người giúp đỡ"),
        min_value=1,
        max_value=GREATEST_LIMIT,
        help_text=_("Mức của đơn vị, để nhắc khi chia chưa đều; không văn bản nào đã đọc đặt con số này. Không chặn."),
    )
