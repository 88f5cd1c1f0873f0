"""Who stands by a person, as the officer keeps it and the police read it: the same questions at each door."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments.models import Charge, Commitment, FamilyMember, Guarantor
from tests import people, pictures
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.pk}/circle/")
    assert answer.status_code == 200
    return answer.content.decode()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", pictures.jpeg())


@pytest.mark.requirement("S1-30", "S1-31", "S1-27")
def test_the_whole_way_of_an_officer(officer: Client, case: Case) -> None:
    at = f"/cases/{case.pk}"
    assert "Chưa có ai bảo lãnh" in page(officer, case)
    sent = officer.post(
        f"{at}/guarantors/new/",
        {"kind": "person", "name": "Lê Văn Ba", "relation": "chú", "valid_from": "01/06/2020", "paper": photo()},
    )
    assert sent.status_code == 302, sent.content.decode()
    guarantor = Guarantor.objects.get()
    assert guarantor.paper is not None
    officer.post(
        f"{at}/family/new/", {"name": "Phạm Thị Bông", "relation": "mother", "carer": "on", "phone": "0912345678"}
    )
    kin = FamilyMember.objects.get()
    assert "chưa đồng ý tham gia" in page(officer, case)
    officer.post(f"/family/{kin.pk}/consent/")
    form = officer.get(f"{at}/charges/new/").content.decode()
    assert "Phạm Thị Bông (mẹ)" in form
    officer.post(
        f"{at}/charges/new/",
        {"kind": "daily", "words": "nhắc ăn sáng", "owner": f"family:{kin.pk}", "valid_from": "02/06/2020"},
    )
    assert "nhắc ăn sáng" in page(officer, case)
    officer.post(f"{at}/commitments/new/", {"signer": f"family:{kin.pk}", "on": "02/06/2020", "last_day": "31/12/2020"})
    commitment = Commitment.objects.get()
    shown = page(officer, case)
    assert "chưa ký" in shown
    paper = officer.get(f"/commitments/{commitment.pk}/paper/")
    assert paper["Content-Type"].endswith("wordprocessingml.document")
    assert officer.post(f"/commitments/{commitment.pk}/sign/", {"paper": photo()}).status_code == 302
    assert "đã ký" in page(officer, case)
    assert officer.get(f"{at}/charges/paper/").status_code == 200
    assert officer.get(f"{at}/charges/paper/?owner=family:{kin.pk}").status_code == 200
    assert officer.get(f"{at}/charges/paper/?owner=family:nobody").status_code == 404
    charge = Charge.objects.get()
    assert officer.post(f"/charges/{charge.pk}/end/").status_code == 302
    officer.post(f"/guarantors/{guarantor.pk}/end/", {"on": "16/06/2020", "reason": "đi làm xa"})
    assert "đã thôi" in page(officer, case)
    assert officer.post(f"/commitments/{commitment.pk}/withdraw/").status_code == 302
    assert "hết hiệu lực" in page(officer, case)


def test_what_is_wrong_stands_beside_its_field(officer: Client, case: Case) -> None:
    answer = officer.post(
        f"/cases/{case.pk}/guarantors/new/", {"kind": "person", "name": "x", "valid_from": "01/06/2030"}
    )
    assert "Ghi khi đã đến ngày bắt đầu" in answer.content.decode()
    assert not Guarantor.objects.exists()
    bad = SimpleUploadedFile("a.pdf", b"not a picture")
    officer.post(
        f"/cases/{case.pk}/guarantors/new/",
        {"kind": "person", "name": "Lê Văn Ba", "valid_from": "01/06/2020", "paper": bad},
    )
    assert not Guarantor.objects.exists(), "nothing half saved"


def test_the_police_read_and_do_not_keep_and_a_stranger_finds_nothing(cast: Cast, client: Client, case: Case) -> None:
    client.force_login(cast.police)
    assert "Ghi bảo lãnh" not in page(client, case)
    assert client.get(f"/cases/{case.pk}/guarantors/new/").status_code == 404
    client.force_login(cast.stranger_officer)
    assert client.get(f"/cases/{case.pk}/circle/").status_code == 404


def test_why_somebody_stopped_is_a_word_of_the_social_room(
    cast: Cast, client: Client, officer: Client, case: Case
) -> None:
    data = {"kind": "person", "name": "Lê Văn Ba", "valid_from": "01/06/2020"}
    officer.post(f"/cases/{case.pk}/guarantors/new/", data)
    guarantor = Guarantor.objects.get()
    officer.post(f"/guarantors/{guarantor.pk}/end/", {"on": "16/06/2020", "reason": "sợ bị đánh"})
    address = f"/cases/{case.pk}/"
    assert "sợ bị đánh" in officer.get(address).content.decode()
    client.force_login(cast.police)
    told = client.get(address).content.decode()
    assert "Thôi bảo lãnh: Lê Văn Ba" in told
    assert "sợ bị đánh" not in told


@pytest.mark.parametrize("page_of", ["commitments/new", "measures"])
def test_one_look_at_a_name_is_one_line_of_the_log(officer: Client, case: Case, page_of: str) -> None:
    assert "Nguyễn Văn Đào · " in officer.get(f"/cases/{case.pk}/{page_of}/").content.decode()
    assert AuditEntry.objects.filter(code="person.listed", subject_id=str(case.person_id)).count() == 1


def test_a_look_at_the_circle_and_each_paper_of_it_is_logged(cast: Cast, officer: Client, case: Case) -> None:
    page(officer, case)
    assert officer.get(f"/cases/{case.pk}/charges/paper/").status_code == 200
    said = AuditEntry.objects.filter(code__in=["commitment.read", "commitment.printed"]).order_by("id")
    told = list(said.values_list("code", "subject_id", "account_id"))
    assert told == [(code, str(case.pk), str(cast.officer.pk)) for code in ("commitment.read", "commitment.printed")]
