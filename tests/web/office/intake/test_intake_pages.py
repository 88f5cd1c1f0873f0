"""The screens of the ways in: a call becomes a request, a declaration, a file; a round is gone through and closes."""

import re
from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.cases.actions import moving
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions, risk
from hoanhap.people.intake.models import (
    CaseOrigin,
    ContactRequest,
    Relation,
    ReviewLine,
    ReviewRound,
    RiskEntry,
    SelfDeclaration,
    Source,
)
from hoanhap.people.persons.models import Person
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

Enter = Callable[[Account], Client]
CALL = {
    "source": "family",
    "relation": "parent",
    "who": "con trai bà Bưởi",
    "caller": "bà Bưởi",
    "reason": "mẹ lo",
    "days": "7",
}
LISTED = {"full_name": "Nguyễn Văn Đào", "birth": "1992", "on": "10/06/2020", "start": "list_person:identified"}


def sent(client: Client, address: str, data: Mapping[str, object]) -> str:
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_mothers_call_becomes_a_request_a_declaration_and_a_file(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    sent(client, "/intake/requests/new/", CALL)
    row = ContactRequest.objects.get()
    assert not Person.objects.exists()
    listed = client.get("/intake/").content.decode()
    assert row.number in listed
    assert "Bưởi" not in listed
    assert row.number in client.get("/").content.decode()
    page = client.get(f"/intake/requests/{row.pk}/").content.decode()
    assert "con trai bà Bưởi" in page
    address = f"/intake/declarations/new/?request={row.pk}"
    assert address in page.replace("&amp;", "&")
    where = sent(
        client,
        address,
        {
            "declared_by": "family",
            "relation": "parent",
            "name": "Nguyễn Văn Đào",
            "birth": "1992",
            "choice": "home",
            "place": "desk",
            "phone": "0912000111",
        },
    )
    declared = SelfDeclaration.objects.get()
    row.refresh_from_db()
    assert row.outcome == "declared"
    assert sent(client, f"{where}mark/", {"to": "contacted"}) == where
    desk = client.get(f"/people/new/?declaration={declared.pk}").content.decode()
    assert 'value="Nguyễn Văn Đào"' in desk
    assert str(declared.pk) in desk
    sent(client, "/people/new/", {**LISTED, "declaration": str(declared.pk)})
    case = Case.objects.get()
    declared.refresh_from_db()
    assert (declared.stage, declared.case_id, declared.name) == ("registered", case.pk, None)
    assert CaseOrigin.objects.get().source == "family"
    assert "Tự khai báo: gia đình" in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.get(where).status_code == 404


DECLARED = {"declared_by": "self", "name": "Nguyễn Văn Đào", "birth": "1992", "choice": "community", "place": "desk"}


@pytest.mark.requirement("S1-24")
def test_whoever_declares_is_told_what_to_bring_for_what_he_chose(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    page = client.get(sent(client, "/intake/declarations/new/", DECLARED)).content.decode()
    assert "Giấy tờ cần chuẩn bị" in page
    for words in ("đơn đề nghị", "bản tóm tắt lý lịch", "Nộp đủ hôm nay thì quyết định trước"):
        assert words in page.lower() or words in page
    assert page.count('<details class="govuk-details"') == 1
    undecided = {**DECLARED, "name": "Lê Văn Bưởi", "choice": "undecided"}
    page = client.get(sent(client, "/intake/declarations/new/", undecided)).content.decode()
    assert "Chưa chọn: mỗi hình thức cần giấy tờ gì" in page
    assert page.count('<details class="govuk-details"') == 4


@pytest.mark.requirement("S1-24")
def test_the_file_opened_from_it_begins_with_the_choice(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    sent(client, "/intake/declarations/new/", DECLARED)
    declared = SelfDeclaration.objects.get()
    sent(client, "/people/new/", {**LISTED, "declaration": str(declared.pk)})
    case, by = Case.objects.get(), cast.viewer(cast.officer).actor
    moving.move(case=case, verb="register", on=TODAY, signer_title="Chủ tịch", by=by, at=NOW, version=case.version)
    page = client.get(f"/cases/{case.pk}/dossiers/new/").content.decode()
    assert re.findall(r'<input[^>]*value="start_community"[^>]*checked', page)
    assert not re.findall(r'<input[^>]*value="start_home"[^>]*checked', page)


def test_a_request_is_answered_in_two_presses(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    sent(client, "/intake/requests/new/", CALL)
    row = ContactRequest.objects.get()
    assert client.post(f"/intake/requests/{row.pk}/", {}).status_code == 200
    sent(client, f"/intake/requests/{row.pk}/", {"outcome": "declined"})
    row.refresh_from_db()
    assert row.outcome == "declined"


def test_a_minor_without_guardian_is_asked_for_one_on_the_form(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).post("/intake/requests/new/", {**CALL, "minor": "on"}).content.decode()
    assert "Người dưới 18 tuổi" in page
    assert not ContactRequest.objects.exists()


def test_the_police_send_with_a_note_of_their_own_and_read_only_that(cast: Cast, signed_in: Enter) -> None:
    police, officer = signed_in(cast.police), signed_in(cast.officer)
    sent(officer, "/intake/requests/new/", CALL)
    own = {key: value for key, value in CALL.items() if key != "source"}
    sent(police, "/intake/requests/new/", {**own, "relation": "official", "police_note": "biên bản 12"})
    mine, other = ContactRequest.objects.get(source="police"), ContactRequest.objects.get(source="family")
    assert "biên bản 12" in police.get(f"/intake/sent/{mine.pk}/").content.decode()
    assert police.get(f"/intake/sent/{other.pk}/").status_code == 404
    assert police.get(f"/intake/requests/{mine.pk}/").status_code == 404
    assert "biên bản 12" not in officer.get(f"/intake/requests/{mine.pk}/").content.decode()
    assert 'name="police_note"' not in officer.get("/intake/requests/new/").content.decode()


def test_a_helper_who_was_asked_answers_and_sees_nothing_after(cast: Cast, signed_in: Enter) -> None:
    helper = signed_in(cast.helper)
    sent(signed_in(cast.officer), "/intake/requests/new/", {**CALL, "asked": str(cast.helper.pk)})
    row = ContactRequest.objects.get()
    address = f"/intake/asked/{row.pk}/"
    assert address in helper.get("/intake/").content.decode()
    assert address in helper.get("/").content.decode()
    assert "con trai bà Bưởi" in helper.get(address).content.decode()
    sent(helper, address, {"outcome": "not_found"})
    assert helper.get(address).status_code == 404
    assert signed_in(cast.other_helper).get(address).status_code == 404


def test_withdrawn_is_erased(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    details = actions.DeclarationDetails(name="Nguyễn Văn Đào", declared_on=NOW.date())
    row = actions.declare(cast.thuong_lac, details=details, by=SETTER, at=NOW)
    sent(client, f"/intake/declarations/{row.pk}/mark/", {"to": "withdrawn"})
    assert client.get(f"/intake/declarations/{row.pk}/").status_code == 404


@pytest.mark.requirement("S4-32")
def test_a_returnee_at_the_desk_needs_an_origin(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    page = client.post("/people/new/", {**LISTED, "source": "facility"}).content.decode()
    assert "nơi trở về từ đâu" in page
    assert not Person.objects.exists()
    sent(client, "/people/new/", {**LISTED, "source": "facility", "origin": "prison"})
    case = Case.objects.get()
    assert (case.origin.source, case.origin.origin) == ("facility", "prison")
    sent(client, f"/cases/{case.pk}/origin/", {"source": "union", "origin": ""})
    assert CaseOrigin.objects.get().source == "union"


def test_the_risk_list(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    sent(client, "/intake/risk/", {"name": "Bé Tư, ấp 1"})
    assert "Bé Tư, ấp 1" in client.get("/intake/risk/").content.decode()
    sent(client, f"/intake/risk/{RiskEntry.objects.get().pk}/remove/", {})
    assert "Bé Tư" not in client.get("/intake/risk/").content.decode()


@pytest.mark.requirement("S2-55")
def test_a_round_is_gone_through_in_one_list_and_closes_whole(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    for name in ("Lê Văn Một", "Lê Văn Hai"):
        people.open_home_case(cast, people.register_person(cast, name), number=name[-3:])
    address = sent(client, "/intake/rounds/open/", {})
    row = ReviewRound.objects.get()
    page = client.get(address).content.decode()
    assert "Lê Văn Hai" in page
    assert "Kết thúc đợt" not in page
    assert sent(client, f"{address}close/", {}) == address
    lines = [str(pk) for pk in ReviewLine.objects.order_by("id").values_list("pk", flat=True)]
    sent(client, address, {"verdict": "confirmed", "lines": lines[:1]})
    sent(client, address, {"verdict": "moved", "lines": lines[1:]})
    assert ReviewLine.objects.filter(verdict="").count() == 1
    sent(client, address, {"verdict": "moved", "reason": "away", "lines": lines[1:]})
    assert "Kết thúc đợt" in client.get(address).content.decode()
    sent(client, f"{address}close/", {})
    row.refresh_from_db()
    assert row.closed_on is not None
    assert re.search(r"2\s+người", client.get("/intake/rounds/").content.decode())


def test_no_name_of_what_came_in_stands_in_an_address_or_a_list(cast: Cast, signed_in: Enter) -> None:
    details = actions.RequestDetails(source=Source.UNION, relation=Relation.OFFICIAL, who="anh Ba sửa xe")
    actions.ask_contact(cast.thuong_lac, details=details, by=SETTER, at=NOW)
    risk.add(cast.thuong_lac, name="Bé Tư", by=SETTER, at=NOW)
    for name in ("officer", "leader", "police", "helper"):
        page = signed_in(getattr(cast, name)).get("/intake/").content.decode()
        assert "sửa xe" not in page
        assert "Bé Tư" not in page
