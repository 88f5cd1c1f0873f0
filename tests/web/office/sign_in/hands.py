"""What hands do at the door."""

from typing import Any

from django.conf import settings
from django.test import Client

from hoanhap.foundation.access.models import Account
from tests import telephone
from tests.cast import PASSWORD

BARE = settings.AUTHENTICATION_BACKENDS[-1]


def gives_password(client: Client, account: Account, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"username": account.username, "password": password, **more})


def gives_code(client: Client, account: Account, code: str = "") -> Any:
    return client.post("/sign-in/second-factor/", {"code": code or telephone.shows(account)})


def signs_in(account: Account, **client: Any) -> Client:
    """Password and code; the client afterwards."""
    browser = Client(**client)
    telephone.shows(account)
    gives_password(browser, account)
    answer = gives_code(browser, account)
    assert answer.status_code == 302, answer.content.decode()
    return browser


def is_in(client: Client) -> bool:
    """Whether a page for people signed in opens."""
    return client.get("/my-account/").status_code == 200
