"""The way in: nobody is signed in before the second factor, and nobody without one comes further than enrolling."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django import Settings

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors
from hoanhap.foundation.sign_in.models import CodeApp, Session
from hoanhap.kernel import clock
from hoanhap.web.office.doors import DOORS
from hoanhap.web.office.sign_in import guard, pending
from tests import telephone
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.web.office.sign_in.hands import BARE, gives_code, gives_password, is_in, signs_in

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
OPEN = ["/", "/people/", "/reports/", "/my-account/", "/my-account/sessions/", "/sign-in/confirm/", "/ui/"]


def test_password_then_code_and_all_of_it_in_the_log(cast: Cast) -> None:
    telephone.give(cast.officer)
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.0.0 Safari/537.36"})
    assert gives_password(client, cast.officer, next="/people/").headers["Location"] == "/sign-in/second-factor/"
    assert gives_code(client, cast.officer).headers["Location"] == "/people/"
    codes = list(AuditEntry.objects.filter(subject_id=str(cast.officer.pk)).values_list("code", flat=True))
    assert codes[-2:] == ["access.second_factor_passed", "access.signed_in"]
    row = Session.objects.get(account=cast.officer)
    assert (row.browser, row.system) == ("Chrome", "Windows")


def test_the_way_out_stands_in_the_log_and_names_who_left(cast: Cast) -> None:
    client = signs_in(cast.officer)
    client.post("/sign-out/")
    assert not is_in(client)
    client.post("/sign-out/")
    (row,) = AuditEntry.objects.filter(code="access.signed_out")
    assert (row.account_id, row.subject_kind, row.subject_id) == (str(cast.officer.pk), "account", str(cast.officer.pk))


@pytest.mark.parametrize("address", OPEN)
def test_a_password_alone_opens_nothing(cast: Cast, address: str) -> None:
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    assert SESSION_KEY not in client.session
    assert client.get(address).headers["Location"] == "/sign-in/second-factor/"


@pytest.mark.parametrize("address", OPEN)
def test_who_has_not_enrolled_is_led_to_enrolling_from_every_door(cast: Cast, address: str) -> None:
    client = Client()
    assert gives_password(client, cast.officer).headers["Location"] == "/sign-in/enrol/"
    assert client.get(address).headers["Location"] == "/sign-in/enrol/"
    assert client.get("/sign-in/second-factor/").headers["Location"] == "/sign-in/enrol/"
    assert client.get("/sign-in/recovery-code/").headers["Location"] == "/sign-in/enrol/"


def test_every_role_is_asked_for_the_second_factor(cast: Cast) -> None:
    accounts = [posting.account for posting in Posting.objects.select_related("account")]
    assert len(accounts) >= 8
    for account in accounts:
        client = Client()
        gives_password(client, account)
        assert not is_in(client)


@pytest.mark.bare_sign_in
def test_a_session_without_a_second_factor_is_ended(cast: Cast) -> None:
    """However it came to be: an old one from before an update, a view that forgot."""
    client = Client()
    client.force_login(cast.officer, backend=BARE)
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert SESSION_KEY not in client.session


@pytest.mark.bare_sign_in
def test_without_the_guard_it_would_go_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    monkeypatch.setattr(guard.CompleteSignInMiddleware, "_may_go_on", lambda *_args: True)
    client = Client()
    client.force_login(cast.officer, backend=BARE)
    assert is_in(client)


@pytest.mark.parametrize("code", ["000000", "", "abc", "12345", "123456789"])
def test_a_wrong_code_opens_nothing_and_is_answered_in_words(cast: Cast, code: str) -> None:
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    answer = client.post("/sign-in/second-factor/", {"code": code})
    assert answer.status_code == 200
    assert "Cần xem lại" in answer.content.decode()
    assert not is_in(client)


def test_a_code_seen_over_the_shoulder_is_of_no_use(cast: Cast) -> None:
    telephone.give(cast.officer)
    first, second = Client(), Client()
    for client in (first, second):
        gives_password(client, cast.officer)
    code = telephone.shows(cast.officer)
    assert gives_code(first, cast.officer, code).status_code == 302
    assert gives_code(second, cast.officer, code).status_code == 200
    assert (is_in(first), is_in(second)) == (True, False)
    assert AuditEntry.objects.filter(code="access.second_factor_failed").count() == 1


def test_a_code_without_its_password_is_of_no_use(cast: Cast) -> None:
    telephone.give(cast.officer)
    client = Client()
    assert gives_code(client, cast.officer).headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/recovery-code/", {"code": "x"}).headers["Location"] == "/sign-in/"


def test_anothers_code_is_of_no_use(cast: Cast) -> None:
    telephone.give(cast.officer)
    factors.enrol_known_secret(cast.leader, secret=b"another twenty bytes", by=SETTER, at=NOW)
    client = Client()
    gives_password(client, cast.officer)
    for field in ("account", "username", "user", "pending_sign_in"):
        answer = client.post(
            "/sign-in/second-factor/", {"code": telephone.shows(cast.leader), field: str(cast.leader.pk)}
        )
        assert answer.status_code in (200, 302)
        assert not is_in(client)
        gives_password(client, cast.officer)


def test_five_wrong_codes_ask_for_the_password_again(cast: Cast) -> None:
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    answers = [gives_code(client, cast.officer, "000000").status_code for _turn in range(pending.MOST_TRIES)]
    assert answers == [200] * (pending.MOST_TRIES - 1) + [302]
    assert gives_code(client, cast.officer).headers["Location"] == "/sign-in/"


def test_who_dawdles_begins_again(cast: Cast) -> None:
    telephone.give(cast.officer)
    with time_machine.travel(clock.wall(), tick=False) as travel:
        client = Client()
        gives_password(client, cast.officer)
        travel.shift(timedelta(minutes=10))
        assert gives_code(client, cast.officer).headers["Location"] == "/sign-in/"


def _switched_off(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


def _new_password(account: Account) -> None:
    access.change_password(account, password="mot-cau-khac-that-dai", by=SETTER, at=NOW)


@pytest.mark.parametrize("change", [_switched_off, _new_password])
def test_what_changes_between_password_and_code_counts(cast: Cast, change: Any) -> None:
    telephone.give(cast.officer)
    client = Client()
    gives_password(client, cast.officer)
    change(cast.officer)
    assert gives_code(client, cast.officer).headers["Location"] == "/sign-in/"
    assert not is_in(client)


def test_the_cookie_changes_with_every_step(cast: Cast, settings: Settings) -> None:
    """A session somebody put into the victim's browser beforehand is worth nothing afterwards."""
    telephone.give(cast.officer)
    client, cookies = Client(), []
    client.cookies[settings.SESSION_COOKIE_NAME] = "put-there-beforehand-by-somebody"
    for step in (gives_password, gives_code):
        step(client, cast.officer)
        cookies.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert "put-there-beforehand-by-somebody" not in cookies
    assert len(set(cookies)) == 2
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookies[0]
    assert not is_in(thief)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast: Cast, settings: Settings) -> None:
    client = signs_in(cast.officer)
    for name in (settings.SESSION_COOKIE_NAME, "thiet_bi"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name
    assert client.cookies["thiet_bi"]["path"] == "/sign-in/"


# --- those who may not come in ---------------------------------------------------------------------------------------


def test_a_leaver_is_answered_like_somebody_unknown(cast: Cast) -> None:
    telephone.give(cast.officer)
    end_postings(cast.officer)
    answers = {gives_password(Client(), cast.officer).content.decode().split("csrfmiddlewaretoken")[0]}
    stranger = Client().post("/sign-in/", {"username": "khong-co-ai", "password": "sai"})
    assert WRONG in stranger.content.decode()
    assert answers == {stranger.content.decode().split("csrfmiddlewaretoken")[0]}


def end_postings(account: Account) -> None:
    for posting in account.postings.all():
        access.end_posting(posting, on=TODAY, by=SETTER, at=NOW)


def test_a_leavers_session_dies_at_the_next_request(cast: Cast) -> None:
    client = signs_in(cast.officer)
    other = signs_in(cast.officer)
    end_postings(cast.officer)
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert not Session.objects.filter(account=cast.officer).exists()
    assert not is_in(other)
    assert AuditEntry.objects.filter(code="access.session_ended").count() == 1


def test_one_post_less_is_no_leaving(cast: Cast) -> None:
    client = signs_in(cast.officer)
    access.post(
        cast.officer,
        role=Role.COMMUNE_OFFICER,
        place=cast.long_khanh_a,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
    )
    access.end_posting(cast.officer.postings.order_by("valid_from")[0], on=TODAY, by=SETTER, at=NOW)
    assert is_in(client)


def test_a_switched_off_account_is_out_at_the_next_request(cast: Cast) -> None:
    client = signs_in(cast.officer)
    _switched_off(cast.officer)
    assert not is_in(client)


def test_a_new_password_ends_the_sessions_that_knew_the_old(cast: Cast) -> None:
    client = signs_in(cast.officer)
    _new_password(cast.officer)
    assert not is_in(client)


# --- recovery codes ---------------------------------------------------------------------------------------------------


def test_a_code_on_paper_opens_once(cast: Cast) -> None:
    telephone.give(cast.officer)
    paper = factors.renew_recovery_codes(cast.officer, by=SETTER, at=NOW)[3]
    for opens in (True, False):
        client = Client()
        gives_password(client, cast.officer)
        client.post("/sign-in/recovery-code/", {"code": paper})
        assert is_in(client) is opens
    assert CodeApp.objects.filter(account=cast.officer).exists()


# --- a demonstration ----------------------------------------------------------------------------------------------


def invented(account: Account) -> str:
    return "123 456"


def test_only_a_demonstration_shows_the_code_of_the_moment(cast: Cast, settings: Settings) -> None:
    telephone.give(cast.officer)
    settings.DEMONSTRATION_CODE = f"{__name__}.invented"
    client = Client()
    gives_password(client, cast.officer)
    assert "123 456" not in client.get("/sign-in/second-factor/").content.decode()
    settings.DEMONSTRATION = True
    assert "mã lúc này là 123 456" in client.get("/sign-in/second-factor/").content.decode()
    assert not is_in(client)


def test_no_route_of_any_library_is_open() -> None:
    assert not [name for name in DOORS if name.startswith(("account_", "mfa_", "axes", "admin"))]
