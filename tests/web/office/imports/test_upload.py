"""Choosing a file: whatever is wrong with it comes back beside the field, and nothing is saved."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from hoanhap.exchange.models import ImportBatch, ImportRow
from hoanhap.exchange.people_list import reading
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.people.persons.models import Person
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.rules.exchange import bad_files
from tests.web.office.imports import lists

Enter = Callable[[Account], Client]
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_the_page_says_what_a_list_may_look_like(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).get("/imports/new/").content.decode()
    for words in ("không quá 12 MB", ".xlsx", "Tải tệp mẫu trống", 'value="16/06/2020"', "multipart/form-data"):
        assert words in page


def test_the_empty_form_can_be_read_by_the_import_itself(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.officer).get("/imports/template/")
    assert "danh-sach-mau.xlsx" in answer.headers["Content-Disposition"]
    with pytest.raises(Exception, match="không có người nào"):  # headings found, nobody in it
        reading.read(answer.content, name="danh-sach-mau.xlsx", on=TODAY)


def test_a_good_list_leads_to_its_preview_and_saves_nobody(cast: Cast, signed_in: Enter) -> None:
    batch = lists.upload(signed_in(cast.officer))
    assert (batch.unit, batch.read_count, batch.new_count, batch.refused_count) == (cast.thuong_lac, 4, 3, 1)
    assert not Person.objects.exists()


BAD_FILES = {
    "empty": ("a.xlsx", b"", "Tệp rỗng"),
    "pdf by name": ("a.pdf", b"%PDF-1.4", "tệp PDF"),
    "pdf in disguise": ("a.xlsx", b"%PDF-1.4", "tệp PDF"),
    "word": ("a.docx", b"PK", "tệp Word"),
    "macro": ("a.xlsm", b"PK", "macro"),
    "program": ("a.xlsx", b"MZ\x90\x00", "chương trình"),
    "web page": ("a.xls", b"<html><table></table>", "trang web"),
    "no suffix": ("danh-sach", b"x;y", "Không nhận loại tệp"),
    "locked or damaged": ("a.xls", LOCKED + b"\x00" * 600, "hỏng"),
    "mismatch": ("a.csv", bad_files.xlsx([lists.HEADINGS]), "nội dung là .xlsx"),
    "blank sheet": ("a.xlsx", bad_files.xlsx([]), "Trang tính trống"),
    "no headings": ("a.xlsx", bad_files.xlsx([["một", "hai"], ["ba", "bốn"]]), "Không thấy dòng tiêu đề"),
    "columns missing": ("a.xlsx", bad_files.xlsx([["STT", "Họ và tên"], [1, "A"]]), "thiếu cột bắt buộc"),
    "nobody": ("a.xlsx", bad_files.xlsx([lists.HEADINGS]), "không có người nào"),
    "binary text": ("a.csv", b"\x00\x01\x02", "không phải bảng tính"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_each_bad_file_is_answered_beside_its_field(cast: Cast, signed_in: Enter, kind: str) -> None:
    name, data, sentence = BAD_FILES[kind]
    client = signed_in(cast.officer)
    answer = client.post("/imports/new/", {"on": "16/06/2020", "file": SimpleUploadedFile(name, data)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'href="#id_file"' in page
    assert not ImportBatch.objects.exists()


def test_a_bomb_is_refused_at_once(cast: Cast, signed_in: Enter) -> None:
    file = SimpleUploadedFile("a.xlsx", bad_files.bomb())
    answer = signed_in(cast.officer).post("/imports/new/", {"on": "16/06/2020", "file": file})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_at_all(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).post("/imports/new/", {"on": "16/06/2020"}).content.decode()
    assert "Chọn tệp danh sách." in page


@pytest.mark.parametrize("bytes_over", [1, 200_000])
def test_a_heavy_file_is_refused_in_words_and_never_lies_on_the_disk(
    cast: Cast, signed_in: Enter, settings: Settings, tmp_path: Path, bytes_over: int
) -> None:
    settings.UPLOAD_BYTES = 100_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = settings.UPLOAD_BYTES + 64 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    file = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * (settings.UPLOAD_BYTES + bytes_over))
    answer = signed_in(cast.officer).post("/imports/new/", {"on": "16/06/2020", "file": file})
    assert answer.status_code == 200
    assert "Tệp nặng quá" in answer.content.decode()
    assert "Chọn tệp danh sách." not in answer.content.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("17/06/2020", "ở tương lai"),
        ("32/06/2020", "không phải là ngày"),
        ("", "Điền mục"),
        ("01/01/1990", "chưa có xã Thường Lạc"),
    ],
)
def test_a_day_that_cannot_be(cast: Cast, signed_in: Enter, day: str, sentence: str) -> None:
    file = SimpleUploadedFile("a.xlsx", lists.sheet())
    answer = signed_in(cast.officer).post("/imports/new/", {"on": day, "file": file})
    assert answer.status_code == 200
    assert 'href="#id_on"' in answer.content.decode()
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_commune_is_the_officers_own_whatever_the_browser_says(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    file = SimpleUploadedFile("a.xlsx", lists.sheet())
    answer = client.post("/imports/new/", {"on": "16/06/2020", "file": file, "unit": str(cast.vinh_xuong.pk)})
    assert answer.status_code == 200
    assert not ImportBatch.objects.exists()


def test_with_two_posts_the_commune_is_chosen(cast: Cast, signed_in: Enter) -> None:
    access.post(cast.officer, role=Role.COMMUNE_OFFICER, place=cast.phu_thuan_b, valid_from=TODAY, by=SETTER, at=NOW)
    client = signed_in(cast.officer)
    page = client.get("/imports/new/").content.decode()
    assert "xã Thường Lạc" in page
    assert "xã Phú Thuận B" in page
    batch = lists.upload(client, unit=str(cast.phu_thuan_b.pk))
    assert batch.unit == cast.phu_thuan_b
    file = SimpleUploadedFile("a.xlsx", lists.sheet())
    asked = client.post("/imports/new/", {"on": "16/06/2020", "file": file})
    assert "Chọn mục “Danh sách của”." in asked.content.decode()


def test_nobody_else_has_this_door(cast: Cast, signed_in: Enter) -> None:
    for account in (cast.leader, cast.police, cast.helper, cast.district_merger, cast.administrator):
        client = signed_in(account)
        for address in ("/imports/", "/imports/new/", "/imports/template/"):
            assert client.get(address).status_code == 404
        file = SimpleUploadedFile("a.xlsx", lists.sheet())
        assert client.post("/imports/new/", {"on": "16/06/2020", "file": file}).status_code == 404
    assert not ImportRow.objects.exists()


def test_bad_ids_and_wrong_methods(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    for part in ("", "preview/", "undo/"):
        assert client.get(f"/imports/{uuid.uuid4()}/{part}").status_code == 404
    assert client.get("/imports/7/").status_code == 404
    assert client.post("/imports/").status_code == 405
    assert client.post("/imports/template/").status_code == 405
    assert client.get(f"/imports/{uuid.uuid4()}/apply/").status_code == 405
    assert client.get(f"/imports/{uuid.uuid4()}/choose/").status_code == 405
