"""The gallery shows every component, to those it is for; what it shows passes the content security policy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from pytest_django import Settings

from hoanhap.foundation.access.models import Account
from hoanhap.web.ui import gallery
from hoanhap.web.ui.templatetags import ui
from tests.cast import Cast
from tests.web.ui.markup import Page

Enter = Callable[[Account], Client]
EXAMPLES = Path(gallery.__file__).parent / "templates" / "ui" / "gallery"


@pytest.fixture
def page(cast: Cast, signed_in: Enter) -> Page:
    return Page(signed_in(cast.administrator).get("/ui/").content.decode())


def _without_example(tags: set[str]) -> set[str]:
    written = " ".join(file.read_text() for file in EXAMPLES.glob("*.html"))
    return {tag for tag in tags if not re.search(rf"{{%\s*{tag}\b", written)}


def test_every_component_has_an_example() -> None:
    # ui_form shows fields and summary; messages are shown by the frame.
    inside_others = {"ui_field", "ui_error_summary", "ui_messages"}
    assert _without_example(set(ui.register.tags)) == inside_others


def test_a_component_without_example_is_noticed() -> None:
    assert _without_example({"ui_button", "ui_unheard_of"}) == {"ui_unheard_of"}


def test_every_filter_has_an_example() -> None:
    written = " ".join(file.read_text() for file in EXAMPLES.glob("*.html"))
    assert {name for name in ui.register.filters if f"|{name}" not in written} == {"is_late"}


def test_each_example_stands_on_the_page_with_its_source(page: Page) -> None:
    keys = {file.stem for file in EXAMPLES.glob("*.html")} - {"page"}
    assert {key for key, _ in gallery.PARTS} == keys
    assert keys <= page.ids
    assert "{% ui_steps steps %}" in page.text


def test_an_administrator_sees_it_an_officer_does_not(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.administrator).get("/ui/").status_code == 200
    assert signed_in(cast.officer).get("/ui/").status_code == 404


def test_in_a_demonstration_everybody_signed_in_sees_it(cast: Cast, signed_in: Enter, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    assert signed_in(cast.officer).get("/ui/").status_code == 200
    assert Client().get("/ui/").status_code == 302


def test_nothing_on_it_breaks_the_policy(page: Page) -> None:
    for tag, attrs in page.elements:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag
        assert tag not in {"style", "iframe", "object"}
    assert [attrs.get("src") for attrs in page.all("script")] == ["/static/hoanhap/app.js"]


def test_every_control_is_named_and_ids_are_single(page: Page) -> None:
    named = {attrs.get("for") for attrs in page.all("label")}
    assert [attrs for attrs in page.controls if attrs.get("id") not in named] == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


def test_what_a_control_refers_to_exists(page: Page) -> None:
    for _, attrs in page.elements:
        for name in (attrs.get("aria-describedby") or "").split():
            assert name in page.ids


def test_a_state_without_its_word_or_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Exception, match="ui_tag knows"):
        engines["django"].from_string('{% load ui %}{% ui_tag "Trễ" "crimson" %}').render({})


def test_stored_words_are_escaped() -> None:
    shown = engines["django"].from_string(
        "{% load ui %}{% ui_task what %}{% ui_panel what %}{{ what }}{% endui_panel %}"
    )
    assert "<script" not in shown.render({"what": "<script>alert(1)</script>"})
