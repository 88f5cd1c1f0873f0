"""Calm answers to what did not work; missing and forbidden cannot be told apart."""

import logging
import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.site import urls as root
from tests.cast import Cast

Enter = Callable[[Account], Client]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def _forbidden(request: HttpRequest) -> HttpResponse:
    raise NotHere


def _refused(request: HttpRequest) -> HttpResponse:
    raise Refused("Ngày gặp nằm sau hôm nay.", way_out="Sửa ngày gặp.", article="NĐ 116/2021, Điều 44")


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("nobody may read this")


urlpatterns = [
    path("forbidden/", _forbidden),
    path("refused/", _refused),
    path("broken/", _broken),
    *root.urlpatterns,
]
handler400, handler403, handler404, handler500 = root.handler400, root.handler403, root.handler404, root.handler500


@pytest.fixture
def browser(cast: Cast, signed_in: Enter, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    client = signed_in(cast.officer)
    client.raise_request_exception = False
    return client


def _body(answer: HttpResponse, address: str) -> bytes:
    return TOKEN.sub(b"", answer.content).replace(address.encode(), b"")


def test_missing_and_forbidden_are_the_same_page(browser: Client) -> None:
    missing, forbidden = browser.get("/missing/"), browser.get("/forbidden/")
    assert (missing.status_code, forbidden.status_code) == (404, 404)
    assert _body(missing, "/missing/") == _body(forbidden, "/forbidden/")
    assert "Không có gì ở đây" in missing.content.decode()


def test_a_refusal_carries_its_sentence_its_way_out_and_its_article(browser: Client) -> None:
    answer = browser.get("/refused/")
    assert answer.status_code == 422
    for words in ("Ngày gặp nằm sau hôm nay.", "Sửa ngày gặp.", "NĐ 116/2021, Điều 44"):
        assert words in answer.content.decode()


def test_a_fault_of_ours_tells_nothing_and_asks_the_database_nothing(
    browser: Client, django_assert_num_queries: Callable[[int], object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    browser.logout()
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        answer = client.get("/sign-in/?next=/broken/")
    assert answer.status_code == 200
    from hoanhap.web.ui import errors

    request = answer.wsgi_request
    with django_assert_num_queries(0):
        page = errors.broken(request)
    assert page.status_code == 500
    assert "Lỗi này do hệ thống" in page.content.decode()


def test_the_page_of_a_fault_is_ours(browser: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    answer = browser.get("/broken/")
    assert answer.status_code == 500
    assert "Hệ thống gặp trục trặc" in answer.content.decode()
    assert "nobody may read this" not in answer.content.decode()


def test_a_form_from_another_session_is_explained(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "can-bo"})
    assert answer.status_code == 403
    assert "chưa được ghi" in answer.content.decode()
