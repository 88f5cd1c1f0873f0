"""What is typed before a file opens in an emergency, and by whoever judges it afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.break_glass.rules import Category, Verdict
from hoanhap.foundation.places.models import Place
from hoanhap.web.ui import fields


class OpenForm(forms.Form):
    asked = forms.CharField(
        label=_("Số CCCD/CMND hoặc mã hồ sơ"),
        help_text=_("Gõ đúng từng chữ số. Không tìm được theo tên."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Gõ số giấy tờ hoặc mã hồ sơ.")},
    )
    unit = forms.ChoiceField(
        label=_("Xã, phường quản lý hồ sơ"), help_text=_("Gõ mã hồ sơ thì chọn cả xã."), required=False
    )
    category = forms.ChoiceField(
        label=_("Chuyện gì đang xảy ra"),
        choices=Category.choices,
        widget=fields.Radios(hints={"legal_order": _("Ghi số và ngày văn bản vào lý do.")}),
        error_messages={"required": _("Chọn một loại việc.")},
    )
    reason = forms.CharField(
        label=_("Vì sao phải xem hồ sơ này ngay"),
        help_text=_("Lãnh đạo xã nơi quản lý hồ sơ sẽ đọc câu này."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Ghi lý do.")},
    )

    def __init__(self, *args: Any, units: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(unit.path, unit.full_name) for unit in units]
        self.fields["unit"].choices = [("", _("Chưa rõ")), *known]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Giải thích"),
        help_text=_("Một câu: bạn đã hỏi ai, vì sao kết luận như vậy."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi một câu giải thích.")},
    )


class JudgeForm(NoteForm):
    verdict = forms.ChoiceField(
        label=_("Kết luận của bạn"),
        choices=Verdict.choices,
        widget=fields.Radios(
            hints={
                "not_justified": _("Người đã mở không mở khẩn cấp được nữa cho đến khi lãnh đạo gỡ."),
                "follow_up": _("Việc này trở lại danh sách chờ, hạn thêm 72 giờ."),
            }
        ),
        error_messages={"required": _("Chọn một kết luận.")},
    )
    field_order = ("verdict", "note")
