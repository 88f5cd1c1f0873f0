"""`./hoanhap import people`: JSON out, nothing saved by a dry run, refusals with exit code 2."""

import json

import pytest
from django.conf import settings

from hoanhap.exchange import command
from hoanhap.exchange.models import ImportBatch
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from tests import cast
from tests.domain.exchange import lists
from tests.rules.exchange import bad_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return cast.make()


@pytest.fixture
def run(who, tmp_path, capsys):
    def run(*more, data=lists.GOOD, name="ds.xlsx", unit="xã Thường Lạc", account="can-bo"):
        (tmp_path / name).write_bytes(data)
        arguments = ["people", str(tmp_path / name), "--unit", unit, "--as", account, "--on", "2020-06-16", *more]
        code = command.main(arguments)
        return code, json.loads(capsys.readouterr().out)

    return run


def test_good_rows_are_saved_and_bad_rows_listed(run):
    code, answer = run()
    assert code == 0
    assert set(answer) == {"read", "created", "matched", "refused"}
    assert (answer["read"], answer["created"], answer["matched"]) == (4, 3, 0)
    assert [row["row"] for row in answer["refused"]] == [6]
    assert "tương lai" in answer["refused"][0]["message"]
    assert Case.objects.count() == 3
    assert run()[1]["matched"] == 3


def test_a_dry_run_saves_nothing(run):
    code, answer = run("--dry-run")
    assert (code, answer["created"]) == (0, 3)
    assert not Person.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_list_of_today_when_no_day_is_given(run, who, tmp_path, capsys):
    (tmp_path / "a.xlsx").write_bytes(lists.GOOD)
    assert command.main(["people", str(tmp_path / "a.xlsx"), "--unit", "Thường Lạc", "--as", "can-bo"]) == 0
    assert ImportBatch.objects.get().list_on == clock.today()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (bad_files.bomb(300), "ds.xlsx", "file.bomb"),
        (lists.GOOD, "ds.csv", "file.mismatch"),
        (b"", "ds.xlsx", "file.empty"),
        (bad_files.xlsx([[]]), "ds.xlsx", "list.empty"),
        (bad_files.xlsx([["a", "b"], ["c", "d"]]), "ds.xlsx", "list.headings"),
        (bad_files.xlsx([["Họ và tên", "Điện thoại"], ["Nguyễn Văn Thử", "09"]]), "ds.xlsx", "list.columns"),
        (bad_files.xlsx([["Họ và tên", "Năm sinh", "Diện"]]), "ds.xlsx", "list.empty"),
        (b"x" * (settings.UPLOAD_BYTES + 10), "ds.csv", "file.heavy"),
    ],
)
def test_a_file_refused_as_a_whole(run, data, name, code):
    exit_code, answer = run(data=data, name=name)
    assert (exit_code, answer["code"]) == (2, code)
    assert answer["refused"]
    assert answer["way_out"]
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("account", ["can-bo-lka", "giup-do", "tong-hop", "quan-tri", "cong-an", "khong-co-ai"])
def test_others_are_answered_as_if_nothing_was_there(run, account):
    code, answer = run(account=account)
    assert (code, answer["code"]) == (2, "not-here")
    assert not Person.objects.exists()


def test_a_unit_that_is_not_known(run):
    code, answer = run(unit="xã Không Đâu")
    assert (code, answer["code"]) == (2, "place.unknown")


def test_a_file_that_is_not_there(who, capsys):
    assert command.main(["people", "khong-co.xlsx", "--unit", "Thường Lạc", "--as", "can-bo"]) == 2
    assert "Không mở được" in json.loads(capsys.readouterr().out)["refused"]


def test_other_kinds_of_files_say_the_same(run):
    rows = [
        [None if cell == "" else cell for cell in row]
        for row in ([""], lists.HEADINGS, lists.row(**lists.AN), lists.row(**lists.BINH))
    ]
    for data, name in ((bad_files.xls(rows), "a.xls"), (bad_files.ods(rows), "a.ods"), (lists.csv_of(rows), "a.csv")):
        code, answer = run("--dry-run", data=data, name=name)
        assert (code, answer["read"], answer["created"], answer["refused"]) == (0, 2, 2, []), name
