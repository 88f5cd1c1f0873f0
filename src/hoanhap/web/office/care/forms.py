"""What is typed in a plan, about a session of counselling, a group, a leaflet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.text import upper_first
from hoanhap.people.care.counselling.actions import LeafletDetails
from hoanhap.people.care.counselling.models import Audience, Leaflet, SessionKind, Topic
from hoanhap.people.care.counselling.queries import MemberLine
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.individual_plan.models import StepOwner
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios

FIRST_HINTS = {
    "harm": _("Cần có ở buổi đầu tiên"),
    "need": _("Cần có ở buổi đầu tiên"),
    "process": _("Cần có ở buổi đầu tiên"),
}
NO_LEAFLET = ("", _("Không đưa tờ rơi"))


def _choices(kind: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(value, upper_first(str(label))) for value, label in kind.choices if value]


class PlanForm(forms.Form):
    """The person speaks, the officer writes: his wish first."""

    wish = forms.CharField(
        label=_("Mong muốn của tôi"),
        help_text=_("Bằng lời của chính người ấy. In đầu tiên."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    strengths = forms.CharField(
        label=_("Điểm mạnh của tôi"),
        help_text=_("Việc tôi làm giỏi, người tôi tin, điều đã giúp tôi trước đây"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    goals = forms.CharField(label=_("Mục tiêu của tôi"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    agreed_on = DateField(label=_("Ngày lập"))
    number = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> PlanWords:
        typed = self.cleaned_data
        return PlanWords(wish=typed["wish"], strengths=typed["strengths"], goals=typed["goals"])


class StepForm(forms.Form):
    what = forms.CharField(label=_("Việc"), max_length=300)
    owner = forms.ChoiceField(label=_("Ai làm"), choices=_choices(StepOwner), widget=Radios())
    due_on = DateField(label=_("Trước ngày"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def details(self) -> StepDetails:
        typed = self.cleaned_data
        return StepDetails(what=typed["what"], owner=typed["owner"], due_on=typed["due_on"])


class SessionForm(forms.Form):
    """One session: for whom, what it spoke of, which leaflet was given."""

    audience = forms.ChoiceField(label=_("Tư vấn cho"), choices=_choices(Audience), widget=Radios())
    topics = forms.MultipleChoiceField(
        label=_("Đã nói về"), choices=_choices(Topic), widget=Checkboxes(hints=FIRST_HINTS)
    )
    leaflet = forms.ChoiceField(label=_("Tờ rơi đã đưa"), required=False, widget=Radios())
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=_choices(SessionKind),
        widget=Radios(hints={"psychological": _("Ghi chép được che, mở bằng một lần bấm có ghi nhật ký")}),
    )
    held_on = DateField(label=_("Ngày"))
    counsellor = forms.CharField(label=_("Người tư vấn"), max_length=120)
    note = forms.CharField(
        label=_("Ghi chép"),
        help_text=_("Không ghi về HIV."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, leaflets: Iterable[Leaflet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.pk), one.name) for one in leaflets]
        self.fields["leaflet"].choices = [*offered, NO_LEAFLET]  # type: ignore[attr-defined]
        if not offered:  # a question without an answer
            self.fields["leaflet"].widget = forms.HiddenInput()

    def details(self) -> SessionDetails:
        typed = self.cleaned_data
        return SessionDetails(
            held_on=typed["held_on"],
            audience=typed["audience"],
            topics=tuple(typed["topics"]),
            kind=typed["kind"],
            counsellor=typed["counsellor"],
            note=typed["note"],
            leaflet=UUID(typed["leaflet"]) if typed["leaflet"] else None,
            client_key=typed["client_key"],
        )


class LeafletForm(forms.Form):
    title = forms.CharField(label=_("Tên tờ rơi"), max_length=200)
    source = forms.CharField(label=_("Nguồn"), help_text=_("Nơi soạn, văn bản"), max_length=200)
    approved_by = forms.CharField(label=_("Người duyệt"), max_length=120)
    valid_from = DateField(label=_("Dùng từ ngày"))

    def details(self) -> LeafletDetails:
        return LeafletDetails(**self.cleaned_data)


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Tên nhóm"), max_length=120)
    started_on = DateField(label=_("Sinh hoạt từ ngày"))


class JoinForm(forms.Form):
    """Only who agreed to groups is offered: nobody is put on a list without his consent."""

    case = forms.ChoiceField(label=_("Ai vào nhóm"), widget=Radios())
    on = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.fields["case"].choices = list(candidates)  # type: ignore[attr-defined]
        if not candidates:  # a question without an answer; the page says what to do
            self.fields["case"].widget = forms.HiddenInput()


class MeetForm(forms.Form):
    """One meeting: who came is ticked."""

    met_on = DateField(label=_("Ngày"))
    present = forms.MultipleChoiceField(label=_("Ai có mặt"), required=False, widget=Checkboxes())
    topic = forms.ChoiceField(label=_("Nội dung"), required=False, choices=_choices(Topic), widget=Radios())

    def __init__(self, *args: Any, members: Sequence[MemberLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(line.member.case_id), line.name) for line in members]
        self.fields["present"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            self.fields["present"].widget = forms.MultipleHiddenInput()


class EndForm(forms.Form):
    on = DateField(label=_("Từ ngày"))
