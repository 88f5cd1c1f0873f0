"""The first door of every uploaded sheet: weigh it, learn its true kind, refuse what must not reach a parser.

Nothing here trusts the name of the file or what an archive says about itself: parts are unpacked once, counted while they
stream past, and thrown away. Only then may a parser see the bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

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


ACCEPTED = "Dùng tệp .xlsx, .xls, .ods hoặc .csv."
SAVE_AGAIN = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx."
_NAMED_REFUSALS = {
    ".xlsm": ("Tệp .xlsm có thể chứa macro nên không được nhận.", "Lưu lại thành .xlsx (không macro) rồi nhập."),
    ".xltm": ("Tệp mẫu .xltm có thể chứa macro nên không được nhận.", "Lưu lại thành .xlsx (không macro) rồi nhập."),
    ".xlsb": ("Chưa đọc được tệp .xlsb.", SAVE_AGAIN),
    ".doc": ("Đây là tệp Word, không phải bảng tính.", "Chép bảng sang Excel rồi lưu thành .xlsx."),
    ".docx": ("Đây là tệp Word, không phải bảng tính.", "Chép bảng sang Excel rồi lưu thành .xlsx."),
    ".pdf": ("Đây là tệp PDF, không phải bảng tính.", "Xin bản Excel gốc của danh sách."),
}
_SIGNATURES = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"{\\rtf", "tệp văn bản RTF"),
    (b"Rar!", "tệp nén"),
    (b"7z\xbc\xaf", "tệp nén"),
    (b"\x1f\x8b", "tệp nén"),
    (b"MZ", "chương trình máy tính"),
    (b"\x7fELF", "chương trình máy tính"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check(data: bytes, *, name: str, limits: Limits = DEFAULT) -> Checked:
    """Say what these bytes truly are, or refuse them with a sentence. Parses nothing but the outer shell."""
    if not data:
        raise Refused("Tệp rỗng (0 byte).", code="file.empty", way_out="Chọn lại tệp có danh sách.")
    if len(data) > limits.file_bytes:
        raise Refused(
            f"Tệp nặng {len(data) / MEGABYTE:.1f} MB, quá mức {limits.file_bytes // MEGABYTE} MB.".replace(".", ",", 1),
            code="file.heavy",
            way_out="Bỏ hình ảnh, trang tính thừa hoặc chia danh sách thành nhiều tệp.",
        )
    promised = _promised_kind(name)
    kind, scans = _true_kind(data, limits)
    if kind is not promised:
        raise Refused(
            f"Tên tệp kết thúc bằng .{promised} nhưng nội dung là .{kind}.",
            code="file.mismatch",
            way_out=f"Đổi đuôi tệp thành .{kind}, hoặc mở ra và lưu lại đúng loại.",
        )
    return Checked(kind=kind, data=data, name=PurePath(name).name, scans=scans)


def _promised_kind(name: str) -> Kind:
    suffix = PurePath(name).suffix.lower()
    if suffix in _NAMED_REFUSALS:
        message, way_out = _NAMED_REFUSALS[suffix]
        raise Refused(message, code="file.kind", way_out=way_out)
    try:
        return Kind(suffix.removeprefix("."))
    except ValueError:
        raise Refused(f"Không nhận loại tệp “{suffix or name}”.", code="file.kind", way_out=ACCEPTED) from None


def _true_kind(data: bytes, limits: Limits) -> tuple[Kind, Mapping[str, SheetScan]]:
    if data.startswith(packages.SIGNATURES):
        package = packages.unpack(data, limits)
        return Kind(package.kind), package.scans
    if data.startswith(compound.SIGNATURE):
        return Kind.XLS, compound.scan(data, limits)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(f"Nội dung là {what}, không phải bảng tính.", code="file.kind", way_out=ACCEPTED)
    _check_text(data)
    return Kind.CSV, {}


def _check_text(data: bytes) -> None:
    if data.startswith(_UTF16):
        return
    if b"\x00" in data:
        raise Refused("Nội dung không phải bảng tính đọc được.", code="file.kind", way_out=ACCEPTED)
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise Refused("Nội dung là trang web hoặc XML mang tên bảng tính.", code="file.kind", way_out=SAVE_AGAIN)
    if not start:
        raise Refused("Tệp không có chữ nào.", code="file.empty", way_out="Chọn lại tệp có danh sách.")
