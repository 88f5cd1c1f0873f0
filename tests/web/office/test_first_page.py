"""The first page of every role: nothing broken, a kind sentence when nothing waits, and only doors that open."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.web.office.today import quiet
from tests.cast import Cast
from tests.web.ui.markup import Page

Enter = Callable[[Account], Client]
WITHOUT_WORK = "Tài khoản chưa được phân công"


def doors_on(client: Client) -> list[str]:
    """Where the first page leads, inside the house."""
    links = Page(client.get("/").content.decode()).all("a")
    return sorted({str(link.get("href")) for link in links if str(link.get("href")).startswith("/")})


def closed(client: Client) -> list[str]:
    return [link for link in doors_on(client) if client.get(link).status_code not in (200, 302)]


def test_every_role_has_its_words() -> None:
    assert set(quiet._BY_ROLE) == set(Role)


def test_nothing_on_anybodys_first_page_leads_to_a_shut_door(cast: Cast, signed_in: Enter) -> None:
    wrong = {name: shut for name, account in cast.everybody().items() if (shut := closed(signed_in(account)))}
    assert wrong == {}


def test_a_door_shown_to_somebody_it_is_shut_for_is_noticed(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known-bad control."""
    monkeypatch.setitem(quiet._BY_ROLE, Role.FRONT_HAMLET, quiet.Quiet("…", "people", "…"))
    assert closed(signed_in(cast.front_hamlet)) == ["/people/"]


def test_when_nothing_waits_everybody_is_told_kindly_what_will_come(cast: Cast, signed_in: Enter) -> None:
    silent = []
    for name, account in cast.everybody().items():
        if account == cast.former_officer:
            continue
        page = signed_in(account).get("/").content.decode()
        words = quiet.words_for(cast.viewer(account))
        if (str(words.sentence) if words else WITHOUT_WORK) not in page:
            silent.append(name)
    assert silent == []


def test_an_account_never_posted_is_told_whom_to_ask(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.unposted)
    assert WITHOUT_WORK in client.get("/").content.decode()
    assert client.get("/people/").status_code == 404


def test_a_leaver_is_led_to_the_sign_in(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.former_officer).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/")
