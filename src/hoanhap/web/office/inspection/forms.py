"""Which kind of inspection, how many files to draw and where, what was seen, what is to be mended until when."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.models import Place
from hoanhap.kernel.text import upper_first
from hoanhap.people.cases import completeness
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection.models import OF_FILES, InspectionKind
from hoanhap.people.inspection.rules import MOST, USUAL
from hoanhap.web.ui.fields import DateField, Radios


class DrawForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Loại kiểm tra"),
        choices=lambda: [(kind.value, upper_first(str(kind.label))) for kind in OF_FILES],
        initial=InspectionKind.PLANNED.value,
        widget=Radios(),
    )
    unit = forms.ChoiceField(label=_("Rút trong"))
    size = forms.IntegerField(
        label=_("Số hồ sơ"),
        initial=USUAL,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "3", "class": "hn-input--short"}),
    )

    def __init__(self, *args: Any, units: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, unit.full_name) for key, unit in self.units.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Place:
        return self.units[self.cleaned_data["unit"]]


class FindingForm(forms.Form):
    case = forms.ChoiceField(label=_("Hồ sơ"), required=False)
    item = forms.ChoiceField(label=_("Mục"), required=False)
    words = forms.CharField(
        label=_("Thiếu gì, cần làm gì"),
        help_text=_("Nói về hồ sơ và việc của đơn vị; không ghi chuyện riêng của người trong hồ sơ."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )
    due_on = DateField(label=_("Hạn khắc phục"))

    def __init__(self, *args: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        named = [(key, case.code) for key, case in self.cases.items()]
        self.fields["case"].choices = [("", _("Cả đơn vị")), *named]  # type: ignore[attr-defined]
        items = [(code, upper_first(str(item.lacking))) for code, item in completeness.ordered()]
        self.fields["item"].choices = [("", "–"), *items]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Case | None:
        return self.cases.get(self.cleaned_data["case"])


class SupervisionForm(forms.Form):
    unit = forms.ChoiceField(label=_("Giám sát ở"))
    on = DateField(label=_("Ngày giám sát"))
    place = forms.CharField(label=_("Nơi giám sát"), help_text=_("Ví dụ: nhà văn hóa ấp 1"), max_length=200)
    took_part = forms.CharField(
        label=_("Thành phần tham gia"),
        help_text=_("Cơ quan, đoàn thể và người đại diện; không ghi tên người được hỗ trợ."),
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )
    found = forms.CharField(
        label=_("Đã thấy gì"),
        help_text=_("Nói về công việc của xã; không ghi chuyện riêng của ai."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, unit.full_name) for key, unit in self.units.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Place:
        return self.units[self.cleaned_data["unit"]]


class RecommendForm(forms.Form):
    words = forms.CharField(
        label=_("Kiến nghị gì"),
        help_text=_("Nói về công việc của xã; không ghi chuyện riêng của ai."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )
    due_on = DateField(label=_("Đề nghị trả lời trước ngày"))


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Đã làm gì để khắc phục"), max_length=600, widget=forms.Textarea({"rows": 3}))


class AgainForm(forms.Form):
    due_on = DateField(label=_("Hạn mới"))
