"""The layout figures stay inside the decree, and a composed sheet says what a paper must say."""

from copy import deepcopy
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
import yaml

from hoanhap.foundation.documents import composition, metrics
from hoanhap.foundation.documents.composition import Grid, Line
from hoanhap.foundation.documents.layout import WrongLayout, build, decree30
from hoanhap.foundation.documents.paper import Column, Heading, Issuer, Level, Paragraph, Row, Table
from tests.domain.documents import sample


@pytest.fixture
def facts() -> dict[str, Any]:
    text = resources.files("hoanhap.foundation.documents").joinpath("decree30.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def test_the_chosen_figures_lie_inside_the_decree(facts: dict[str, Any]) -> None:
    layout = build(facts)
    assert layout.margins_mm == {"top": 20, "bottom": 20, "left": 30, "right": 20}
    assert (layout.page_mm["width"], layout.page_mm["height"]) == (210, 297)
    assert layout.sizes_pt["body"] in (13, 14)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("margins_mm", "left"), 25),
        (("margins_mm", "right"), 25),
        (("sizes_pt", "body"), 12),
        (("sizes_pt", "recipients"), 12),
        (("first_indent_mm",), 5),
        (("short_rule_share",), 0.6),
        (("line_space",), 2),
    ],
)
def test_a_figure_outside_the_decree_stops_the_start(
    facts: dict[str, Any], path: tuple[str, ...], value: float
) -> None:
    bad = deepcopy(facts)
    place = bad["chosen"]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(WrongLayout, match=path[-1]):
        build(bad)


def test_a_figure_left_out_stops_the_start(facts: dict[str, Any]) -> None:
    bad = deepcopy(facts)
    del bad["chosen"]["sizes_pt"]["kind"]
    with pytest.raises(WrongLayout, match="kind"):
        build(bad)


def test_the_national_title_fits_beside_the_issuer() -> None:
    layout = decree30()
    room = layout.text_width_mm() - layout.heading_left_mm
    assert metrics.width_mm(layout.national_title, size_pt=layout.sizes_pt["national_title"]) < room
    assert metrics.width_mm(layout.national_title, size_pt=13.5) > room  # the measure can say no


def test_widths_count_letters_not_marks() -> None:
    assert metrics.width_mm("ÊẾỆ", size_pt=12) == metrics.width_mm("EEE", size_pt=12)
    assert metrics.width_mm("e\u0302", size_pt=12) == metrics.width_mm("ê", size_pt=12)
    assert metrics.width_mm("Ư", size_pt=12) > metrics.width_mm("U", size_pt=12)


def test_a_report_is_composed() -> None:
    sheet = composition.compose(sample.REPORT)
    assert sheet.number_line == "Số: 05/BC-UBND"
    assert sheet.date_line == "Thường Lạc, ngày 05 tháng 6 năm 2020"
    assert (sheet.kind, sheet.letter_subject) == ("BÁO CÁO", "")
    assert sheet.addressees == ("Kính gửi: Ủy ban nhân dân huyện Hồng Ngự",)
    assert [base[-1] for base in sheet.bases] == [";", "."]
    headings = [block.text for block in sheet.blocks if isinstance(block, Line) and block.level]
    assert headings == ["I. TÌNH HÌNH CHUNG", "II. KẾT QUẢ", "1. Quản lý, hỗ trợ:", "2. Việc làm:"]
    last = sheet.blocks[-1]
    assert isinstance(last, Line)
    assert last.text.endswith("tổng hợp./.")
    assert sheet.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_letter_has_its_subject_under_the_number() -> None:
    sheet = composition.compose(sample.LETTER)
    assert sheet.letter_subject == "V/v hướng dẫn công tác quản lý sau cai nghiện"
    assert (sheet.kind, sheet.subject) == ("", "")
    assert sheet.marks == ("DỰ THẢO", "LƯU HÀNH NỘI BỘ")
    assert sheet.issuer == ("PHÒNG LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI")


def test_several_receivers_stand_below() -> None:
    sheet = composition.compose(replace(sample.REPORT, addressees=("Huyện ủy", "UBND huyện")))
    assert sheet.addressees == ("Kính gửi:", "- Huyện ủy;", "- UBND huyện.")


def test_short_rules_are_a_third_to_a_half_of_the_text() -> None:
    sheet = composition.compose(sample.REPORT)
    text = metrics.width_mm("XÃ THƯỜNG LẠC", size_pt=12)
    assert text / 3 <= sheet.issuer_rule_mm <= text / 2
    assert sheet.motto_rule_mm == pytest.approx(metrics.width_mm("Độc lập - Tự do - Hạnh phúc", size_pt=13), abs=0.1)


def test_unprintable_characters_never_reach_a_writer() -> None:
    paper = replace(
        sample.REPORT,
        subject="A\x0bB\x00 \u200bC",
        body=(Paragraph("một\x0c\n\nhai\ud800"),),
        issuer=Issuer(lines=("u\u0309y ban",)),
    )
    sheet = composition.compose(paper)
    assert sheet.subject == "A B C"
    assert [block.text for block in sheet.blocks if isinstance(block, Line)] == ["một", "hai./."]
    assert sheet.issuer == ("ỦY BAN",)


def test_outline_ranks_leave_no_gap() -> None:
    body = (
        Heading("a", Level.LETTER),
        Heading("b", Level.ROMAN),
        Heading("c", Level.LETTER),
        Heading("d", Level.ARABIC),
    )
    blocks = composition.compose(replace(sample.REPORT, body=body)).blocks
    assert [block.rank for block in blocks if isinstance(block, Line)] == [1, 1, 2, 2]


def test_a_table_keeps_shares_spans_and_shown_values() -> None:
    grid = composition.tables(composition.compose(sample.REPORT))[0]
    assert isinstance(grid, Grid)
    assert sum(column.share for column in grid.columns) == pytest.approx(1)
    assert [(span.text, span.count) for span in grid.spans] == [("", 1), ("", 1), ("Số người", 2), ("", 1)]
    assert grid.rows[0].cells == ("1", "Người đang được hỗ trợ", "1.234", "15", "")
    assert grid.rows[1].cells[2:4] == ("52,94 %", "")


def test_a_row_of_the_wrong_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="row 1"):
        Table(columns=(Column(title="A"), Column(title="B")), rows=(Row(cells=("1",)),))
