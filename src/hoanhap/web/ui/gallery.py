"""The gallery (/ui/): every component on one page with the words that make it. Nobody in it exists."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hoanhap.foundation.access.roles import Role
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios
from hoanhap.web.ui.parts import Choice, Entry, Fact, Step
from hoanhap.web.ui.requests import OfficeRequest

CONDITIONS = (
    ("progress", _("Tiến bộ, không sử dụng")),
    ("not_yet", _("Chưa tiến bộ")),
    ("at_risk", _("Cần hỗ trợ thêm")),
)
PAPERS = (("decision", _("Quyết định")), ("pledge", _("Bản cam kết")), ("plan", _("Kế hoạch")))
PLACES = (("", _("Tất cả")), ("2", "Ấp 2"), ("3", "Ấp 3"))
PARTS = (
    ("buttons", _("Nút bấm")),
    ("tags", _("Nhãn trạng thái: luôn có chữ")),
    ("tasks", _("Việc phải làm")),
    ("steps", _("Các bước theo luật")),
    ("next", _("Việc tiếp theo")),
    ("timeline", _("Diễn biến")),
    ("summary", _("Tóm tắt để kiểm tra")),
    ("facts", _("Thông tin bên lề")),
    ("panel", _("Ô bên lề")),
    ("attention", _("Cần xem lại")),
    ("empty", _("Danh sách trống")),
    ("tiles", _("Số lớn")),
    ("filter", _("Lọc và tìm")),
    ("table", _("Bảng")),
    ("sorted", _("Bảng do máy chủ xếp")),
    ("pagination", _("Các trang")),
    ("format", _("Số và ngày")),
    ("form", _("Biểu mẫu, với lời nhắc xem lại")),
)


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    met_on = DateField(label=_("Ngày gặp"))
    condition = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=CONDITIONS,
        widget=Radios(hints={"at_risk": _("Cần gặp lại trong tuần này.")}),
    )
    papers = forms.MultipleChoiceField(label=_("Giấy tờ đã có"), choices=PAPERS, required=False, widget=Checkboxes())
    hamlet = forms.ChoiceField(label=_("Ấp"), choices=PLACES[1:])
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea({"rows": 3}))
    paper = forms.FileField(label=_("Bản chụp"), required=False, help_text=_("Ảnh hoặc PDF, không quá 12 MB"))
    password = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput({"autocomplete": "current-password"}))
    agreed = forms.BooleanField(label=_("Đã đọc lại"), error_messages={"required": _("Đánh dấu khi đã đọc lại.")})


@require_GET
def show(request: OfficeRequest) -> HttpResponse:
    """For administrators, and for everybody signed in while the house is a demonstration."""
    if not settings.DEMONSTRATION and not request.viewer.has_role(Role.ADMINISTRATOR):
        raise NotHere
    return render(request, "ui/gallery/page.html", sample(request.GET.get("page")))


def sample(page: str | None = None) -> dict[str, Any]:
    """Values for every component, as a view would hand them over."""
    return {
        "parts": parts(),
        "form": GalleryForm({"name": "Nguyễn Văn Ví Dụ", "met_on": "31/02/2020", "condition": "progress"}),
        "steps": _steps(),
        "entries": _entries(),
        "facts": [
            Fact(_("Người giúp đỡ"), "Lê Thị Ví Dụ, Hội LHPN xã", "#facts", _("Đổi")),
            Fact(_("Thời hạn"), "16/01/2020 – 16/07/2020"),
        ],
        "choices": [Choice("hamlet", _("Ấp"), PLACES)],
        "page": Paginator(range(100), 10).get_page(page),
        "late": clock.now() - timedelta(days=2),
        "this_evening": clock.at(clock.today(), 23, 0),
        "now_day": clock.today(),
        "measured": Decimal("4.50"),
        "in_three_days": clock.today() + timedelta(days=3),
        "units": [
            ("Thường Lạc", _("Đã chấp nhận"), "done", 17, 9),
            ("Long Khánh B", _("Trả lại"), "look", 8, None),
            ("Phú Thuận A", _("Đã gửi"), "plain", 9, 4),
            ("Phú Thuận B", _("Chưa nộp, trễ 1 ngày"), "late", None, None),
        ],
    }


def parts() -> list[dict[str, Any]]:
    """Each example with its source, read from its own template: what is shown is what is explained."""
    found = []
    for key, title in PARTS:
        name = f"ui/gallery/{key}.html"
        source = engines["django"].engine.get_template(name).source  # type: ignore[attr-defined]
        found.append({"key": key, "title": title, "template": name, "source": source.strip()})
    return found


def _steps() -> list[Step]:
    return [
        Step(_("Khai báo"), "done", "02/01/2020"),
        Step(_("Xác định tình trạng"), "done", "09/01/2020"),
        Step(_("Quyết định"), "done", "16/01/2020"),
        Step(_("Cai nghiện tại gia đình"), "here"),
        Step(_("Đánh giá, chứng nhận"), "ahead", _("trước 16/07/2020")),
        Step(_("Hỗ trợ sau cai"), "ahead"),
    ]


def _entries() -> list[Entry]:
    return [
        Entry(date(2020, 5, 14), _("Gặp tại nhà"), _("tiến bộ"), _("Nhu cầu mới: học nghề điện"), "#timeline"),
        Entry(date(2020, 4, 16), _("Họp Tổ công tác"), _("xếp loại: tiến bộ")),
    ]
