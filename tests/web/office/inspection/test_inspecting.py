"""An inspector at work: what is missing first, a sample in two presses, findings that come back answered."""

import io
import zipfile
from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.inspection.models import Finding, Sample
from tests.cast import Cast
from tests.domain.care import people
from tests.domain.inspection.test_inspection import task_force
from tests.web.office.reviews.entering import Enter


@pytest.fixture
def sample(cast: Cast, signed_in: Enter) -> Sample:
    people.cases(cast.thuong_lac, 3)
    answer = signed_in(cast.inspector).post(
        "/inspection/draw/", {"kind": "surprise", "unit": cast.hong_ngu.pk, "size": "2"}
    )
    found = Sample.objects.get()
    assert answer.headers["Location"] == f"/inspection/samples/{found.pk}/"
    return found


@pytest.mark.requirement("S3-11")
def test_the_commune_without_a_task_force_is_the_first_line(cast: Cast, signed_in: Enter) -> None:
    task_force(cast.long_khanh_a)
    people.case(cast.long_khanh_a)
    people.case(cast.thuong_lac)
    page = signed_in(cast.inspector).get("/inspection/").content.decode()
    first, second = page.index("Thường Lạc"), page.index("Long Khánh A")
    assert first < page.index("chưa có Tổ công tác", first) < second


def test_the_district_sees_days_and_no_small_numbers(cast: Cast, signed_in: Enter) -> None:
    people.cases(cast.thuong_lac, 2)
    page = signed_in(cast.district_merger).get("/inspection/").content.decode()
    assert "dưới 5" in page
    assert "Mẫu đã rút" not in page
    assert "/inspection/draw/" not in page


def test_a_sample_shows_every_file_with_what_it_lacks(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    page = signed_in(cast.inspector).get(f"/inspection/samples/{sample.pk}/").content.decode()
    assert page.count("chưa có người giúp đỡ") >= 2
    assert sample.seed in page
    assert "Rút lại bây giờ: ra đúng các hồ sơ này." in page
    assert AuditEntry.objects.filter(code="inspection.read").count() == 1


@pytest.mark.parametrize("size", ["0", "500", "x", ""])
def test_a_size_that_cannot_be_is_said(cast: Cast, signed_in: Enter, size: str) -> None:
    people.case(cast.thuong_lac)
    answer = signed_in(cast.inspector).post(
        "/inspection/draw/", {"kind": "surprise", "unit": cast.thuong_lac.pk, "size": size}
    )
    assert answer.status_code == 200
    assert not Sample.objects.exists()


def test_a_unit_that_is_not_his_is_not_offered(cast: Cast, signed_in: Enter) -> None:
    people.case(cast.vinh_xuong)
    signed_in(cast.inspector).post("/inspection/draw/", {"kind": "surprise", "unit": cast.vinh_xuong.pk, "size": "2"})
    assert not Sample.objects.exists()


def test_the_unit_sees_the_sample_and_strangers_do_not(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    address = f"/inspection/samples/{sample.pk}/"
    for account, status in ((cast.officer, 200), (cast.leader, 200), (cast.neighbour_officer, 404),
                            (cast.police, 404), (cast.district_merger, 404), (cast.helper, 404)):  # fmt: skip
        assert signed_in(account).get(address).status_code == status


def test_a_finding_goes_to_the_leader_and_back(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    row = sample.cases.get(number=1)
    address = f"/inspection/units/{cast.thuong_lac.pk}/findings/new/?sample={sample.pk}"
    inspector = signed_in(cast.inspector)
    inspector.post(address, {"case": row.case_id, "item": "helper", "words": "Phân công ngay", "due_on": "30/06/2020"})
    finding = Finding.objects.get()
    assert (finding.case_id, finding.due_on) == (row.case_id, date(2020, 6, 30))
    leader = signed_in(cast.leader)
    assert "Khắc phục kiến nghị kiểm tra số 1" in leader.get("/").content.decode()
    leader.post(f"/inspection/findings/{finding.pk}/answer/", {"words": "Đã phân công"})
    assert "Đã phân công" in inspector.get(f"/inspection/findings/{finding.pk}/").content.decode()
    looks = AuditEntry.objects.filter(code="inspection.finding_read", subject_kind="case", subject_id=str(row.case_id))
    assert looks.count() == 1, "words about a file: the look stands in its log"
    inspector.post(f"/inspection/findings/{finding.pk}/again/", {"due_on": "10/07/2020"})
    leader.post(f"/inspection/findings/{finding.pk}/answer/", {"words": "Đã xong"})
    inspector.post(f"/inspection/findings/{finding.pk}/accept/")
    finding.refresh_from_db()
    assert finding.state == "closed"


def test_only_a_day_to_come_is_a_day_to_mend_by(cast: Cast, signed_in: Enter) -> None:
    address = f"/inspection/units/{cast.thuong_lac.pk}/findings/new/"
    answer = signed_in(cast.inspector).post(address, {"words": "Thiếu", "due_on": "16/06/2020"})
    assert "phải sau hôm nay" in answer.content.decode()
    assert signed_in(cast.officer).get(address).status_code == 404


def test_the_paper_is_an_editable_document_and_leaves_a_mark(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    answer = signed_in(cast.inspector).get(f"/inspection/samples/{sample.pk}/paper/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert sample.seed in package.read("word/document.xml").decode()
    assert AuditEntry.objects.filter(code="inspection.exported").count() == 1


@pytest.mark.requirement("S2-53")
def test_the_kind_is_chosen_shown_and_counted(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    assert sample.kind == "surprise"
    page = signed_in(cast.inspector).get("/inspection/").content.decode()
    assert page.count("kiểm tra đột xuất") == 2, "beside the sample and among the counts"
    assert "Kiểm tra đột xuất." in signed_in(cast.officer).get(f"/inspection/samples/{sample.pk}/").content.decode()
    form = signed_in(cast.inspector).get("/inspection/draw/").content.decode()
    assert "giám sát xã hội" not in form.lower()
    social = {"kind": "social", "unit": cast.hong_ngu.pk, "size": "2"}
    assert signed_in(cast.inspector).post("/inspection/draw/", social).status_code == 200
    assert Sample.objects.count() == 1


@pytest.mark.requirement("S2-53")
def test_the_front_supervises_and_the_commune_answers(cast: Cast, signed_in: Enter, sample: Sample) -> None:
    front, leader = signed_in(cast.front_cadre), signed_in(cast.leader)
    assert "/inspection/" in front.get("/").content.decode()
    board = front.get("/inspection/").content.decode()
    for words in ("Rút mẫu hồ sơ", "Mẫu đã rút", "Chỉ có trên giấy", "Chưa có hồ sơ nào"):
        assert words not in board
    typed = {"unit": cast.thuong_lac.pk, "on": "16/06/2020", "place": "nhà văn hóa ấp 1", "took_part": "Mặt trận xã",
             "found": "Tổ họp đều."}  # fmt: skip
    assert 'href="#id_on"' in front.post("/inspection/supervisions/new/", typed | {"on": "17/06/2020"}).content.decode()
    page = front.post("/inspection/supervisions/new/", typed).headers["Location"]
    front.post(f"{page}recommend/", {"words": "Niêm yết điểm tư vấn", "due_on": "30/06/2020"})
    row = Finding.objects.get()
    assert "Khắc phục kiến nghị kiểm tra số 1" in leader.get("/").content.decode()
    leader.post(f"/inspection/findings/{row.pk}/answer/", {"words": "Đã niêm yết"})
    assert "Đã niêm yết" in front.get(page).content.decode()
    assert "Tổ họp đều." in leader.get(page).content.decode()
    again = f"/inspection/recommendations/{row.pk}/again/"
    assert signed_in(cast.inspector).get(again).status_code == 404
    front.post(again, {"due_on": "10/07/2020"})
    leader.post(f"/inspection/findings/{row.pk}/answer/", {"words": "Đã xong"})
    front.post(f"/inspection/recommendations/{row.pk}/accept/")
    row.refresh_from_db()
    assert row.state == "closed"
    assert "1 kiến nghị, 0 đang chờ" in front.get("/inspection/").content.decode()
    for address in (f"/inspection/samples/{sample.pk}/", f"/inspection/findings/{row.pk}/", "/inspection/draw/"):
        assert front.get(address).status_code == 404
    assert AuditEntry.objects.filter(code="inspection.supervision_read").count() == 2
