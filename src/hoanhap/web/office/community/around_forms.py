"""What is typed about clubs, points, workers, courses and stories; plain forms, a verb follows each."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.clubs.models import Activity, ClubKind
from hoanhap.people.community.points.models import Service
from hoanhap.people.community.rows import Body, parted
from hoanhap.people.community.training.models import CourseKind, Module, TraineeCategory, TrainingCourse
from hoanhap.people.community.workers.models import WorkRole
from hoanhap.web.ui import fields

Choices = Sequence[tuple[str, str]]


class DayForm(forms.Form):
    """One day, for what ends or happens on it."""

    on = fields.DateField(label=_("Từ ngày"))


class ClubForm(forms.Form):
    name = forms.CharField(label=_("Tên câu lạc bộ"), max_length=160)
    kind = forms.ChoiceField(label=_("Loại"), choices=ClubKind.choices, widget=fields.Radios)
    leader = forms.CharField(label=_("Người phụ trách"), max_length=120)
    place = forms.CharField(label=_("Nơi sinh hoạt"), max_length=200, required=False)
    valid_from = fields.DateField(label=_("Hoạt động từ ngày"))
    decision_number = forms.CharField(
        label=_("Số quyết định"), help_text=_("Chưa có quyết định thì để trống."), max_length=60, required=False
    )
    decision_on = fields.DateField(label=_("Ngày quyết định"), required=False)


class JoinForm(forms.Form):
    """Those who agreed and do not belong yet."""

    people = forms.MultipleChoiceField(label=_("Ai tham gia"), widget=fields.Checkboxes)
    on = fields.DateField(label=_("Từ ngày"))

    def __init__(self, *args: object, people: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """One list to tick; day and kind stand there already."""

    present = forms.MultipleChoiceField(label=_("Ai có mặt"), widget=fields.Checkboxes, required=False)
    guests = forms.IntegerField(
        label=_("Người khác cùng dự"), help_text=_("Chỉ ghi số người."), min_value=0, max_value=500, initial=0
    )
    held_on = fields.DateField(label=_("Ngày"))
    activity = forms.ChoiceField(label=_("Hoạt động"), choices=Activity.choices, initial=Activity.MEETING)
    title = forms.CharField(label=_("Nội dung chính"), help_text=_("Không ghi tên ai."), max_length=160, required=False)
    movements = forms.MultipleChoiceField(
        label=_("Gắn với phong trào, chương trình"),
        help_text=_("Một buổi gắn nhiều chương trình vẫn chỉ tính một lần trong tổng số."),
        widget=fields.Checkboxes,
        required=False,
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, people: Choices, movements: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["present"].choices = people  # type: ignore[attr-defined]
        self.fields["movements"].choices = movements  # type: ignore[attr-defined]


class PointForm(forms.Form):
    name = forms.CharField(label=_("Tên điểm tư vấn"), max_length=160)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200)
    hours = forms.CharField(
        label=_("Giờ làm việc"), help_text=_("Ví dụ: thứ Hai đến thứ Sáu, 7 giờ – 11 giờ"), max_length=160
    )
    office_phone = forms.CharField(label=_("Điện thoại của điểm"), max_length=20, required=False)
    services = forms.MultipleChoiceField(label=_("Dịch vụ"), choices=Service.choices, widget=fields.Checkboxes)
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"), required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)

    def __init__(self, *args: object, hamlets: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]


class NewPointForm(PointForm):
    valid_from = fields.DateField(label=_("Hoạt động từ ngày"))


class StaffForm(forms.Form):
    worker = forms.ChoiceField(label=_("Người trực"), help_text=_("Trong sổ người làm công tác của xã."))
    valid_from = fields.DateField(label=_("Từ ngày"))

    def __init__(self, *args: object, workers: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]


class WorkerForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    body = forms.ChoiceField(label=_("Thuộc cơ quan, đoàn thể"), choices=Body.choices)
    organisation = forms.CharField(
        label=_("Ghi rõ"), help_text=_("Ví dụ Chi hội Phụ nữ ấp 1"), max_length=200, required=False
    )
    hamlet = forms.ChoiceField(label=_("Phụ trách ấp, khu phố"), required=False)
    roles = forms.MultipleChoiceField(label=_("Vai trò"), choices=WorkRole.choices, widget=fields.Checkboxes)
    valid_from = fields.DateField(label=_("Tham gia từ ngày"))

    def __init__(self, *args: object, hamlets: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["hamlet"].choices = hamlets  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=WorkRole.choices, widget=fields.Radios)
    valid_from = fields.DateField(label=_("Từ ngày"))


class CourseForm(forms.Form):
    title = forms.CharField(label=_("Tên lớp"), max_length=200)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=CourseKind.choices, widget=fields.Radios)
    modules = forms.MultipleChoiceField(label=_("Nội dung"), choices=Module.choices, widget=fields.Checkboxes)
    starts_on = fields.DateField(label=_("Khai giảng ngày"))
    organiser = forms.ChoiceField(label=_("Đơn vị tổ chức"), choices=Body.choices)
    place = forms.CharField(label=_("Nơi học"), max_length=200, required=False)
    seats = forms.IntegerField(label=_("Số chỗ"), min_value=1, max_value=1000, required=False)
    movements = forms.MultipleChoiceField(
        label=_("Gắn với phong trào, kế hoạch"),
        help_text=_("Một lớp gắn nhiều kế hoạch vẫn chỉ tính một lần trong tổng số."),
        widget=fields.Checkboxes,
        required=False,
    )

    def __init__(self, *args: object, movements: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["movements"].choices = movements  # type: ignore[attr-defined]


class NominateForm(forms.Form):
    workers = forms.MultipleChoiceField(label=_("Cử ai"), widget=fields.Checkboxes)
    category = forms.ChoiceField(label=_("Thành phần"), choices=TraineeCategory.choices)

    def __init__(self, *args: object, workers: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["workers"].choices = workers  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    present = forms.MultipleChoiceField(label=_("Ai có mặt"), widget=fields.Checkboxes)
    held_on = fields.DateField(label=_("Ngày"))
    module = forms.ChoiceField(label=_("Nội dung"))
    hours = forms.DecimalField(label=_("Số giờ"), localize=True, min_value=0, max_value=24, decimal_places=1, initial=4)
    trainer = forms.CharField(label=_("Người giảng"), max_length=120)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, course: TrainingCourse, people: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["present"].choices = people  # type: ignore[attr-defined]
        self.fields["module"].choices = _labelled(parted(course.modules))  # type: ignore[attr-defined]


class StoryForm(forms.Form):
    title = forms.CharField(label=_("Tên chuyện"), max_length=200)
    shown_as = forms.CharField(
        label=_("Gọi người trong chuyện là"),
        help_text=_("Như người ấy muốn, ví dụ: anh Đ., một người sau cai."),
        max_length=120,
    )
    body = forms.CharField(label=_("Nội dung"), max_length=6000, widget=forms.Textarea({"rows": 10}))


def _labelled(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, str(Module(code).label)) for code in codes]
