"""What an officer says about people of a unit that was split, and an administrator about its officials."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.places.models import Place
from hoanhap.people.succession.queries import WaitingPerson, WaitingUnit
from hoanhap.web.ui import fields

NO_LONGER = "none"
_CHOOSE = _("Chọn đơn vị mới.")


class PlaceForm(forms.Form):
    """People one by one, or a whole hamlet at once, to one of the new units."""

    unit = forms.IntegerField(widget=forms.HiddenInput)
    hamlets = forms.MultipleChoiceField(
        label=_("Cả ấp, khóm"),
        help_text=_("Mọi người đang ở ấp này được chuyển cùng lúc."),
        widget=fields.Checkboxes,
        required=False,
    )
    people = forms.MultipleChoiceField(label=_("Từng người"), widget=fields.Checkboxes, required=False)
    to = forms.ChoiceField(
        label=_("Đơn vị mới"), widget=fields.Radios, error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE}
    )

    def __init__(self, waiting: WaitingUnit, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{waiting.old.pk}_%s")
        self.fields["unit"].initial = waiting.old.pk
        self._offer("hamlets", [(str(hamlet.pk), _hamlet(hamlet, count)) for hamlet, count in waiting.hamlets])
        self._offer("people", [(str(one.person_id), _person(one)) for one in waiting.people if not one.twin])
        self._offer("to", [(str(place.pk), place.heading) for place in waiting.targets])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("hamlets") and not typed.get("people") and not self.errors:
            raise forms.ValidationError(_("Chọn ít nhất một ấp hoặc một người."))
        return typed

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class PostingsForm(forms.Form):
    """Where each official of a split unit goes on; who is left unanswered waits."""

    def __init__(self, postings: list[tuple[Posting, list[Place]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.postings = {str(posting.pk): posting for posting, _targets in postings}
        for posting, targets in postings:
            choices = [*((str(place.pk), place.heading) for place in targets), (NO_LONGER, _("Thôi nhiệm vụ"))]
            self.fields[str(posting.pk)] = forms.ChoiceField(
                label=f"{posting.account.display_name}, {posting.title}, {posting.place.full_name}",
                choices=choices,
                widget=fields.Radios(inline=True),
                required=False,
            )

    @property
    def answers(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if value}


def _hamlet(hamlet: Place, count: int) -> str:
    return _("%(hamlet)s (%(count)d người)") % {"hamlet": hamlet.full_name, "count": count}


def _person(one: WaitingPerson) -> str:
    said = [one.full_name, str(one.birth_year or ""), one.hamlet, one.address]
    return " · ".join(part for part in said if part)
