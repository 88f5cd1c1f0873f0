"""How many files to draw and where, what is to be mended until when, what was done about it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.models import Place
from hoanhap.kernel.text import upper_first
from hoanhap.people.cases import completeness
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection.rules import MOST, USUAL
from hoanhap.web.ui.fields import DateField


class DrawForm(forms.Form):
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


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Đã làm gì để khắc phục"), max_length=600, widget=forms.Textarea({"rows": 3}))


class AgainForm(forms.Form):
    due_on = DateField(label=_("Hạn mới"))
