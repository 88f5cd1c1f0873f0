"""What is typed on the screens of people: a search, ways to narrow the list, a person's details, how the file opens."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import dates, numbers
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import upper_first
from hoanhap.people.cases.queries import PeopleFilter
from hoanhap.people.cases.queries.people import Order
from hoanhap.people.cases.rules import Decision, Step
from hoanhap.people.intake.models import Origin, Source
from hoanhap.people.persons.models import Ethnicity
from hoanhap.people.persons.queries import MaskedField
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.web.ui import labels
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios

# The words in the address tell nothing to somebody who looks over a shoulder; the law's own codes would.
GROUPS = {
    "declared": ("user", _("Mới được phát hiện, đang quản lý")),
    "waiting": ("addicted", _("Chờ quyết định")),
    "measure": ("in_rehab", _("Đang thực hiện biện pháp")),
    "after": ("after_rehab", _("Sau cai")),
    "support": ("support", _("Chỉ được hỗ trợ")),
}
MARKS = {
    "no-helper": _("Chưa có người giúp đỡ"),
    "not-met": _("Quá ngày hẹn gặp"),
    "young": _("Thanh niên từ 16 đến 30 tuổi"),
}
ORDERS = {"name": _("Tên"), "hamlet": _("Ấp, khóm"), "state": _("Bước"), "term": _("Hết thời hạn trước")}
NO_AUTOFILL = {"autocomplete": "off"}


def _shown(kinds: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices as a form shows them, each beginning large."""
    return [(value, upper_first(str(label))) for value, label in kinds.choices]


class SearchForm(forms.Form):
    text = forms.CharField(label=_("Tìm theo tên, số giấy tờ hoặc điện thoại"), max_length=120)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class NarrowForm(forms.Form):
    """What stands in the address of the list; a word it does not know narrows nothing."""

    group = forms.ChoiceField(required=False, choices=[(key, words) for key, (_klass, words) in GROUPS.items()])
    hamlet = forms.ChoiceField(required=False)
    mark = forms.ChoiceField(required=False, choices=list(MARKS.items()))
    order = forms.ChoiceField(required=False, choices=list(ORDERS.items()))

    def __init__(self, *args: Any, hamlets: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].choices = [(str(place.pk), place.full_name) for place in hamlets]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))

    def filters(self) -> PeopleFilter:
        group, hamlet, mark = self.chosen("group"), self.chosen("hamlet"), self.chosen("mark")
        return PeopleFilter(
            group=GROUPS[group][0] if group else "",
            hamlet_id=int(hamlet) if hamlet else None,
            marks=(mark,) if mark else (),
        )

    def ordering(self) -> Order:
        return cast(Order, self.chosen("order") or "name")

    def page(self) -> int:
        """The page asked for; what is no number is the first."""
        return numbers.asked(self.data.get("page"), least=1, most=99_999) or 1


class BirthField(forms.Field):
    """A whole date or a year alone, as people know it."""

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            return dates.parse_vietnamese(typed)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value


class PersonForm(forms.Form):
    """Everything the house asks about a person; only the name must be there."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(NO_AUTOFILL))
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[("male", _("Nam")), ("female", _("Nữ"))],
        required=False,
        widget=Radios(inline=True),
    )
    birth = BirthField(
        label=_("Ngày sinh hoặc năm sinh"),
        help_text=_("Ví dụ 05/06/1990, hoặc chỉ 1990"),
        required=False,
        widget=forms.TextInput({**NO_AUTOFILL, "maxlength": "40", "class": "hn-input--short"}),
    )
    id_number = forms.CharField(
        label=_("Số CCCD hoặc CMND"),
        help_text=_("12 hoặc 9 chữ số"),
        required=False,
        max_length=40,
        widget=forms.TextInput({**NO_AUTOFILL, "inputmode": "numeric", "class": "hn-input--short"}),
    )
    hamlet = forms.ChoiceField(label=_("Ấp, khóm"), required=False)
    phone = forms.CharField(
        label=_("Điện thoại"),
        required=False,
        max_length=60,
        widget=forms.TextInput({**NO_AUTOFILL, "inputmode": "tel", "class": "hn-input--short"}),
    )
    current_address = forms.CharField(
        label=_("Nơi ở hiện nay"), required=False, max_length=300, widget=forms.TextInput(NO_AUTOFILL)
    )
    permanent_address = forms.CharField(
        label=_("Nơi thường trú"), required=False, max_length=300, widget=forms.TextInput(NO_AUTOFILL)
    )
    relative = forms.CharField(
        label=_("Người thân"),
        help_text=_("Ai, quan hệ thế nào, gọi số nào"),
        required=False,
        max_length=300,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    ethnicity = forms.ChoiceField(label=_("Dân tộc"), choices=[("", "–"), *Ethnicity.choices[:2]], required=False)
    education = forms.CharField(label=_("Trình độ học vấn"), required=False, max_length=120)
    occupation = forms.CharField(label=_("Nghề nghiệp"), required=False, max_length=120)
    marital_status = forms.CharField(label=_("Tình trạng hôn nhân"), required=False, max_length=60)

    FIRST = ("full_name", "sex", "birth", "id_number", "hamlet", "phone", "current_address", "relative")
    MORE = ("permanent_address", "ethnicity", "education", "occupation", "marital_status")

    def __init__(self, *args: Any, hamlets: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(place.pk), place.full_name) for place in hamlets]
        self.fields["hamlet"].choices = [("", _("Chưa rõ")), *named]  # type: ignore[attr-defined]

    def details(self) -> PersonDetails:
        """What was typed, as the register takes it."""
        typed = {name: self.cleaned_data[name] for name in (*self.FIRST, *self.MORE) if name != "hamlet"}
        hamlet = self.cleaned_data["hamlet"]
        return PersonDetails(**typed, hamlet_id=int(hamlet) if hamlet else None)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]


class CorrectionForm(PersonForm):
    """What stands masked is not filled in: an empty box leaves it as it is, `forget` takes it out."""

    forget = forms.MultipleChoiceField(label=_("Xóa hẳn mục đã ghi"), required=False, widget=Checkboxes())
    version = forms.IntegerField(widget=forms.HiddenInput)

    HIDDEN: ClassVar[Mapping[str, str]] = {
        "birth_date": "birth",
        "id_number": "id_number",
        "phone": "phone",
        "current_address": "current_address",
        "permanent_address": "permanent_address",
        "relative": "relative",
    }
    """Masked field of a person → its box."""

    def __init__(self, *args: Any, masked: Sequence[MaskedField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.masked = {self.HIDDEN[one.field]: one for one in masked if one.known}
        self.fields["forget"].choices = [(box, one.label) for box, one in self.masked.items()]  # type: ignore[attr-defined]
        for box, one in self.masked.items():
            self.fields[box].help_text = _("Đang ghi %s. Để trống thì giữ nguyên.") % one.shown

    def changes(self) -> dict[str, Any]:
        """What is to be written: plain boxes as they stand, masked ones where something was typed or taken out."""
        details = asdict(self.details()) | {"birth": self.cleaned_data["birth"]}
        kept = [box for box in self.HIDDEN.values() if not details[box] and box not in self.cleaned_data["forget"]]
        return {name: value for name, value in details.items() if name not in kept}

    @property
    def boxes(self) -> list[tuple[forms.BoundField, MaskedField | None]]:
        """All boxes in their order, each with what is masked behind it."""
        return [(self[name], self.masked.get(name)) for name in (*self.FIRST, *self.MORE)]


class IntakeForm(PersonForm):
    """A new person and the state in which the file opens, by the law of that day."""

    on = DateField(label=_("Từ ngày"))
    start = forms.ChoiceField(label=_("Hồ sơ mở ở bước nào"))
    number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60, help_text=_("Ví dụ 05/QĐ-UBND"))
    decided_on = DateField(label=_("Ngày quyết định"), required=False)
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=120)
    term_from = DateField(label=_("Thời hạn từ ngày"), required=False)
    term_to = DateField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống khi luật định một thời hạn duy nhất"),
    )
    times = forms.IntegerField(label=_("Áp dụng lần thứ mấy"), required=False, min_value=1, max_value=30)
    wish = forms.CharField(
        label=_("Mong muốn của người ấy"),
        help_text=_("Ghi bằng lời của chính người ấy"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    source = forms.ChoiceField(
        label=_("Nguồn phát hiện"),
        choices=lambda: [("", _("Chưa rõ")), *_shown(Source)],
        required=False,
    )
    origin = forms.ChoiceField(
        label=_("Trở về từ đâu"),
        help_text=_("Bắt buộc với người trở về"),
        choices=lambda: [("", _("Không phải người trở về")), *_shown(Origin)],
        required=False,
    )
    declaration = forms.UUIDField(required=False, widget=forms.HiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    different = forms.BooleanField(label=_("Đã xem lại, đây là người khác; vẫn mở hồ sơ mới"), required=False)

    OPENING = ("on", "start", "source", "origin")
    DECISION = ("number", "decided_on", "signer", "term_from", "term_to", "times")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = starts(day)  # type: ignore[attr-defined]

    def step(self) -> Step:
        """How the file opens; the last day of a term stands in papers, the day after it in the register."""
        typed = self.cleaned_data
        verb, _colon, state = typed["start"].partition(":")
        decision = Decision(
            number=typed["number"],
            on=typed["decided_on"],
            signer=typed["signer"],
            term_from=typed["term_from"],
            term_to=after(typed["term_to"]),
            times=typed["times"],
        )
        return Step(state=state, on=typed["on"], decision=decision, verb=verb, signer_title=typed["signer"])

    @property
    def opening(self) -> list[forms.BoundField]:
        return [self[name] for name in self.OPENING]

    @property
    def decision(self) -> list[forms.BoundField]:
        return [self[name] for name in self.DECISION]


def after(last_day: date | None) -> date | None:
    """The first day that is outside; terms are half-open in the house and closed in papers."""
    return date.fromordinal(last_day.toordinal() + 1) if last_day else None


def starts(day: date) -> list[tuple[Any, Any]]:
    """The ways to open a file on this day: new ones first, then those already running."""
    found = law.openings(day)
    new = [move for move in found if move.verb != "take_over"]
    running = [move for move in found if move.verb == "take_over"]
    return [
        *[(f"{move.verb}:{move.to}", labels.shown(move.label_vi)) for move in new],
        (
            _("Tiếp nhận hồ sơ đang ở bước"),
            [(f"{m.verb}:{m.to}", labels.shown(law.state(m.to).label_vi)) for m in running],
        ),
    ]
