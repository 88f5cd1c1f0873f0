"""What is typed about a batch, an appointment, a reception and a move."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import upper_first
from hoanhap.people.reception.returning_models import ClosedBecause, Origin, ReturnedBecause
from hoanhap.people.reception.transfer_models import RefusedBecause
from hoanhap.web.office.cases.candidates import Candidate
from hoanhap.web.ui.fields import DateField, Radios

MEGABYTE = 1024 * 1024
SHEETS = ".xlsx,.xls,.ods,.csv"


def choices(kind: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(value, upper_first(str(label))) for value, label in kind.choices if value]


class PlaceField(forms.CharField):
    """A commune as people write it: "xã Thường Lạc, huyện Hồng Ngự", or its code."""

    def clean(self, value: Any) -> Place | None:
        said = super().clean(value)
        if not said:
            return None
        try:
            return places.one(said, on=clock.today(), kind=PlaceKind.COMMUNE)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class UploadForm(forms.Form):
    """A sheet: people to hand over on a day, or (`certificates`) certificates given before."""

    on = DateField(label=_("Ngày bàn giao"), help_text=_("Gửi trước ít nhất 15 ngày"))
    meeting_place = forms.CharField(label=_("Nơi bàn giao"), required=False, max_length=200)
    file = forms.FileField(
        label=_("Tệp danh sách"),
        widget=forms.FileInput({"accept": SHEETS}),
        allow_empty_file=True,
        max_length=250,
        error_messages={"required": _("Chọn tệp danh sách.")},
    )

    def __init__(self, *args: Any, certificates: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if certificates:
            del self.fields["on"], self.fields["meeting_place"]
        limit = _("Excel (.xlsx, .xls), LibreOffice (.ods) hoặc .csv, không quá %d MB.")
        self.fields["file"].help_text = limit % (settings.UPLOAD_BYTES // MEGABYTE)


class RedirectForm(forms.Form):
    unit = PlaceField(label=_("Xã, phường nơi về"), max_length=200, help_text=_("Ví dụ: xã Thường Lạc, huyện Hồng Ngự"))
    due_on = DateField(label=_("Ngày về"))


class HandForm(forms.Form):
    """Somebody announced to the commune on paper."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth = forms.CharField(label=_("Ngày hoặc năm sinh"), required=False, max_length=20)
    origin = forms.ChoiceField(label=_("Trở về từ"), choices=choices(Origin), widget=Radios())
    due_on = DateField(label=_("Ngày về"))
    family_contact = forms.CharField(label=_("Người thân, điện thoại"), required=False, max_length=300)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    lacks_id_card = forms.BooleanField(label=_("Chưa có căn cước"), required=False)


class ConfirmForm(forms.Form):
    on = DateField(label=_("Ngày đón"))
    receiver_name = forms.CharField(label=_("Ai đón"), max_length=120)
    helper = forms.ChoiceField(label=_("Ai giúp đỡ từ ngày ấy"), required=False, widget=Radios())
    helper_name = forms.CharField(label=_("Hoặc ghi tên người giúp đỡ"), required=False, max_length=120)

    def __init__(self, *args: Any, known: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.key: one for one in known}
        self.fields["helper"].choices = [(one.key, one.label) for one in known]  # type: ignore[attr-defined]
        if not known:
            self.fields["helper"].widget = forms.HiddenInput()


class ReceiveForm(forms.Form):
    on = DateField(label=_("Ngày nhận"))
    giver_name = forms.CharField(label=_("Người giao"), required=False, max_length=120)
    taker_name = forms.CharField(label=_("Người nhận"), max_length=120)
    who = forms.ChoiceField(label=_("Xã đã có người cùng họ tên, năm sinh. Đây là"), required=False, widget=Radios())
    minutes = forms.FileField(
        label=_("Ảnh biên bản hai bên đã ký"),
        required=False,
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
        allow_empty_file=True,
        max_length=250,
        help_text=_("Có thể lưu sau, trong ba ngày làm việc"),
    )

    def __init__(self, *args: Any, namesakes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if namesakes:
            self.fields["who"].choices = [*namesakes, ("new", _("Người khác"))]  # type: ignore[attr-defined]
            self.fields["who"].required = True
        else:
            del self.fields["who"]


class MinutesForm(forms.Form):
    minutes = forms.FileField(
        label=_("Ảnh biên bản hai bên đã ký"),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
        allow_empty_file=True,
        max_length=250,
    )


class CloseForm(forms.Form):
    because = forms.ChoiceField(label=_("Vì sao không về xã"), choices=choices(ClosedBecause), widget=Radios())


class GiveBackForm(forms.Form):
    because = forms.ChoiceField(label=_("Vì sao trả lại"), choices=choices(ReturnedBecause), widget=Radios())


class MoveOutForm(forms.Form):
    """Where to, since when; the answer is a matter of a few typed words."""

    to = PlaceField(
        label=_("Nơi đến"), max_length=200, help_text=_("Ví dụ: xã Long Khánh A, huyện Hồng Ngự, hoặc mã đơn vị")
    )
    left_on = DateField(label=_("Ngày rời đi"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AcceptForm(forms.Form):
    into = forms.TypedChoiceField(label=_("Nhận về"), coerce=int, widget=Radios())

    def __init__(self, *args: Any, units: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(unit.pk, unit.heading) for unit in units]  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    because = forms.ChoiceField(label=_("Vì sao trả lại"), choices=choices(RefusedBecause), widget=Radios())
