"""Confirming again: asked for before grave acts when ten minutes have passed, answered by a factor."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors
from hoanhap.kernel import clock
from hoanhap.web.office import step_up
from tests import telephone
from tests.cast import NOW, SETTER, Cast
from tests.web.office.sign_in.hands import BARE, signs_in

GRAVE, CONFIRM = "/my-account/password/", "/sign-in/confirm/"
PASSKEY = {"answer": "{}"}


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.wall(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(cast: Cast, travel: time_machine.Traveller) -> Client:
    """Signed in eleven minutes ago."""
    client = signs_in(cast.officer)
    travel.shift(timedelta(minutes=11))
    return client


def test_fresh_for_ten_minutes_then_asked_then_fresh_again(cast: Cast, travel: time_machine.Traveller) -> None:
    client = signs_in(cast.officer)
    assert client.get(GRAVE).status_code == 200
    travel.shift(timedelta(minutes=10))
    asked = client.get(GRAVE).headers["Location"]
    assert asked == f"{CONFIRM}?next=%2Fmy-account%2Fpassword%2F"
    assert client.get(asked).status_code == 200
    answer = client.post(CONFIRM, {"code": telephone.shows(cast.officer), "next": GRAVE})
    assert answer.headers["Location"] == GRAVE
    assert client.get(GRAVE).status_code == 200
    assert AuditEntry.objects.filter(code="access.identity_confirmed").count() == 1


def test_without_the_guard_it_would_open(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    assert desk.get(GRAVE).status_code == 302
    monkeypatch.setattr(step_up, "is_fresh", lambda request: True)
    assert desk.get(GRAVE).status_code == 200


@pytest.mark.parametrize("data", [{"code": "000000"}, {"code": ""}, {"code": "abcd-2345-wxyz"}, PASSKEY, {}])
def test_anything_else_is_refused_and_opens_nothing(desk: Client, data: dict[str, str]) -> None:
    assert desk.post(CONFIRM, {**data, "next": GRAVE}).status_code == 200
    assert desk.get(GRAVE).status_code == 302


def test_the_code_of_the_sign_in_does_not_confirm_once_more(cast: Cast) -> None:
    telephone.give(cast.officer)
    code = telephone.shows(cast.officer)
    client = signs_in(cast.officer)
    assert client.post(CONFIRM, {"code": code, "next": GRAVE}).status_code == 200
    assert not AuditEntry.objects.filter(code="access.identity_confirmed").exists()


def test_who_lost_the_telephone_confirms_with_paper(cast: Cast, desk: Client) -> None:
    paper = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)
    assert desk.post(CONFIRM, {"code": paper[0], "next": GRAVE}).headers["Location"] == GRAVE


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "\thttps://x.example",
        "",
    ],
)
def test_it_leads_to_no_other_site(cast: Cast, desk: Client, elsewhere: str) -> None:
    answer = desk.post(CONFIRM, {"code": telephone.shows(cast.officer), "next": elsewhere})
    assert answer.headers["Location"] == "/my-account/"


def test_guesses_at_an_open_desk_are_few(cast: Cast, desk: Client) -> None:
    for _turn in range(12):
        answer = desk.post(CONFIRM, {"code": "000000"})
    assert "Đã có nhiều mã sai" in answer.content.decode()
    assert AuditEntry.objects.filter(code="access.second_factor_failed").count() == 10


@pytest.mark.bare_sign_in
def test_a_moment_written_by_nobody_or_to_come_is_none(cast: Cast, travel: time_machine.Traveller) -> None:
    request = asking("GET", "/x/?a=1")
    for written in (None, 5, clock.wall().isoformat(), (clock.wall() + timedelta(minutes=1)).isoformat()):
        request.session[step_up.CONFIRMED_AT] = written
        assert step_up.is_fresh(request) is (written == clock.wall().isoformat())
    assert BARE


def asking(method: str, address: str, **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, address, headers=headers)
    for middleware in (SessionMiddleware, AuthenticationMiddleware):
        middleware(lambda same: HttpResponse()).process_request(request)
    return request


@pytest.mark.parametrize(
    ("method", "referer", "back"),
    [
        ("GET", "", "/grave/?a=1"),
        ("POST", "http://testserver/form/?b=2", "/form/?b=2"),
        ("POST", "http://elsewhere.example/form/", "/"),
        ("POST", "javascript:alert(1)", "/"),
        ("POST", "", "/"),
    ],
)
def test_back_to_the_page_or_the_form_that_asked(db: None, method: str, referer: str, back: str) -> None:
    request = asking(method, "/grave/?a=1", referer=referer)
    assert step_up.way_back(request) == back


def test_the_decorator_runs_nothing_before_it_is_sure(db: None) -> None:
    done: list[str] = []

    @step_up.required
    def grave(request: HttpRequest, name: str) -> HttpResponse:
        done.append(name)
        return HttpResponse()

    request = asking("POST", "/grave/")
    assert grave(request, "x").status_code == 302
    assert done == []
    step_up.mark(request)
    assert grave(request, "x").status_code == 200
    assert done == ["x"]
