"""What is typed in a file: a contact, a helper, a move with its decision, a wish, a stage, a plan."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel import clock, durations
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.rules import Decision
from hoanhap.people.reintegration.models import HelperKind
from hoanhap.web.ui.fields import DateField, Radios

CONDITIONS = (
    ("progress", _("Tiến bộ")),
    ("not_yet", _("Chưa tiến bộ")),
    ("at_risk", _("Cần hỗ trợ thêm")),
)
CONDITION_HINTS = {
    "progress": _("Tiến bộ, không sử dụng"),
    "not_yet": _("Còn khó khăn"),
    "at_risk": _("Nên gặp lại sớm"),
}
PLACES = (
    ("home", _("Tại nhà")),
    ("office", _("Tại trụ sở")),
    ("phone", _("Qua điện thoại")),
    ("elsewhere", _("Nơi khác")),
)
REASONS = (
    ("absent", _("Vắng mặt")),
    ("ill", _("Ốm đau")),
    ("moved", _("Đã chuyển nơi ở")),
    ("deceased", _("Đã mất")),
    ("other", _("Lý do khác")),
)
WORKS = (
    ("stable", _("Ổn định")),
    ("occasional", _("Không thường xuyên")),
    ("none", _("Chưa có")),
)
NOT_ASKED = {
    "yes": ("missed_reason",),
    "no": ("condition", "work"),
    "": ("missed_reason", "condition", "work"),
}
"""Whether the person was met decides which of these the form wants."""
NEXT = {"1w": Duration(7, Unit.DAY), "2w": Duration(14, Unit.DAY), "1m": Duration(1, Unit.MONTH)}
NEXT_LABELS = (
    ("1w", _("1 tuần nữa")),
    ("2w", _("2 tuần nữa")),
    ("1m", _("1 tháng nữa")),
    ("own", _("Ngày khác")),
    ("", _("Theo lịch gặp đã đặt")),
)
OTHER = ("other", _("Người khác, ghi tên bên dưới"))
RHYTHMS = {"7 day": _("Mỗi tuần"), "14 day": _("2 tuần một lần"), "1 month": _("Mỗi tháng"), "3 month": _("Mỗi quý")}


class ContactForm(forms.Form):
    """One contact: six presses when all went well. What belongs to the other answer is dropped, not complained of."""

    met_on = DateField(label=_("Ngày gặp"))
    met_time = forms.TimeField(
        label=_("Giờ"), widget=forms.TimeInput({"inputmode": "numeric", "maxlength": "5"}, "%H:%M")
    )
    place = forms.ChoiceField(label=_("Gặp ở đâu"), choices=PLACES, widget=Radios(inline=True))
    met = forms.ChoiceField(
        label=_("Có gặp được không"),
        choices=[("yes", _("Gặp được")), ("no", _("Không gặp được"))],
        widget=Radios(inline=True),
    )
    missed_reason = forms.ChoiceField(label=_("Vì sao không gặp được"), choices=REASONS, widget=Radios())
    condition = forms.ChoiceField(
        label=_("Tình trạng, theo điều bạn thấy"),
        choices=CONDITIONS,
        widget=Radios(hints=CONDITION_HINTS),
    )
    work = forms.ChoiceField(label=_("Việc làm"), choices=WORKS, required=False, widget=Radios())
    need = forms.CharField(label=_("Người ấy cần gì"), required=False, max_length=1000)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=4000, widget=forms.Textarea({"rows": 2}))
    next = forms.ChoiceField(label=_("Hẹn lần sau"), choices=NEXT_LABELS, required=False, widget=Radios(inline=True))
    next_on = DateField(label=_("Nếu chọn ngày khác"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    WHEN = ("met_on", "met_time")
    MET = ("condition", "work", "need")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for name in NOT_ASKED[typed.get("met", "")]:
            self.errors.pop(name, None)
            typed[name] = ""
        if typed.get("next") == "own" and not typed.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Ghi ngày hẹn, hoặc chọn một trong các khoảng có sẵn."))
        return typed

    def details(self) -> ContactDetails:
        typed = self.cleaned_data
        return ContactDetails(
            met_at=datetime.combine(typed["met_on"], typed["met_time"], tzinfo=clock.VN),
            place=typed["place"],
            met=typed["met"] == "yes",
            missed_reason=typed["missed_reason"],
            condition=typed["condition"],
            work=typed["work"],
            need=typed["need"],
            note=typed["note"],
            next_on=self._next_on(typed),
            client_key=typed["client_key"],
        )

    @staticmethod
    def _next_on(typed: dict[str, Any]) -> date | None:
        if typed["next"] in NEXT:
            met_on: date = typed["met_on"]
            return durations.add(met_on, NEXT[typed["next"]])
        own: date | None = typed["next_on"]
        return own if typed["next"] == "own" else None

    @property
    def when(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHEN]

    @property
    def if_met(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MET]


class ContactCorrectionForm(ContactForm):
    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=500,
        help_text=_("Bản cũ và lý do được giữ lại trong hồ sơ."),
        error_messages={"required": _("Ghi lý do sửa.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HelperForm(forms.Form):
    """Who helps: somebody the commune knows already, or a name typed here."""

    who = forms.ChoiceField(label=_("Người giúp đỡ"))
    helper_name = forms.CharField(
        label=_("Họ tên, nếu là người khác"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label=_("Thuộc tổ chức"), required=False, max_length=200, help_text=_("Ví dụ Hội LHPN xã")
    )
    kind = forms.ChoiceField(label=_("Phân công làm"), widget=Radios())
    valid_from = DateField(label=_("Từ ngày"))
    decision_number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)
    # Whom the officer saw as main helper: taking over from somebody he did not see is refused.
    replaces = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], replaced: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Chọn một người")), *known, OTHER]  # type: ignore[attr-defined]
        main = _("Người giúp đỡ chính, thay %s") % replaced if replaced else _("Người giúp đỡ chính")
        kinds = [(HelperKind.MAIN.value, main), (HelperKind.DEPUTY.value, _("Người cùng giúp đỡ"))]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("who") == OTHER[0] and not typed.get("helper_name"):
            self.add_error("helper_name", _("Ghi họ tên người giúp đỡ."))
        return typed


class EndForm(forms.Form):
    on = DateField(label=_("Thôi từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=200, error_messages={"required": _("Ghi lý do.")})


class DayForm(forms.Form):
    """For which day the moves are asked: the law of that day answers."""

    on = DateField(label=_("Ngày thực hiện"))


class MoveForm(forms.Form):
    """One move on the day the page was asked for; the day is changed above, so that the moves fit it."""

    # A step that is no longer offered: somebody moved the file since this page was drawn.
    verb = forms.ChoiceField(
        label=_("Bước tiếp theo"),
        error_messages={
            "required": _("Chọn một bước."),
            "invalid_choice": _("Hồ sơ này vừa được người khác cập nhật."),
        },
    )
    on = DateField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=_("Lý do theo luật"), required=False)
    number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60, help_text=_("Ví dụ 05/QĐ-UBND"))
    decided_on = DateField(label=_("Ngày quyết định"), required=False)
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=120)
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"),
        required=False,
        max_length=120,
        help_text=_("Để trống thì ghi theo thẩm quyền của bước đã chọn"),
    )
    term_from = DateField(label=_("Thời hạn từ ngày"), required=False)
    term_to = DateField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi luật định một thời hạn duy nhất")
    )
    times = forms.IntegerField(label=_("Áp dụng lần thứ mấy"), required=False, min_value=1, max_value=30)
    version = forms.IntegerField(widget=forms.HiddenInput)

    DECISION = ("number", "decided_on", "signer", "signer_title", "term_from", "term_to", "times")

    def __init__(
        self,
        *args: Any,
        moves: Sequence[tuple[str, str]],
        hints: dict[str, str],
        grounds: Sequence[tuple[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verb"]
        field.widget = Radios(hints=hints)
        field.choices = moves  # type: ignore[attr-defined]
        if grounds:
            self.fields["ground"].choices = [("", _("– không áp dụng –")), *grounds]  # type: ignore[attr-defined]
        else:
            del self.fields["ground"]

    def chosen_ground(self) -> str:
        """The code of the reason, without the step it is offered for."""
        return str(self.cleaned_data.get("ground") or "").partition(":")[2]

    def decision(self) -> Decision:
        """The last day of a term stands in papers, the day after it in the register."""
        typed = self.cleaned_data
        last = typed["term_to"]
        return Decision(
            number=typed["number"],
            on=typed["decided_on"],
            signer=typed["signer"],
            term_from=typed["term_from"],
            term_to=last + timedelta(days=1) if last else None,
            times=typed["times"],
        )

    @property
    def of_decision(self) -> list[forms.BoundField]:
        return [self[name] for name in self.DECISION]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Ghi sai ở đâu"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Ghi lý do đính chính.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WishForm(forms.Form):
    wish = forms.CharField(
        label=_("Mong muốn của tôi"),
        help_text=_("Ghi bằng lời của chính người ấy"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=_("Giai đoạn"))
    from_on = DateField(label=_("Từ ngày"))
    to_on = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi đang thực hiện"))

    def __init__(self, *args: Any, stages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    every = forms.ChoiceField(label=_("Nhịp gặp"), choices=list(RHYTHMS.items()), widget=Radios())
    next_on = DateField(label=_("Lần gặp tới"))

    def rhythm(self) -> Duration:
        value, unit = self.cleaned_data["every"].split()
        return Duration(int(value), Unit(unit))
