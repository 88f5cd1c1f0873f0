"""A helper states a need in three presses and reads its answer; the office answers, arranges, says what came of it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperSession,
    LegalAidReferral,
    Need,
    Placement,
    Support,
)
from tests.cast import Cast
from tests.domain.reintegration import world

Enter = Callable[[Account], Client]


def needs_of(case: Case) -> str:
    return f"/cases/{case.pk}/needs/new/"


def test_from_his_narrow_page_a_helper_states_a_need_with_one_choice(
    cast: Cast, signed_in: Enter, helped: Case
) -> None:
    client = signed_in(cast.helper)
    page = client.get(f"/cases/{helped.pk}/").content.decode()
    assert f'href="{needs_of(helped)}"' in page
    form = client.get(needs_of(helped)).content.decode()
    assert "Biết từ đâu" not in form
    answer = client.post(needs_of(helped), {"kind": "papers", "raised_on": "16/06/2020"})
    assert answer.headers["Location"] == f"/cases/{helped.pk}/"
    need = Need.objects.get()
    assert (need.kind, need.source, need.recorded_by) == ("papers", "helper", str(cast.helper.pk))
    officer = signed_in(cast.officer)
    assert "Trả lời nhu cầu của Nguyễn Văn Đào" in officer.get("/").content.decode()
    officer.post(f"/needs/{need.pk}/answer/", {"answer": "arranged", "words": "sáng thứ Năm chụp ảnh"})
    assert "sáng thứ Năm chụp ảnh" in client.get(f"/cases/{helped.pk}/").content.decode()


def test_the_helper_has_no_page_of_help_and_others_no_need(cast: Cast, signed_in: Enter, helped: Case) -> None:
    assert signed_in(cast.helper).get(f"/cases/{helped.pk}/support/").status_code == 404
    assert signed_in(cast.other_helper).get(needs_of(helped)).status_code == 404
    assert signed_in(cast.police).get(f"/cases/{helped.pk}/support/").status_code == 404
    assert signed_in(cast.police).get(f"/cases/{helped.pk}/loan/check/").status_code == 200


def test_the_office_answers_arranges_and_ends(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, page = signed_in(cast.officer), f"/cases/{case.pk}/support/"
    client.post(
        needs_of(case),
        {"kind": "trade", "trade": "sewing", "raised_on": "01/06/2020", "source": "survey", "words": "muốn may áo dài"},
    )
    need = Need.objects.get()
    shown = client.get(page).content.decode()
    assert "muốn may áo dài" in shown
    assert "Chờ trả lời" in shown
    course = world.course(world.partner(cast.thuong_lac), cast.thuong_lac, on=date(2020, 6, 1))
    form = client.get(f"/cases/{case.pk}/course/").content.decode()
    assert "chưa thấy nơi nào trong địa bàn cần nghề này" in form
    client.post(f"/cases/{case.pk}/course/", {"course": str(course.pk), "on": "02/06/2020", "need": str(need.pk)})
    enrolled = Enrolment.objects.get()
    client.post(f"/enrolments/{enrolled.pk}/end/", {"result": "passed", "on": "15/06/2020"})
    client.post(f"/needs/{need.pk}/end/", {"state": "met", "on": "16/06/2020"})
    shown = client.get(page).content.decode()
    for words in ("vào lớp May công nghiệp", "hoàn thành, có chứng chỉ", "đã được đáp ứng"):
        assert words in shown


def test_work_is_written_down_asked_after_and_ended(cast: Cast, signed_in: Enter, helped: Case) -> None:
    office, helper = signed_in(cast.officer), signed_in(cast.helper)
    vacancy = world.vacancy(world.partner(cast.thuong_lac), cast.thuong_lac)
    assert (
        "Chọn nghề" in office.post(f"/cases/{helped.pk}/job/", {"place": "self", "on": "10/02/2020"}).content.decode()
    )
    office.post(f"/cases/{helped.pk}/job/", {"place": str(vacancy.pk), "on": "10/02/2020"})
    placement = Placement.objects.get()
    assert placement.vacancy == vacancy
    check = f"/cases/{helped.pk}/job/check/"
    assert "Hỏi thăm việc làm" in helper.get(f"/cases/{helped.pk}/").content.decode()
    assert helper.post(check, {"kept": "yes", "on": "12/05/2020"}).headers["Location"] == f"/cases/{helped.pk}/"
    assert list(placement.checks.order_by("months").values_list("kept", flat=True)) == [True, None, None]
    assert "Chưa đủ 6 tháng" in helper.post(check, {"kept": "yes", "on": "16/06/2020"}).content.decode()
    office.post(f"/jobs/{placement.pk}/end/", {"reason": "contract", "on": "15/06/2020"})
    assert "Thôi việc" in office.get(f"/cases/{helped.pk}/").content.decode()
    assert helper.get(check).status_code == 302


def test_help_sent_twice_is_one_line_and_a_mistake_is_struck(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/support/new/"
    donor = world.partner(cast.thuong_lac, "Bà Sáu")
    said = {
        "kind": "hardship",
        "given_on": "16/06/2020",
        "amount": "500000",
        "source": str(donor.pk),
        "client_key": "0190d3c2-7e6a-7000-8000-000000000001",
    }
    assert "Ghi tiền của nguồn nào" in client.post(address, said | {"source": ""}).content.decode()
    client.post(address, said)
    client.post(address, said)
    line = Support.objects.get()
    assert "500.000" in client.get(f"/cases/{case.pk}/support/").content.decode()
    client.post(f"/supports/{line.pk}/strike/")
    line.refresh_from_db()
    assert line.struck


def test_two_presses_after_a_visit_write_the_contact_and_the_session(
    cast: Cast, signed_in: Enter, helped: Case
) -> None:
    client, address = signed_in(cast.helper), f"/cases/{helped.pk}/met/"
    page = client.get(address).content.decode()
    assert 'value="30"' in page
    said = {
        "condition": "progress",
        "minutes": "30",
        "place": "home",
        "client_key": "0190d3c2-7e6a-7000-8000-00000000000a",
    }
    for _again in range(2):
        assert client.post(address, said).status_code == 302
    session, contact = HelperSession.objects.get(), Contact.objects.get()
    assert (session.ended_at - session.started_at).total_seconds() == 1800
    assert (contact.condition, contact.met, contact.met_at) == ("progress", True, session.started_at)
    other = client.post(address, said | {"client_key": "0190d3c2-7e6a-7000-8000-00000000000b"})
    assert "đã có một buổi khác" in other.content.decode()
    assert Contact.objects.count() == 1
    assert signed_in(cast.officer).get(address).status_code == 404


def test_a_session_with_its_hours_and_the_month_without_names(cast: Cast, signed_in: Enter, helped: Case) -> None:
    client, address = signed_in(cast.helper), f"/cases/{helped.pk}/diary/new/"
    said = {"on": "14/05/2020", "start": "19:00", "end": "20:00", "place": "home", "words": "ngồi nói chuyện"}
    assert "phải sau giờ bắt đầu" in client.post(address, said | {"end": "18:00"}).content.decode()
    assert client.post(address, said).status_code == 302
    assert "đã có một buổi khác" in client.post(address, said | {"start": "19:30", "end": "19:45"}).content.decode()
    for account in (cast.officer, cast.finance):
        page = signed_in(account).get("/allowance/?month=2020-05").content.decode()
        assert "Lê Thị Hạnh" in page
        assert "Đào" not in page
        paper = signed_in(account).get("/allowance/2020-05.docx")
        assert paper.headers["Content-Disposition"] == 'attachment; filename="buoi-giup-do-2020-05.docx"'
    assert signed_in(cast.helper).get("/allowance/").status_code == 404
    assert signed_in(cast.officer).get("/allowance/?month=xx").status_code == 404
    session = HelperSession.objects.get()
    client.post(f"/diary/{session.pk}/strike/")
    session.refresh_from_db()
    assert session.struck


@pytest.mark.parametrize("kind", ["", "gold"])
def test_a_need_without_a_kind_is_asked_again(cast: Cast, signed_in: Enter, case: Case, kind: str) -> None:
    answer = signed_in(cast.officer).post(needs_of(case), {"kind": kind, "raised_on": "16/06/2020", "source": "office"})
    assert answer.status_code == 200
    assert not Need.objects.exists()


@pytest.mark.requirement("S4-33")
def test_a_need_of_legal_aid_becomes_a_slip_and_has_a_result(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, page = signed_in(cast.officer), f"/cases/{case.pk}/support/"
    need = world.need(case, "legal", on=date(2020, 6, 1))
    assert "Giới thiệu trợ giúp pháp lý" in client.get(page).content.decode()
    refer = f"/needs/{need.pk}/legal-aid/"
    first = {"matter": "làm lại giấy khai sinh", "referred_on": "16/06/2020"}
    assert 'href="#id_name"' in client.post(refer, first).content.decode()
    centre = {"name": "Trung tâm Trợ giúp pháp lý nhà nước", "address": "số 1, đường Ví Dụ", "phone": "0277 000 000"}
    assert client.post(refer, first | centre).headers["Location"] == page
    row = LegalAidReferral.objects.get()
    shown = client.get(page).content.decode()
    for words in (*centre.values(), "làm lại giấy khai sinh", f"/legal-aid/{row.pk}/slip.docx"):
        assert words in shown
    assert refer not in shown, "one slip is on its way"
    slip = client.get(f"/legal-aid/{row.pk}/slip.docx")
    assert (slip.status_code, slip.content[:2]) == (200, b"PK")
    client.post(f"/legal-aid/{row.pk}/outcome/", {"outcome": "advised", "on": "16/06/2020"})
    shown = client.get(page).content.decode()
    assert "đã được tư vấn pháp luật" in shown
    assert str(row.office_id) in client.get(refer).content.decode(), "the office is offered from now on"
    assert "đã giới thiệu đến nơi trợ giúp pháp lý" not in client.get(f"/needs/{need.pk}/answer/").content.decode()
    assert signed_in(cast.police).get(f"/legal-aid/{row.pk}/slip.docx").status_code == 404
