"""The list comes back in the same columns, harmless to open, only for those who may; the empty form can be used."""

import io
from datetime import timedelta

import openpyxl
import pytest

from hoanhap.exchange.people_list import actions, export, headings, reading, row_reader, sheet_writer
from hoanhap.exchange.people_list.columns import COLUMNS
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.access import roles
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from hoanhap.people.intake.models import CaseOrigin
from tests import cast, people
from tests.domain.exchange import lists
from tests.rules.exchange import bad_files

MARK = sheet_writer.Mark(recipient="Hội LHPN & xã", serial="ab12", until=cast.TODAY, notice="Không chuyển tiếp.")

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return cast.make()


def exported(who, account=None):
    return export.export(who.viewer(account or who.officer), who.thuong_lac, at=cast.NOW, mark=MARK)


def bring_in(who, data, name="a.xlsx"):
    return actions.import_all(
        data, name=name, unit=who.thuong_lac, on=cast.TODAY, by=who.viewer(who.officer).actor, at=cast.NOW
    )


def cells(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    titles = [cell.value for cell in sheet[2]]
    return [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=3)]


def test_what_goes_in_comes_out(who):
    bring_in(who, lists.GOOD)
    rows = cells(exported(who))
    assert len(rows) == 3
    an = {
        title: cell.value
        for title, cell in next(row for row in rows if row["Họ và tên"].value == "Nguyễn Văn An").items()
        if cell.value
    }
    expected = {column.title: lists.AN[column.code] for column in COLUMNS if column.code in lists.AN}
    expected |= {
        "STT": an["STT"],
        "Giới tính": "nam",
        "Năm bắt đầu sử dụng": "2015",
        "Đến ngày": "04/09/2020",  # the last day of a term that ended on 05/09
    }
    del expected["Tiền án, tiền sự"]  # stays in the police room
    assert an == expected


def standing():
    columns = ("state", "measure", "decision_number", "decision_on", "term_from", "term_to", "times")
    return sorted(Case.objects.values_list("person__birth_year", *columns))


def found_by():
    return sorted(CaseOrigin.objects.values_list("case__person__birth_year", "source", "origin", "noted_on"))


def test_the_exported_list_is_read_back_as_the_same_people(who):
    bring_in(who, lists.GOOD)
    data = exported(who)
    again = bring_in(who, data)
    assert (again.created_count, again.matched_count, again.refused_count) == (0, 3, 0)
    before, found = standing(), found_by()
    assert found == [(1985, "facility", "prison", cast.TODAY), (1990, "family", "", cast.TODAY)]
    batch = actions.ImportBatch.objects.order_by("previewed_at", "id").first()
    actions.undo(batch, by=who.viewer(who.officer).actor, at=cast.NOW + timedelta(hours=1))
    assert found_by() == []
    bring_in(who, data)
    after = standing()
    assert after == before
    assert found_by() == found


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(who, mark):
    evil = f'{mark}HYPERLINK("http://x","y")'
    bring_in(who, lists.csv_file(lists.row(**{**lists.AN, "occupation": evil, "substances": evil})), name="a.csv")
    row = cells(exported(who))[0]
    for title in ("Nghề nghiệp/việc làm", "Loại ma túy"):
        assert row[title].value == evil
        assert row[title].data_type == "s"
        assert row[title].quotePrefix


@pytest.mark.parametrize("mark", ["\t", "\r"])
def test_blanks_before_a_formula_are_guarded_too(mark):
    data = sheet_writer.workbook(title="x", rows=[{"occupation": f"{mark}=1+1"}], mark=MARK)
    assert cells(data)[0]["Nghề nghiệp/việc làm"].quotePrefix


def test_each_name_written_out_is_logged(who):
    bring_in(who, lists.GOOD)
    exported(who)
    assert AuditEntry.objects.filter(code="person.listed").count() == 3
    assert AuditEntry.objects.get(code="list.exported").detail == '{"count": 3, "serial": "ab12"}'


@pytest.mark.parametrize(
    "name", ["neighbour_officer", "helper", "police", "leader", "district_merger", "administrator", "stranger_officer"]
)
def test_others_get_nothing(who, name):
    bring_in(who, lists.GOOD)
    with pytest.raises(NotHere):
        exported(who, getattr(who, name))


def test_it_names_the_open_cases_of_this_commune_alone(who):
    bring_in(who, lists.GOOD)
    people.open_home_case(who, people.register_person(who, "Đào Thị Ngoài", unit=who.long_khanh_a))
    closed = Case.objects.get(state="addicted")
    case_actions.close(
        case=closed, verb="close_moved", on=cast.TODAY, signer_title="Chủ tịch", by=cast.SETTER, at=cast.NOW,
        version=closed.version,
    )  # fmt: skip
    assert {row["Họ và tên"].value for row in cells(exported(who))} == {"Nguyễn Văn An", "Trần Thị Bích"}


def test_who_may_write_a_list_but_read_no_file_writes_an_empty_one(who, monkeypatch):
    bring_in(who, lists.GOOD)
    monkeypatch.setitem(roles._granted, roles.Role.COMMUNE_LEADER, {ExchangePermission.EXPORT_PEOPLE})
    assert not cells(exported(who, who.leader))


# --- the empty form -----------------------------------------------------------------------------------------------


def test_the_empty_form_holds_the_columns_and_an_example_that_is_not_imported(who):
    form = sheet_writer.empty_form()
    book = openpyxl.load_workbook(io.BytesIO(form))
    assert [cell.value for cell in book.worksheets[0][2]] == [column.title for column in COLUMNS]
    with pytest.raises(Refused, match="không có người nào"):
        reading.read(form, name="a.xlsx", on=cast.TODAY)
    for place, column in enumerate(COLUMNS, start=1):
        book.worksheets[0].cell(row=4, column=place, value=lists.BINH.get(column.code))
    batch = bring_in(who, bad_files.saved(book))
    assert (batch.read_count, batch.created_count) == (1, 1)


def test_the_example_itself_would_be_a_good_row():
    """The known-good twin: without its mark the example must be readable, or the form teaches mistakes."""
    from datetime import date

    from hoanhap.exchange import sheets

    rows = list(sheets.open_book(sheet_writer.empty_form(), name="a.xlsx").sheets[0].rows())
    found = headings.find(rows)
    assert row_reader.is_example(rows[2], found)
    cells = [
        "Nguyễn Văn A" if place == found.columns["full_name"] else cell for place, cell in enumerate(rows[2].cells)
    ]
    answer = row_reader.read(sheets.Row(3, cells), found, on=date(2020, 6, 16))
    assert not isinstance(answer, list), answer
