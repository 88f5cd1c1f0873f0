"""My account: password, factors, codes on paper, devices; all of it one's own."""

import pytest
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors, queries
from hoanhap.foundation.sign_in.models import Passkey, Session
from tests import telephone
from tests.cast import NOW, PASSWORD, SETTER, Cast
from tests.web.office.sign_in.hands import gives_password, is_in, signs_in
from tests.web.office.sign_in.test_enrolling import a_key, codes_in, makes_key

NEW = "mot-cau-khac-that-dai-2026"


def changes_password(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> int:
    sent = {"old_password": old, "new_password1": new, "new_password2": again}
    return int(client.post("/my-account/password/", sent).status_code)


def test_the_header_leads_to_it(cast: Cast) -> None:
    client = signs_in(cast.officer)
    assert 'href="/my-account/"' in client.get("/").content.decode()
    page = client.get("/my-account/").content.decode()
    assert "Điện thoại tạo mã" in page
    assert cast.officer.username in page


def test_a_new_password_ends_the_other_sessions_and_not_this_one(cast: Cast) -> None:
    here, there = signs_in(cast.officer), signs_in(cast.officer)
    assert changes_password(here) == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert gives_password(Client(), cast.officer, PASSWORD).status_code == 200
    assert gives_password(Client(), cast.officer, NEW).status_code == 302
    assert AuditEntry.objects.filter(code="access.password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("sai", NEW, NEW),
        (PASSWORD, NEW, "khac"),
        (PASSWORD, "ngan", "ngan"),
        (PASSWORD, "password1234", "password1234"),
        (PASSWORD, "20262026202620", "20262026202621"),
        (PASSWORD, "", ""),
    ],
)
def test_a_wrong_or_weak_password_changes_nothing(cast: Cast, old: str, new: str, again: str) -> None:
    client = signs_in(cast.officer)
    assert changes_password(client, old, new, again) == 200
    assert is_in(client)
    assert gives_password(Client(), cast.officer).status_code == 302


def test_ten_new_codes_are_shown_once_by_a_press_not_by_a_look(cast: Cast) -> None:
    client = signs_in(cast.officer)
    assert codes_in(client.get("/my-account/recovery-codes/").content.decode()) == []
    answer = client.post("/my-account/recovery-codes/")
    assert len(codes_in(answer.content.decode())) == 10
    assert answer.headers["Cache-Control"] == "no-store"
    assert queries.recovery_codes_left(cast.officer) == 10


def test_the_last_factor_cannot_be_taken_away(cast: Cast) -> None:
    client = signs_in(cast.officer)
    assert client.post("/my-account/app/remove/").status_code == 422
    makes_key(client, a_key())
    assert client.post("/my-account/app/remove/").status_code == 302
    key = Passkey.objects.get()
    assert client.post(f"/my-account/passkeys/{key.pk}/remove/").status_code == 422
    assert queries.has_factor(cast.officer)


def test_anothers_key_stays(cast: Cast) -> None:
    theirs = signs_in(cast.leader)
    makes_key(theirs, a_key())
    mine = signs_in(cast.officer)
    assert mine.post(f"/my-account/passkeys/{Passkey.objects.get().pk}/remove/").status_code == 302
    assert Passkey.objects.filter(account=cast.leader).exists()


def test_devices_are_named_without_addresses_and_ended_one_by_one(cast: Cast) -> None:
    here = signs_in(cast.officer, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537"})
    phone = signs_in(
        cast.officer, headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Firefox/140"}, REMOTE_ADDR="203.0.113.77"
    )
    page = here.get("/my-account/sessions/").content.decode()
    assert ("Chrome · Windows" in page, "Firefox · Android" in page, "Máy này" in page) == (True, True, True)
    assert "203.0.113" not in page
    there = Session.objects.get(system="Android")
    assert here.post(f"/my-account/sessions/{there.handle}/end/").status_code == 302
    assert (is_in(here), is_in(phone)) == (True, False)


def test_the_devices_of_others_are_not_told(cast: Cast) -> None:
    here = signs_in(cast.officer, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537"})
    signs_in(cast.leader, headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Firefox/140"})
    page = here.get("/my-account/sessions/").content.decode()
    assert ("Chrome · Windows" in page, "Android" in page) == (True, False)


def test_all_others_at_once(cast: Cast) -> None:
    here, *others = (signs_in(cast.officer) for _turn in range(3))
    stranger = signs_in(cast.leader)
    here.post("/my-account/sessions/end-others/")
    assert [is_in(client) for client in (here, *others, stranger)] == [True, False, False, True]


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    mine, theirs = signs_in(cast.officer), signs_in(cast.leader)
    row = Session.objects.get(account=cast.leader)
    answer = mine.post(f"/my-account/sessions/{row.handle}/end/")
    assert answer.status_code == 302
    assert is_in(theirs)


def test_ending_this_very_session_leads_out(cast: Cast) -> None:
    client = signs_in(cast.officer)
    row = Session.objects.get(account=cast.officer)
    assert client.post(f"/my-account/sessions/{row.handle}/end/").headers["Location"] == "/sign-in/"
    assert not is_in(client)


def test_no_page_of_it_shows_a_secret(cast: Cast) -> None:
    client = signs_in(cast.officer)
    factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    key = client.cookies["phien"].value
    for address in ("/my-account/", "/my-account/sessions/", "/my-account/recovery-codes/", "/my-account/password/"):
        page = client.get(address).content.decode()
        assert key not in page
        assert telephone.SECRET.decode() not in page
        assert codes_in(page) == []
