"""Masked by default on every screen; a logged press opens one field; an empty box of the form changes nothing."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.persons import masks
from hoanhap.people.persons.actions import REVEALED
from tests import people
from tests.cast import Cast
from tests.web.office.rooms.conftest import NAME, PRIOR, SOCIAL, WHOLE, WISH, World

Enter = Callable[[Account], Client]
HIDDEN = [field for field in WHOLE if field != "full_name"]
READERS = ("officer", "leader", "deputy", "police", "police_chief")
FIELDS = {account: set(HIDDEN) for account in READERS} | {"inspector": {"full_name"}, "helper": {"phone"}}
"""Who opens which field by a press."""


def page(client: Client, world: World) -> str:
    answer = client.get(f"/cases/{world.case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, world: World, field: str) -> tuple[int, str]:
    answer = client.post(f"/cases/{world.case.pk}/reveal/", {"field": field})
    return answer.status_code, answer.content.decode()


def whole_in(text: str) -> set[str]:
    """The fields whose whole value stands in this page."""
    return {field for field, value in WHOLE.items() if value in text}


def looks() -> list[str]:
    found = AuditEntry.objects.filter(code__in=REVEALED.values()).order_by("pk")
    return list(found.values_list("code", flat=True))


def test_by_default_the_name_alone_stands_whole(cast: Cast, signed_in: Enter, world: World) -> None:
    for who in READERS:
        text = page(signed_in(getattr(cast, who)), world)
        assert whole_in(text) == {"full_name"}, who
        for mask in ("•••• 821", "•••• 111", "••/••/1992"):
            assert mask in text, who
    assert looks() == []


def test_no_other_screen_of_the_officer_shows_more(cast: Cast, signed_in: Enter, world: World) -> None:
    client, case = signed_in(cast.officer), f"/cases/{world.case.pk}/"
    doors = ("plan/", "wish/", "use/", "stage/", "contacts/new/", "helper/", "move/", "referral/")
    for address in ("/", "/people/", edit(world), *(case + door for door in doors)):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert whole_in(answer.content.decode()) <= {"full_name"}, address


@pytest.mark.parametrize("who", ["officer", "police", "inspector", "helper"])
def test_each_press_opens_one_field_with_one_entry_in_the_log(
    cast: Cast, signed_in: Enter, world: World, who: str
) -> None:
    account = getattr(cast, who)
    client = signed_in(account)
    before = whole_in(page(client, world))
    for field in WHOLE:
        seen = len(looks())
        status, text = press(client, world, field)
        if field in FIELDS[who]:
            assert (status, whole_in(text) - before) == (200, {field}), field
            assert looks()[seen:] == [REVEALED[field]]
        elif field in before:
            assert status == 200
        else:
            assert (status, whole_in(text)) == (404, set()), field
            assert len(looks()) == seen
    assert whole_in(page(client, world)) == before  # shown once, kept nowhere
    assert set(AuditEntry.objects.filter(code__in=REVEALED.values()).values_list("account_id", flat=True)) == {
        str(account.pk)
    }


def test_a_field_nobody_wrote_offers_no_press(cast: Cast, signed_in: Enter) -> None:
    bare = people.open_home_case(cast, people.register_person(cast, "Trần Thị Sen", birth="1980"))
    text = signed_in(cast.officer).get(f"/cases/{bare.pk}/").content.decode()
    assert text.count('name="field"') == text.count('value="birth_date"') == 1
    assert text.count("chưa ghi") >= 4


def test_nothing_but_a_masked_field_is_opened(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.officer)
    for field in ("", "wish", "version", "id_index", "full_name' --", "unit"):
        status, text = press(client, world, field)
        assert (status, whole_in(text)) == (302, set()), field
    assert looks() == []


def test_without_a_relationship_no_press_opens_anything(cast: Cast, signed_in: Enter, world: World) -> None:
    for who in ("neighbour_officer", "stranger_officer", "health_station", "front_cadre", "justice"):
        client = signed_in(getattr(cast, who))
        for field in WHOLE:
            status, text = press(client, world, field)
            assert (status, whole_in(text)) == (404, set()), who
    assert looks() == []


# --- the inspector, and the rooms beside each other ------------------------------------------------------------------


def test_an_inspector_reads_initials(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.inspector)
    for address in ("/", "/people/", f"/cases/{world.case.pk}/"):
        text = client.get(address).content.decode()
        assert "Đào" not in text, address
        assert ("N. V. Đ." in text) is (address != "/"), address


def test_who_may_not_read_contacts_is_not_told_that_there_are_none(cast: Cast, signed_in: Enter, world: World) -> None:
    for who, told in (("officer", True), ("police", False), ("inspector", False)):
        text = signed_in(getattr(cast, who)).get("/people/").content.decode()
        assert ("Gặp gần nhất" in text) is told, who
    assert world.case.code in text
    assert 'role="search"' not in text


def test_a_search_does_not_tell_an_inspector_what_is_masked(cast: Cast, signed_in: Enter, world: World) -> None:
    inspector, officer = signed_in(cast.inspector), signed_in(cast.officer)
    for text in ("dao", "nguyen van dao", "nguyen 1992", "000099994821", "0912000111"):
        found = [client.post("/people/", {"text": text}).content.decode() for client in (inspector, officer)]
        assert [str(world.case.pk) in answer for answer in found] == [False, True], text


def test_police_and_inspector_do_not_read_the_words_of_the_social_room(
    cast: Cast, signed_in: Enter, world: World
) -> None:
    assert WISH in page(signed_in(cast.officer), world)
    for who in ("police", "inspector"):
        text = page(signed_in(getattr(cast, who)), world)
        assert [word for word in SOCIAL if word in text] == []
        assert "Mong muốn" not in text
    opened = signed_in(cast.police).post(f"/cases/{world.case.pk}/prior/").content.decode()
    assert PRIOR in opened
    assert [word for word in SOCIAL if word in opened] == []
    for who in ("officer", "leader", "inspector", "helper", "health_station"):
        assert signed_in(getattr(cast, who)).post(f"/cases/{world.case.pk}/prior/").status_code == 404


def test_each_drawing_of_the_page_is_a_look(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.officer)
    page(client, world)
    press(client, world, "phone")
    assert AuditEntry.objects.filter(code="case.viewed", subject_id=str(world.case.pk)).count() == 2


# --- correcting what one does not see --------------------------------------------------------------------------------


def edit(world: World) -> str:
    return f"/people/{world.person.pk}/edit/"


def typed(**changes: str) -> dict[str, str]:
    return {"full_name": NAME, "sex": "male", "hamlet": "8700102", "occupation": "Thợ hồ", "version": "1", **changes}


def test_an_empty_box_leaves_the_field_as_it_is(cast: Cast, signed_in: Enter, world: World) -> None:
    assert signed_in(cast.officer).post(edit(world), typed(occupation="Thợ điện")).status_code == 302
    world.person.refresh_from_db()
    opened = vault.reveal_many([world.person], *HIDDEN)[world.person.pk]
    assert opened == {field: WHOLE[field] for field in HIDDEN} | {"birth_date": "1992-06-05"}
    assert world.person.birth_year == 1992
    assert looks() == []
    assert AuditEntry.objects.get(code="person.corrected").detail.count("phone") == 0


def test_what_is_typed_replaces_and_what_is_ticked_goes(cast: Cast, signed_in: Enter, world: World) -> None:
    data = typed(phone="0912000222") | {"forget": ["relative", "phone"]}
    assert signed_in(cast.officer).post(edit(world), data).status_code == 302
    world.person.refresh_from_db()
    opened = vault.reveal_many([world.person], "phone", "relative", "id_number")[world.person.pk]
    assert opened == {"phone": "0912000222", "relative": "", "id_number": WHOLE["id_number"]}


def test_a_press_in_the_form_fills_one_box_keeps_the_rest_and_is_logged(
    cast: Cast, signed_in: Enter, world: World
) -> None:
    client = signed_in(cast.officer)
    for field in HIDDEN:
        text = client.post(edit(world), typed(occupation="Đang gõ dở", reveal=field)).content.decode()
        assert whole_in(text) == {"full_name", field}
        assert "Đang gõ dở" in text
    assert looks() == [REVEALED[field] for field in HIDDEN]
    for field in ("full_name", "wish", "", "unit"):
        assert client.post(edit(world), typed(reveal=field)).status_code == 404
    assert len(looks()) == len(HIDDEN)
    world.person.refresh_from_db()
    assert world.person.version == 1  # nothing was saved


def test_the_enter_key_saves(cast: Cast, signed_in: Enter, world: World) -> None:
    """The first button of a form is the one Enter presses."""
    text = signed_in(cast.officer).get(edit(world)).content.decode()
    form = text[text.index("<main") :]
    assert form.index('type="submit"') < form.index('name="reveal"')
    assert 'name="' not in form[form.rindex("<button", 0, form.index("Lưu")) : form.index("Lưu")]


def test_what_the_other_wrote_is_a_logged_look(cast: Cast, signed_in: Enter, world: World) -> None:
    signed_in(cast.leader).post(edit(world), typed(phone="0912000222"))
    text = signed_in(cast.officer).post(edit(world), typed(phone="0912000333")).content.decode()
    assert "0912000222" in text
    assert "0912000333" in text
    assert looks() == ["person.phone_revealed"]
    assert WHOLE["relative"] not in text


def test_who_may_not_reveal_sees_the_other_s_text_masked(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoanhap.foundation.access import roles
    from hoanhap.people.persons.policy import PersonPermission

    signed_in(cast.leader).post(edit(world), typed(phone="0912000222"))
    held = roles.allowed_to(roles.Role.COMMUNE_OFFICER) - {PersonPermission.REVEAL}
    monkeypatch.setitem(roles._granted, roles.Role.COMMUNE_OFFICER, set(held))
    text = signed_in(cast.officer).post(edit(world), typed(phone="0912000333")).content.decode()
    assert "0912000222" not in text
    assert 'name="reveal"' not in text
    assert looks() == []


# --- known-bad controls ----------------------------------------------------------------------------------------------


def test_a_mask_taken_away_is_noticed(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer)
    for field in HIDDEN:
        with monkeypatch.context() as broken:
            broken.setitem(masks.MASKS, field, lambda text: text.replace("1992-06-05", "05/06/1992"))
            assert whole_in(page(client, world)) == {"full_name", field}


def test_initials_taken_away_are_noticed(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoanhap.people.persons.masks.name", lambda full, form: full)
    assert NAME in page(signed_in(cast.inspector), world)
    assert NAME in page(signed_in(cast.helper), world)


def test_a_press_without_its_gate_is_noticed(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoanhap.people.persons.policy.may_reveal", lambda *_args: True)
    _status, text = press(signed_in(cast.inspector), world, "relative")
    assert "relative" in whole_in(text)


def test_a_press_without_its_entry_is_noticed(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoanhap.people.persons.actions._log_reveal", lambda *_args: None)
    _status, text = press(signed_in(cast.officer), world, "phone")
    assert "phone" in whole_in(text)
    assert looks() == []
