"""What is typed when a case is classified, when a result comes, and in an instrument."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel.text import upper_first
from hoanhap.people.assessment import classifying, instruments
from hoanhap.people.assessment.actions import DeterminationDetails, DiagnoserDetails
from hoanhap.people.assessment.classifying import Details
from hoanhap.people.assessment.determination_rules import Findings, Lasting
from hoanhap.people.assessment.determination_rules import Result as Said
from hoanhap.people.assessment.instruments import Item
from hoanhap.people.assessment.models import Diagnoser, Result
from hoanhap.web.office.people.forms import NO_AUTOFILL, after
from hoanhap.web.ui import labels
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios

LASTING = {
    "month": _("liên tục từ 1 tháng"),
    "repeated": _("lặp đi lặp lại trong 12 tháng"),
    "shorter": _("ngắn hơn, không lặp lại"),
}


def shown(axis: Mapping[str, str | Promise]) -> list[tuple[str, str]]:
    """The words of an axis as a form shows them, each beginning large."""
    return [(code, upper_first(str(label))) for code, label in axis.items()]


def of_law(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Words that stand in the law of the day, in the language of the screen."""
    return shown({code: labels.shown(label) for code, label in words.items()})


class ClassifyForm(forms.Form):
    """Three axes; all the rest may stay empty."""

    level = forms.ChoiceField(
        label=_("Mức độ"), choices=lambda: shown(classifying.LEVELS), initial="unknown", widget=Radios(inline=True)
    )
    cause = forms.ChoiceField(
        label=_("Nguyên nhân"), choices=lambda: shown(classifying.CAUSES), initial="unknown", widget=Radios()
    )
    traits = forms.MultipleChoiceField(
        label=_("Đặc điểm nhân thân"),
        choices=lambda: shown(classifying.TRAITS),
        required=False,
        widget=Checkboxes(),
    )
    drugs = forms.MultipleChoiceField(
        label=_("Loại chất"), choices=lambda: shown(classifying.DRUGS), required=False, widget=Checkboxes()
    )
    routes = forms.MultipleChoiceField(
        label=_("Hình thức sử dụng"), choices=lambda: shown(classifying.ROUTES), required=False, widget=Checkboxes()
    )
    first_use_year = forms.IntegerField(
        label=_("Sử dụng từ năm"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "4", "class": "hn-input--short"}),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))
    from_on = DateField(label=_("Từ ngày"))

    def details(self) -> Details:
        typed = dict(self.cleaned_data)
        typed |= {name: tuple(typed[name]) for name in ("traits", "drugs", "routes")}
        return Details(**typed)


class ResultForm(forms.Form):
    """What the paper says; `findings` only where the health room writes."""

    result = forms.ChoiceField(
        label=_("Kết quả trên phiếu"), choices=lambda: shown(dict(Result.choices)), widget=Radios(inline=True)
    )
    determined_on = DateField(label=_("Ngày của phiếu"))
    paper_number = forms.CharField(label=_("Số phiếu"), max_length=60, widget=forms.TextInput(NO_AUTOFILL))
    facility = forms.CharField(label=_("Nơi xác định"), max_length=200)
    diagnoser = forms.ChoiceField(label=_("Người ký"), required=False)
    signer = forms.CharField(label=_("Tên người ký, nếu không có trong danh sách"), required=False, max_length=120)
    received_on = DateField(label=_("Ngày nơi đó tiếp nhận"), required=False)
    guardian = forms.CharField(
        label=_("Cha, mẹ hoặc người giám hộ đã đồng ý"),
        help_text=_("Bắt buộc khi người ấy dưới 18 tuổi"),
        required=False,
        max_length=120,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, diagnosers: Iterable[Diagnoser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.diagnosers = {str(row.pk): row for row in diagnosers}
        named = [(key, f"{row.name}, {row.facility}") for key, row in self.diagnosers.items()]
        self.fields["diagnoser"].choices = [("", _("Không có trong danh sách")), *named]  # type: ignore[attr-defined]

    def details(self) -> DeterminationDetails:
        typed = self.cleaned_data
        return DeterminationDetails(
            result=Said(typed["result"]),
            determined_on=typed["determined_on"],
            paper_number=typed["paper_number"],
            facility=typed["facility"],
            diagnoser=self.diagnosers.get(typed["diagnoser"]),
            signer=typed["signer"],
            received_on=typed["received_on"],
            guardian=typed["guardian"],
            client_key=typed["client_key"],
            **self.beside(),
        )

    def beside(self) -> dict[str, Any]:
        """What a form of the health room adds."""
        return {}


class RoomResultForm(ResultForm):
    """The same with the six criteria, sealed in the health room."""

    criteria = forms.MultipleChoiceField(label=_("Tiêu chuẩn có"), required=False, widget=Checkboxes())
    lasting = forms.ChoiceField(
        label=_("Trong bao lâu"), choices=lambda: shown(LASTING), initial="month", widget=Radios()
    )
    observed = forms.BooleanField(label=_("Đã theo dõi lâm sàng"), required=False)

    def __init__(self, *args: Any, agency: Agency, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.fields["criteria"].choices = of_law(law.determination_on(day).criteria.names)  # type: ignore[attr-defined]
        self.order_fields(["criteria", "lasting", "observed", "result"])

    def beside(self) -> dict[str, Any]:
        typed = self.cleaned_data
        findings = Findings(
            met=frozenset(typed["criteria"]), lasting=Lasting(typed["lasting"]), observed=typed["observed"]
        )
        return {"agency": self.agency, "findings": findings}


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Vì sao gạch bỏ"), max_length=500, widget=forms.Textarea({"rows": 2}))


class DiagnoserForm(forms.Form):
    """Somebody with a certificate, and until when it holds."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    facility = forms.CharField(label=_("Nơi làm việc"), max_length=200)
    qualification = forms.ChoiceField(label=_("Trình độ"), widget=Radios())
    certificate = forms.CharField(label=_("Số chứng chỉ, chứng nhận"), max_length=80)
    valid_from = DateField(label=_("Có hiệu lực từ ngày"))
    valid_until = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi không có hạn"))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["qualification"].choices = of_law(law.determination_on(day).signers.kinds)  # type: ignore[attr-defined]

    def details(self) -> DiagnoserDetails:
        typed = dict(self.cleaned_data)
        return DiagnoserDetails(valid_to=after(typed.pop("valid_until")), **typed)


class InstrumentForm(forms.Form):
    """One sitting: a choice or a number for each item; the question itself is read from the instrument's own sheet."""

    taken_on = DateField(label=_("Ngày làm phiếu"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = instruments.items(kind)
        for item in self.asked:
            self.fields[item.code] = _box(item)

    def answers(self) -> dict[str, int]:
        found = {item.code: self.cleaned_data[item.code] for item in self.asked}
        return {code: int(value) for code, value in found.items() if value not in (None, "")}


def _box(item: Item) -> forms.Field:
    label = f"{upper_first(str(item.group))}: {item.label}" if item.group else str(item.label)
    if not item.words:
        return forms.IntegerField(
            label=label,
            help_text=_("Từ 0 đến %d") % item.values[-1],
            min_value=0,
            max_value=item.values[-1],
            widget=forms.TextInput({"inputmode": "numeric", "maxlength": "2", "class": "hn-input--short"}),
        )
    choices: Sequence[tuple[str, Any]] = [(str(value), upper_first(str(words))) for value, words in item.words.items()]
    if item.group:
        return forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=False)
    return forms.ChoiceField(label=label, choices=choices, widget=Radios(inline=True))
