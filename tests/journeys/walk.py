"""One person at one screen: goes, presses, types, and every page that comes up is looked at."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Download, Locator, Page, expect

from hoanhap.foundation.access.models import Account
from tests import cast as stage
from tests import telephone
from tests.journeys import page_checks

Role = Literal["button", "link", "checkbox", "textbox", "combobox", "radio"]
PICTURES = Path(__file__).resolve().parents[2] / "build" / "walks"
ALL_PICTURES = os.environ.get("HOANHAP_PICTURES", "")  # a folder: every page that is looked at leaves a picture there
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": page_checks.PHONE, "height": 844}, "has_touch": True, "is_mobile": True}
PATIENCE = 30_000  # milliseconds: two runs and their browsers share a small machine; a page that hangs still fails


class Walk:
    """A browser of one's own. Without script pages are used and not examined: the examination is script itself."""

    def __init__(self, page: Page, address: str, *, examines: bool = True) -> None:
        self.page = page
        self.address = address
        self.examines = examines
        self.presses = 0
        self.troubles = page_checks.Troubles(page)
        page.set_default_timeout(PATIENCE)
        if examines:
            page_checks.prepare(page)

    def beside(self) -> "Walk":
        """Another tab of the same browser."""
        return Walk(self.page.context.new_page(), self.address, examines=self.examines)

    # --- what a hand does ----------------------------------------------------------------------------------------

    def open(self, path: str, *, axe: bool = True) -> None:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look(axe=axe)

    def press(self, target: Locator) -> None:
        """One press that stays on this page."""
        self.presses += 1
        target.click()

    def choose(self, question: str, answer: str) -> None:
        """One press on an answer of a group of choices."""
        group = self.page.get_by_role("group", name=question)
        self.press(group.get_by_text(answer, exact=True))
        expect(group.get_by_label(answer, exact=True)).to_be_checked()

    def go(self, target: Locator) -> None:
        """One press that leads to another page, which is looked at."""
        self.presses += 1
        with self.page.expect_navigation(wait_until="load"):
            target.click()
        self.look()

    def link(self, name: str, *, exact: bool = False) -> Locator:
        return self.page.get_by_role("link", name=name, exact=exact)

    def door(self, name: str, *, exact: bool = True) -> Locator:
        """A link that looks like a button, or a button: who presses does not care."""
        main = self.page.get_by_role("main")
        return main.get_by_role("link", name=name, exact=exact).or_(main.get_by_role("button", name=name, exact=exact))

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def menu(self, name: str) -> None:
        self.go(self.page.get_by_role("navigation", name="Các mục chính").get_by_role("link", name=name, exact=True))

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def pick(self, label: str, option: str) -> None:
        """The line of a drop-down that holds these words."""
        choice = self.page.get_by_label(label, exact=True)
        choice.select_option(choice.locator("option", has_text=option).get_attribute("value"))

    def download(self, target: Locator) -> Download:
        with self.page.expect_download() as coming:
            target.click()
        return coming.value

    def fetch(self, target: Locator) -> tuple[str, bytes]:
        """The type and the bytes of a file behind a link, fetched with this browser's own session."""
        address = target.get_attribute("href") or ""
        answer = self.page.request.get(self.address + address)
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.headers["content-type"], answer.body()

    def sign_in(self, username: str, password: str = stage.PASSWORD) -> None:
        self.open("/sign-in/")
        self.type("Tên đăng nhập", username)
        self.type("Mật khẩu", password)
        telephone.shows(Account.objects.get(username=username))  # somebody without a telephone gets one
        self.go(self.button("Đăng nhập"))
        self.sees("Lớp bảo vệ thứ hai")
        self.type("Mã 6 số trên điện thoại", telephone.shows(Account.objects.get(username=username)))
        self.go(self.button("Tiếp tục"))
        self.sees("Việc hôm nay")

    def signed_in(self, username: str) -> None:
        """Where somebody sits who signed in this morning: today's work, with the session of both factors.

        The three screens of signing in are walked by `sign_in`, wherever they are what is walked.
        """
        here = Client()
        here.force_login(Account.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = here.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        self.open("/")
        self.sees("Việc hôm nay")

    def sign_out(self) -> None:
        self.go(self.button("Đăng xuất"))
        self.sees("Đăng nhập")

    # --- what an eye sees ----------------------------------------------------------------------------------------

    def sees(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def is_told(self, message: str) -> None:
        """The message of the last act."""
        expect(self.page.get_by_role("status").filter(has_text=message)).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def complains(self) -> None:
        """The box above a form says what to look at again; its first line leads into the form."""
        first = self.page.get_by_role("alert").get_by_role("link").first
        self.press(first)
        field = (first.get_attribute("href") or "#").removeprefix("#")
        expect(self.page.locator(f'[id="{field}"]')).to_be_focused()

    def never_reads(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def look(self, *, axe: bool = True, colours: bool = True) -> None:
        """All checks of the page that is open now; the message says what and where."""
        if not self.examines:
            expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
            return
        if ALL_PICTURES:
            picture(self.page, Path(ALL_PICTURES))
        wrong = [*page_checks.frame(self.page), *page_checks.words(self.page), *self.troubles]
        wrong += page_checks.access(self.page, colours=colours) if axe else []
        assert not wrong, f"{self.page.url}: " + "\n".join(wrong)

    @contextmanager
    def counted(self, most: int) -> Iterator[None]:
        """Everything inside takes at most this many presses."""
        before = self.presses
        yield
        assert self.presses - before <= most, f"{self.presses - before} presses"


@contextmanager
def sit_down(browser: Browser, address: str, options: dict[str, Any]) -> Iterator[Walk]:
    """A fresh browser session, shut at the end; whatever was complained of last is still heard."""
    context = browser.new_context(**options)
    try:
        walk = Walk(context.new_page(), address, examines=options.get("java_script_enabled", True))
        yield walk
        assert not walk.troubles, walk.troubles
    except BaseException:
        remember(walk.page)
        raise
    finally:
        context.close()


def remember(page: Page) -> None:
    """Where a walk ended badly; pytest shows the line with the failure."""
    print(f"{page.url}: see {picture(page, PICTURES)}")  # noqa: T201


def picture(page: Page, folder: Path) -> Path:
    """The whole page as a file named after the test, the address and the width."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "walk").split("::")[-1].split(" ")[0]
    words = [part for part in urlsplit(page.url).path.split("/") if part.replace("-", "").isalpha()] or ["today"]
    width = (page.viewport_size or {"width": 0})["width"]
    path = folder / re.sub(r"[^\w.-]+", "-", test) / f"{time.time_ns() // 10**6}-{'-'.join(words)}-{width}.png"
    page.screenshot(path=path, full_page=True)
    return path
