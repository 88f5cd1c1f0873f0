"""What is typed about a plan of work and its tasks. Nobody who is helped is named in either."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.plans.models import Span, WorkKind
from hoanhap.web.ui import fields

Choices = Sequence[tuple[str, str]]
NOBODY_NAMED = _("Không ghi tên người được giúp đỡ; việc với từng người ghi trong sổ theo dõi của người đó.")


class VersionForm(forms.Form):
    """Which version of a row its page showed; a press without a form of its own sends this alone."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanForm(forms.Form):
    span = forms.ChoiceField(label=_("Kế hoạch cho"), choices=Span.choices, widget=fields.Radios(inline=True))
    starts_on = fields.DateField(
        label=_("Từ ngày"), help_text=_("Với tháng, quý, năm: một ngày bất kỳ trong đó, ví dụ 16/06/2020")
    )
    until = fields.DateField(label=_("Đến hết ngày"), help_text=_("Chỉ khi chọn khoảng ngày khác."), required=False)
    aim = forms.CharField(
        label=_("Mục đích, yêu cầu"), help_text=NOBODY_NAMED, max_length=1000, widget=forms.Textarea({"rows": 4})
    )
    document_number = forms.CharField(
        label=_("Số văn bản"), help_text=_("Chưa ban hành thì để trống."), max_length=60, required=False
    )
    document_on = fields.DateField(label=_("Ngày văn bản"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TaskForm(forms.Form):
    what = forms.CharField(
        label=_("Việc cần làm"), help_text=NOBODY_NAMED, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Loại việc"), choices=WorkKind.choices, widget=fields.Radios)
    due_on = fields.DateField(label=_("Hạn"))
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hamlets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]


class NewTaskForm(TaskForm):
    """A task may be given to somebody at once."""

    member = forms.ChoiceField(label=_("Giao cho"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("what", "kind", "due_on", "member", "hamlet")

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]


class AssignForm(VersionForm):
    """Who sits in the team today, each with what he carries already."""

    member = forms.ChoiceField(label=_("Giao cho"), required=False, widget=fields.Radios)

    def __init__(self, *args: Any, members: Choices, hints: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]
        self.fields["member"].widget.hints = hints


class FinishForm(VersionForm):
    result = forms.CharField(
        label=_("Kết quả"), help_text=NOBODY_NAMED, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    on = fields.DateField(label=_("Xong ngày"))


class DropForm(VersionForm):
    reason = forms.CharField(
        label=_("Lý do"), help_text=NOBODY_NAMED, max_length=600, widget=forms.Textarea({"rows": 3})
    )
