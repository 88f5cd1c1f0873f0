"""Zip-based workbooks (.xlsx, .ods): counted while they unpack, whatever their directory claims.

Sizes are declared by whoever made the file, so each part is inflated against a running total, and a part that says one
size and holds another is refused. Shapes on which two readers could disagree (a comment behind the directory, zip64,
two parts of one name) are refused as well.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from hoanhap.exchange.cells import OdsScanner, SheetScan, XlsxScanner
from hoanhap.exchange.limits import MEGABYTE, Limits
from hoanhap.kernel.errors import Refused

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_END = struct.Struct("<4s4H2LH")
_CHUNK = 256 * 1024
_SMALL_PART = 1 * MEGABYTE
_KEPT = {"mimetype", "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "META-INF/manifest.xml"}
_WORKSHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(slots=True)
class Package:
    kind: str = ""
    scans: dict[str, SheetScan] = field(default_factory=dict)


def unpack(data: bytes, limits: Limits) -> Package:
    """Weigh and look over all parts. The answer's scans go by sheet name."""
    parts = _directory(data, limits)
    kind = _kind(data, parts)
    kept: dict[str, bytes] = {}
    sheets: dict[str, SheetScan] = {}
    ods = OdsScanner(limits)
    budget = limits.unpacked_bytes
    for part in parts:
        watch = _DoctypeWatch()
        takers: list[Callable[[bytes], None]] = [watch.feed] if _is_xml(part.filename) else []
        worksheet = XlsxScanner(limits) if kind == "xlsx" and _WORKSHEET.match(part.filename) else None
        if worksheet:
            takers.append(worksheet.feed)
            sheets[part.filename] = worksheet.scan
        if kind == "ods" and part.filename == "content.xml":
            takers.append(ods.feed)
        pieces: list[bytes] = []
        if part.filename in _KEPT:
            takers.append(pieces.append)
        budget -= _weigh(data, part, min(budget, _SMALL_PART if part.filename in _KEPT else budget), takers)
        if worksheet:
            worksheet.finish()
        kept[part.filename] = b"".join(pieces)
    if kind == "ods":
        ods.finish()
        _check_ods(kept)
        return Package(kind="ods", scans=ods.scans)
    return Package(kind="xlsx", scans=_by_sheet_name(kept, sheets))


def _directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    if len(data) < _END.size or data[-_END.size : -_END.size + 4] != b"PK\x05\x06":
        _damaged()
    *_disks, count, size, offset, _comment = _END.unpack_from(data, len(data) - _END.size)
    if offset + size != len(data) - _END.size or count == 0xFFFF or size > MEGABYTE or count > limits.parts:
        _bomb(_("Danh mục của tệp nén bất thường."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, UnicodeDecodeError):
        _damaged()
    if len(parts) > limits.parts or len({part.filename for part in parts}) != len(parts):
        _bomb(_("Tệp nén có quá nhiều phần hoặc có phần trùng tên."))
    declared = sum(part.file_size for part in parts)
    if declared > limits.unpacked_bytes:
        _bomb(
            _("Tệp bung ra %(size)s MB, quá mức %(most)s MB.")
            % {"size": declared // MEGABYTE, "most": limits.unpacked_bytes // MEGABYTE}
        )
    for part in parts:
        if part.flag_bits & 0x1:
            raise locked()
        if part.file_size > limits.ratio_from_bytes and part.file_size > limits.part_ratio * max(1, part.compress_size):
            _bomb(_("Tệp nén chặt bất thường."))
    return parts


def _kind(data: bytes, parts: list[zipfile.ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if "xl/vbaProject.bin" in names or any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Refused(
            _("Bảng tính có macro nên không được nhận."),
            code="file.macro",
            way_out=_("Lưu lại thành .xlsx không macro."),
        )
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise external_links()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refused(
            _("Chưa đọc được sổ Excel nhị phân (.xlsb)."), code="file.kind", way_out=_("Lưu lại thành .xlsx.")
        )
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if "word/document.xml" in names:
        raise Refused(
            _("Nội dung là tệp Word."), code="file.kind", way_out=_("Chép bảng sang Excel rồi lưu thành .xlsx.")
        )
    raise Refused(
        _("Nội dung là tệp nén, không phải bảng tính."), code="file.kind", way_out=_("Giải nén rồi chọn tệp bảng tính.")
    )


def _weigh(data: bytes, part: zipfile.ZipInfo, budget: int, takers: list[Callable[[bytes], None]]) -> int:
    """Inflate one part past the takers; refuse when it weighs more than it said or than is left."""
    weight = 0
    for chunk in _inflate(data, part):
        weight += len(chunk)
        if weight > budget or weight > part.file_size:
            _bomb(_("Một phần của tệp bung ra lớn hơn mức khai báo."))
        for take in takers:
            take(chunk)
    if weight != part.file_size:
        _damaged()
    return weight


def _inflate(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    start = part.header_offset
    if data[start : start + 4] != b"PK\x03\x04" or start + 30 > len(data):
        _damaged()
    name_length, extra_length = struct.unpack_from("<2H", data, start + 26)
    begin = start + 30 + name_length + extra_length
    packed = memoryview(data)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        _damaged()
    inflater = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    try:
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, _CHUNK)
            waiting = inflater.unconsumed_tail
    except zlib.error:
        _damaged()


class _DoctypeWatch:
    """No office program writes a document type; who does wants entities expanded."""

    def __init__(self) -> None:
        self._tail = b""
        self._first = True

    def feed(self, chunk: bytes) -> None:
        window = self._tail + chunk
        strange = self._first and window[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
        if strange or b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise Refused(
                _("Bảng tính chứa khai báo XML không an toàn."),
                code="file.xml",
                way_out=_("Mở bằng Excel và lưu lại thành .xlsx."),
            )
        self._first = False
        self._tail = window[-10:]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _by_sheet_name(kept: dict[str, bytes], sheets: dict[str, SheetScan]) -> dict[str, SheetScan]:
    if b"macroEnabled" in kept.get("[Content_Types].xml", b""):
        raise Refused(
            _("Bảng tính có macro nên không được nhận."),
            code="file.macro",
            way_out=_("Lưu lại thành .xlsx không macro."),
        )
    try:
        # A part with a document type was refused while it streamed past, so no entity can be declared here.
        workbook = ElementTree.fromstring(kept["xl/workbook.xml"])  # noqa: S314
        relations = ElementTree.fromstring(kept.get("xl/_rels/workbook.xml.rels") or b"<none/>")  # noqa: S314
    except ElementTree.ParseError:
        _damaged()
    targets = {item.get("Id"): _part_name(item.get("Target", "")) for item in relations}
    answer: dict[str, SheetScan] = {}
    for item in workbook.iter():
        if item.tag.rpartition("}")[2] == "sheet":
            target = targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION), "")
            if target in sheets:
                answer[item.get("name", "")] = sheets[target]
    return answer


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _check_ods(kept: dict[str, bytes]) -> None:
    if b"encryption-data" in kept.get("META-INF/manifest.xml", b""):
        raise locked()
    if kept.get("mimetype", b"").strip() != ODS_TYPE:
        raise Refused(
            _("Nội dung là tệp OpenDocument khác, không phải bảng tính .ods."),
            code="file.kind",
            way_out=_("Lưu lại thành .ods hoặc .xlsx."),
        )


def locked() -> Refused:
    return Refused(
        _("Bảng tính được đặt mật khẩu nên không đọc được."),
        code="file.locked",
        way_out=_("Mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi nhập."),
    )


def external_links() -> Refused:
    return Refused(
        _("Bảng tính lấy số liệu từ một tệp khác (liên kết ngoài)."),
        code="file.links",
        way_out=_("Trong Excel chọn Dữ liệu > Sửa liên kết > Ngắt liên kết, lưu lại rồi nhập."),
    )


def _bomb(why: str) -> NoReturn:
    raise Refused(
        _("%(why)s Tệp bị từ chối trước khi đọc.") % {"why": why},
        code="file.bomb",
        way_out=_("Chép riêng danh sách sang sổ mới, lưu thành .xlsx rồi nhập."),
    )


def _damaged() -> NoReturn:
    raise Refused(
        _("Tệp hỏng hoặc tải lên chưa hết."),
        code="file.damaged",
        way_out=_("Mở lại tệp gốc, lưu lại rồi tải lên lần nữa."),
    )
