"""What an uploaded file truly is, and the same file written anew: pictures without metadata, PDF without what acts.

Nothing is believed that the sender says. Weighing comes first, then the outer shell, then pixels and pages with limits.
"""

import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

import pypdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from hoanhap.kernel.errors import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
MOST_PIXELS = 40_000_000
MOST_PAGES = 200
MOST_OBJECTS = 50_000


class Kind(StrEnum):
    JPEG = "jpg"
    PNG = "png"
    PDF = "pdf"


MEDIA_TYPES: Mapping[Kind, str] = {Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}
_SUFFIXES = {".jpg": Kind.JPEG, ".jpeg": Kind.JPEG, ".png": Kind.PNG, ".pdf": Kind.PDF}
_SIGNATURES = ((b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"%PDF-", Kind.PDF))
# Keys of a PDF that run, fetch, send or carry something.
_ACTING = frozenset(
    ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA", "/AA", "/OpenAction")
) | frozenset(("/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Movie", "/Sound", "/Rendition"))


@dataclass(frozen=True, slots=True)
class Clean:
    """Bytes of our own making, and what they are."""

    kind: Kind
    data: bytes


def clean(data: bytes, *, name: str) -> Clean:
    """The file written anew. Raises Refused with the way out; reads no more than the limits above."""
    if not data:
        raise Refused(_("Tệp rỗng (0 byte)."), code="file.empty", way_out=_("Chọn lại tệp."))
    if len(data) > MOST_BYTES:
        raise Refused(
            _("Tệp nặng %(size)s MB, quá mức %(most)d MB.")
            % {"size": f"{len(data) / MEGABYTE:.1f}".replace(".", ","), "most": MOST_BYTES // MEGABYTE},
            code="file.heavy",
            way_out=_("Chụp lại ở cỡ nhỏ hơn, hoặc chia thành nhiều tệp."),
        )
    kind = _true_kind(data)
    if _SUFFIXES.get(PurePath(name).suffix.lower()) is not kind:
        raise Refused(
            _("Tên tệp không khớp với nội dung (.%s).") % kind,
            code="file.mismatch",
            way_out=_("Lưu lại tệp đúng loại rồi gửi."),
        )
    return Clean(kind, _CLEANERS[kind](data))


def _true_kind(data: bytes) -> Kind:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    raise Refused(
        _("Chỉ nhận ảnh .jpg, .png và tệp .pdf."), code="file.kind", way_out=_("Chụp ảnh hoặc quét giấy tờ thành PDF.")
    )


def _picture(data: bytes, kind: Kind) -> bytes:
    """Decoded whole and encoded anew: what is not a pixel is gone. Turned the way the camera meant."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("JPEG" if kind is Kind.JPEG else "PNG",)) as opened:
                _require_size(opened)
                upright = ImageOps.exif_transpose(opened)
                pixels = upright.convert("RGB" if kind is Kind.JPEG else _mode_of(upright))
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _unfolds() from error
    except Exception as error:  # the decoder's faults are many; each means the same to the sender
        raise _broken() from error
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    bare.save(out, format="JPEG" if kind is Kind.JPEG else "PNG", quality=88)
    return out.getvalue()


def _mode_of(picture: Image.Image) -> str:
    return "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"


def _require_size(picture: Image.Image) -> None:
    """Before a pixel is decoded: a small file may unfold to gigabytes."""
    width, height = picture.size
    if width * height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
        raise _unfolds()


def _pdf(data: bytes) -> bytes:
    """Its pages alone, in a new file. A file that would run or fetch something is refused, not repaired."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused(_("Tệp PDF có mật khẩu."), code="file.locked", way_out=_("Lưu lại tệp không có mật khẩu."))
        if len(reader.pages) > MOST_PAGES:
            raise Refused(
                _("Tệp PDF có hơn %d trang.") % MOST_PAGES, code="file.heavy", way_out=_("Chia thành nhiều tệp.")
            )
        _require_harmless(reader)
        out, writer = io.BytesIO(), pypdf.PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        writer.metadata = None
        writer.write(out)
    except Refused:
        raise
    except Exception as error:  # a parser of strangers' files fails in many ways
        raise _broken() from error
    return out.getvalue()


def _require_harmless(reader: pypdf.PdfReader) -> None:
    waiting: list[Any] = [reader.trailer]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if len(seen) > MOST_OBJECTS:
            raise _broken()
        if isinstance(found, DictionaryObject):
            if _ACTING & set(found) or found.get("/S") in _ACTING or found.get("/Type") in _ACTING:
                raise Refused(
                    _("Tệp PDF có phần tự chạy, liên kết hoặc tệp kèm theo."),
                    code="file.acting",
                    way_out=_("In ra PDF mới (Print to PDF) rồi gửi tệp đó."),
                )
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            waiting += list(found)


def _unfolds() -> Refused:
    return Refused(
        _("Ảnh có quá nhiều điểm, hoặc là ảnh động."), code="file.pixels", way_out=_("Chụp lại ở cỡ nhỏ hơn.")
    )


def _broken() -> Refused:
    way_out = _("Mở tệp, lưu lại hoặc chụp lại rồi gửi.")
    return Refused(_("Không đọc được tệp này."), code="file.broken", way_out=way_out)


_CLEANERS: Mapping[Kind, Callable[[bytes], bytes]] = {
    Kind.JPEG: lambda data: _picture(data, Kind.JPEG),
    Kind.PNG: lambda data: _picture(data, Kind.PNG),
    Kind.PDF: _pdf,
}
