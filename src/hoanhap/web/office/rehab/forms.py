"""What is typed about a measure: papers of a dossier, a refusal, a paper, what happened, who was seen."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.people.rehab.actions import CertificateDetails, FollowedDetails, ItemEntry
from hoanhap.people.rehab.models import Completion, DossierItem, FollowedEnd, FollowedKind, Served, WaivedBecause, Way
from hoanhap.people.rehab.papers import PaperDetails
from hoanhap.web.office.files.forms import PictureField
from hoanhap.web.ui.fields import DateField, Radios

Choices = Sequence[tuple[str, Any]]
NOTHING = ("", _("Chọn"))


class ChoiceForm(forms.Form):
    """One choice among few, each with its hint."""

    choice = forms.ChoiceField(label="")

    def __init__(self, *args: Any, label: Any, choices: Choices, hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.label, field.widget = label, Radios(hints=hints)
        field.choices = choices  # type: ignore[attr-defined]
        field.error_messages = {"required": _("Chọn một dòng.")}


class ItemForm(forms.Form):
    """One paper of a dossier: a tick when it is there, its number and day; or why it is not handed in."""

    there = forms.BooleanField(label=_("Đã có"), required=False)
    number = forms.CharField(label=_("Số"), required=False, max_length=60)
    on = DateField(label=_("Ngày trên giấy"), required=False, help_text="")
    waived = forms.ChoiceField(
        label=_("Không nộp vì"), required=False, choices=[("", _("– phải nộp –")), *WaivedBecause.choices]
    )

    def __init__(self, data: Any, *, item: DossierItem, label: str) -> None:
        initial = {
            "there": item.state == "present",
            "number": item.number,
            "on": item.on,
            "waived": item.waived_because,
        }
        super().__init__(data, prefix=item.paper, initial=initial)
        self.item = item
        self.scan = item.file if item.file is not None and item.file.removed_at is None else None
        self.fields["there"].label = label

    def entry(self) -> ItemEntry:
        typed = self.cleaned_data
        state = "present" if typed["there"] else "waived" if typed["waived"] else "missing"
        waived = typed["waived"] if state == "waived" else ""
        return ItemEntry(state=state, number=typed["number"], on=typed["on"], waived_because=waived)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ScanForm(VersionForm):
    file = PictureField(
        label=_("Ảnh chụp hoặc bản quét bản đã ký"),
        error_messages={"required": _("Chọn tệp."), "max_length": _("Tên tệp quá dài. Đặt tên ngắn hơn.")},
    )


class RefusalForm(VersionForm):
    ground = forms.ChoiceField(label=_("Lý do không tiếp nhận"))
    words = forms.CharField(
        label=_("Nói thêm cho người đăng ký"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    on = DateField(label=_("Ngày không tiếp nhận"))

    def __init__(self, *args: Any, grounds: Sequence[law.Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        field.widget = Radios(hints={one.code: one.article for one in grounds})
        field.choices = [(one.code, _(one.label_vi)) for one in grounds]  # type: ignore[attr-defined]


ASKED = {
    "registration": ("measure", "term_from", "term_to", "words"),
    "decision": ("measure", "term_from", "term_to", "words"),
    "post_rehab_decision": ("term_from", "term_to"),
    "refusal": ("ground", "words"),
    "stop_decision": ("ground", "words"),
    "completion_certificate": ("completion",),
    "violation_minutes": ("violation", "words"),
    "residence_change": ("to_place", "words"),
    "residence_change_user": ("to_place", "words"),
    "residence_change_after": ("to_place", "words"),
}
"""What each paper asks beside its day; a paper not named here asks for words alone."""


class PaperForm(forms.Form):
    """The questions one paper asks, and no others."""

    on = DateField(label=_("Ngày lập"))
    measure = forms.ChoiceField(label=_("Biện pháp"), required=False)
    term_from = DateField(label=_("Thời hạn từ ngày"), required=False, help_text="")
    term_to = DateField(label=_("Đến hết ngày"), required=False, help_text="")
    ground = forms.ChoiceField(label=_("Lý do"), required=False)
    completion = forms.ChoiceField(label=_("Loại hoàn thành"), required=False, choices=[NOTHING, *Completion.choices])
    violation = forms.ChoiceField(label=_("Vi phạm"), required=False)
    to_place = forms.CharField(label=_("Nơi đến"), required=False, max_length=200)
    words = forms.CharField(
        label=_("Nội dung ghi thêm"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, code: str, grounds: Choices, violations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.fields["measure"].choices = [NOTHING, *law.measures().items()]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [NOTHING, *grounds]  # type: ignore[attr-defined]
        self.fields["violation"].choices = [NOTHING, *violations]  # type: ignore[attr-defined]
        for name in [name for name in self.fields if name not in ("on", *ASKED.get(code, ("words",)))]:
            del self.fields[name]

    def details(self, **more: Any) -> PaperDetails:
        typed = dict(self.cleaned_data)
        last, ground = typed.pop("term_to", None), typed.pop("ground", "")
        typed.pop("violation", None)
        return PaperDetails(
            **typed,
            code=self.code,
            term_to=last + timedelta(days=1) if last else None,
            ground=ground.partition(":")[2],
            **more,
        )


class IssueForm(forms.Form):
    issued_on = DateField(label=_("Ngày ban hành"))
    number = forms.IntegerField(
        label=_("Số theo sổ của cơ quan"),
        help_text=_("Để trống thì lấy số tiếp theo"),
        required=False,
        min_value=1,
        max_value=999_999,
    )


class ViolationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại vi phạm"))
    on = DateField(label=_("Ngày"))
    said = forms.CharField(
        label=_("Việc đã thấy"),
        help_text=_("Ghi sự việc, không suy đoán. Việc này có thể dùng làm căn cứ xử lý."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, kinds: Choices, hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = Radios(hints=hints)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    from_on = DateField(label=_("Vắng từ ngày"))
    reported = forms.ChoiceField(
        label=_("Người đó có báo trước không"),
        choices=[("yes", _("Có báo")), ("no", _("Không báo"))],
        widget=Radios(inline=True),
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=500)


class DayOnlyForm(forms.Form):
    on = DateField(label=_("Ngày"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["on"].label = label


class HappeningForm(forms.Form):
    code = forms.ChoiceField(label=_("Việc đã xảy ra"), widget=Radios())
    on = DateField(label=_("Ngày"))
    hour = forms.TimeField(
        label=_("Giờ"),
        help_text=_("Thời hạn tính bằng giờ cần giờ"),
        required=False,
        widget=forms.TimeInput({"inputmode": "numeric", "maxlength": "5"}, "%H:%M"),
    )

    def __init__(self, *args: Any, codes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = codes  # type: ignore[attr-defined]

    def moment(self, now: datetime) -> datetime:
        """An hour of today that is not over yet is the present moment."""
        day, hour = self.cleaned_data["on"], self.cleaned_data["hour"] or time()
        moment = clock.at(day, hour.hour, hour.minute)
        return min(moment, now) if day == now.date() else moment


class FollowedForm(forms.Form):
    kind = forms.ChoiceField(label=_("Đang thực hiện"), choices=FollowedKind.choices, widget=Radios())
    facility_name = forms.CharField(label=_("Tên cơ sở"), max_length=200)
    decider_name = forms.CharField(label=_("Tòa án hoặc cơ quan quyết định"), required=False, max_length=200)
    decision_number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)
    decision_on = DateField(label=_("Ngày quyết định"), required=False)
    from_on = DateField(label=_("Thời hạn từ ngày"))
    to_on = DateField(label=_("Đến hết ngày"), required=False)
    deducted_days = forms.IntegerField(
        label=_("Số ngày được trừ (thời gian quản lý khi lập hồ sơ)"), required=False, min_value=0, max_value=1000
    )

    def details(self) -> FollowedDetails:
        typed = dict(self.cleaned_data)
        last: date | None = typed.pop("to_on")
        typed["deducted_days"] = typed["deducted_days"] or 0
        return FollowedDetails(**typed, to_on=last + timedelta(days=1) if last else None)


class FollowedEndForm(forms.Form):
    on = DateField(label=_("Kết thúc ngày"))
    end = forms.ChoiceField(label=_("Kết thúc thế nào"), choices=FollowedEnd.choices, widget=Radios())


class CertificateForm(forms.Form):
    served = forms.ChoiceField(
        label=_("Hoàn thành"), choices=Served.choices, widget=Radios(inline=True), initial=Served.REHAB.value
    )
    completion = forms.ChoiceField(
        label=_("Loại hoàn thành"),
        choices=Completion.choices,
        widget=Radios(),
        error_messages={"required": _("Chọn loại hoàn thành.")},
    )
    number = forms.CharField(label=_("Số giấy chứng nhận"), max_length=60)
    issued_on = DateField(label=_("Ngày cấp"))
    issuer_name = forms.CharField(label=_("Nơi cấp"), max_length=200)

    def details(self) -> CertificateDetails:
        return CertificateDetails(**self.cleaned_data)


class TransitionForm(forms.Form):
    way = forms.ChoiceField(label=_("Hồ sơ này"), widget=Radios())
    on = DateField(label=_("Ngày ghi lựa chọn"))

    def __init__(self, *args: Any, ways: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, Way(way).label) for way in ways]  # type: ignore[attr-defined]
