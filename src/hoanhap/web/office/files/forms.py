"""One paper and what it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.files.actions import LONGEST_TITLE
from hoanhap.foundation.files.cleaning import MEGABYTE, MOST_BYTES


class FileForm(forms.Form):
    title = forms.CharField(
        label=_("Đây là giấy gì?"),
        max_length=LONGEST_TITLE,
        help_text=_("Ví dụ: đơn tự nguyện, quyết định, giấy cam kết."),
        error_messages={"required": _("Ghi tệp này là giấy gì.")},
    )
    file = forms.FileField(
        label=_("Ảnh chụp hoặc bản quét"),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
        allow_empty_file=True,
        max_length=250,
        error_messages={"required": _("Chọn tệp."), "max_length": _("Tên tệp quá dài. Đặt tên ngắn hơn.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].help_text = _("Ảnh .jpg, .png hoặc .pdf, không quá %d MB.") % (MOST_BYTES // MEGABYTE)
