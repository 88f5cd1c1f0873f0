"""How we speak of people: no text for users calls anybody by a word that strips him of being a person."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workshop import catalogue

SOURCES = catalogue.SOURCES
BANNED = ("con nghiện", "đối tượng", "thằng nghiện", "kẻ nghiện", "dân nghiện")
PAGES = ("*.html", "*.txt", "*.typ")


def banned_in(text: str) -> list[str]:
    """Banned words in a text, however its letters are composed, cased or broken over lines."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).casefold()
    return [word for word in BANNED if word in plain]


def pages(root: Path) -> Iterator[Path]:
    for pattern in PAGES:
        yield from sorted(root.rglob(pattern))


def spoken(root: Path) -> Iterator[tuple[str, str]]:
    """Every text marked for users in code and templates below a folder, with its file."""
    for name, _line, words, _comments, _context in catalogue.messages(root):
        for text in words if isinstance(words, tuple) else (words,):
            yield name, text or ""


def offences(root: Path) -> list[tuple[str, list[str]]]:
    found = [(file.name, banned_in(file.read_text(encoding="utf-8"))) for file in pages(root)]
    found += [(name, banned_in(text)) for name, text in spoken(root)]
    return [(name, words) for name, words in found if words]


@pytest.mark.requirement("S1-25", "S3-38")
def test_no_template_and_no_text_offends() -> None:
    assert len(list(pages(SOURCES))) > 30
    assert len(list(spoken(SOURCES))) > 200
    assert offences(SOURCES) == []


def test_no_entry_of_the_catalogue_offends() -> None:
    with catalogue.ENGLISH.open("rb") as stream:
        entries = list(read_po(stream, locale="en"))
    assert len(entries) > 100
    assert [entry.id for entry in entries if banned_in(str(entry.id))] == []
    assert [entry.id for entry in entries if re.search(r"\b(addicts?|junk(ie|y)s?)\b", str(entry.string), re.I)] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>Danh sách đối tượng</p>"),
        ("page.html", "<p>Con\n  nghiện</p>"),
        ("page.html", unicodedata.normalize("NFD", "<p>ĐỐI TƯỢNG</p>")),
        ("tag.html", '{% load i18n %}{% translate "Đối tượng mới" %}'),
        ("code.py", 'from django.utils.translation import gettext as _\nLABEL = _("Đối tượng quản lý")\n'),
    ],
)
def test_each_way_to_offend_is_noticed(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert offences(tmp_path)


def test_a_name_in_code_is_no_text_for_users(tmp_path: Path) -> None:
    (tmp_path / "columns.py").write_text('HEADERS = ["đối tượng"]  # as agencies head this column\n', encoding="utf-8")
    assert offences(tmp_path) == []
