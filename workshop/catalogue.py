"""The English catalogue: `python -m workshop.catalogue` brings it up to date with all texts of the house.

Needs no GNU gettext: Django turns templates into something Python-like, Babel reads that and the code. Old
translations stay; texts that are gone are dropped; new ones wait with an empty translation and show in Vietnamese.
`python -m workshop.catalogue --missing` lists those that wait, and fails when there are any.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "hoanhap"
ENGLISH = SOURCES / "web" / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "lazy": None,  # as some modules call it that speak now and later
    "say": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def messages(root: Path = SOURCES) -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    """Every text marked for translation: its file, line, words, comments and context."""
    for file in sorted(root.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from _texts(file, file.read_text(encoding="utf-8"), root)
    for file in sorted(root.rglob("*.html")):
        yield from _texts(file, pythonic(file.read_text(encoding="utf-8")), root)


def pythonic(template: str) -> str:
    """A template with all but its marked texts blanked; lines lose their indent, which Python would stumble over."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template).splitlines())


def collected(root: Path = SOURCES) -> Catalog:
    """A catalogue of all texts, untranslated. Places are files without lines, so that a moved line changes nothing."""
    from workshop.labels import labels  # the labels' sources want Django set up

    catalogue = _empty()
    for name, _line, words, comments, context in messages(root):
        catalogue.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    for name, label in labels() if root == SOURCES else ():
        catalogue.add(label, locations=[(name, 0)])
    return catalogue


def update() -> Catalog:
    """Write the English catalogue anew, keeping its translations."""
    fresh = collected()
    english = _read() if ENGLISH.exists() else _empty()
    english.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    english.obsolete.clear()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as out:
        write_po(out, english, sort_output=True, omit_header=False, include_lineno=False, width=0)
    return english


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts that wait: without English, with an empty plural form, or fuzzy since a plural was added to them."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not _whole(message))]


def _whole(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m workshop.catalogue", description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list texts without a translation, change nothing")
    options = parser.parse_args(argv)
    _set_up_django()
    waiting = untranslated(_read()) if options.missing else untranslated(update())
    print("\n".join(waiting) if options.missing else f"{ENGLISH.relative_to(ROOT)}: {len(waiting)} texts wait")
    return 1 if options.missing and waiting else 0


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        domain="django",
        project="Hòa Nhập",
        version="0.1",
        fuzzy=False,
        header_comment="# English of Hòa Nhập.",
    )


def _texts(file: Path, text: str, root: Path) -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    name = file.relative_to(root).as_posix()
    source = io.BytesIO(text.encode())
    for line, words, comments, context in extract("python", source, KEYWORDS, ("Translators:",), {"encoding": "utf-8"}):
        yield name, line, words, comments, context


def _read() -> Catalog:
    with ENGLISH.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.site.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
