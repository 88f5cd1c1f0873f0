"""The saved first-aid card opens in a browser that has no network at all, and fits a telephone."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

pytestmark = pytest.mark.once("sqlite")


@pytest.mark.requirement("S2-49")
def test_the_saved_card_opens_with_no_network(browser: Browser, db: None, tmp_path: Path) -> None:
    saved = tmp_path / "the-so-cuu-qua-lieu.html"
    saved.write_bytes(Client().get("/first-aid/overdose/card.html?save").content)
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert page.inner_text("h1") == "Sơ cứu quá liều"
    assert "Gọi 115" in page.inner_text("body")
    assert page.locator("ol li").count() == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert asked == [saved.as_uri()]
    context.close()
