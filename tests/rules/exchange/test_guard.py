"""The guard refuses by content, counts what unpacks, and answers at once."""

import io
import time
from contextlib import suppress
from functools import cache

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from hoanhap.exchange import guard
from hoanhap.exchange.guard import Kind
from hoanhap.exchange.limits import Limits
from hoanhap.kernel.errors import Refused
from tests.rules.exchange import bad_files

ROWS = [["Họ và tên", "Năm sinh", "Diện quản lý"], ["Nguyễn Văn Thử", 1990, "sau cai"]]
CSV = "Họ và tên;Năm sinh\nNguyễn Văn Thử;1990\n".encode()


def refused(data, name):
    with pytest.raises(Refused) as caught:
        guard.check(data, name=name)
    assert caught.value.way_out, "a refusal names the way out"
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (bad_files.xlsx(ROWS), "ds.xlsx", Kind.XLSX),
        (bad_files.xls(ROWS), "DS.XLS", Kind.XLS),
        (bad_files.ods(ROWS), "ds.ods", Kind.ODS),
        (bad_files.ods(ROWS, trailing_rows=1_048_000), "ds.ods", Kind.ODS),
        (CSV, "ds.csv", Kind.CSV),
        ("Họ tên\tNăm sinh\n".encode("utf-16"), "ds.csv", Kind.CSV),
    ],
)
def test_honest_files_pass(data, name, kind):
    assert guard.check(data, name=name).kind is kind


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "ds.xlsx", "file.empty"),
        (b"  \n \n", "ds.csv", "file.empty"),
        (b"x" * (13 * 1024 * 1024), "ds.csv", "file.heavy"),
        (bad_files.xlsx(ROWS), "ds.xls", "file.mismatch"),
        (bad_files.xlsx(ROWS), "ds.csv", "file.mismatch"),
        (CSV, "ds.xlsx", "file.mismatch"),
        (bad_files.xls(ROWS), "ds.xlsx", "file.mismatch"),
        (bad_files.ods(ROWS), "ds.xlsx", "file.mismatch"),
        (bad_files.xlsx(ROWS), "ds.xlsm", "file.kind"),
        (bad_files.xlsx(ROWS), "ds.exe", "file.kind"),
        (bad_files.xlsx(ROWS), "danh-sach", "file.kind"),
        (b"%PDF-1.7 ...", "ds.xlsx", "file.kind"),
        (b"\x89PNG\r\n", "ds.csv", "file.kind"),
        (b"a,b\x00c", "ds.csv", "file.kind"),
        (b"<html><table><tr><td>Ho ten</td></tr></table>", "ds.xls", "file.kind"),
        (bad_files.zipped({"word/document.xml": b"<w/>"}), "ds.xlsx", "file.kind"),
        (bad_files.zipped({"a.txt": b"a"}), "ds.xlsx", "file.kind"),
        (bad_files.xlsx(ROWS)[:-30], "ds.xlsx", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ds.xls", "file.damaged"),
    ],
)
def test_wrong_and_broken_files_are_refused(data, name, code):
    assert refused(data, name).code == code


def test_locked_workbooks_are_refused():
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(bad_files.xlsx(ROWS))).encrypt("mat-khau", out)
    assert refused(out.getvalue(), "ds.xlsx").code == "file.locked"
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    ods = bad_files.repacked(bad_files.ods(ROWS), **{"META-INF__manifest.xml": manifest})
    assert refused(ods, "ds.ods").code == "file.locked"


def test_locked_old_workbook_is_refused():
    plain = bad_files.xls(ROWS)
    # A FILEPASS record in place of the harmless CODEPAGE record is what Excel writes when it locks a book.
    assert plain.count(b"\x42\x00\x02\x00") >= 1
    assert refused(plain.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1), "ds.xls").code == "file.locked"


def test_macros_and_links_are_refused():
    plain = bad_files.xlsx(ROWS)
    assert refused(bad_files.repacked(plain, **{"xl__vbaProject.bin": b"x"}), "ds.xlsx").code == "file.macro"
    linked = bad_files.repacked(plain, **{"xl__externalLinks__externalLink1.xml": b"<x/>"})
    assert refused(linked, "ds.xlsx").code == "file.links"
    assert (
        refused(bad_files.repacked(bad_files.ods(ROWS), **{"Basic__script-lc.xml": b"<x/>"}), "ds.ods").code
        == "file.macro"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><sst>&b;</sst>'.encode(encoding)
    data = bad_files.repacked(bad_files.xlsx(ROWS), **{"xl__sharedStrings.xml": part})
    assert refused(data, "ds.xlsx").code == "file.xml"


def test_the_bomb_is_refused_at_once():
    data = bad_files.bomb(300)
    assert len(data) < 900_000
    started = time.process_time()
    assert refused(data, "ds.xlsx").code == "file.bomb"
    assert time.process_time() - started < 0.2


def test_a_bomb_that_lies_about_its_size_is_refused_at_once():
    data = bad_files.lying(bad_files.bomb(300))
    started = time.process_time()
    assert refused(data, "ds.xlsx").code == "file.bomb"
    assert time.process_time() - started < 0.2


def test_overlapping_parts_are_counted_each_time():
    assert refused(bad_files.overlapping(), "ds.xlsx").code == "file.bomb"


def test_the_running_total_is_what_stops_a_bomb():
    """The known-bad variant: without a sensible limit the same file would pass and reach the parser."""
    loose = Limits(unpacked_bytes=10**9, part_ratio=10**9)
    assert guard.check(bad_files.bomb(40), name="ds.xlsx", limits=loose).kind is Kind.XLSX
    with pytest.raises(Refused):
        guard.check(bad_files.bomb(40), name="ds.xlsx")


def test_many_parts_and_twins_are_refused():
    parts = {f"xl/p{number}.xml": b"<x/>" for number in range(600)}
    assert refused(bad_files.zipped(parts), "ds.xlsx").code == "file.bomb"


def test_a_lone_cell_in_the_last_corner_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = "Họ và tên"
    book.active["XFD1048576"] = "x"
    assert refused(bad_files.saved(book), "ds.xlsx").code == "file.reach"
    old = xlwt.Workbook()
    old.add_sheet("S").write(65_000, 255, "x")
    assert refused(bad_files.saved(old), "ds.xls").code == "file.reach"
    content = (
        b'<office:document-content><table:table table:name="S">'
        b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        b'<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        b"</table:table-row></table:table></office:document-content>"
    )
    assert refused(bad_files.repacked(bad_files.ods(ROWS), **{"content.xml": content}), "ds.ods").code == "file.reach"


def test_formulas_without_result_are_found_where_they_stand():
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Năm sinh"])
    book.active.append(["Nguyễn Văn Thử", "=1980+10"])
    scan = guard.check(bad_files.saved(book), name="ds.xlsx").scans["Sheet"]
    assert scan.formulas == 1
    assert scan.unreadable == {(2, 1): "formula_empty"}


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=400), st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]))
def test_no_rubbish_ends_in_anything_but_an_answer(rubbish, signature):
    for name in ("a.xlsx", "a.xls", "a.ods", "a.csv"):
        with suppress(Refused):
            guard.check(signature + rubbish, name=name)


@cache
def _whole_files():
    """Made once: a workbook holds the moment of its making, and every example must flip bytes of the same file."""
    return [("a.xlsx", bad_files.xlsx(ROWS)), ("a.xls", bad_files.xls(ROWS)), ("a.ods", bad_files.ods(ROWS))]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_flipped_byte_never_escapes_the_guard(data):
    plain = data.draw(st.sampled_from(_whole_files()))
    spoiled = bytearray(plain[1])
    for _ in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(Refused):
        guard.check(bytes(spoiled), name=plain[0])
