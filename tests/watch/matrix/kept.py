"""What each page offers and notes down, for whom, as committed tables: what is missing is as wrong as one too many.

`offers.yaml`: page, door it leads to, who is offered it. `looks.yaml`: page, code in the log, whose look writes it.
Written anew by `HOANHAP_OFFERS=write ./hoanhap test tests/watch/test_access_matrix.py -k each_page_offers`; the diff is
to be read line by line, as it says what a post can do from where, and what is known of it afterwards.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml

OFFERS, LOOKS = (Path(__file__).with_name(name) for name in ("offers.yaml", "looks.yaml"))
Table = dict[str, dict[str, set[str]]]  # page: what: for whom


def empty() -> Table:
    return defaultdict(lambda: defaultdict(set))


def differences(file: Path, found: Table, pages: Iterable[str]) -> list[str]:
    """Where these pages and the file say two things. Writing the file anew is no success: its diff is not read yet."""
    if os.environ.get("HOANHAP_OFFERS") == "write":
        _write(file, found, set(pages))
        return [f"{file.name} is written anew: read its diff, then run this without HOANHAP_OFFERS"]
    table = _read(file)
    return [line for page in sorted(pages) for line in _of_page(page, found.get(page, {}), table.get(page, {}))]


def pages_of(file: Path) -> set[str]:
    return set(_read(file))


def _read(file: Path) -> dict[str, dict[str, str]]:
    return yaml.safe_load(file.read_text()) if file.exists() else {}


def _of_page(page: str, found: dict[str, set[str]], table: dict[str, str]) -> list[str]:
    said = []
    for what in sorted(found.keys() | table.keys()):
        seen, meant = found.get(what, set()), set(table.get(what, "").split())
        said += [f"{page}: {what} for {who} is not in the table" for who in sorted(seen - meant)]
        said += [f"{page}: {what} for {who} is missing" for who in sorted(meant - seen)]
    return said


def _write(file: Path, found: Table, pages: set[str]) -> None:
    table = {page: said for page, said in _read(file).items() if page not in pages}
    table |= {page: {what: " ".join(sorted(who)) for what, who in said.items()} for page, said in found.items()}
    file.write_text(yaml.safe_dump(table, sort_keys=True, width=116, allow_unicode=True))
