"""Behind a web server that ends TLS: no endless redirect, each user his own address, and nobody can pretend either."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from hoanhap.kernel import clock
from tests import cast as stage
from tests.cast import Cast

FROM_AFAR, VICTIM, PROXY = "198.51.100.7", "203.0.113.9", "127.0.0.1"
WRONG = {"username": "can-bo", "password": "sai-mat-khau"}
RIGHT = {"username": "can-bo", "password": stage.PASSWORD}


@pytest.fixture(autouse=True)
def _behind_tls(settings: Settings) -> None:
    settings.PROXIES = [PROXY]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.set_start(stage.NOW)
    yield stage.make()
    clock.set_start(None)


def through_proxy(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": address}


def test_what_came_by_https_is_not_redirected_again(db: None) -> None:
    assert Client().get("/sign-in/", **through_proxy(VICTIM)).status_code == 200
    assert Client().get("/sign-in/", REMOTE_ADDR=PROXY).headers["Location"].startswith("https://")


def test_only_the_web_server_is_believed_to_have_come_by_https(db: None) -> None:
    answer = Client().get("/sign-in/", REMOTE_ADDR=FROM_AFAR, HTTP_X_FORWARDED_PROTO="https")
    assert answer.status_code == 301


def test_a_stranger_does_not_lock_an_officer_out(cast: Cast) -> None:
    for _turn in range(9):
        answer = Client().post("/sign-in/", WRONG, **through_proxy(FROM_AFAR))
    assert answer.status_code == 429
    assert Client().post("/sign-in/", RIGHT, **through_proxy(VICTIM)).status_code == 302


def test_an_address_somebody_made_up_does_not_help_him_to_guess_on(cast: Cast) -> None:
    for turn in range(9):
        answer = Client().post("/sign-in/", WRONG, **through_proxy(f"192.0.2.{turn}, {FROM_AFAR}"))
    assert answer.status_code == 429


@pytest.mark.parametrize("header", ["", "unknown", "a, b", "198.51.100.7, "])
def test_a_header_that_names_no_address_changes_nothing(db: None, header: str) -> None:
    assert Client().get("/sign-in/", **through_proxy(header)).status_code == 200
