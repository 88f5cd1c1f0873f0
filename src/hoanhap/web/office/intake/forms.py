"""What is typed before there is a file: short, with an end; nothing on drugs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.models import Account
from hoanhap.kernel.text import upper_first
from hoanhap.people.intake import rules
from hoanhap.people.intake.actions import DeclarationDetails, RequestDetails
from hoanhap.people.intake.models import Choice, Origin, Outcome, Reason, Relation, Source, Verdict, Where
from hoanhap.web.office.people.forms import NO_AUTOFILL, BirthField
from hoanhap.web.ui.fields import Radios

DECLARERS = (Source.SELF, Source.FAMILY)
ANSWERS = (Outcome.ADVICE, Outcome.DECLINED, Outcome.NOT_FOUND)


def said(kinds: Sequence[Any]) -> list[tuple[str, str]]:
    """Choices as a form shows them, each beginning large."""
    return [(kind.value, upper_first(str(kind.label))) for kind in kinds if kind.value]


class RequestForm(forms.Form):
    """Whom to make contact with, who said so, who is asked. No person and no file comes of it."""

    source = forms.ChoiceField(label=_("Ai báo"), choices=lambda: said(list(Source)), widget=Radios())
    relation = forms.ChoiceField(label=_("Người báo là gì của người ấy"), choices=lambda: said(list(Relation)))
    who = forms.CharField(
        label=_("Cần gặp ai"),
        help_text=_("Tên gọi hoặc cách nhận ra, ở đâu; ghi ít nhất có thể"),
        max_length=rules.SHORT,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    caller = forms.CharField(
        label=_("Gọi lại cho ai, số nào"),
        required=False,
        max_length=rules.SHORT,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    reason = forms.CharField(
        label=_("Vì sao cần gặp"),
        required=False,
        max_length=rules.LONG,
        widget=forms.Textarea({"rows": 2}),
    )
    minor = forms.BooleanField(label=_("Người ấy dưới 18 tuổi"), required=False)
    guardian = forms.CharField(
        label=_("Cha, mẹ hoặc người giám hộ"),
        help_text=_("Bắt buộc khi người ấy dưới 18 tuổi"),
        required=False,
        max_length=rules.SHORT,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    asked = forms.ChoiceField(label=_("Nhờ ai liên hệ"), required=False)
    days = forms.IntegerField(
        label=_("Trong bao nhiêu ngày"),
        min_value=1,
        max_value=rules.MOST_DAYS,
        initial=rules.USUAL_DAYS,
        widget=forms.TextInput({"inputmode": "numeric", "class": "hn-input--short", "maxlength": "2"}),
    )
    police_note = forms.CharField(
        label=_("Ghi chú của công an"),
        help_text=_("Chỉ công an cấp xã đọc được"),
        required=False,
        max_length=rules.LONG,
        widget=forms.Textarea({"rows": 2}),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, helpers: Sequence[Account], police: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helpers = {str(account.pk): account for account in helpers}
        named = [(key, account.display_name) for key, account in self.helpers.items()]
        self.fields["asked"].choices = [("", _("Cán bộ Tổ công tác")), *named]  # type: ignore[attr-defined]
        if police:
            del self.fields["source"]
        else:
            del self.fields["police_note"]

    def details(self) -> RequestDetails:
        typed = self.cleaned_data
        return RequestDetails(
            source=Source(typed.get("source") or Source.POLICE),
            relation=Relation(typed["relation"]),
            who=typed["who"],
            caller=typed["caller"],
            reason=typed["reason"],
            police_note=typed.get("police_note", ""),
            minor=typed["minor"],
            guardian=typed["guardian"],
            asked=self.helpers.get(typed["asked"]),
            days=typed["days"],
            client_key=typed["client_key"],
        )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=lambda: said(ANSWERS), widget=Radios())
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=rules.LONG, widget=forms.Textarea({"rows": 2})
    )


class DeclarationForm(forms.Form):
    """Somebody declares for himself or for one of his family, at the desk or elsewhere."""

    declared_by = forms.ChoiceField(
        label=_("Ai khai báo"), choices=lambda: said(DECLARERS), initial="self", widget=Radios(inline=True)
    )
    name = forms.CharField(label=_("Họ tên người cần hỗ trợ"), max_length=120, widget=forms.TextInput(NO_AUTOFILL))
    birth = BirthField(
        label=_("Ngày sinh hoặc năm sinh"),
        required=False,
        widget=forms.TextInput({**NO_AUTOFILL, "maxlength": "40", "class": "hn-input--short"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại liên hệ"),
        required=False,
        max_length=60,
        widget=forms.TextInput({**NO_AUTOFILL, "inputmode": "tel", "class": "hn-input--short"}),
    )
    choice = forms.ChoiceField(
        label=_("Muốn chọn hình thức nào"),
        choices=lambda: said(list(Choice)),
        initial="undecided",
        widget=Radios(),
    )
    place = forms.ChoiceField(
        label=_("Khai báo ở đâu"), choices=lambda: said(list(Where)), initial="desk", widget=Radios(inline=True)
    )
    relation = forms.ChoiceField(
        label=_("Người khai là gì của người ấy"),
        help_text=_("Khi gia đình khai báo"),
        choices=lambda: [("", "–"), *said(list(Relation)[:5])],
        required=False,
    )
    guardian = forms.CharField(
        label=_("Cha, mẹ hoặc người giám hộ"),
        help_text=_("Bắt buộc khi người ấy dưới 18 tuổi"),
        required=False,
        max_length=rules.SHORT,
        widget=forms.TextInput(NO_AUTOFILL),
    )
    wish = forms.CharField(
        label=_("Mong muốn của người ấy"), required=False, max_length=rules.LONG, widget=forms.Textarea({"rows": 2})
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def details(self, today: date) -> DeclarationDetails:
        typed = self.cleaned_data
        return DeclarationDetails(
            name=typed["name"],
            declared_on=today,
            declared_by=Source(typed["declared_by"]),
            relation=typed["relation"],
            choice=Choice(typed["choice"]),
            place=Where(typed["place"]),
            birth=typed["birth"],
            phone=typed["phone"],
            guardian=typed["guardian"],
            wish=typed["wish"],
            client_key=typed["client_key"],
        )


class RiskForm(forms.Form):
    """A name and an end; nothing on drugs."""

    name = forms.CharField(label=_("Tên gọi, ở đâu"), max_length=rules.SHORT, widget=forms.TextInput(NO_AUTOFILL))
    minor = forms.BooleanField(label=_("Dưới 18 tuổi"), required=False)
    guardian = forms.CharField(
        label=_("Cha, mẹ hoặc người giám hộ"),
        help_text=_("Bắt buộc khi người ấy dưới 18 tuổi"),
        required=False,
        max_length=rules.SHORT,
        widget=forms.TextInput(NO_AUTOFILL),
    )


class OriginForm(forms.Form):
    source = forms.ChoiceField(label=_("Nguồn phát hiện"), choices=lambda: said(list(Source)), widget=Radios())
    origin = forms.ChoiceField(
        label=_("Trở về từ đâu"),
        help_text=_("Bắt buộc với người trở về"),
        choices=lambda: [("", "–"), *said(list(Origin))],
        required=False,
    )


class MarkForm(forms.Form):
    """Which lines, and what is true of them."""

    verdict = forms.ChoiceField(choices=lambda: said(list(Verdict)))
    reason = forms.ChoiceField(
        label=_("Lý do"),
        help_text=_("Cần khi đã chuyển đi hoặc đưa ra khỏi danh sách"),
        choices=lambda: [("", "–"), *said(list(Reason))],
        required=False,
    )
    lines = forms.TypedMultipleChoiceField(choices=(), required=False)

    def __init__(self, *args: Any, lines: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(str(line.pk), "") for line in lines]  # type: ignore[attr-defined]
