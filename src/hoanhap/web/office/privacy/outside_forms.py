"""What is typed about data that leave the house, by a paper or by a mishap."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.models import BreachKind
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.web.office.privacy.forms import LONG, HourField
from hoanhap.web.ui import fields

CLASSES = [("identity", _("nhân thân, liên hệ")), ("social", _("hỗ trợ xã hội, quá trình"))]
ALL_CLASSES = [*CLASSES, ("health", _("sức khỏe")), ("police", _("phần của công an"))]


class DisclosureForm(forms.Form):
    recipient = forms.CharField(label=_("Giao cho cơ quan, người nào"), max_length=200)
    purpose = forms.CharField(label=_("Để làm gì"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.ChoiceField(label=_("Căn cứ"), choices=Basis.choices, widget=fields.Radios)
    document = forms.CharField(
        label=_("Văn bản yêu cầu hoặc bản đồng ý"),
        help_text=_("Số, ngày, cơ quan ban hành. Ví dụ: Công văn 15/CV ngày 10/6/2026 của Tòa án"),
        max_length=200,
    )
    classes = forms.MultipleChoiceField(
        label=_("Giao loại dữ liệu nào"),
        help_text=_("Phần sức khỏe và phần của công an không giao ở đây: nơi giữ phần đó tự giao."),
        choices=CLASSES,
        widget=fields.Checkboxes,
        required=False,
    )
    person_count = forms.IntegerField(label=_("Của bao nhiêu người"), min_value=1, max_value=100_000)
    expires_on = fields.DateField(label=_("Được dùng đến ngày"))
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    ending = forms.CharField(
        label=_("Kết thúc thế nào"),
        help_text=_("Ví dụ: đã trả lại đủ; đã hủy, có biên bản; chưa giao, không còn cần."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BreachForm(forms.Form):
    kind = forms.ChoiceField(label=_("Chuyện gì"), choices=BreachKind.choices, widget=fields.Radios)
    known_on = fields.DateField(label=_("Biết ngày nào"))
    known_hour = HourField(label=_("Biết lúc mấy giờ"))
    what = forms.CharField(
        label=_("Kể lại ngắn gọn"), help_text=_("Không ghi tên người có dữ liệu."), max_length=4000, widget=LONG
    )
    classes = forms.MultipleChoiceField(
        label=_("Loại dữ liệu bị ảnh hưởng"), choices=ALL_CLASSES, widget=fields.Checkboxes, required=False
    )
    person_count = forms.IntegerField(
        label=_("Ước tính bao nhiêu người"), min_value=0, max_value=100_000_000, required=False
    )
    serious = forms.BooleanField(
        label=_("Nghiêm trọng: lộ danh sách, bị xâm nhập, hoặc nhiều người bị ảnh hưởng"), required=False
    )
    traceable = forms.BooleanField(label=_("Có dữ liệu vị trí hoặc sinh trắc học"), required=False)


class AssessForm(forms.Form):
    person_count = forms.IntegerField(
        label=_("Bao nhiêu người bị ảnh hưởng"), min_value=0, max_value=100_000_000, required=False
    )
    serious = forms.BooleanField(label=_("Nghiêm trọng"), required=False)
    traceable = forms.BooleanField(label=_("Có dữ liệu vị trí hoặc sinh trắc học"), required=False)


class MomentForm(forms.Form):
    on = fields.DateField(label=_("Ngày"))
    hour = HourField(label=_("Giờ"))


class StepForm(MomentForm):
    said = forms.CharField(label=_("Đã làm gì"), max_length=4000, widget=LONG)
    field_order = ("said", "on", "hour")


class IssueForm(forms.Form):
    issued_on = fields.DateField(label=_("Ngày ban hành"))
    number = forms.IntegerField(
        label=_("Số theo sổ của cơ quan"),
        help_text=_("Để trống thì lấy số tiếp theo."),
        min_value=1,
        max_value=999_999,
        required=False,
    )


class TermForm(forms.Form):
    seal_after_days = forms.IntegerField(
        label=_("Niêm phong sau khi kết thúc bao nhiêu ngày"),
        help_text=_("Để trống: không tự niêm phong."),
        min_value=0,
        max_value=3660,
        required=False,
    )
    keep_years = forms.IntegerField(
        label=_("Giữ bao nhiêu năm rồi hủy"),
        help_text=_("Để trống: không bao giờ tự hủy."),
        min_value=1,
        max_value=100,
        required=False,
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số, ngày của bảng thời hạn bảo quản hoặc văn bản về lưu trữ."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, seals: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seals:
            del self.fields["seal_after_days"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao cần mở lại"),
        help_text=_("Người xác nhận đọc câu này. Ví dụ: người đó xin bản sao; cấp trên yêu cầu theo văn bản số…"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FindForm(forms.Form):
    id_number = forms.CharField(
        label=_("Số CCCD/CMND của người đang có mặt"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
