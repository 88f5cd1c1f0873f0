"""What an officer gives to an import: the file, the day it speaks of and, with several posts, the commune."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.web.ui import fields

MEGABYTE = 1024 * 1024
ACCEPTED = ".xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    unit = forms.TypedChoiceField(label=_("Danh sách của"), coerce=int)
    on = fields.DateField(
        label=_("Danh sách phản ánh ngày"),
        help_text=_("Tuổi, biện pháp và thời hạn được kiểm tra theo luật của ngày này."),
    )
    file = forms.FileField(
        label=_("Tệp danh sách"),
        widget=forms.FileInput({"accept": ACCEPTED}),
        allow_empty_file=True,
        max_length=250,
        error_messages={"required": _("Chọn tệp danh sách."), "max_length": _("Tên tệp quá dài. Đặt tên ngắn hơn.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, too_heavy: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._too_heavy = too_heavy
        limit = _("Excel (.xlsx, .xls), LibreOffice (.ods) hoặc .csv, không quá %d MB.")
        self.fields["file"].help_text = limit % (settings.UPLOAD_BYTES // MEGABYTE)
        units = [(seat.place_id, seat.place_name) for seat in importing_seats(viewer)]
        unit = self.fields["unit"]
        assert isinstance(unit, forms.TypedChoiceField)  # noqa: S101 - declared above
        unit.choices = units
        if len(units) == 1:
            unit.required, unit.widget, unit.empty_value = False, forms.HiddenInput(), units[0][0]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise ValidationError(_("Ngày này ở tương lai. Ghi ngày mà danh sách phản ánh, không sau hôm nay."))
        return day

    def clean(self) -> dict[str, Any]:
        """A request over the limit never became a file: say so in place of "choose a file"."""
        typed: dict[str, Any] = super().clean() or {}
        file = typed.get("file")
        if self._too_heavy or (file is not None and (file.size or 0) > settings.UPLOAD_BYTES):
            self.errors.pop("file", None)
            most = settings.UPLOAD_BYTES // MEGABYTE
            way_out = _("Bỏ hình ảnh, trang tính thừa hoặc chia danh sách thành nhiều tệp.")
            self.add_error("file", _("Tệp nặng quá %(most)d MB.") % {"most": most} + f" {way_out}")
        return typed


def importing_seats(viewer: Viewer) -> list[Any]:
    """The posts of the viewer that may import, one for each place."""
    seats = {seat.place_id: seat for seat in viewer.seats if seat.may(ExchangePermission.IMPORT_PEOPLE)}
    return list(seats.values())


class TicksForm(forms.Form):
    """One page of ticks: which page it was, which of its rows are ticked, and where to go next."""

    page = forms.IntegerField(min_value=1, required=False)
    go = forms.IntegerField(min_value=1, required=False)
    row = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, rows: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticks = self.fields["row"]
        assert isinstance(ticks, forms.TypedMultipleChoiceField)  # noqa: S101 - declared above
        ticks.choices = [(number, str(number)) for number in rows]
