"""The frame of every page: who I am, the demonstration's clock, the language, the policy, messages with their undo."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import Client
from django.urls import path
from django.utils.translation import trans_real
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.kernel import clock
from hoanhap.site import urls as root
from hoanhap.web.ui import flash
from tests.cast import Cast
from workshop import catalogue

Enter = Callable[[Account], Client]


def _act(request: HttpRequest) -> HttpResponse:
    flash.done(request, "Đã ghi lần gặp.", undo="/undo/7/")
    flash.look(request, "Ngày gặp trùng <lần trước>.")
    return redirect("/after/")


def _after(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html")


urlpatterns = [path("act/", _act), path("after/", _after), *root.urlpatterns]
handler400, handler403, handler404, handler500 = root.handler400, root.handler403, root.handler404, root.handler500


@pytest.fixture
def english(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """The committed catalogue, compiled for this test alone."""
    target = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with catalogue.ENGLISH.open("rb") as source, target.open("wb") as out:
        write_mo(out, read_po(source, locale="en", domain="django"))
    kept = dict(trans_real._translations)
    settings.LOCALE_PATHS = [tmp_path]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()
    trans_real._translations.update(kept)


def test_it_says_who_i_am_here(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.officer).get("/missing/").content.decode()
    assert "Thường Lạc · cán bộ Tổ công tác" in page
    assert "Đăng xuất" in page


def test_a_stranger_is_told_nothing_about_doors(db: None) -> None:
    page = Client().get("/missing/").content.decode()
    assert "Đăng xuất" not in page
    assert "hn-header__nav" not in page


@pytest.fixture
def _in_2020() -> Iterator[None]:
    clock.set_start(clock.at(date(2020, 6, 16), 9))
    yield
    clock.set_start(None)


@pytest.mark.usefixtures("_in_2020")
def test_a_demonstration_says_so_with_its_clock(db: None, settings: Settings) -> None:
    assert "Trình diễn" not in Client().get("/sign-in/").content.decode()
    settings.DEMONSTRATION = True
    assert "Trình diễn: người và số liệu tưởng tượng · Thứ Ba, 16/06/2020" in Client().get("/sign-in/").content.decode()


def test_no_page_stays_behind_on_a_shared_computer(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.administrator).get("/ui/").headers["Cache-Control"] == "no-store"


def test_the_frame_costs_three_queries(
    cast: Cast, signed_in: Enter, django_assert_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(cast.administrator)
    with django_assert_num_queries(3):  # session, account, postings with their places
        client.get("/ui/")


def test_the_language_switches_by_post_alone(db: None, english: None) -> None:
    client = Client()
    assert client.get("/ui/language/").status_code == 405
    assert "Mật khẩu" in client.get("/sign-in/").content.decode()
    answer = client.post("/ui/language/", {"language": "en", "next": "/sign-in/?next=/x/"})
    assert answer.headers["Location"] == "/sign-in/?next=/x/"
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="en"' in page
    assert "Password" in page
    assert "Mật khẩu" not in page


def test_the_language_switch_leads_nowhere_else(db: None) -> None:
    answer = Client().post("/ui/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("cookie", ["", "fr", "../vi"])
def test_a_pc_that_speaks_english_still_meets_vietnamese(db: None, english: None, cookie: str) -> None:
    client = Client()
    client.cookies["django_language"] = cookie
    answer = client.get("/sign-in/", headers={"accept-language": "en-US,en"})
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.content.decode()


def test_the_policy_allows_nothing_inline(db: None) -> None:
    policy = Client().get("/sign-in/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_a_message_offers_its_undo_once(cast: Cast, signed_in: Enter, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    client = signed_in(cast.officer)
    first = client.get("/act/", follow=True).content.decode()
    assert "Đã ghi lần gặp." in first
    assert 'action="/undo/7/"' in first
    assert first.count("Hoàn tác") == 1
    assert "Ngày gặp trùng &lt;lần trước&gt;." in first
    assert "Đã ghi lần gặp." not in client.get("/after/").content.decode()


def test_an_undo_is_read_from_our_own_mark_only() -> None:
    assert flash.undo_address("undo=/a/") == "/a/"
    assert flash.undo_address("") == ""
    assert Message(25, "x", extra_tags="important").extra_tags is not None
    assert flash.undo_address("important") == ""
