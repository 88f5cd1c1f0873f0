"""In a demonstration the page shows the code; the second factor is asked for as everywhere, and a code works once."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import factors
from hoanhap.ops.demonstration import accounts
from tests import telephone
from tests.cast import NOW, SETTER, Cast
from tests.web.office.sign_in.hands import gives_code, gives_password, is_in


@pytest.fixture
def invented(cast: Cast, settings: Settings) -> Account:
    settings.DEMONSTRATION = True
    secret = accounts.telephone_secret(cast.officer.username)
    factors.enrol_known_secret(cast.officer, secret=secret, by=SETTER, at=NOW)
    return cast.officer


def code_on_page(client: Client) -> str:
    page = client.get("/sign-in/second-factor/").content.decode()
    found = re.search(r"mã lúc này là ([0-9]{3} [0-9]{3})", page)
    return found[1] if found else ""


def test_the_code_on_the_page_leads_in_once(invented: Account) -> None:
    used = set()
    for _turn in range(2):  # two people try the same invented account within half a minute
        client = Client()
        gives_password(client, invented)
        assert not is_in(client)
        code = code_on_page(client)
        assert gives_code(client, invented, code).status_code == 302
        assert is_in(client)
        used.add(code)
    assert len(used) == 2
    client = Client()
    gives_password(client, invented)
    for code in used:
        assert gives_code(client, invented, code).status_code == 200
    assert not is_in(client)


def test_real_use_shows_none(invented: Account, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    client = Client()
    gives_password(client, invented)
    assert code_on_page(client) == ""


def test_a_telephone_of_ones_own_is_not_shown(invented: Account) -> None:
    """Whoever enrols his own telephone in a demonstration keeps its codes to himself."""
    telephone.give(invented)
    client = Client()
    gives_password(client, invented)
    assert code_on_page(client) == ""
