"""What is typed into registers: partners, vacancies, courses, demand, kinds, rates; and a session of a helper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.people.reintegration.models import HelperSession, LocalKind, PartnerKind, SupportRate
from hoanhap.web.office.reintegration.forms import MONEY, MOST_MONEY, choices_of, words
from hoanhap.web.ui.fields import DateField, Radios

SURE = (
    (Confidence.SEEN.value, _("Đã đọc văn bản")),
    (Confidence.SEEN_2.value, _("Đọc qua tài liệu khác")),
    (Confidence.RECALL.value, _("Theo trí nhớ, cần kiểm tra")),
)


def _line(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


def _count(label: Any, *, most: int = 10_000) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=MONEY)


class PartnerForm(forms.Form):
    kind = forms.ChoiceField(label=_("Là nơi nào"), choices=lambda: choices_of(PartnerKind), widget=Radios())
    name = _line(_("Tên"), 200, help_text=_("Mạnh thường quân: chỉ ghi khi người ấy muốn được ghi."))
    office_phone = _line(_("Điện thoại cơ quan"), 20, required=False)
    address = _line(_("Địa chỉ"), 200, required=False)
    valid_from = DateField(label=_("Từ ngày"))


class WithTrade(forms.Form):
    trade = forms.ChoiceField(label=_("Nghề"))

    def __init__(self, *args: Any, trades: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = list(trades.items())  # type: ignore[attr-defined]


class VacancyForm(WithTrade):
    title = _line(_("Việc làm"), 120, help_text=_("Ví dụ thợ may, phụ bếp"))
    seats = _count(_("Số chỗ"), most=1000)
    pay = _line(_("Lương, điều kiện"), 80, required=False)
    opened_on = DateField(label=_("Nhận từ ngày"))
    field_order = ("title", "trade", "seats", "pay", "opened_on")


class CourseForm(WithTrade):
    provider = forms.ChoiceField(label=_("Nơi dạy"))
    title = _line(_("Tên lớp"), 160)
    seats = _count(_("Số chỗ"), most=1000)
    starts_on = DateField(label=_("Khai giảng"))
    ends_on = DateField(label=_("Kết thúc"))
    field_order = ("provider", "title", "trade", "seats", "starts_on", "ends_on")

    def __init__(self, *args: Any, providers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = list(providers)  # type: ignore[attr-defined]


class DemandForm(WithTrade):
    wanted = _count(_("Cần bao nhiêu người"))
    said_by = _line(_("Theo nguồn nào"), 200, help_text=_("Ví dụ khảo sát tháng 5/2020, ba doanh nghiệp trên địa bàn"))
    valid_from = DateField(label=_("Từ ngày"))
    valid_to = DateField(label=_("Đến trước ngày"))


class KindForm(forms.Form):
    vocabulary = forms.ChoiceField(
        label=_("Thêm vào"), choices=lambda: choices_of(LocalKind.Vocabulary), widget=Radios(inline=True)
    )
    label = _line(_("Tên"), 80)
    valid_from = DateField(label=_("Dùng từ ngày"))


class RateForm(forms.Form):
    label = _line(_("Mức hỗ trợ"), 120, help_text=_("Ví dụ hỗ trợ một lần sau ba giai đoạn"))
    per = forms.ChoiceField(label=_("Cho"), choices=lambda: choices_of(SupportRate.Per), widget=Radios(inline=True))
    amount = forms.IntegerField(label=_("Số đồng"), required=False, min_value=1, max_value=MOST_MONEY, widget=MONEY)
    multiple = forms.IntegerField(
        label=_("Hoặc phần trăm lương cơ sở"), required=False, min_value=1, max_value=10_000, widget=MONEY
    )
    document = _line(_("Văn bản quy định"), 160, help_text=_("Số, ngày, cơ quan ban hành; điều, khoản nếu biết"))
    confidence = forms.ChoiceField(label=_("Mức chắc chắn"), choices=SURE, widget=Radios())
    valid_from = DateField(label=_("Áp dụng từ ngày"))


class SessionForm(forms.Form):
    """A session: day, from, to; today and the half hour just past stand there already."""

    helper = forms.ChoiceField(label=_("Ai giúp đỡ"), required=False)
    on = DateField(label=_("Ngày"))
    start = forms.TimeField(label=_("Từ"), widget=forms.TimeInput({"inputmode": "numeric", "maxlength": "5"}, "%H:%M"))
    end = forms.TimeField(label=_("Đến"), widget=forms.TimeInput({"inputmode": "numeric", "maxlength": "5"}, "%H:%M"))
    place = forms.ChoiceField(
        label=_("Ở đâu"), choices=lambda: choices_of(HelperSession.Place), widget=Radios(inline=True), initial="home"
    )
    words = words(_("Ghi chú"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, helpers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].choices = list(helpers)  # type: ignore[attr-defined]
        if len(helpers) == 1:  # his own task, or the only one there is
            self.fields["helper"].widget = forms.HiddenInput()

    def moments(self) -> tuple[datetime, datetime]:
        typed = self.cleaned_data
        begun, ended = (datetime.combine(typed["on"], typed[name], tzinfo=clock.VN) for name in ("start", "end"))
        return begun, ended


class MetForm(forms.Form):
    """A helper on the way home: how it went, how long it took, done."""

    condition = forms.ChoiceField(
        label=_("Người ấy thế nào, theo điều bạn thấy"),
        choices=[
            ("progress", _("Tiến bộ")),
            ("not_yet", _("Chưa tiến bộ")),
            ("at_risk", _("Cần hỗ trợ thêm")),
        ],
        widget=Radios(),
    )
    minutes = forms.ChoiceField(
        label=_("Vừa ngồi với người ấy"),
        choices=[("15", _("15 phút")), ("30", _("30 phút")), ("60", _("1 giờ")), ("120", _("2 giờ"))],
        widget=Radios(inline=True),
        initial="30",
    )
    place = forms.ChoiceField(
        label=_("Ở đâu"), choices=lambda: choices_of(HelperSession.Place), widget=Radios(inline=True), initial="home"
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ShareForm(forms.Form):
    """How many work there, and how many of them after rehab with a contract: asked, never kept."""

    workers = forms.IntegerField(
        label=_("Tổng số lao động của cơ sở"),
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput({"inputmode": "numeric", "class": "hn-input--short", "maxlength": "6"}),
    )
    after_rehab = forms.IntegerField(
        label=_("Trong đó người sau cai nghiện có hợp đồng lao động"),
        min_value=0,
        widget=forms.TextInput({"inputmode": "numeric", "class": "hn-input--short", "maxlength": "6"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("after_rehab", 0) > typed.get("workers", 100_000):
            self.add_error("after_rehab", _("Không thể nhiều hơn tổng số lao động."))
        return typed
