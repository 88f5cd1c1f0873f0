"""From the centre's Excel to the file in the commune, through the doors of both."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reception.models import Certificate, ReturnBatch, Returnee
from tests import pictures, returns
from tests.cast import Cast
from tests.returns import DAY
from tests.rules.exchange import bad_files

HEADINGS = [
    "STT", "Họ và tên", "Năm sinh", "Xã nơi về", "Hình thức cai nghiện", "Chưa có căn cước", "Giấy chứng nhận số",
    "Ngày cấp giấy chứng nhận",
]  # fmt: skip


def sheet(*rows: list[object]) -> SimpleUploadedFile:
    return SimpleUploadedFile("dot-1.xlsx", bad_files.xlsx([HEADINGS, *rows]))


def upload(centre: Client, **more: object) -> object:
    rows = [
        [1, "Nguyễn Văn An", 1990, "Thường Lạc", "bắt buộc", "x", "11/GCN", "15/06/2020"],
        [2, "Trần Thị Bích", 1992, "Long Khánh A", "tự nguyện", "", "", ""],
        [3, "Lê Văn Sai", 1992, "Xã Lạ Lùng", "tự nguyện", "", "", ""],
    ]
    sent = {"on": "10/07/2020", "meeting_place": "Hội trường", "file": sheet(*rows)} | more
    return centre.post("/handovers/new/", sent, follow=True)


@pytest.fixture
def centre(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.centre)
    return client


@pytest.mark.requirement("S3-04", "S3-18")
def test_upload_look_send_confirm_receive(cast: Cast, centre: Client, officer: Client) -> None:
    page = upload(centre).content.decode()  # type: ignore[attr-defined]
    batch = ReturnBatch.objects.get()
    assert "Dòng 4:" in page
    assert "Lạ Lùng" in page
    assert "Nguyễn Văn An" in page
    assert "Nguyễn Văn An" not in officer.get("/returns/").content.decode(), "a draft is the centre's own"
    assert centre.post(f"/handovers/{batch.pk}/send/").status_code == 302
    shown = officer.get("/returns/").content.decode()
    assert "Nguyễn Văn An" in shown
    assert "Trần Thị Bích" not in shown, "another commune's"
    row = Returnee.objects.get(unit=cast.thuong_lac)
    # three clicks: open, choose who helps, confirm
    form = officer.get(f"/returns/{row.pk}/confirm/").content.decode()
    assert 'value="10/07/2020"' in form
    assert "Lê Thị Hạnh" in form
    answer = officer.post(
        f"/returns/{row.pk}/confirm/",
        {"on": "10/07/2020", "receiver_name": "Trần Thị Mai", "helper": f"account:{cast.helper.pk}"},
    )
    assert answer.status_code == 302, answer.content.decode()
    minutes = centre.get(f"/handovers/{batch.pk}/minutes/{cast.thuong_lac.pk}/")
    assert minutes["Content-Disposition"].endswith('.docx"')
    assert officer.get(f"/returns/{row.pk}/minutes/").status_code == 200
    clock.set_start(clock.at(DAY, 10))
    sent = officer.post(
        f"/returns/{row.pk}/receive/",
        {
            "on": "10/07/2020",
            "giver_name": "Mai Văn Quý",
            "taker_name": "Trần Thị Mai",
            "minutes": SimpleUploadedFile("bb.jpg", pictures.jpeg()),
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    case = Case.objects.get(unit=cast.thuong_lac)
    assert sent["Location"] == f"/cases/{case.pk}/"
    assert "đã lưu bản ký" in officer.get(f"/returns/{row.pk}/").content.decode()
    assert officer.post(f"/returns/{row.pk}/id-card/").status_code == 302
    there = centre.get(f"/handovers/{batch.pk}/").content.decode()
    assert "đã nhận" in there
    assert case.code not in there


@pytest.mark.requirement("S3-06")
def test_certificates_alone_go_into_the_register(centre: Client) -> None:
    rows = [[n, f"Trần Văn {chr(64 + n)}", 1990, "", "tự nguyện", "", f"{n:02d}", "01/05/2020"] for n in range(1, 10)]
    page = centre.post("/handovers/certificates/new/", {"file": sheet(*rows)}, follow=True)
    assert Certificate.objects.count() == 9
    assert "cơ sở cai nghiện tự nguyện: 09" in page.content.decode()
    again = centre.post("/handovers/certificates/new/", {"file": sheet(*rows)})
    assert "đã cấp trong năm" in again.content.decode()
    assert centre.get("/handovers/certificates/?year=2019").status_code == 200


def test_what_is_wrong_with_the_sheet_is_said_at_its_field(centre: Client) -> None:
    assert "error-summary" in upload(centre, on="").content.decode()  # type: ignore[attr-defined]
    assert "đã qua" in upload(centre, on="01/01/2020").content.decode()  # type: ignore[attr-defined]
    bad = SimpleUploadedFile("a.xlsx", b"PK\x03\x04")
    assert centre.post("/handovers/new/", {"on": "10/07/2020", "file": bad}).status_code == 200
    assert not ReturnBatch.objects.exists()
    assert centre.get("/handovers/template/").status_code == 200


def test_given_back_sent_again_withdrawn_and_cancelled(cast: Cast, centre: Client, officer: Client) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    assert officer.get(f"/returns/{row.pk}/give-back/").status_code == 200
    assert officer.post(f"/returns/{row.pk}/give-back/", {"because": "not_here"}).status_code == 302
    assert officer.get(f"/returns/{row.pk}/").status_code == 404
    shown = centre.get(f"/handovers/{row.batch_id}/").content.decode()
    assert "không cư trú tại xã" in shown
    wrong = centre.post(f"/handovers/rows/{row.pk}/again/", {"unit": "Không Có", "due_on": "10/07/2020"})
    assert "Không tìm thấy" in wrong.content.decode()
    sent = centre.post(f"/handovers/rows/{row.pk}/again/", {"unit": "xã Long Khánh A", "due_on": "10/07/2020"})
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.unit_id == cast.long_khanh_a.pk
    assert centre.post(f"/handovers/rows/{row.pk}/withdraw/").status_code == 302
    draft = returns.draft(cast, [returns.details("Lê Văn B", cast.thuong_lac)])
    assert centre.post(f"/handovers/{draft.pk}/cancel/").status_code == 302
    assert not Returnee.objects.filter(batch=draft).exists()


def test_missing_and_closed_and_by_hand(cast: Cast, officer: Client) -> None:
    sent = officer.post(
        "/returns/new/",
        {"full_name": "Lê Văn A", "birth": "1990", "origin": "prison", "due_on": "18/06/2020", "lacks_id_card": "on"},
    )
    row = Returnee.objects.get()
    assert sent["Location"] == f"/returns/{row.pk}/"
    clock.set_start(clock.at(date(2020, 6, 19), 9))
    assert "chưa thấy về" in officer.get("/returns/").content.decode()
    assert officer.post(f"/returns/{row.pk}/missing/").status_code == 302
    assert officer.post(f"/returns/{row.pk}/close/", {"because": "detained"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"
    bad = officer.post("/returns/new/", {"full_name": "A B", "birth": "x", "origin": "prison", "due_on": "30/06/2020"})
    assert bad.status_code == 200
    assert Returnee.objects.count() == 1


def test_two_centres_at_one_place_know_nothing_of_each_other(cast: Cast) -> None:
    from hoanhap.foundation.access import actions as access
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.organisations import actions as organisations
    from hoanhap.foundation.organisations.kinds import AgencyKind
    from tests.cast import NOW, SETTER

    batch = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)])
    other = organisations.create_agency(
        kind=AgencyKind.CENTRE, name="Cơ sở 2", place=cast.dong_thap, valid_from=date(2019, 1, 1), by=SETTER, at=NOW
    )
    account = access.create_account(username="co-so-2", display_name="Hai", password=None, by=SETTER, at=NOW)
    access.post(
        account,
        role=Role.REHAB_CENTRE,
        place=cast.dong_thap,
        valid_from=date(2019, 1, 1),
        agency=other,
        by=SETTER,
        at=NOW,
    )
    client = Client()
    client.force_login(account)
    assert client.get(f"/handovers/{batch.pk}/").status_code == 404
    assert client.get("/handovers/").status_code == 200
    assert "Lê Văn A" not in client.get("/").content.decode()


def test_the_police_read_who_comes_and_not_what_he_learnt(cast: Cast, client: Client, officer: Client) -> None:
    said = returns.details("Nguyễn Văn An", cast.thuong_lac, skills="sửa xe", papers="bảo hiểm y tế")
    row = returns.send(cast, [said]).rows.get()
    assert "sửa xe" in officer.get(f"/returns/{row.pk}/").content.decode()
    client.force_login(cast.police)
    page = client.get(f"/returns/{row.pk}/").content.decode()
    assert "Nguyễn Văn An" in page
    assert "sửa xe" not in page
    assert "bảo hiểm y tế" not in page


def test_a_name_among_todays_work_is_a_look_like_any_other(cast: Cast, officer: Client) -> None:
    row = returns.send(cast, [returns.details("Nguyễn Văn An", cast.thuong_lac)]).rows.get()
    assert "Nguyễn Văn An" in officer.get("/").content.decode()
    assert AuditEntry.objects.filter(code="return.listed", subject_id=str(row.pk)).count() == 1
