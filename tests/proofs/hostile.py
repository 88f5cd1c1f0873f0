"""Requests nobody would send by accident: what forms and addresses take, filled with what they do not expect."""

import random
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import urlencode

from hoanhap.web.office.doors import DOORS
from tests.watch.matrix import grounds, knocking, things
from tests.watch.matrix.knocking import House

FORM = "application/x-www-form-urlencoded"
WORDS = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "00",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 40,
    "-" + "9" * 40,
    "1.234,56",
    "١٢٣",
    "½",
    "true",
    "null",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\ud7ff",
    "\ufeff",
    "a\u200bb",
    "\u202eabc",
    "e\u0301",
    "Nguyễn",
    "Nguye\u0302\u0303n",
    "😀" * 40,
    "A" * 10_000,
    "ă" * 3_000,
    "'",
    '"',
    "' OR 1=1 --",
    '"; DROP TABLE persons_person; --',
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% load x %}",
    "${7*7}",
    "%s%s%n",
    "%00",
    "%ff",
    "../../etc/passwd",
    "..\\..\\x",
    "=1+1",
    "@SUM(A1)",
    "31/02/2020",
    "30/02/2020",
    "2020-02-30",
    "0000-00-00",
    "9999-12-31",
    "01/01/0001",
    "31/12/9999",
    "29/02/2019",
    "1/13/2020",
    "16/06/2020",
    "2020-06-16",
    "15/05/2020",
    "25:61",
    "12:00",
    "{}",
    "[]",
    "[1",
    "null",
    "a=b&c=d",
    "\r\nX-Injected: 1",
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/people/",
    "?next=/",
    "#",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
    "0912345678",
    "079201000001",
    "Nguyễn Văn Ví Dụ 1",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as it was made, enough to make it again."""

    door: str
    who: str
    method: str
    address: str
    body: bytes = b""
    kind: str = FORM
    headers: Mapping[str, str] = field(default_factory=dict)


class Sender(House):
    """The house, asked anything; what it said wrong is kept with the fault behind it."""

    def __init__(self, world: grounds.World) -> None:
        super().__init__(world)
        self.faults: dict[str, Sent] = {}
        self.asked = 0
        self.statuses: dict[int, int] = {}
        self._raised = ""
        self._requests = RequestFactory()
        self._chain = BaseHandler()
        self._chain.load_middleware()
        got_request_exception.connect(self._note, weak=True)

    def send(self, sent: Sent) -> int:
        """The status; every change is rolled back. A fault of ours (5xx) is kept."""
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.headers.items()}
        request = self._requests.generic(sent.method, "/", sent.body, sent.kind, **headers)  # type: ignore[arg-type]
        path, _mark, query = sent.address.partition("?")
        request.path = request.path_info = path
        request.META.update(PATH_INFO=path, QUERY_STRING=query)
        request.COOKIES.update(self._cookies.get(sent.who, {}))
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        before_it = transaction.savepoint()
        self._raised = ""
        try:
            response = self._chain.get_response(request)
            knocking.let_go(response)
        finally:
            transaction.savepoint_rollback(before_it)
            transaction.savepoint_commit(before_it)
        self.asked += 1
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        if response.status_code >= 500:
            self.faults.setdefault(f"{sent.door} {sent.method}: {self._raised}", sent)
        return response.status_code

    def _note(self, **_signal: Any) -> None:
        import traceback

        self._raised = traceback.format_exc(limit=-2)[-500:]


class _Fields(HTMLParser):
    """Names of the fields of a page's forms, and the values they offer."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag in ("input", "select", "textarea", "button") and name:
            self.found.setdefault(name, set()).add(value)
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self.found[self._select].add(value)


def fields_of(sender: Sender) -> dict[str, dict[str, list[str]]]:
    """What the forms of each door take, read from its own pages as those see them for whom it opens."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in DOORS}
    for knock in sender.knocks():
        if knock.method != "GET" or knock.where not in (grounds.OWN, grounds.NOWHERE) or 200 not in knock.allowed:
            continue
        response = sender.ask(knock.who, "GET", knock.address)
        page = _Fields()
        if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
            page.feed(response.content.decode())  # type: ignore[attr-defined]
        for name, values in page.found.items():
            for door in _doors_of(knock.door):
                found[door].setdefault(name, set()).update(values)
    return {door: {name: sorted(values) for name, values in fields.items()} for door, fields in found.items()}


def _doors_of(page: str) -> list[str]:
    """A page's form may be sent to a neighbouring door: all whose name begins alike."""
    stem = page.split("-")[0]
    return [name for name in DOORS if name.split("-")[0] == stem or name == page]


def address_of(sender: Sender, door: str, draw: random.Random) -> str:
    """The door's address with real keys, keys of elsewhere, or nonsense."""
    parts = sorted(grounds.parts_of(door))
    where = draw.choice(grounds.grounds_for(set(parts)))
    ground = sender.world.grounds[grounds.OWN if where == grounds.NOWHERE else where]
    chosen = {part: _key(ground[part], draw) for part in parts}
    return _filled(door, chosen) + (_query(draw) if draw.random() < 0.2 else "")


def _key(real: Any, draw: random.Random) -> Any:
    if draw.random() < 0.75:
        return real
    if isinstance(real, uuid.UUID):
        return uuid.UUID(int=draw.getrandbits(128))
    return draw.randrange(10**19) if isinstance(real, int) else draw.choice(WORDS)


_PLACES = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def _filled(door: str, keys: Mapping[str, Any]) -> str:
    """By hand: `reverse` would refuse what an attacker types."""
    route = next(address for name, address in _routes(get_resolver()) if name == door)
    return "/" + _PLACES.sub(lambda match: quote(str(keys[match[1]]), safe=""), route)


def _routes(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, above + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield entry.name or "", above + str(entry.pattern)


def _query(draw: random.Random) -> str:
    names = ["q", "page", "sort", "next", "unit", "state", "window", "year", "number", "kind", draw.choice(WORDS)[:40]]
    return "?" + urlencode([(draw.choice(names), draw.choice(WORDS)) for _ in range(draw.randint(1, 4))])


def body_of(fields: Mapping[str, list[str]], draw: random.Random) -> tuple[bytes, str]:
    """A filled form: most fields as offered, some hostile, some missing, some twice; now and then no form at all."""
    kind = draw.random()
    if kind < 0.03:
        return bytes(draw.getrandbits(8) for _ in range(draw.randint(0, 300))), draw.choice(["", "text/plain", FORM])
    if kind < 0.06:
        return b'{"a": [1, {"b": null}]}', "application/json"
    pairs = [
        (name, draw.choice(offered) if offered and draw.random() < 0.6 else draw.choice(WORDS))
        for name, offered in fields.items()
        if draw.random() < 0.9
    ]
    pairs += [(draw.choice(["is_staff", "role", "unit_path", "id", "version"]), draw.choice(WORDS))]
    if kind < 0.12:
        return _with_file(dict(pairs), draw), MULTIPART_CONTENT
    return urlencode(pairs + (pairs[:2] if draw.random() < 0.1 else [])).encode(), FORM


def _with_file(values: dict[str, str], draw: random.Random) -> bytes:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = bytes(draw.getrandbits(8) for _ in range(draw.randint(0, 200)))
    name = draw.choice(["a.xlsx", "a.csv", "../a.xls", "a\x00.ods", "", "a.exe", "ă.xlsx"]) or "x"
    return encode_multipart(BOUNDARY, values | {"file": SimpleUploadedFile(name, content)})


def headers(draw: random.Random) -> dict[str, str]:
    """What browsers and htmx add, and what they would not."""
    chosen: dict[str, str] = {}
    if draw.random() < 0.3:
        chosen["HX-Request"] = "true"
    if draw.random() < 0.2:
        chosen["Accept-Language"] = draw.choice(["en", "vi", "zz", "*" * 50, ";q=1"])
    if draw.random() < 0.1:
        chosen["Referer"] = draw.choice(["https://evil.example/", "\u00e9", "/", "x" * 500])
    return chosen


def missing_makers() -> list[str]:
    return things.missing({part for door in DOORS for part in grounds.parts_of(door)})


WALKERS = (*knocking.WALKERS, knocking.NOBODY)
