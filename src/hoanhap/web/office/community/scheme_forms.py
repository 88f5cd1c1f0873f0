"""What is typed about schemes, their places, evaluations and decisions, about movements and recognition."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.pledges.models import SignerKind
from hoanhap.people.community.pledges.rules import SIGNED_AT_MOST
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes.actions import Figure
from hoanhap.people.community.schemes.activities import REACHED_AT_MOST
from hoanhap.people.community.schemes.models import Decided, Finding, RecognitionLevel, SchemeKind, SiteStatus
from hoanhap.web.ui import fields

Choices = Sequence[tuple[str, str]]


class SchemeForm(forms.Form):
    name = forms.CharField(label=_("Tên mô hình"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=SchemeKind.choices)
    owner = forms.ChoiceField(label=_("Đơn vị chủ trì"), choices=Body.choices)
    movement = forms.ChoiceField(label=_("Thuộc phong trào"), required=False)

    def __init__(self, *args: object, movements: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["movement"].choices = [("", "–"), *movements]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Tên gọi khác"), help_text=_("Như trong văn bản."), max_length=200)


class SiteForm(forms.Form):
    unit = forms.ChoiceField(label=_("Xã, phường, thị trấn"))
    label = forms.CharField(
        label=_("Tuyến đường, nhà trọ, khu dân cư"),
        help_text=_("Cả xã cùng làm thì để trống."),
        max_length=200,
        required=False,
    )
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"), required=False)
    came_from = forms.ChoiceField(label=_("Nhân rộng từ"), required=False)
    leader = forms.CharField(label=_("Người phụ trách, chủ nhà trọ"), max_length=120, required=False)
    metres = forms.IntegerField(label=_("Chiều dài tuyến (mét)"), min_value=1, max_value=999_999, required=False)
    rooms = forms.IntegerField(label=_("Số phòng trọ"), min_value=1, max_value=9999, required=False)
    tenants = forms.IntegerField(
        label=_("Số người thuê"),
        help_text=_("Chỉ số người, không ghi tên ai."),
        min_value=0,
        max_value=9999,
        required=False,
    )
    planned_on = fields.DateField(label=_("Ngày có kế hoạch"))

    def __init__(self, *args: object, units: Choices, sites: Choices, hamlets: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:  # a commune's own officer: its hamlets are known, the commune is not asked for
            self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]
            self.fields["unit"].initial = units[0][0]
            self.fields["unit"].widget = forms.HiddenInput()
        else:
            del self.fields["hamlet"]
        self.fields["came_from"].choices = [("", "–"), *sites]  # type: ignore[attr-defined]


class ActivityForm(forms.Form):
    """Day and key stand there already; what is left is what was done and for how many."""

    done = forms.CharField(label=_("Đã làm gì"), help_text=_("Không ghi tên ai."), max_length=300)
    reached = forms.IntegerField(
        label=_("Số người được giúp, tham gia"),
        help_text=_("Chỉ số người, không ghi tên ai."),
        min_value=1,
        max_value=REACHED_AT_MOST,
    )
    held_on = fields.DateField(label=_("Ngày"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class SolutionForm(forms.Form):
    """Which scheme is the solution of which hamlets; begun already or only planned."""

    scheme = forms.ChoiceField(label=_("Mô hình, giải pháp"))
    hamlets = forms.MultipleChoiceField(label=_("Ấp, khu phố"), widget=fields.Checkboxes)
    planned_on = fields.DateField(label=_("Ngày có kế hoạch"))
    started_on = fields.DateField(label=_("Bắt đầu từ ngày"), help_text=_("Chưa bắt đầu thì để trống."), required=False)
    document = forms.CharField(
        label=_("Theo văn bản"), help_text=_("Đã bắt đầu thì ghi số văn bản."), max_length=120, required=False
    )

    def __init__(self, *args: object, schemes: Choices, hamlets: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]
        self.fields["hamlets"].choices = hamlets  # type: ignore[attr-defined]


class StartForm(forms.Form):
    on = fields.DateField(label=_("Bắt đầu từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), help_text=_("Ví dụ 05/KH-UBND"), max_length=120)


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    status = forms.ChoiceField(label=_("Tình trạng"), choices=SiteStatus.choices, widget=fields.Radios)
    stopped_on = fields.DateField(
        label=_("Dừng từ ngày"), help_text=_("Chỉ ghi khi dừng; mô hình được tính đến hết hôm trước."), required=False
    )
    document = forms.CharField(label=_("Theo văn bản"), max_length=120)


class EvidenceForm(forms.Form):
    """Some figures at once, each with its source; empty lines are left out."""

    at_once = 3

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for number in range(1, self.at_once + 1):
            self.fields[f"label_{number}"] = forms.CharField(
                label=_("Số liệu %d") % number, max_length=160, required=False
            )
            self.fields[f"value_{number}"] = forms.DecimalField(
                label=_("Bằng bao nhiêu"), localize=True, max_digits=12, decimal_places=2, required=False
            )
            self.fields[f"found_in_{number}"] = forms.CharField(
                label=_("Ghi ở đâu"), help_text=_("Ví dụ 12/BC-UBND"), max_length=160, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for number in range(1, self.at_once + 1):
            said = [typed.get(f"{name}_{number}") not in (None, "") for name in ("label", "value", "found_in")]
            if any(said) and not all(said):
                self.add_error(f"label_{number}", _("Mỗi số liệu cần tên, giá trị và nguồn."))
        return typed

    def figures(self) -> list[Figure]:
        """The lines that were filled."""
        typed = self.cleaned_data
        return [
            Figure(
                label=typed[f"label_{number}"],
                value=Decimal(typed[f"value_{number}"]),
                found_in=typed[f"found_in_{number}"],
            )
            for number in range(1, self.at_once + 1)
            if typed.get(f"label_{number}")
        ]


class EvaluationForm(EvidenceForm):
    """The sheet with its first figure; more are added to it."""

    at_once = 1
    on = fields.DateField(label=_("Ngày đánh giá"))
    finding = forms.ChoiceField(label=_("Kết luận"), choices=Finding.choices, widget=fields.Radios)
    words = forms.CharField(label=_("Nhận xét"), max_length=4000, widget=forms.Textarea({"rows": 5}))


class DecisionForm(forms.Form):
    decided = forms.ChoiceField(label=_("Quyết định"), choices=Decided.choices, widget=fields.Radios)
    on = fields.DateField(label=_("Ngày quyết định"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=120)
    targets = forms.MultipleChoiceField(
        label=_("Nhân rộng đến"), help_text=_("Chỉ chọn khi nhân rộng."), widget=fields.Checkboxes, required=False
    )

    def __init__(self, *args: object, units: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["targets"].choices = units  # type: ignore[attr-defined]


class MovementForm(forms.Form):
    name = forms.CharField(label=_("Tên phong trào, cuộc vận động"), max_length=200)


class SpellingForm(forms.Form):
    code = forms.ChoiceField(label=_("Phong trào"))
    name = forms.CharField(label=_("Tên gọi khác"), help_text=_("Như trong văn bản."), max_length=200)

    def __init__(self, *args: object, movements: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].choices = movements  # type: ignore[attr-defined]


class PledgeForm(forms.Form):
    """Day, paper and parts stand there already; what is left is where and how many."""

    signer = forms.ChoiceField(label=_("Ai ký"), choices=SignerKind.choices, widget=fields.Radios)
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"), required=False)
    signed = forms.IntegerField(
        label=_("Số hộ, số nơi hoặc số người đã ký"),
        help_text=_("Chỉ ghi số, không ghi tên ai."),
        min_value=1,
        max_value=SIGNED_AT_MOST,
    )
    parts = forms.MultipleChoiceField(label=_("Cam kết những điều"), widget=fields.Checkboxes)
    signed_on = fields.DateField(label=_("Ngày ký"))
    kept_at = forms.CharField(
        label=_("Bản ký lưu ở đâu"), help_text=_("Ví dụ tủ hồ sơ Mặt trận xã; không ghi tên ai."), max_length=160
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, hamlets: Choices, parts: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if hamlets:
            whole = ("", _("chung của xã, không theo ấp, khu phố"))
            self.fields["hamlet"].choices = [whole, *hamlets]  # type: ignore[attr-defined]
        else:
            del self.fields["hamlet"]
        if parts:
            self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        else:
            del self.fields["parts"]


class RecognitionForm(forms.Form):
    level = forms.ChoiceField(label=_("Cấp"), choices=RecognitionLevel.choices, widget=fields.Radios)
    name = forms.CharField(label=_("Tên"), help_text=_("Ví dụ: ấp 2; họ Trần ấp 1"), max_length=160)
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"), required=False)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = fields.DateField(label=_("Ngày quyết định"))

    def __init__(self, *args: object, hamlets: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]
