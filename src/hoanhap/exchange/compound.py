"""The old .xls (and password-protected .xlsx): a small file system of streams, read only as far as the guard needs."""

import io
import struct
from collections.abc import Iterator, Mapping

import olefile
from django.utils.translation import gettext as _

from hoanhap.exchange.cells import FORMULA_EMPTY, SheetScan
from hoanhap.exchange.limits import Limits
from hoanhap.exchange.packages import external_links, locked
from hoanhap.kernel.errors import Refused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _BOF = 0x0006, 0x002F, 0x0085, 0x01AE, 0x0809
# Records that put one filled cell somewhere: NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK, MULRK.
_CELLS = {0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, 0x00BD}
_NO_RESULT = (3, 0xFFFF)
_OWN_BOOK, _ADD_IN = 0x0401, 0x3A01


def scan(data: bytes, limits: Limits) -> Mapping[str, SheetScan]:
    """Refuse locked, macro-bearing or linked books; say which formulas have no stored result."""
    stream = _workbook_stream(data)
    try:
        return _walk(stream, limits)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise _damaged() from None


def _workbook_stream(data: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as book:
            names = {"/".join(path).lower() for path in book.listdir()}
            if names & {"encryptedpackage", "encryptioninfo"}:
                raise locked()
            if any(name.startswith("_vba_project_cur") for name in names):
                raise Refused(
                    _("Bảng tính có macro nên không được nhận."),
                    code="file.macro",
                    way_out=_("Lưu lại thành .xlsx không macro."),
                )
            if "worddocument" in names:
                raise Refused(
                    _("Nội dung là tệp Word."), code="file.kind", way_out=_("Chép bảng sang Excel rồi lưu thành .xlsx.")
                )
            found = next((name for name in ("Workbook", "Book") if name.lower() in names), None)
            if found is None:
                raise Refused(_("Nội dung không phải sổ Excel."), code="file.kind", way_out=_("Lưu lại thành .xlsx."))
            return bytes(book.openstream(found).read())
    except (OSError, ValueError, IndexError, KeyError, struct.error):
        raise _damaged() from None


def _walk(stream: bytes, limits: Limits) -> dict[str, SheetScan]:
    names: dict[int, str] = {}
    scans: dict[str, SheetScan] = {}
    current = SheetScan()
    for at, code, body in _records(stream):
        if code == _FILEPASS:
            raise locked()
        if code == _BOUNDSHEET:
            names[struct.unpack_from("<L", body)[0]] = _sheet_name(body)
        elif code == _SUPBOOK and struct.unpack_from("<H", body, 2)[0] not in (_OWN_BOOK, _ADD_IN):
            raise external_links()
        elif code == _BOF and at in names:
            current = scans.setdefault(names[at], SheetScan())
        elif code == _FORMULA:
            _formula(current, body, limits)
        elif code in _CELLS:
            row, column = struct.unpack_from("<2H", body)
            current.reach(row + 1, column, limits)
    return scans


def _formula(current: SheetScan, body: bytes, limits: Limits) -> None:
    row, column = struct.unpack_from("<2H", body)
    current.formulas += 1
    if (body[6], struct.unpack_from("<H", body, 12)[0]) == _NO_RESULT:
        current.mark(row + 1, column, FORMULA_EMPTY, limits)
    else:
        current.reach(row + 1, column, limits)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<2H", stream, at)
        yield at, code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")


def _damaged() -> Refused:
    return Refused(
        _("Tệp .xls hỏng hoặc tải lên chưa hết."),
        code="file.damaged",
        way_out=_("Mở lại tệp gốc, lưu thành .xlsx rồi tải lên."),
    )
