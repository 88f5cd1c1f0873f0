"""The screens of rights over data: the whole way of a request, a copy after the second factor, consent unticked."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Breach, Consent, ConsentText, Disclosure, RetentionTerm, RightsRequest
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from hoanhap.web.office import step_up
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.domain.privacy import history

Enter = Callable[[Account], Client]
NAME, NUMBER = "Nguyễn Văn Ví Dụ", "079092001234"


@pytest.fixture
def person(cast: Cast) -> Person:
    found = people.register_person(cast, NAME, birth="1992", id_number=NUMBER)
    people.open_home_case(cast, found)
    return found


def typed(**changes: str) -> dict[str, str]:
    return {
        "kind": "access",
        "person_name": NAME,
        "id_number": NUMBER,
        "asker": "person",
        "identity_check": "id_card",
        "channel": "desk",
        "received_on": "16/06/2020",
        "received_hour": "08:30",
        "asked": "xin xem mọi thứ về tôi",
    } | changes


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def entered_request(client: Client, **changes: str) -> RightsRequest:
    answer = client.post(reverse("privacy-request-new"), typed(**changes))
    assert answer.status_code == 302, text_of(answer)
    return RightsRequest.objects.latest("recorded_at")


def test_from_the_desk_to_the_copy_in_hand(cast: Cast, person: Person, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    row = entered_request(client)
    assert row.subject_id == str(person.pk)
    page = text_of(client.get(reverse("privacy-request", args=[row.pk])))
    assert "Báo là đã nhận" in page
    client.post(reverse("privacy-acknowledge", args=[row.pk]))
    answer = client.post(
        reverse("privacy-decide", args=[row.pk]), {"outcome": "granted", "answer": "Giao một bản sao tận tay"}
    )
    assert answer.status_code == 302
    preview = text_of(client.get(reverse("privacy-copy", args=[row.pk])))
    assert "Đọc lại một lượt trước khi giao" in preview
    assert NUMBER in preview
    file = client.post(reverse("privacy-copy", args=[row.pk]), {"kind": "pdf", "also": ""})
    assert file.content.startswith(b"%PDF")
    mine = [str(cast.officer.pk)]
    assert looks_at("privacy.copy_read", row.pk) == looks_at("privacy.person_copied", person.pk) == mine
    assert file["Cache-Control"] == "no-store"
    assert "attachment" in file["Content-Disposition"]
    data = client.post(reverse("privacy-copy", args=[row.pk]), {"kind": "json", "also": ""})
    assert json.loads(data.content)["name"] == NAME
    client.post(reverse("privacy-done", args=[row.pk]))
    row.refresh_from_db()
    assert row.done_at is not None
    assert AuditEntry.objects.filter(code="privacy.person_copied", subject_id=str(person.pk)).count() == 2
    assert not Duty.objects.filter(subject_id=str(row.pk), settled_at=None).exists()


def test_no_copy_without_the_second_factor_just_now(cast: Cast, person: Person, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    row = entered_request(client)
    session = client.session
    session.pop(step_up.CONFIRMED_AT, None)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    for answer in (
        client.get(reverse("privacy-copy", args=[row.pk])),
        client.post(reverse("privacy-copy", args=[row.pk]), {"kind": "pdf"}),
    ):
        assert answer.status_code == 302
    row.refresh_from_db()
    assert row.copy_made_at is None


def test_an_officer_grants_and_only_the_leader_refuses(cast: Cast, person: Person, signed_in: Enter) -> None:
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    row = entered_request(officer, kind="deletion")
    address = reverse("privacy-decide", args=[row.pk])
    refusal = {"outcome": "refused", "ground": "state_management", "answer": "Hồ sơ đang quản lý theo luật"}
    officer.post(address, refusal)
    row.refresh_from_db()
    assert row.outcome == ""
    assert 'value="refused"' not in text_of(officer.get(address))
    leader.post(address, refusal)
    row.refresh_from_db()
    assert (row.outcome, row.done_at is not None) == ("refused", True)


def test_late_is_red_in_the_book(cast: Cast, person: Person, signed_in: Enter) -> None:
    row = entered_request(signed_in(cast.officer))
    clock.set_start(row.answer_due_at)
    page = text_of(signed_in(cast.officer).get(reverse("privacy")))
    assert "quá hạn" in page
    assert NAME in page


def test_the_administrator_sees_the_book_without_a_name(cast: Cast, person: Person, signed_in: Enter) -> None:
    row = entered_request(signed_in(cast.officer))
    page = text_of(signed_in(cast.administrator).get(reverse("privacy")))
    assert row.code in page
    assert NAME not in page
    assert reverse("privacy-request", args=[row.pk]) not in page


def test_a_request_of_somebody_unknown_can_be_attached_later(cast: Cast, person: Person, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    row = entered_request(client, id_number="")
    assert row.subject_id == ""
    assert "Chưa biết yêu cầu này về ai" in text_of(client.get(reverse("privacy-copy", args=[row.pk])))
    address = reverse("privacy-attach", args=[row.pk])
    assert "Không thấy người mang số này" in text_of(client.post(address, {"id_number": "079000000000"}))
    assert client.post(address, {"id_number": NUMBER}).status_code == 302
    row.refresh_from_db()
    assert row.subject_id == str(person.pk)


def test_what_is_wrong_stands_beside_its_field(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    answer = client.post(reverse("privacy-request-new"), typed(asker="guardian", asker_name="Nguyễn Thị Ớt"))
    assert "giấy ủy quyền" in text_of(answer)
    assert not RightsRequest.objects.exists()


def test_received_just_now_when_no_hour_is_typed(cast: Cast, signed_in: Enter) -> None:
    assert entered_request(signed_in(cast.officer), received_hour="").received_at >= NOW


# --- consent --------------------------------------------------------------------------------------------------------


def published(cast: Cast, purpose: str = "groups") -> ConsentText:
    by = cast.viewer(cast.leader).actor
    body = "Tôi đồng ý để nhóm tôi tham gia biết họ tên của tôi, và rút lại được bất cứ lúc nào."
    text = consents.draft_text(unit=cast.thuong_lac, purpose=purpose, body=body, by=by, at=NOW)
    return consents.publish_text(text=text, by=by, at=NOW)


def ticked(page: str) -> list[str]:
    """Boxes and circles that stand ticked in a page."""
    tags = [tag for tag in page.split("<") if tag.startswith("input") and ('"checkbox"' in tag or '"radio"' in tag)]
    return [tag for tag in tags if " checked" in tag]


def test_no_box_is_ticked_beforehand(cast: Cast, person: Person, signed_in: Enter) -> None:
    published(cast)
    page = text_of(signed_in(cast.officer).get(reverse("privacy-consent-give", args=[person.pk, "groups"])))
    assert 'type="checkbox"' in page
    assert ticked(page) == []


def test_a_ticked_box_would_be_noticed() -> None:
    """Known-bad control."""
    assert ticked('<p><input type="checkbox" name="agreed" checked></p>') != []


def test_given_and_taken_back_with_as_few_steps(cast: Cast, person: Person, signed_in: Enter) -> None:
    client, text = signed_in(cast.officer), published(cast)
    given = {"agreed": "on", "medium": "screen", "given_on": "16/06/2020", "given_by": "person", "text": str(text.pk)}
    silent = {name: value for name, value in given.items() if name != "agreed"}
    address = reverse("privacy-consent-give", args=[person.pk, "groups"])
    assert "Im lặng không phải là đồng ý" in text_of(client.post(address, silent))
    assert client.post(address, given).status_code == 302
    page = text_of(client.get(reverse("privacy-consents", args=[person.pk])))
    assert "đang đồng ý" in page
    assert "không dựa vào đồng ý" in page  # what rests on law is said
    consent = Consent.objects.get()
    assert reverse("privacy-consent-withdraw", args=[consent.pk]) in page
    assert client.post(reverse("privacy-consent-withdraw", args=[consent.pk])).status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_on == TODAY
    assert RightsRequest.objects.get().kind == "withdrawal"


def test_a_text_that_changed_meanwhile_is_read_again(cast: Cast, person: Person, signed_in: Enter) -> None:
    client, old = signed_in(cast.officer), published(cast)
    published(cast)
    given = {"agreed": "on", "medium": "screen", "given_on": "16/06/2020", "given_by": "person", "text": str(old.pk)}
    answer = client.post(reverse("privacy-consent-give", args=[person.pk, "groups"]), given)
    assert "vừa được thay bản mới" in text_of(answer)
    assert not Consent.objects.exists()


def test_texts_are_written_published_and_shown_in_their_versions(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.leader)
    address = reverse("privacy-text-new", args=["groups"])
    assert "Tôi đồng ý" in text_of(client.get(address))
    body = "Tôi đồng ý để nhóm tôi tham gia biết họ tên của tôi, và rút lại được bất cứ lúc nào."
    client.post(address, {"body": body})
    text = ConsentText.objects.get()
    assert "Ban hành bản này" in text_of(client.get(reverse("privacy-text", args=[text.pk])))
    client.post(reverse("privacy-text-publish", args=[text.pk]))
    assert "đang dùng" in text_of(client.get(reverse("privacy-texts")))


# --- outside --------------------------------------------------------------------------------------------------------


def looks_at(code: str, subject: object) -> list[str]:
    rows = AuditEntry.objects.filter(code=code, subject_id=str(subject)).order_by("id")
    return list(rows.values_list("account_id", flat=True))


def test_a_disclosure_by_two(cast: Cast, person: Person, signed_in: Enter) -> None:
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    wanted = {
        "recipient": "Tòa án nhân dân huyện",
        "purpose": "Xem xét đơn của người có dữ liệu",
        "basis": "authority",
        "document": "Công văn 15/CV ngày 10/6/2020",
        "classes": "identity",
        "person_count": "1",
        "expires_on": "30/06/2020",
        "person": str(person.pk),
    }
    assert officer.post(reverse("privacy-disclosure-new"), wanted).status_code == 302
    row = Disclosure.objects.get()
    hand = reverse("privacy-disclosure-hand", args=[row.pk])
    assert officer.post(hand).status_code == 422
    act = JointAct.objects.get()
    assert "Tòa án nhân dân huyện" in text_of(leader.get(reverse("joint-act", args=[act.pk])))
    leader.post(reverse("joint-act-confirm", args=[act.pk]))
    assert "Ghi là đã giao" in text_of(officer.get(reverse("privacy-disclosure", args=[row.pk])))
    assert officer.post(hand).status_code == 302
    row.refresh_from_db()
    assert row.handed_at is not None
    book = text_of(signed_in(cast.administrator).get(reverse("privacy-disclosures")))
    assert row.code in book
    assert "Tòa án" not in book
    entry, new = reverse("privacy-disclosure", args=[row.pk]), reverse("privacy-disclosure-new")
    desk = text_of(officer.get(reverse("privacy-disclosures")))
    assert (entry in book, new in book, entry in desk, new in desk) == (False, False, True, True)
    assert looks_at("privacy.disclosure_viewed", row.pk) == [str(cast.officer.pk)]
    officer.post(reverse("privacy-disclosure-end", args=[row.pk]), {"ending": "đã trả lại đủ"})
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_breach_reported_by_the_officer_and_closed_by_the_leader(cast: Cast, signed_in: Enter) -> None:
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    said = {
        "kind": "lost_device",
        "known_on": "16/06/2020",
        "known_hour": "08:00",
        "what": "Mất một ổ USB chứa danh sách",
        "classes": ["identity", "social"],
        "person_count": "12",
    }
    assert officer.post(reverse("privacy-breach-new"), said).headers["Location"] == reverse("today")
    row = Breach.objects.get()
    entry = reverse("privacy-breach", args=[row.pk])
    for account, opens in ((cast.leader, True), (cast.administrator, False), (cast.inspector, False)):
        book = text_of(signed_in(account).get(reverse("privacy-breaches")))
        assert row.code in book
        assert (entry in book) is opens
    assert officer.get(reverse("privacy-breach", args=[row.pk])).status_code == 404
    page = text_of(leader.get(reverse("privacy-breach", args=[row.pk])))
    assert "Còn 3 ngày" in page or "Còn 2 ngày" in page
    assert looks_at("privacy.breach_viewed", row.pk) == [str(cast.leader.pk)]
    assert leader.post(reverse("privacy-breach-close", args=[row.pk])).status_code == 422
    now = {"on": "16/06/2020", "hour": "09:00"}
    leader.post(reverse("privacy-breach-step", args=[row.pk]), now | {"said": "Đã khóa tài khoản"})
    leader.post(reverse("privacy-breach-told", args=[row.pk, "authority"]), now)
    leader.post(reverse("privacy-breach-assess", args=[row.pk]), {"serious": "on", "person_count": "15"})
    assert leader.get(reverse("privacy-breach-paper", args=[row.pk, "pdf"])).content.startswith(b"%PDF")
    leader.post(reverse("privacy-breach-issue", args=[row.pk]), {"issued_on": "16/06/2020"})
    assert "01/TB-UBND" in text_of(leader.get(reverse("privacy-breach", args=[row.pk])))
    assert leader.post(reverse("privacy-breach-close", args=[row.pk])).status_code == 302
    told = leader.post(reverse("privacy-breach-new"), said).headers["Location"]
    assert told == reverse("privacy-breach", args=[Breach.objects.latest("reported_at").pk])


def test_terms_are_shown_and_set_with_their_basis(cast: Cast, signed_in: Enter) -> None:
    leader = signed_in(cast.leader)
    assert "không tìm thấy trong luật" in text_of(leader.get(reverse("privacy-terms")))
    address = reverse("privacy-term-set", args=["cases-ended"])
    assert "căn cứ" in text_of(leader.post(address, {"seal_after_days": "60", "keep_years": "20", "basis": ""}))
    basis = {"seal_after_days": "60", "keep_years": "20", "basis": "Bảng thời hạn số 12/QĐ-UBND"}
    assert leader.post(address, basis).status_code == 302
    assert RetentionTerm.objects.get().keep_years == 20


def test_the_inventory_names_fields_and_nobody(cast: Cast, person: Person, signed_in: Enter) -> None:
    page = text_of(signed_in(cast.administrator).get(reverse("privacy-inventory")))
    assert "full_name" in page
    assert NAME not in page


# --- sealed ---------------------------------------------------------------------------------------------------------


def test_put_away_found_by_the_card_and_opened_by_two(cast: Cast, person: Person, signed_in: Enter) -> None:
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    case = Case.objects.get()
    assert leader.post(reverse("case-seal", args=[case.pk])).status_code == 422
    history.end(case, cast.viewer(cast.officer).actor)
    assert leader.post(reverse("case-seal", args=[case.pk])).status_code == 302
    assert officer.get(reverse("case", args=[case.pk])).status_code == 404
    page = text_of(officer.post(reverse("privacy-sealed"), {"id_number": NUMBER}))
    assert case.code in page
    assert NAME not in page
    assert case.code not in text_of(officer.post(reverse("privacy-sealed"), {"id_number": "079000000000"}))
    officer.post(reverse("privacy-sealed-ask", args=[case.pk]), {"reason": "Người đó xin bản sao dữ liệu của mình"})
    assert officer.post(reverse("privacy-sealed-open", args=[case.pk])).status_code == 422
    leader.post(reverse("joint-act-confirm", args=[JointAct.objects.get().pk]))
    assert officer.post(reverse("privacy-sealed-open", args=[case.pk])).status_code == 302
    assert officer.get(reverse("case", args=[case.pk])).status_code == 200


# --- the health part ------------------------------------------------------------------------------------------------


def test_the_station_hands_over_its_part_by_its_own_work(cast: Cast, signed_in: Enter) -> None:
    told = history.told(cast)
    officer, nurse = signed_in(cast.officer), signed_in(cast.health_station)
    row = entered_request(officer)
    assert row.subject_id == str(told.person.pk)
    duty = Duty.objects.get(kind="care.annex", subject_id=str(row.pk), settled_at=None)
    today = text_of(nurse.get(reverse("today")))
    address = reverse("privacy-annex", args=[row.pk])
    assert address in today
    assert NAME not in today
    assert officer.get(address).status_code == 404
    assert nurse.get(reverse("privacy-request", args=[row.pk])).status_code == 404
    assert "huyết áp ổn định" in text_of(nurse.get(address))
    assert nurse.post(address, {"kind": "pdf"}).content.startswith(b"%PDF")
    duty.refresh_from_db()
    assert duty.settled_at is not None
    row.refresh_from_db()
    assert row.copy_made_at is None  # the commune learns nothing of it
    assert signed_in(cast.neighbour_station).get(address).status_code == 404
