"""The PDF is read back: text, standards, fonts, and the same bytes every time."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from hoanhap.foundation.documents import composition, fonts, pdf_writer
from hoanhap.foundation.documents.layout import decree30
from hoanhap.foundation.documents.paper import Heading, Level, Paper, Paragraph
from hoanhap.kernel.errors import Refused
from tests.domain.documents import sample

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
pytestmark = pytest.mark.usefixtures("typeface")


def opened(paper: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_writer.write(paper)))


def test_the_text_can_be_read_back(text_of: Callable[[Path], str], tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_writer.write(sample.REPORT))
    text = text_of(file)
    for part in (TITLE, "Số: 05/BC-UBND", "Thường Lạc, ngày 05 tháng 6 năm 2020", "I. TÌNH HÌNH CHUNG", "52,94 %"):
        assert part in text
    lines = text.splitlines()
    assert [line for line in lines if "Số: 05/BC-UBND" in line and "ngày 05 tháng 6 năm 2020" in line]
    assert [line for line in lines if "Nơi nhận:" in line and "TM. ỦY BAN NHÂN DÂN" in line]
    assert "huyện tổng hợp./." in text


def test_it_is_tagged_archivable_and_in_vietnamese() -> None:
    reader = opened(sample.REPORT)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi-VN"
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo Kết quả hỗ trợ người cai nghiện và người sau cai tháng 6 năm 2020"


def test_only_the_known_typeface_is_embedded() -> None:
    resources = [page["/Resources"]["/Font"] for page in opened(sample.LONG).pages]
    names = {str(font.get_object()["/BaseFont"]) for fonts_of_page in resources for font in fonts_of_page.values()}
    assert names
    assert all("+Tinos" in name for name in names)


def test_page_size_and_numbers() -> None:
    reader = opened(sample.LONG)
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)
    first_words = [page.extract_text().split()[0] for page in reader.pages]
    assert first_words[0] != "1"
    assert first_words[1:] == [str(number) for number in range(2, len(reader.pages) + 1)]
    turned = opened(replace(sample.REPORT, landscape=True)).pages[0].mediabox
    assert turned.width > turned.height


def test_same_paper_same_bytes() -> None:
    first = pdf_writer.write(sample.REPORT)
    assert first == pdf_writer.write(sample.REPORT)
    assert first != pdf_writer.write(replace(sample.REPORT, number=6))
    undated = replace(sample.REPORT, issued_on=None)
    assert pdf_writer.write(undated) == pdf_writer.write(undated)


def test_text_is_never_read_as_markup() -> None:
    nasty = '*đậm* #pagebreak() $x$ `code` <nhan> @a \\ "q" // c [x] #let'
    reader = opened(replace(sample.REPORT, body=(Paragraph(nasty),), subject="#set page(width: 1pt)"))
    text = " ".join(reader.pages[0].extract_text().split())
    assert nasty.replace("\\ ", "\\ ") in text
    assert "#set page(width: 1pt)" in text
    assert len(reader.pages) == 1


def test_an_outline_with_gaps_is_still_accessible() -> None:
    body = (Heading("Mở đầu", Level.ARABIC), Heading("Chi tiết", Level.LETTER), Paragraph("Hết"), sample.table())
    assert "1. Mở đầu" in opened(replace(sample.REPORT, body=body)).pages[0].extract_text()


def test_the_empty_paper_is_drawn() -> None:
    bare = replace(
        sample.REPORT, addressees=(), legal_bases=(), body=(), number=None, issued_on=date(2020, 1, 2), kind="Kế hoạch"
    )
    assert "KẾ HOẠCH" in opened(bare).pages[0].extract_text()


def test_the_template_is_given_the_layout_of_the_decree() -> None:
    given = json.loads(pdf_writer._data(composition.compose(sample.REPORT)))
    assert given["layout"]["margins_mm"] == dict(decree30().margins_mm)
    assert given["layout"]["sizes_pt"] == dict(decree30().sizes_pt)


def test_a_missing_style_of_the_typeface_is_refused(tmp_path: Path) -> None:
    for style in fonts.STYLES[:-1]:
        (tmp_path / f"Tinos_{style}.ttf").touch()
    with pytest.raises(Refused) as refusal:
        fonts.found_in([tmp_path, tmp_path / "nowhere"])
    assert refusal.value.code == "fonts_missing"
    assert refusal.value.way_out
    (tmp_path / f"Tinos_{fonts.STYLES[-1]}.ttf").touch()
    assert fonts.found_in([tmp_path]) == [tmp_path]
