"""Every door of the demonstration: pages behind each are read, and one is looked at on desk and phone.

The hundredth file looks like the tenth, so a dozen pages a door are read as an officer of a commune and five as the
others, and a door one account was seen at is looked at again as another only where the header is new;
`./hoanhap prove pages` reads them all and looks as everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import triggers
from hoanhap.foundation.watch import guarding
from hoanhap.kernel import clock
from hoanhap.ops.demonstration import accounts, command
from tests.journeys import crawl, page_checks, walk
from tests.journeys.conftest import SitDown
from tests.journeys.crawl import Found
from tests.proofs import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once("sqlite")]

GALLERY = "/ui/"
FIRST = "today"
EVERYBODY_EVERYWHERE = size.of(small=False, full=True)
SHOWN = [account.username for account in accounts.shown()]
DOORS = {  # every screen the first version promises; a crawl that misses one has lost its way
    "today", "people", "person-new", "case", "contact-log", "helper-assign", "case-move", "imports", "import-new",
    "task-force", "task-forces", "reports", "report", "report-submit", "report-rows", "reports-board", "gallery",
}  # fmt: skip

EMPTY = {  # forms that ask for something, and the button that sends them
    "contact-log": "Ghi",
    "person-new": "Mở hồ sơ",
    "case-move": "Ghi bước này",
    "import-new": "Xem trước",
    "report-amend": "Lập bản đính chính",
}


@dataclass
class Demonstration:
    """The demonstration while it plays, what each account can reach, and which doors axe has seen."""

    reached: dict[str, Found] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    examined: set[str] = field(default_factory=set)

    def enter(self, username: str) -> Client:
        if username not in self.clients:
            client = self.clients[username] = Client(raise_request_exception=False)
            account = Account.objects.get(username=username)
            client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return self.clients[username]

    def reach(self, username: str) -> Found:
        if username not in self.reached:
            client = self.enter(username)
            few = 12 if username.startswith("cb.") else 5
            self.reached[username] = crawl.everything(
                client, page_checks.BANNED, start=("/", GALLERY), of_a_door=size.of(small=few, full=None)
            )
        return self.reached[username]


@pytest.fixture(scope="module")
def demonstration(server: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Demonstration]:
    """Loaded once for this module and taken away after it; in between no test empties the database."""
    kept = mock.patch.object(TransactionTestCase, "_fixture_teardown", return_value=None)
    # Whoever opens every file of a district is stopped, as he should be (tests/domain/watch); here pages are looked at.
    unstopped = mock.patch.object(guarding, "look")
    with django_db_blocker.unblock(), override_settings(DEMONSTRATION=True), kept, unstopped:
        try:
            command.load()
            yield Demonstration()
        finally:
            clock.set_start(None)
            triggers.drop(connection)
            call_command("flush", interactive=False, verbosity=0)
            triggers.add(connection)


@pytest.mark.parametrize("username", SHOWN)
def test_every_page_answers_and_speaks_well(demonstration: Demonstration, username: str) -> None:
    found = demonstration.reach(username)
    assert found.bad == []
    assert found.count >= 5


def test_the_crawl_passes_every_door(demonstration: Demonstration) -> None:
    """A crawl that finds nothing would find nothing wrong either."""
    passed = {door for username in SHOWN for door in demonstration.reach(username).sizes}
    assert passed >= DOORS
    assert sum(demonstration.reach(username).count for username in SHOWN) > 800


@pytest.mark.parametrize("username", SHOWN)
def test_one_page_behind_each_door_is_good_on_desk_and_phone(
    demonstration: Demonstration, browser: Browser, server: str, browser_context_args: dict[str, Any], username: str
) -> None:
    session = demonstration.enter(username).cookies[settings.SESSION_COOKIE_NAME].value
    with walk.sit_down(browser, server, {**browser_context_args, **walk.DESK}) as somebody:
        somebody.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
        for door, address in demonstration.reach(username).fullest.items():
            axe = door not in demonstration.examined
            if not axe and door != FIRST and not EVERYBODY_EVERYWHERE:
                continue
            somebody.open(address, axe=axe)
            somebody.page.set_viewport_size(walk.PHONE["viewport"])
            somebody.look(axe=axe, colours=False)  # the same as on the desk
            somebody.page.set_viewport_size(walk.DESK["viewport"])
            demonstration.examined.add(door)


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_a_form_sent_empty_says_what_to_look_at(
    demonstration: Demonstration, sit_down: SitDown, kind: dict[str, Any]
) -> None:
    """The page with the errors is a page too; each line leads to its field."""
    with sit_down(kind) as officer:
        officer.open("/sign-in/")
        officer.go(officer.door("Đăng nhập"))
        officer.complains()
        officer.signed_in(SHOWN[0])
        for door, submit in EMPTY.items():
            address, _asked, _filled = demonstration.reach(SHOWN[0]).fullest[door].partition("?")
            officer.open(address)
            officer.go(officer.door(submit))
            officer.complains()


def test_the_way_in_shows_the_invented_accounts(demonstration: Demonstration, sit_down: SitDown) -> None:
    with sit_down(walk.PHONE) as stranger:
        stranger.open("/")
        stranger.sees("Đăng nhập")
        for account in accounts.shown():
            stranger.reads(account.username)
        stranger.sign_in(SHOWN[0], accounts.PASSWORD)


def test_english_by_a_switch_and_back(demonstration: Demonstration, sit_down: SitDown) -> None:
    vietnamese = ("Đăng nhập", "Việc hôm nay")
    with translation.override("en"):
        english = [translation.gettext(words) for words in vietnamese]
    assert english[0] == "Sign in"
    assert english[1] != vietnamese[1]
    with sit_down() as somebody:
        somebody.signed_in(SHOWN[0])
        somebody.go(somebody.button("English"))
        somebody.sees(english[1])
        expect(somebody.page.locator("html")).to_have_attribute("lang", "en")
        somebody.go(somebody.button("Tiếng Việt"))
        somebody.sees("Việc hôm nay")
        expect(somebody.page.locator("html")).to_have_attribute("lang", "vi")
