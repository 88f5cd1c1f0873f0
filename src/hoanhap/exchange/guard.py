"""The first door of every uploaded sheet: weigh it, learn its true kind, refuse what must not reach a parser.

Nothing here trusts the name of the file or what an archive says about itself: parts are unpacked once, counted
while they stream past, and thrown away. Only then may a parser see the bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoanhap.exchange import compound, packages
from hoanhap.exchange.cells import SheetScan
from hoanhap.exchange.limits import DEFAULT, MEGABYTE, Limits
from hoanhap.kernel.errors import Refused


class Kind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Checked:
    """Bytes that may be parsed. `scans` tells, by sheet name, which cells hold formulas, errors or nothing readable."""

    kind: Kind
    data: bytes
    name: str
    scans: Mapping[str, SheetScan] = field(default_factory=dict)


ACCEPTED = lazy("Dùng tệp .xlsx, .xls, .ods hoặc .csv.")
SAVE_AGAIN = lazy("Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx.")
_NAMED_REFUSALS = {
    ".xlsm": (
        lazy("Tệp .xlsm có thể chứa macro nên không được nhận."),
        lazy("Lưu lại thành .xlsx (không macro) rồi nhập."),
    ),
    ".xltm": (
        lazy("Tệp mẫu .xltm có thể chứa macro nên không được nhận."),
        lazy("Lưu lại thành .xlsx (không macro) rồi nhập."),
    ),
    ".xlsb": (lazy("Chưa đọc được tệp .xlsb."), SAVE_AGAIN),
    ".doc": (lazy("Đây là tệp Word, không phải bảng tính."), lazy("Chép bảng sang Excel rồi lưu thành .xlsx.")),
    ".docx": (lazy("Đây là tệp Word, không phải bảng tính."), lazy("Chép bảng sang Excel rồi lưu thành .xlsx.")),
    ".pdf": (lazy("Đây là tệp PDF, không phải bảng tính."), lazy("Xin bản Excel gốc của danh sách.")),
}
_SIGNATURES = (
    (b"%PDF", lazy("tệp PDF")),
    (b"\x89PNG", lazy("tệp ảnh")),
    (b"\xff\xd8\xff", lazy("tệp ảnh")),
    (b"GIF8", lazy("tệp ảnh")),
    (b"{\\rtf", lazy("tệp văn bản RTF")),
    (b"Rar!", lazy("tệp nén")),
    (b"7z\xbc\xaf", lazy("tệp nén")),
    (b"\x1f\x8b", lazy("tệp nén")),
    (b"MZ", lazy("chương trình máy tính")),
    (b"\x7fELF", lazy("chương trình máy tính")),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check(data: bytes, *, name: str, limits: Limits = DEFAULT) -> Checked:
    """Say what these bytes truly are, or refuse them with a sentence. Parses nothing but the outer shell."""
    if not data:
        raise Refused(_("Tệp rỗng (0 byte)."), code="file.empty", way_out=_("Chọn lại tệp có danh sách."))
    if len(data) > limits.file_bytes:
        raise Refused(
            _("Tệp nặng %(size)s MB, quá mức %(most)s MB.")
            % {"size": f"{len(data) / MEGABYTE:.1f}".replace(".", ","), "most": limits.file_bytes // MEGABYTE},
            code="file.heavy",
            way_out=_("Bỏ hình ảnh, trang tính thừa hoặc chia danh sách thành nhiều tệp."),
        )
    promised = _promised_kind(name)
    kind, scans = _true_kind(data, limits)
    if kind is not promised:
        raise Refused(
            _("Tên tệp kết thúc bằng .%(name)s nhưng nội dung là .%(kind)s.") % {"name": promised, "kind": kind},
            code="file.mismatch",
            way_out=_("Đổi đuôi tệp thành .%(kind)s, hoặc mở ra và lưu lại đúng loại.") % {"kind": kind},
        )
    return Checked(kind=kind, data=data, name=PurePath(name).name, scans=scans)


def _promised_kind(name: str) -> Kind:
    suffix = PurePath(name).suffix.lower()
    if suffix in _NAMED_REFUSALS:
        message, way_out = _NAMED_REFUSALS[suffix]
        raise Refused(str(message), code="file.kind", way_out=str(way_out))
    try:
        return Kind(suffix.removeprefix("."))
    except ValueError:
        raise Refused(
            _("Không nhận loại tệp “%(suffix)s”.") % {"suffix": suffix or name}, code="file.kind", way_out=str(ACCEPTED)
        ) from None


def _true_kind(data: bytes, limits: Limits) -> tuple[Kind, Mapping[str, SheetScan]]:
    if data.startswith(packages.SIGNATURES):
        package = packages.unpack(data, limits)
        return Kind(package.kind), package.scans
    if data.startswith(compound.SIGNATURE):
        return Kind.XLS, compound.scan(data, limits)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(
                _("Nội dung là %(what)s, không phải bảng tính.") % {"what": what},
                code="file.kind",
                way_out=str(ACCEPTED),
            )
    _check_text(data)
    return Kind.CSV, {}


def _check_text(data: bytes) -> None:
    if data.startswith(_UTF16):
        return
    if b"\x00" in data:
        raise Refused(_("Nội dung không phải bảng tính đọc được."), code="file.kind", way_out=str(ACCEPTED))
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise Refused(
            _("Nội dung là trang web hoặc XML mang tên bảng tính."), code="file.kind", way_out=str(SAVE_AGAIN)
        )
    if not start:
        raise Refused(_("Tệp không có chữ nào."), code="file.empty", way_out=_("Chọn lại tệp có danh sách."))
