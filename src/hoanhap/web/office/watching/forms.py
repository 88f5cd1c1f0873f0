"""What a leader answers to an alarm."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.watch.models import Answer
from hoanhap.web.ui import fields


class AnswerForm(forms.Form):
    said = forms.ChoiceField(
        label=_("Bạn đã hỏi và thấy"),
        choices=Answer.choices,
        widget=fields.Radios(hints={"explained": _("Nếu việc xem đang tạm dừng thì người đó xem tiếp được.")}),
        error_messages={"required": _("Chọn một kết luận.")},
    )
    note = forms.CharField(
        label=_("Giải thích"),
        help_text=_("Một câu: bạn hỏi ai, được trả lời thế nào. Không ghi tên người được hỗ trợ."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi một câu giải thích.")},
    )
