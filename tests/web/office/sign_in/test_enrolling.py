"""Enrolling: one's own account, first time after the password, later after confirming; nobody else's by any way."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors, queries, rules
from hoanhap.foundation.sign_in.models import CodeApp, Passkey, RecoveryCode
from hoanhap.kernel import clock
from hoanhap.web.office.sign_in import enrolling
from tests import telephone
from tests.cast import Cast
from tests.software_key import SoftwareKey
from tests.web.office.sign_in.hands import gives_password, is_in, signs_in

Enter = Callable[[Account], Client]
APP, KEY, ASK = "/sign-in/enrol/app/", "/sign-in/enrol/passkey/", "/sign-in/enrol/passkey/ask/"


def scanned(account: Account) -> str:
    """The code of a telephone that has scanned the picture just now."""
    return rules.code(factors.offered_secret(account) or b"", rules.step_at(clock.wall()))


def a_key() -> SoftwareKey:
    return SoftwareKey(origin="http://testserver", host="testserver")


def makes_key(client: Client, key: SoftwareKey, **more: str) -> Any:
    options = client.post(ASK).json()
    return client.post(KEY, {"answer": key.create(options), "name": "máy ở cơ quan", **more})


def test_the_first_telephone_leads_in_and_shows_ten_codes_once(cast: Cast) -> None:
    client = Client()
    gives_password(client, cast.officer, next="/people/")
    assert client.get("/sign-in/enrol/").status_code == 200
    page = client.get(APP).content.decode()
    assert rules.as_typed_by_hand(factors.offered_secret(cast.officer) or b"") in page
    page = client.post(APP, {"code": scanned(cast.officer)}).content.decode()
    assert len(set(codes_in(page))) == 10
    assert 'href="/people/"' in page
    assert is_in(client)
    assert RecoveryCode.objects.filter(account=cast.officer).count() == 10
    for address in ("/my-account/", "/my-account/recovery-codes/", APP):
        assert codes_in(client.get(address).content.decode()) == []


def codes_in(page: str) -> list[str]:
    return re.findall(r">([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})<", page)


def test_the_picture_is_an_image_without_script_that_nothing_keeps(cast: Cast) -> None:
    client = Client()
    gives_password(client, cast.officer)
    assert client.get("/sign-in/enrol/app/picture/").status_code == 404
    client.get(APP)
    answer = client.get("/sign-in/enrol/app/picture/")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "no-store"
    drawn = answer.content.decode()
    assert "<path" in drawn
    assert not any(word in drawn for word in ("<script", "style=", "href"))


def test_a_wrong_code_enrols_nothing(cast: Cast) -> None:
    client = Client()
    gives_password(client, cast.officer)
    client.get(APP)
    assert client.post(APP, {"code": "000000"}).status_code == 200
    assert not queries.has_factor(cast.officer)
    assert not is_in(client)


def test_the_first_key_leads_in_and_opens_the_door_afterwards(cast: Cast) -> None:
    client, key = Client(), a_key()
    gives_password(client, cast.officer)
    assert len(codes_in(makes_key(client, key).content.decode())) == 10
    assert is_in(client)
    direct = Client()
    options = direct.post("/sign-in/passkey/ask/").json()
    assert direct.post("/sign-in/passkey/", {"answer": key.sign(options)}).headers["Location"] == "/"
    assert is_in(direct)
    beside = Client()
    gives_password(beside, cast.officer)
    options = beside.post("/sign-in/passkey/ask/").json()
    beside.post("/sign-in/passkey/", {"answer": key.sign(options)})
    assert is_in(beside)


def test_an_answer_of_a_key_heard_on_the_way_is_of_no_use(cast: Cast) -> None:
    client, key = Client(), a_key()
    gives_password(client, cast.officer)
    makes_key(client, key)
    direct = Client()
    answer = key.sign(direct.post("/sign-in/passkey/ask/").json())
    direct.post("/sign-in/passkey/", {"answer": answer})
    for thief in (Client(), direct):
        thief.post("/sign-out/")
        thief.post("/sign-in/passkey/", {"answer": answer})
        assert not is_in(thief)


def test_a_key_of_somebody_switched_off_opens_nothing(cast: Cast) -> None:
    client, key = Client(), a_key()
    gives_password(client, cast.officer)
    makes_key(client, key)
    Account.objects.filter(pk=cast.officer.pk).update(is_active=False)
    direct = Client()
    options = direct.post("/sign-in/passkey/ask/").json()
    assert direct.post("/sign-in/passkey/", {"answer": key.sign(options)}).headers["Location"] == "/sign-in/"
    assert not is_in(direct)


# --- never anybody else's ---------------------------------------------------------------------------------------

NAMES = ("account", "account_id", "user", "user_id", "username", "id", "pk", "next", "pending_sign_in")


def test_no_parameter_enrols_a_telephone_of_anybody_else(cast: Cast) -> None:
    client = Client()
    gives_password(client, cast.officer)
    more = {name: value for name in NAMES for value in (str(cast.leader.pk),)}
    client.get(APP, more)
    client.post(f"{APP}?username={cast.leader.username}", {"code": scanned(cast.officer), **more})
    assert set(CodeApp.objects.values_list("account", flat=True)) == {cast.officer.pk}
    assert not queries.has_factor(cast.leader)


def test_no_parameter_enrols_a_key_of_anybody_else(cast: Cast) -> None:
    client, key = Client(), a_key()
    gives_password(client, cast.officer)
    more = dict.fromkeys(NAMES, str(cast.leader.pk))
    makes_key(client, key, **more)
    assert set(Passkey.objects.values_list("account", flat=True)) == {cast.officer.pk}


def test_a_key_made_for_one_session_is_not_taken_in_another(cast: Cast) -> None:
    mine, theirs = Client(), Client()
    gives_password(mine, cast.officer)
    gives_password(theirs, cast.leader)
    theirs.post(ASK)
    answer = a_key().create(mine.post(ASK).json())
    assert theirs.post(KEY, {"answer": answer}).status_code == 200
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("address", ["/sign-in/enrol/", APP, "/sign-in/enrol/app/picture/", KEY])
def test_a_password_alone_never_enrols_a_second_second_factor(cast: Cast, address: str) -> None:
    """The thief of a password would otherwise add his own telephone and be in."""
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    assert client.get(address).headers["Location"] == "/sign-in/second-factor/"
    assert client.post(APP, {"code": "123456"}).headers["Location"] == "/sign-in/second-factor/"
    assert client.post(ASK).headers["Location"] == "/sign-in/second-factor/"
    assert not CodeApp.objects.filter(offered__isnull=False).exists()


def test_without_asking_for_a_factor_a_password_would_do(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    monkeypatch.setattr(enrolling.queries, "has_factor", lambda account: False)
    assert client.get(APP).status_code == 200


def test_a_stranger_enrols_nothing(cast: Cast) -> None:
    for address in ("/sign-in/enrol/", APP, "/sign-in/enrol/app/picture/", KEY):
        assert Client().get(address).headers["Location"].startswith("/sign-in/?next=")
    assert Client().post(ASK).status_code == 302
    assert not CodeApp.objects.exists()


def test_signed_in_one_confirms_first(cast: Cast) -> None:
    with time_machine.travel(clock.wall(), tick=False) as travel:
        client = signs_in(cast.officer)
        assert client.get(APP).status_code == 200
        travel.shift(timedelta(minutes=10))
        assert client.get(APP).headers["Location"] == "/sign-in/confirm/?next=%2Fsign-in%2Fenrol%2Fapp%2F"
        assert client.post(ASK).headers["Location"].startswith("/sign-in/confirm/")


def test_a_second_key_and_another_telephone(cast: Cast, signed_in: Enter) -> None:
    telephone.give(cast.officer)
    client = signed_in(cast.officer)
    assert makes_key(client, a_key()).status_code == 200  # no codes on paper yet: they are shown
    assert makes_key(client, a_key()).headers["Location"] == "/my-account/"
    client.get(APP)
    assert client.post(APP, {"code": scanned(cast.officer)}).headers["Location"] == "/my-account/"
    assert Passkey.objects.filter(account=cast.officer).count() == 2
    assert AuditEntry.objects.filter(code="access.factor_enrolled").count() == 4


@pytest.mark.parametrize("answer", ["", "null", "[]", json.dumps({"id": "x"}), "x" * 5000])
def test_nonsense_makes_no_key_and_no_fault(cast: Cast, answer: str) -> None:
    client = Client()
    gives_password(client, cast.officer)
    client.post(ASK)
    assert client.post(KEY, {"answer": answer}).status_code == 200
    assert client.post(KEY, {"answer": answer}).status_code == 200  # and without a question
    assert client.post("/sign-in/passkey/", {"answer": answer}).status_code == 302
    assert not Passkey.objects.exists()
