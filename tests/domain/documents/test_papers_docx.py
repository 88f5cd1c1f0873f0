"""The .docx is read back: page, fonts, tables, page number, and the same bytes every time."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from hoanhap.foundation.documents import docx_parts, docx_writer
from hoanhap.foundation.documents.layout import decree30
from hoanhap.foundation.documents.paper import Paper
from tests.domain.documents import sample

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(docx_writer.write(paper)))


def words(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_page_is_that_of_the_decree() -> None:
    section, layout = opened(sample.REPORT).sections[0], decree30()
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for side in ("top", "bottom", "left", "right"):
        assert getattr(section, f"{side}_margin").mm == pytest.approx(layout.margins_mm[side], abs=0.1)
    turned = opened(replace(sample.REPORT, landscape=True)).sections[0]
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)


def test_the_page_number_is_hidden_on_the_first_page() -> None:
    section = opened(sample.REPORT).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == docx_writer.CENTER


def test_everything_is_set_in_times() -> None:
    document = opened(sample.REPORT)
    for name in ("Normal", "Heading 1", "Heading 2"):
        slots = document.styles[name].element.rPr.rFonts
        assert {slots.get(qn(slot)) for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")} == {"Times New Roman"}
        assert not [slot for slot in slots.attrib if "heme" in slot]


def test_sizes_are_those_chosen_from_the_decree() -> None:
    sizes = decree30().sizes_pt
    document = opened(sample.REPORT)
    heading, ending = document.tables[0], document.tables[-1]
    nation = heading.cell(0, 1).paragraphs
    assert [line.runs[0].font.size.pt for line in nation[:2]] == [sizes["national_title"], sizes["motto"]]
    assert heading.cell(1, 0).paragraphs[0].runs[0].font.size.pt == sizes["number"]
    recipients = ending.cell(0, 0).paragraphs
    assert [line.runs[0].font.size.pt for line in recipients[:2]] == [sizes["recipients_label"], sizes["recipients"]]
    body = next(line for line in document.paragraphs if line.text.startswith("Đã có 10/10"))
    assert body.paragraph_format.first_line_indent.mm == pytest.approx(decree30().first_indent_mm, abs=0.1)
    assert body.alignment == docx_writer.WD_ALIGN_PARAGRAPH.JUSTIFY


def test_the_figures_are_an_editable_table_with_repeated_headings() -> None:
    table = opened(sample.REPORT).tables[1]
    assert table.cell(0, 2).text == table.cell(0, 3).text == "Số người"
    assert table.cell(2, 2).text == "1.234"
    assert table.cell(3, 2).text == "52,94 %"
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, True, False, False, False]
    indent = table.cell(3, 1).paragraphs[0].paragraph_format.left_indent
    assert indent.mm == pytest.approx(decree30().table_indent_mm, abs=0.1)


@pytest.mark.parametrize("paper", [sample.REPORT, replace(sample.REPORT, landscape=True)])
def test_widths_agree_in_table_grid_and_cells(paper: Paper) -> None:
    document = opened(paper)
    room = decree30().text_width_mm(landscape=paper.landscape)
    for table in document.tables:
        stated = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) / 20 / 72 * 25.4
        grid = sum(column.width.mm for column in table.columns)
        assert stated == pytest.approx(room, abs=0.5)
        assert grid == pytest.approx(room, abs=0.5)
    first = document.tables[0].rows[0].cells
    assert sum(cell.width.mm for cell in first) == pytest.approx(room, abs=0.5)


def test_real_headings_and_signature() -> None:
    document = opened(sample.REPORT)
    outline = [(line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Heading")]
    assert outline[:2] == [("Heading 1", "I. TÌNH HÌNH CHUNG"), ("Heading 1", "II. KẾT QUẢ")]
    assert ("Heading 2", "2. Việc làm:") in outline
    signature = [line.text for line in document.tables[-1].cell(0, 1).paragraphs]
    assert signature == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"]


def test_a_draft_letter_carries_its_marks() -> None:
    text = words(opened(sample.LETTER))
    for part in ("DỰ THẢO", "LƯU HÀNH NỘI BỘ", "Số: ……/LĐTBXH-BTXH", "ngày …… tháng 6 năm 2020", "V/v hướng dẫn"):
        assert part in text
    assert "DỰ THẢO" not in words(opened(sample.REPORT))


def test_same_paper_same_bytes() -> None:
    first = docx_writer.write(sample.REPORT)
    assert first == docx_writer.write(sample.REPORT)
    assert first != docx_writer.write(replace(sample.REPORT, number=6))
    with zipfile.ZipFile(io.BytesIO(first)) as container:
        assert {entry.date_time for entry in container.infolist()} == {docx_parts.ZIP_MOMENT}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert properties.created.replace(tzinfo=None) == datetime(2020, 6, 5)  # noqa: DTZ001
    assert properties.author == "ỦY BAN NHÂN DÂN XÃ THƯỜNG LẠC"


@pytest.mark.parametrize("paper", [sample.REPORT, sample.LETTER])
def test_libreoffice_keeps_the_national_title_on_one_line(
    as_pdf: Callable[[bytes, str], Path], text_of: Callable[[Path], str], paper: Paper
) -> None:
    lines = text_of(as_pdf(docx_writer.write(paper), "paper.docx")).splitlines()
    assert [line for line in lines if TITLE in line]
    assert [line for line in lines if "Độc lập - Tự do - Hạnh phúc" in line]
    assert [line for line in lines if "Số: " in line and "tháng 6 năm 2020" in line]


def test_a_heading_too_narrow_does_break_the_title(
    as_pdf: Callable[[bytes, str], Path], text_of: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The known-bad variant: the check above must be able to fail."""
    narrow = replace(decree30(), heading_left_mm=100)
    monkeypatch.setattr(docx_writer, "decree30", lambda: narrow)
    lines = text_of(as_pdf(docx_writer.write(sample.REPORT), "narrow.docx")).splitlines()
    assert not [line for line in lines if TITLE in line]


def test_libreoffice_repeats_the_headings_and_numbers_the_pages(
    as_pdf: Callable[[bytes, str], Path], text_of: Callable[[Path], str]
) -> None:
    pages = text_of(as_pdf(docx_writer.write(sample.LONG), "long.docx")).split("\f")[:-1]
    assert len(pages) >= 3
    assert pages[0].split()[0] != "1"
    assert [page.split()[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    assert all("Chỉ tiêu" in page for page in pages[1:3])
    assert "Nơi nhận:" in pages[-1]
    assert "Nguyễn Văn Mẫu" in pages[-1]
