"""One paper and what it is; the field that takes a photo or a scan."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.files.actions import LONGEST_TITLE
from hoanhap.foundation.files.cleaning import MEGABYTE, MOST_BYTES


def _what_is_taken() -> str:
    """Said when a page asks, in its language: the field is made once."""
    return gettext("Ảnh .jpg, .png hoặc .pdf, không quá %d MB.") % (MOST_BYTES // MEGABYTE)


class PictureField(forms.FileField):
    """A photo or a scan of a signed sheet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
            allow_empty_file=True,
            max_length=250,
            help_text=lazy(_what_is_taken, str)(),
            **kwargs,
        )


class FileForm(forms.Form):
    title = forms.CharField(
        label=_("Đây là giấy gì?"),
        max_length=LONGEST_TITLE,
        help_text=_("Ví dụ: đơn tự nguyện, quyết định, giấy cam kết."),
        error_messages={"required": _("Ghi tệp này là giấy gì.")},
    )
    file = PictureField(
        label=_("Ảnh chụp hoặc bản quét"),
        error_messages={"required": _("Chọn tệp."), "max_length": _("Tên tệp quá dài. Đặt tên ngắn hơn.")},
    )
