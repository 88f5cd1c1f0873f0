"""Which doors each page offers to whom, as a committed table: a door that is missing is as wrong as one too many.

Written anew by `HOANHAP_OFFERS=write ./hoanhap test tests/watch/test_access_matrix.py -k each_page_offers`; its diff is
to be read line by line, as it says what a post can do from where.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("offers.yaml")
Offers = dict[str, dict[str, set[str]]]  # page: door: who is offered it there


def none() -> Offers:
    return defaultdict(lambda: defaultdict(set))


def kept() -> dict[str, dict[str, str]]:
    """As in the file: page: door: names of those it is offered to, in one line."""
    return yaml.safe_load(TABLE.read_text()) or {} if TABLE.exists() else {}


def differences(found: Offers, pages: Iterable[str]) -> list[str]:
    """What these pages offer and should not, and what they should offer and do not; or the file is written anew."""
    if os.environ.get("HOANHAP_OFFERS") == "write":
        _write(found, pages)
    table = kept()
    return [line for page in sorted(pages) for line in _of_page(page, found.get(page, {}), table.get(page, {}))]


def _of_page(page: str, found: dict[str, set[str]], table: dict[str, str]) -> list[str]:
    said = []
    for door in sorted(found.keys() | table.keys()):
        seen, meant = found.get(door, set()), set(table.get(door, "").split())
        said += [f"{page} offers {door} to {who}: not in the table" for who in sorted(seen - meant)]
        said += [f"{page} does not offer {door} to {who}" for who in sorted(meant - seen)]
    return said


def _write(found: Offers, pages: Iterable[str]) -> None:
    table = {page: offered for page, offered in kept().items() if page not in set(pages)}
    table |= {page: {door: " ".join(sorted(who)) for door, who in offered.items()} for page, offered in found.items()}
    TABLE.write_text(yaml.safe_dump(table, sort_keys=True, width=116, allow_unicode=True))
