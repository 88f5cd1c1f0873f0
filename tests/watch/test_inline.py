"""The content security policy forbids style and script inside a page; no template holds any, nor trusts stored text."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once("sqlite")

WEB = Path(__file__).resolve().parents[2] / "src" / "hoanhap" / "web"
RULES = {
    "inline style": re.compile(r"""\sstyle\s*=\s*["']""", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "script from elsewhere": re.compile(r"""<script\b[^>]*\bsrc=["'](?:https?:)?//""", re.I),
    "event handler": re.compile(r"""<[^>]*\son[a-z]+\s*=""", re.I),
    "htmx handler": re.compile(r"\bhx-on\b|\bhx-vals=['\"]js:", re.I),
    "javascript address": re.compile(r"""["']\s*javascript:""", re.I),
    "data address": re.compile(r"""(?:src|href)=["']data:""", re.I),
    "trusted stored text": re.compile(r"\|\s*safe\b|\bautoescape\s+off\b|\|\s*safeseq\b"),
}


def offences(template: str) -> list[str]:
    return [rule for rule, pattern in RULES.items() if pattern.search(template)]


def test_no_template_breaks_the_policy() -> None:
    templates = sorted(WEB.rglob("*.html"))
    assert len(templates) > 30
    found = {file.relative_to(WEB).as_posix(): offences(file.read_text(encoding="utf-8")) for file in templates}
    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p { color: red }</style>", "style element"),
        ("<script>alert(1)</script>", "script without src"),
        ('<script type="module" src="https://elsewhere.example/x.js"></script>', "script from elsewhere"),
        ('<button type="button"\n  onclick="go()">', "event handler"),
        ('<div hx-on:click="go()">', "htmx handler"),
        ('<a href="javascript:go()">', "javascript address"),
        ('<img src="data:image/png;base64,AA==">', "data address"),
        ("{{ note|safe }}", "trusted stored text"),
    ],
)
def test_each_breach_is_noticed(template: str, rule: str) -> None:
    assert rule in offences(template)


def test_what_is_allowed_is_left_alone() -> None:
    script = '<script type="module" src="{% static "hoanhap/app.js" %}"></script>'
    assert offences(script + '<rect width="{{ share }}" /><p>onion = 1</p>') == []
