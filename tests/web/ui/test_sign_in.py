"""The way in and out: right and wrong passwords, the lock, the log, where one lands, a demonstration."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from tests import telephone
from tests.cast import PASSWORD, Cast

Enter = Callable[[Account], Client]
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


@dataclass
class Invented:
    username: str = "vi-du"
    password: str = "mat-khau-vi-du"
    title: str = "cán bộ Tổ công tác"
    place: str = "xã Thường Lạc"


def invented() -> list[Invented]:
    return [Invented()]


def through_the_door(client: Client, account: Account, next_page: str = "") -> HttpResponse:
    """Password and code, as a hand types them."""
    telephone.shows(account)
    client.post("/sign-in/", {"username": account.username, "password": PASSWORD, "next": next_page})
    return client.post("/sign-in/second-factor/", {"code": telephone.shows(account)})


def test_password_and_code_lead_in_and_are_logged(cast: Cast) -> None:
    answer = through_the_door(Client(), cast.officer, "/ui/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ui/")
    row = AuditEntry.objects.get(code="access.signed_in")
    assert row.subject_id == str(cast.officer.id)


@pytest.mark.parametrize(("username", "password"), [("can-bo", "sai"), ("khong-co-ai", "sai"), ("tat", PASSWORD)])
def test_wrong_unknown_and_switched_off_answer_alike(cast: Cast, username: str, password: str) -> None:
    Account.objects.filter(pk=cast.helper.pk).update(is_active=False, username="tat")
    answer = Client().post("/sign-in/", {"username": username, "password": password})
    assert answer.status_code == 200
    assert WRONG in answer.content.decode()
    assert not AuditEntry.objects.filter(code="access.signed_in").exists()


def test_it_leads_to_no_other_site(cast: Cast, settings: Settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/ui/"
    answer = through_the_door(Client(), cast.officer, "https://elsewhere.example/")
    assert answer.headers["Location"] == "/ui/"


def test_eight_wrong_passwords_pause_this_account_from_here_only(cast: Cast) -> None:
    for _ in range(8):
        answer = Client().post("/sign-in/", {"username": "can-bo", "password": "sai"})
    assert answer.status_code == 429
    assert "Tạm dừng đăng nhập" in answer.content.decode()
    assert Client().post("/sign-in/", {"username": "can-bo", "password": PASSWORD}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert elsewhere.post("/sign-in/", {"username": "can-bo", "password": PASSWORD, "next": "/ui/"}).status_code == 302


def test_out_by_post_alone_and_logged(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert client.get("/ui/").headers["Location"] == "/sign-in/?next=/ui/"
    assert AuditEntry.objects.filter(code="access.signed_out").count() == 1


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(db: None) -> None:
    answer = Client().get("/ui/", headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/sign-in/"


def test_invented_accounts_stand_there_in_a_demonstration_only(db: None, settings: Settings) -> None:
    settings.DEMONSTRATION_ACCOUNTS = f"{__name__}.invented"
    assert "mat-khau-vi-du" not in Client().get("/sign-in/").content.decode()
    settings.DEMONSTRATION = True
    page = Client().get("/sign-in/").content.decode()
    assert "mat-khau-vi-du" in page
    assert "xã Thường Lạc · cán bộ Tổ công tác" in page


def test_what_one_did_is_not_told_to_the_next_at_the_same_pc(cast: Cast) -> None:
    """A message nobody looked at goes with its session; in a cookie it would wait for whoever comes next."""
    client = Client()
    through_the_door(client, cast.administrator)
    day = {"on": "17/06/2020", "off": "off", "name": "Ngày thử"}
    assert client.post("/holidays/set/", day).status_code == 302
    assert "messages" not in client.cookies
    client.post("/sign-out/")
    through_the_door(client, cast.officer)
    assert "17/06/2020" not in client.get("/").content.decode()
