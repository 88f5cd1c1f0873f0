"""What is typed on the sheets of the health room: one form a kind of sheet, most boxes filled already."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.errors import Sentence
from hoanhap.kernel.text import upper_first
from hoanhap.people.care.clinic.guardians import Signed
from hoanhap.people.care.clinic.models import DetoxEnding, Medicine, Phase
from hoanhap.people.care.clinic.rules import MOVES
from hoanhap.people.care.clinic.sheets import LONGEST, Sheet
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios

LONG = ("note", "illness", "medicine")


class SheetForm(forms.Form):
    """One sheet: its day, then its boxes in the order of the sheet. `begin`: what most likely holds again."""

    on = DateField(label=_("Ngày"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, of: type[Sheet], begin: Sheet | None = None, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=(asdict(begin) if begin else {}) | initial)
        self.of = of
        many = {field.name for field in fields(of) if field.default == () or isinstance(field.default, tuple)}
        for name, label in of.LABELS.items():
            self.fields[name] = _box(of, name, label, many=name in many)

    def sheet(self) -> Sheet:
        """What was typed, to be checked by the room itself."""
        typed = self.cleaned_data
        return self.of(**{name: _said(typed.get(name)) for name in self.of.LABELS})

    def key(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["client_key"]
        return found


class TestForm(SheetForm):
    """A test; of a minor, or where no age is known, also what the guardian signed before blood is taken."""

    def __init__(self, *args: Any, minor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positive"].help_text = _("Chỉ khi kết quả dương tính")
        if minor:
            hint = _("Chỉ khi lấy máu; nước tiểu thì để trống")
            self.fields["giver_name"] = forms.CharField(
                label=_("Cha, mẹ, người giám hộ đã ký đồng ý"), help_text=hint, max_length=120, required=False
            )
            self.fields["paper_number"] = forms.CharField(label=_("Số bản giấy đã ký"), max_length=60, required=False)

    def signed(self) -> Signed | None:
        typed = self.cleaned_data
        if not typed.get("giver_name"):
            return None
        return Signed(giver_name=typed["giver_name"], paper_number=typed.get("paper_number", ""), given_on=typed["on"])


class CorrectionForm(SheetForm):
    """A sheet written before, with everything on it."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"], self.fields["client_key"]


class DetoxStartForm(forms.Form):
    began_on = DateField(label=_("Bắt đầu ngày"))


class DetoxEndForm(forms.Form):
    ended_on = DateField(label=_("Ngày kết thúc"))
    ending = forms.ChoiceField(
        label=_("Kết quả"),
        choices=lambda: [(value, upper_first(str(label))) for value, label in DetoxEnding.choices if value],
        widget=Radios(),
    )


class PhaseForm(forms.Form):
    """The phase from a day on; only those that may follow are offered."""

    phase = forms.ChoiceField(label=_("Giai đoạn"), widget=Radios())
    medicine = forms.ChoiceField(
        label=_("Thuốc"),
        choices=lambda: [(value, upper_first(str(label))) for value, label in Medicine.choices],
        widget=Radios(inline=True),
    )
    on = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, after: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(phase, upper_first(str(Phase(phase).label))) for phase in MOVES[after]]
        self.fields["phase"].choices = offered  # type: ignore[attr-defined]


def first_day(missing: list[date], today: date) -> date:
    """The day a sheet is most likely for: the first one left out, else today."""
    return missing[0] if missing else today


def _box(of: type[Sheet], name: str, label: Sentence, *, many: bool) -> forms.Field:
    choices, needed, label = of.CHOICES.get(name), name in of.NEEDED, str(label)
    if choices is None:
        widget = forms.Textarea({"rows": 2}) if name in LONG else None
        return forms.CharField(label=label, required=needed, max_length=LONGEST, widget=widget)
    if many:
        return forms.MultipleChoiceField(label=label, required=needed, choices=_of(choices), widget=Checkboxes())
    return forms.ChoiceField(label=label, required=needed, choices=_of(choices), widget=Radios(inline=True))


def _of(choices: Mapping[str, Sentence]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(value, upper_first(str(label))) for value, label in choices.items()]


def _said(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value or ""
