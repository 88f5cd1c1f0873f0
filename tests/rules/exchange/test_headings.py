"""Headings are found in any order, below titles, in one row or two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.exchange.people_list import headings
from hoanhap.exchange.people_list.columns import CODE_OF_HEADING, COLUMNS
from hoanhap.exchange.sheets import Row
from hoanhap.kernel.errors import Refused

TITLES = [column.title for column in COLUMNS]


def rows(*cells):
    return [Row(number, list(row)) for number, row in enumerate(cells, start=1)]


def test_there_are_the_32_columns_of_the_form_and_one_of_ours():
    assert len(COLUMNS) == 33
    assert COLUMNS[-1].code == "source"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_order_any_wording_any_title_rows(data):
    order = data.draw(st.permutations(COLUMNS))
    wording = [data.draw(st.sampled_from(column.wordings)) for column in order]
    style = data.draw(
        st.sampled_from([str, str.upper, str.lower, lambda text: text.replace(" ", "\n"), lambda text: f" {text}: "])
    )
    above = data.draw(
        st.lists(
            st.sampled_from(
                [["UBND XÃ THƯỜNG LẠC"], [None, "DANH SÁCH NGƯỜI SAU CAI"], [], ["(Kèm theo Công văn số 12)"]]
            ),
            max_size=6,
        )
    )
    person = ["1", "Nguyễn Văn Thử", "1990"]
    found = headings.find(rows(*above, [style(text) for text in wording], person))
    assert found is not None
    assert found.columns == {column.code: place for place, column in enumerate(order)}
    assert found.first_row == len(above) + 2
    assert not found.unknown
    assert not found.missing


def test_two_rows_of_merged_headings():
    found = headings.find(
        rows(
            ["DANH SÁCH", None, None, None, None, None, None, None],
            ["TT", "Họ và tên", "Năm sinh", None, "Diện quản lý", "Quyết định", None, "Thời hạn", None],
            [None, None, "Nam", "Nữ", None, "Số", "Ngày", "Từ ngày", "Đến ngày"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
            ["1", "Nguyễn Văn Thử", "1990", None, "sau cai"],
        )
    )
    assert found.columns == {
        "no": 0,
        "full_name": 1,
        "birth_male": 2,
        "birth_female": 3,
        "status": 4,
        "decision_number": 5,
        "decision_on": 6,
        "term_from": 7,
        "term_to": 8,
    }
    assert found.first_row == 4


def test_the_first_person_is_not_taken_for_a_second_heading():
    found = headings.find(
        rows(["Họ và tên", "Năm sinh", "Diện quản lý", "Phái tính"], ["Nguyễn Văn Thử", "1990", "sau cai", "Nam"])
    )
    assert found.first_row == 2
    assert found.unknown == ("Phái tính",)


def test_unknown_and_doubled_columns_are_named():
    found = headings.find(rows(["Họ tên", "Họ và tên", "Nhóm máu", "Năm sinh", "Diện"]))
    assert found.columns["full_name"] == 0
    assert found.doubled == ("Họ và tên",)
    assert found.unknown == ("Nhóm máu",)


def test_missing_columns_are_refused_by_name():
    found = headings.find(rows(["STT", "Họ và tên", "Điện thoại"]))
    with pytest.raises(Refused, match="“Ngày/năm sinh”, “Diện quản lý”") as caught:
        found.require_needed()
    assert caught.value.way_out


def test_no_headings_at_all():
    assert headings.find(rows(["a", "b"], ["c", "d"])) is None
    assert headings.find([]) is None


def test_no_heading_names_two_columns():
    assert len(set(CODE_OF_HEADING)) == len(CODE_OF_HEADING)
