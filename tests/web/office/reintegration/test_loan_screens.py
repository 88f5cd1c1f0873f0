"""The list of loans from choosing to printing; the reasons of one person; registers, rates and kinds on screen."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.kernel import clock
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import Course, Loan, LoanEntry, LoanList, Partner, PartnerKind, Vacancy
from tests.cast import Cast, attest_until
from tests.domain.care import people
from tests.domain.reintegration import world

Enter = Callable[[Account], Client]
AFTER = "post_rehab_residence"


@pytest.mark.requirement("S1-38")
def test_another_day_of_completion_changes_the_words_on_the_screen(cast: Cast, signed_in: Enter, case: Case) -> None:
    clock.set_start(clock.at(date(2026, 9, 1), 9))
    attest_until(date(2026, 12, 31))
    client, address = signed_in(cast.police), f"/cases/{case.pk}/loan/check/"
    before = client.get(address).content.decode()
    assert "Chưa có ngày hoàn thành" in before
    assert "Còn điều kiện chưa đạt" in before
    assert "Quyết định 08/2026/QĐ-TTg" in before
    by = cast.viewer(cast.officer).actor
    for day in ("16/07/2020", "20/07/2020"):
        on = date(2020, 7, int(day[:2]))
        moved = cases.move(
            case=case, verb="complete", on=on, signer_title="Chủ tịch", by=by, at=clock.now(), version=case.version
        ).case
        assert f"Đã hoàn thành cai nghiện hoặc điều trị thay thế ngày {day}." in client.get(address).content.decode()
        case = cases.undo_last_move(case=moved, reason="nhầm ngày", by=by, at=clock.now(), version=moved.version)
    assert "Chưa có ngày hoàn thành" in client.get(address).content.decode()


def test_fifteen_people_are_listed_sent_confirmed_and_printed(cast: Cast, signed_in: Enter) -> None:
    """Four presses of the police for fifteen people: choose, make, send, print."""
    people.cases(cast.thuong_lac, 15, state=AFTER)
    police, chair = signed_in(cast.police), signed_in(cast.leader)
    page = police.get("/loan-lists/new/").content.decode()
    assert page.count('name="people"') == 15
    everybody = [str(pk) for pk in Case.objects.values_list("pk", flat=True)]
    made = police.post("/loan-lists/new/", {"people": everybody, "purpose": "business", "law_abiding": "on"})
    loan_list = LoanList.objects.get()
    assert made.headers["Location"] == f"/loan-lists/{loan_list.pk}/"
    entry = loan_list.entries.order_by("id")[0]
    police.post(f"/loan-lists/entries/{entry.pk}/", {"purpose": "trade", "amount": "30000000", "trade_paper": "on"})
    entry.refresh_from_db()
    assert (entry.purpose, entry.amount, entry.trade_paper, entry.law_abiding) == ("trade", 30_000_000, True, False)
    assert police.post(f"/loan-lists/{loan_list.pk}/decide/").status_code == 404
    police.post(f"/loan-lists/{loan_list.pk}/send/")
    assert "danh sách vay vốn ngày 16/06/2020" in chair.get("/").content.decode()
    decide = f"/loan-lists/{loan_list.pk}/decide/"
    assert chair.get(decide).content.decode().count('name="entry-') == 15
    chair.post(decide, {f"entry-{entry.pk}": "wish"})
    loan_list.refresh_from_db()
    entry.refresh_from_db()
    assert (loan_list.state, entry.struck, loan_list.decided_name) == ("confirmed", "wish", "Lê Văn Thành")
    for kind in ("docx", "xlsx"):
        answer = police.get(f"/loan-lists/{loan_list.pk}/file.{kind}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="danh-sach-vay-von-2020-06-16.{kind}"'
    assert police.get(f"/loan-lists/{loan_list.pk}/file.exe").status_code == 404


def test_the_chair_returns_a_list_and_the_police_take_somebody_off(cast: Cast, signed_in: Enter) -> None:
    held = people.cases(cast.thuong_lac, 2, state=AFTER)
    police, chair = signed_in(cast.police), signed_in(cast.leader)
    police.post("/loan-lists/new/", {"people": [str(one.pk) for one in held], "purpose": "business"})
    loan_list = LoanList.objects.get()
    police.post(f"/loan-lists/{loan_list.pk}/send/")
    chair.post(f"/loan-lists/{loan_list.pk}/decide/", {"verb": "return"})
    loan_list.refresh_from_db()
    assert loan_list.state == "returned"
    assert "rồi gửi lại" in police.get("/").content.decode()
    police.post(f"/loan-lists/entries/{loan_list.entries.order_by('id')[0].pk}/remove/")
    assert LoanEntry.objects.count() == 1


def test_nobody_chosen_is_said_and_nothing_written(cast: Cast, signed_in: Enter) -> None:
    people.cases(cast.thuong_lac, 1, state=AFTER)
    answer = signed_in(cast.police).post("/loan-lists/new/", {"purpose": "business"})
    assert "Chọn ít nhất một người." in answer.content.decode()
    assert not LoanList.objects.exists()


@pytest.mark.requirement("S1-37")
def test_a_loan_shows_its_visits_and_repayment_on_the_page(cast: Cast, signed_in: Enter, case: Case) -> None:
    bank = world.partner(cast.dong_thap, "Ngân hàng Chính sách xã hội", PartnerKind.BANK)
    client = signed_in(cast.officer)
    client.post(
        f"/cases/{case.pk}/loan/",
        {
            "lender": str(bank.pk),
            "purpose": "business",
            "amount": "30000000",
            "months": "36",
            "disbursed_on": "01/02/2020",
        },
    )
    loan = Loan.objects.get()
    visit = {"use": "as_agreed", "result": "good", "repaid": "2000000"}
    client.post(f"/loans/{loan.pk}/", visit | {"followed_on": "04/05/2020"})
    client.post(f"/loans/{loan.pk}/", visit | {"followed_on": "15/06/2020", "repaid": "5000000", "overdue": "on"})
    page = " ".join(client.get(f"/cases/{case.pk}/support/").content.decode().split())
    assert "30.000.000 đồng" in page
    assert "theo dõi 2 lần, đã trả 5.000.000 đồng" in page
    assert "đang trả, có khoản quá hạn" in page
    wrong = client.post(f"/loans/{loan.pk}/", visit | {"followed_on": "16/06/2020", "repaid": "1"})
    assert "ít hơn lần trước" in wrong.content.decode()
    wrong = client.post(f"/loans/{loan.pk}/", visit | {"followed_on": "16/06/2020", "repaid": "9" * 30})
    assert 'href="#id_repaid"' in wrong.content.decode()


def test_registers_are_kept_on_screen_and_read_by_a_helper(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    client.post("/partners/new/", {"kind": "enterprise", "name": "Công ty May", "valid_from": "01/06/2020"})
    partner = Partner.objects.get()
    client.post(
        f"/partners/{partner.pk}/vacancies/new/",
        {"title": "Thợ may", "trade": "sewing", "seats": "3", "opened_on": "01/06/2020"},
    )
    course = {
        "provider": str(partner.pk),
        "title": "May căn bản",
        "seats": "20",
        "starts_on": "20/06/2020",
        "ends_on": "20/09/2020",
    }
    assert (
        "chưa ghi nhận nơi nào"
        not in client.post("/courses/new/", course | {"trade": "sewing"}, follow=True).content.decode()
    )
    assert (
        "chưa ghi nhận nơi nào"
        in client.post("/courses/new/", course | {"trade": "welding"}, follow=True).content.decode()
    )
    client.post(
        "/courses/demand/new/",
        {
            "trade": "welding",
            "wanted": "4",
            "said_by": "khảo sát",
            "valid_from": "01/06/2020",
            "valid_to": "01/12/2020",
        },
    )
    assert "địa bàn cần 4 người" in client.get("/courses/").content.decode()
    assert (Vacancy.objects.count(), Course.objects.count()) == (1, 2)
    helper = signed_in(cast.helper)
    assert "còn 3 chỗ" in helper.get("/partners/").content.decode()
    assert helper.get("/partners/new/").status_code == 404
    letter = client.get(f"/partners/{partner.pk}/thanks.docx")
    assert letter.headers["Content-Disposition"] == 'attachment; filename="thu-cam-on.docx"'
    client.post(f"/vacancies/{Vacancy.objects.get().pk}/close/")
    assert "Chưa có chỗ làm đang mở" in client.get(f"/partners/{partner.pk}/").content.decode()


@pytest.mark.requirement("S1-18")
def test_a_province_adds_a_kind_and_a_rate_and_communes_have_them_at_once(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    province, officer = signed_in(cast.province_merger), signed_in(cast.officer)
    province.post("/support/kinds/", {"vocabulary": "help", "label": "Hỗ trợ đi lại", "valid_from": "16/06/2020"})
    assert "Hỗ trợ đi lại" in officer.get(f"/cases/{case.pk}/needs/new/").content.decode()
    assert "Hỗ trợ đi lại" in officer.get(f"/cases/{case.pk}/support/new/").content.decode()
    said = {
        "label": "Hỗ trợ một lần",
        "per": "once",
        "amount": "1500000",
        "document": "NQ 10/2020/NQ-HĐND",
        "confidence": "SEEN_2",
        "valid_from": "16/06/2020",
    }
    assert "một trong hai" in province.post("/support/rates/set/", said | {"multiple": "100"}).content.decode()
    assert 'href="#id_amount"' in province.post("/support/rates/set/", said | {"amount": "9" * 30}).content.decode()
    province.post("/support/rates/set/", said)
    page = officer.get("/support/rates/").content.decode()
    assert "1.500.000 đồng" in page
    assert "cần đối chiếu văn bản" in page
    assert officer.get("/support/rates/set/").status_code == 404


def test_the_board_names_people_to_the_office_and_counts_for_the_levels_above(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    world.need(case, "trade", on=date(2020, 3, 1), trade="sewing")
    office = signed_in(cast.officer).get("/support/").content.decode()
    assert "Nguyễn Văn Đào" in office
    assert "107 ngày" in office
    for account in (cast.district_merger, cast.inspector, cast.province_leader):
        above = signed_in(account).get("/support/").content.decode()
        assert "Đào" not in above
        assert "Thường Lạc" in above
    assert signed_in(cast.police).get("/support/").status_code == 404


@pytest.mark.parametrize(("workers", "after", "words"), [("20", "2", "Đạt"), ("21", "2", "Chưa đạt")])
def test_an_employer_is_told_the_one_condition_the_sources_name_and_nothing_is_kept(
    cast: Cast, signed_in: Enter, workers: str, after: str, words: str
) -> None:
    owner = world.partner(cast.thuong_lac)
    clock.set_start(clock.at(date(2026, 9, 1), 9))
    attest_until(date(2026, 12, 31))
    client, address = signed_in(cast.officer), f"/partners/{owner.pk}/loan/"
    assert address in client.get(f"/partners/{owner.pk}/").content.decode()
    page = client.get(address, {"workers": workers, "after_rehab": after}).content.decode()
    assert re.search(rf">\s*{words}\s*<", page)
    assert "Quyết định 08/2026/QĐ-TTg (cơ sở sản xuất, kinh doanh" in page
    assert "hỏi Ngân hàng Chính sách xã hội" in page
    assert not Loan.objects.exists()
    wrong = client.get(address, {"workers": "2", "after_rehab": "3"}).content.decode()
    assert "Không thể nhiều hơn tổng số lao động." in wrong


def test_before_that_decision_nothing_is_asked_of_an_employer(cast: Cast, signed_in: Enter) -> None:
    owner = world.partner(cast.thuong_lac)
    page = signed_in(cast.officer).get(f"/partners/{owner.pk}/loan/").content.decode()
    assert "không nêu điều kiện riêng cho cơ sở" in page
    bank = world.partner(cast.thuong_lac, "Ngân hàng", PartnerKind.BANK)
    assert "/loan/" not in signed_in(cast.officer).get(f"/partners/{bank.pk}/").content.decode()
