"""A list of names leaves by two people, once, marked for its recipient, with its line in the book."""

import io
from datetime import timedelta

import openpyxl
import pytest

from hoanhap.exchange.people_list import leaving
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.kernel.errors import NotHere, Refused
from tests import cast as stage
from tests import people
from tests.cast import NOW, TODAY, Cast

LATER = NOW + timedelta(hours=2)
WANTED = leaving.Request(
    basis=Basis.STATE_WORK,
    document="Kế hoạch 12/KH-UBND",
    recipient="Hội Phụ nữ & Đoàn xã =cmd()",
    purpose="Mời họp mặt đầu năm",
    expires_on=TODAY + timedelta(days=30),
)


@pytest.fixture
def cast(db: None) -> Cast:
    made = stage.make()
    for name in ("Nguyễn Văn Ví Dụ", "Trần Thị Ví Dụ"):
        people.open_home_case(made, people.register_person(made, name))
    return made


def asked(cast: Cast) -> Disclosure:
    return leaving.ask(WANTED, unit=cast.thuong_lac, by=cast.viewer(cast.officer), at=NOW)


def confirmed(cast: Cast) -> Disclosure:
    row = asked(cast)
    act = JointAct.objects.get(subject_id=str(row.pk))
    joint_acts.confirm(act, by=cast.viewer(cast.leader), at=LATER)
    return row


def take(cast: Cast, row: Disclosure) -> bytes:
    return leaving.take(row, by=cast.viewer(cast.officer), at=LATER)


def test_two_people_and_the_list_says_whose_copy_it_is(cast: Cast) -> None:
    row = confirmed(cast)
    book = openpyxl.load_workbook(io.BytesIO(take(cast, row)))
    row.refresh_from_db()
    sheet = book.worksheets[0]
    assert row.serial
    assert row.serial in str(sheet["A1"].value)
    assert "Hội Phụ nữ & Đoàn xã" in str(sheet["A1"].value)
    assert sheet["A1"].data_type == "s"
    assert row.serial in str(sheet.oddFooter.left.text)
    assert book.properties.title == row.serial
    assert "Luật Bảo vệ dữ liệu cá nhân" in str(book.worksheets[1]["A2"].value)
    assert {str(cell.value) for cell in sheet["B"]} >= {"Nguyễn Văn Ví Dụ", "Trần Thị Ví Dụ"}
    assert (row.person_count, str(row.confirmed_by)) == (2, str(cast.leader.pk))


def test_one_person_alone_gets_nothing(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(Refused):
        take(cast, row)
    assert not AuditEntry.objects.filter(code="list.exported").exists()


def test_it_is_taken_once(cast: Cast) -> None:
    row = confirmed(cast)
    take(cast, row)
    with pytest.raises(Refused):
        take(cast, row)
    assert AuditEntry.objects.filter(code="list.exported").count() == 1


def test_whoever_confirmed_does_not_take_it_and_others_know_nothing_of_it(cast: Cast) -> None:
    row = confirmed(cast)
    with pytest.raises(NotHere):
        leaving.take(row, by=cast.viewer(cast.leader), at=LATER)
    for who in ("police", "neighbour_officer", "district_merger", "administrator"):
        with pytest.raises(NotHere):
            leaving.take(row, by=cast.viewer(getattr(cast, who)), at=LATER)


def test_a_list_that_grew_since_is_confirmed_anew(cast: Cast) -> None:
    row = confirmed(cast)
    people.open_home_case(cast, people.register_person(cast, "Lê Văn Thêm"))
    with pytest.raises(Refused) as refusal:
        take(cast, row)
    assert refusal.value.code == "grown"
    row.refresh_from_db()
    assert row.handed_at is None


def test_nobody_of_another_commune_is_counted(cast: Cast) -> None:
    row = asked(cast)
    assert row.person_count == 2
    people.open_home_case(cast, people.register_person(cast, "Đào Thị Ngoài", unit=cast.long_khanh_a))
    assert asked(cast).person_count == 2
    act = JointAct.objects.get(subject_id=str(row.pk))
    joint_acts.confirm(act, by=cast.viewer(cast.leader), at=LATER)
    assert take(cast, row), "a person of the neighbour makes this list no longer"


def test_an_empty_list_is_not_asked_for(cast: Cast) -> None:
    with pytest.raises(Refused):
        leaving.ask(WANTED, unit=cast.long_khanh_a, by=cast.viewer(cast.neighbour_officer), at=NOW)


def test_every_name_that_left_is_a_look(cast: Cast) -> None:
    take(cast, confirmed(cast))
    assert AuditEntry.objects.filter(code="person.listed").count() == 2
