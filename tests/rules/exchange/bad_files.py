"""Files as a careless or a hostile hand makes them, built in memory for the tests of the guard."""

import io
import struct
import zipfile
import zlib

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P


def xlsx(rows, *, title="Danh sách"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is not None:
                sheet.write(y, x, value)
    return saved(book)


def ods(rows, *, trailing_rows=0):
    book = OpenDocumentSpreadsheet()
    table = Table(name="Danh sách")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(ods_cell(value))
        table.addElement(line)
    if trailing_rows:
        line = TableRow(numberrowsrepeated=trailing_rows)
        line.addElement(TableCell(numbercolumnsrepeated=1024))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    return saved(book)


def ods_cell(value):
    if value is None:
        return TableCell()
    if isinstance(value, (int, float)):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def repacked(data, **changes):
    """The archive with parts replaced (bytes) or dropped (None); names use __ for / and _ stays."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    for name, content in changes.items():
        name = name.replace("__", "/")
        parts.pop(name, None)
        if content is not None:
            parts[name] = content
    return zipped(parts)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def bomb(unpacked_megabytes=300):
    """A proper workbook whose sheet is padded with comments: well under a megabyte, hundreds unpacked."""
    source = zipfile.ZipFile(io.BytesIO(xlsx([["Họ và tên", "Năm sinh"], ["Nguyễn Văn Thử", 1990]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, source.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=False) as sheet:
            head, tail = source.read("xl/worksheets/sheet1.xml").split(b"<sheetData>")
            sheet.write(head)
            padding = b"<!---->" * 150_000  # a little over a megabyte
            for _ in range(unpacked_megabytes):
                sheet.write(padding)
            sheet.write(b"<sheetData>" + tail)
    return out.getvalue()


def lying(data, *, claimed=5000):
    """The same archive with its directory claiming small sizes: only counting while unpacking finds out."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) != -1:
        (size,) = struct.unpack_from("<L", changed, at + 24)
        struct.pack_into("<L", changed, at + 24, min(size, claimed))
        at += 4
    return bytes(changed)


def overlapping(copies=300):
    """Many directory entries that share one packed kernel (a quoted-overlap bomb in miniature)."""
    content = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = content.compress(b" " * 4_000_000) + content.flush()
    crc = zlib.crc32(b" " * 4_000_000)
    name = b"xl/workbook.xml"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(packed), 4_000_000, len(name), 0) + name
    body = local + packed
    directory = b""
    for number in range(copies):
        entry = name if number == 0 else b"xl/worksheets/s%d.xml" % number
        directory += (
            struct.pack(
                "<4s6H3L5H2L",
                b"PK\x01\x02",
                20,
                20,
                0,
                8,
                0,
                33,
                crc,
                len(packed),
                40_000,
                len(entry),
                0,
                0,
                0,
                0,
                0,
                0,
            )
            + entry
        )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(body), 0)
    return body + directory + end
