"""Knocking: the real chain of middleware and views, without a browser's ceremony; whatever was done is undone.

What is the same at each of somebody's thousands of knocks is done once: his session and his posts are read, and the
page of what is missing is left blank and its askers uncounted (tests of their own look at both). A method a door does
not take is refused before anything is read: the ordinary walk tries it at one ground, the proof at all.
"""

import copy
import functools
import html
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in.session_store import SessionStore
from hoanhap.kernel import ids
from hoanhap.web.office import middleware
from hoanhap.web.office.door import Reach
from hoanhap.web.office.doors import DOORS
from hoanhap.web.ui import errors
from tests.watch.matrix import grounds, oracle, things
from tests.watch.matrix.grounds import NEIGHBOUR, NOWHERE, OWN, STRANGE, World

NOBODY = "nobody"
_NOT_FOUND = errors.not_found
REFUSED_AT = (NOWHERE, OWN)
# One for each role, and those who hold none (any more).
WALKERS = (
    *("officer", "leader", "deputy", "police", "police_chief", "health_station", "centre", "front_cadre"),
    *("front_hamlet", "helper", "justice", "culture", "finance", "district_merger", "district_leader"),
    *("province_merger", "province_leader", "inspector", "administrator", "unposted", "former_officer"),
)


@dataclass(frozen=True, slots=True)
class Knock:
    """One request and what must come back."""

    door: str
    who: str
    where: str
    method: str
    address: str
    allowed: frozenset[int]

    @property
    def said(self) -> str:
        return f"{self.door} {self.method} as {self.who}, {self.where}"


@dataclass
class Walk:
    """What a walk found."""

    probes: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Look:
    """One page: the doors of the house to which it leads (method and address, each once), the codes of what the look
    wrote into the log, and the keys of whatever else the page names: choices of a form, hidden fields.
    """

    doors: list[tuple[str, str]]
    codes: set[str]
    named: set[str]


class House:
    """The house as everybody finds it: one session for each who walks."""

    def __init__(self, world: World, walkers: tuple[str, ...] = WALKERS) -> None:
        self.world = world
        self.walkers = (*walkers, NOBODY)
        self.seats = {name: world.cast.viewer(world.accounts[name]).seats for name in self.walkers if name != NOBODY}
        self._cookies = {name: session_of(world.accounts[name]) for name in self.seats}
        self._factory = RequestFactory()
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def knocks(self, wanted: set[str] | None = None, *, whole: bool = False) -> Iterator[Knock]:
        """Every door × where its thing stands × everybody × every method."""
        named = {name: grounds.parts_of(name) for name in (DOORS if wanted is None else wanted)}
        if gaps := [f"door {name}: {gap}" for name, parts in named.items() for gap in things.missing(parts)]:
            raise AssertionError("\n".join(gaps))
        for name, parts in named.items():
            for where in grounds.grounds_for(parts):
                yield from self._at(name, where, parts, all_methods=whole or where in REFUSED_AT)

    def refused(self, wanted: set[str]) -> Iterator[Knock]:
        """In brief, where nobody is let in: whoever holds the post before another's thing, others before any.

        What no post opens (a picture shown once, in the middle of an enrolment) tells of nobody's things.
        """
        for knock in self.knocks(wanted):
            door = DOORS[knock.door]
            if door.reach is Reach.NOBODY:
                continue
            holder = next(
                (name for name, seats in self.seats.items() if {seat.role for seat in seats} & door.roles), ""
            )
            brief = knock.who in (holder, "officer", "unposted") and knock.where in (NOWHERE, OWN, NEIGHBOUR, STRANGE)
            if brief and knock.method in door.methods and knock.allowed == oracle.NOT_HERE:
                yield knock

    def pages(self, wanted: set[str]) -> Iterator[Knock]:
        """What everybody may look at, where his own people live."""
        for knock in self.knocks(wanted):
            if knock.method == "GET" and knock.where in (NOWHERE, OWN) and 404 not in knock.allowed:
                yield knock

    def look(self, who: str, address: str) -> Look:
        """One page as its reader sees it, and what the look wrote into the log."""
        codes, before = set[str](), ids.new_id()
        written = AuditEntry.objects.filter(pk__gt=before).values_list("code", flat=True)
        page = self.ask(who, "GET", address, then=lambda: codes.update(written))
        content = page.content.decode() if "html" in page.headers["Content-Type"] else ""  # type: ignore[attr-defined]
        found = dict.fromkeys(_doors_on(content))
        doors_there = [(method, there) for method, there in found if _asks_for_a_post(name_of(there))]
        led_to = {key for _method, there in doors_there for key in _KEY.findall(there)}
        named = set(_KEY.findall(content)) - set(_KEY.findall(address)) - led_to
        return Look(doors_there, codes if page.status_code == 200 else set(), named)

    @functools.cached_property
    def shut_away(self) -> dict[str, dict[str, str]]:
        """Reader → key → what it is: things elsewhere that no door shows him. No page of his may name them."""
        shown = defaultdict[str, list[str]](list)
        for name, door in DOORS.items():
            parts = grounds.parts_of(name)
            if "GET" in door.methods and len(parts) == 1 and door.reach not in (Reach.EVERYBODY, Reach.NOBODY):
                shown[parts.pop()].append(name)
        return {who: dict(self._shut_to(who, shown)) for who in self.seats}

    def _shut_to(self, who: str, shown: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
        for part, names in shown.items():
            for where in set(grounds.grounds_for({part})) & {NEIGHBOUR, STRANGE}:
                ground, person = self.world.grounds[where], grounds.about_a_person({part})
                key = str(ground[part])
                answers = (
                    oracle.expected(DOORS[name], "GET", self.seats[who], who, ground, person=person) for name in names
                )
                if _KEY.fullmatch(key) and all(answer == oracle.NOT_HERE for answer in answers):
                    yield key, f"{part}, {where}"

    def address(self, name: str, where: str) -> str | None:
        """The address of a door before what stands there; None where the address names nothing."""
        parts = grounds.parts_of(name)
        if grounds.grounds_for(parts) == (NOWHERE,):
            return None
        return reverse(name, kwargs={part: self.world.grounds[where][part] for part in parts})

    def _at(self, name: str, where: str, parts: set[str], *, all_methods: bool) -> Iterator[Knock]:
        ground = None if where == NOWHERE else self.world.grounds[where]
        some = ground or self.world.grounds[OWN]
        address = reverse(name, kwargs={part: some[part] for part in parts})
        person = grounds.about_a_person(parts)
        for who in self.walkers:
            for method in oracle.METHODS if all_methods else DOORS[name].methods:
                answers = oracle.expected(DOORS[name], method, self.seats.get(who), who, ground, person=person)
                yield Knock(name, who, where, method, address, answers)

    def ask(
        self,
        who: str,
        method: str,
        address: str,
        *,
        csrf: bool = False,
        language: str = "vi",
        then: Callable[[], None] = lambda: None,
    ) -> HttpResponseBase:
        """One request, with everything it changed rolled back; `then` looks before that."""
        request = self._factory.generic(method, address, b"", "application/x-www-form-urlencoded")
        request.COOKIES.update({**self._cookies.get(who, {}), settings.LANGUAGE_COOKIE_NAME: language})
        request._dont_enforce_csrf_checks = not csrf  # type: ignore[attr-defined]
        before_it = transaction.savepoint()
        try:
            response = self._handler.get_response(request)
            let_go(response)
            then()
            return response
        finally:
            transaction.savepoint_rollback(before_it)
            transaction.savepoint_commit(before_it)  # or thousands of them lie on each other

    def walk(
        self,
        wanted: set[str] | None = None,
        *,
        takes: Callable[[Knock], bool] = lambda knock: True,
        whole: bool = False,
    ) -> Walk:
        """Knock everywhere; what did not answer as the table says."""
        done = Walk()
        with known_by_now(), _without_ceremony():
            for knock in filter(takes, self.knocks(wanted, whole=whole)):
                status = self.ask(knock.who, knock.method, knock.address).status_code
                done.probes += 1
                if status not in knock.allowed:
                    done.wrong.append(f"{knock.said}: {status}, not {sorted(knock.allowed)}")
        return done


@contextmanager
def known_by_now() -> Iterator[None]:
    """Sessions and posts are read at somebody's first knock; no knock of a walk changes them for the next."""
    with (
        mock.patch.object(viewers, "_seats", functools.cache(viewers._seats)),
        mock.patch.object(SessionStore, "load", _remembering(SessionStore.load)),
    ):
        yield


@contextmanager
def _without_ceremony() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(middleware, "_count_asking"))
        if errors.not_found is _NOT_FOUND:  # else a test has put another answer in its place
            stack.enter_context(mock.patch.object(errors, "not_found", _blank))
        yield


def _blank(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)


def _remembering(load: Callable[[SessionStore], dict[str, Any]]) -> Callable[[SessionStore], dict[str, Any]]:
    """Each session as it was first read; a knock that ends or changes one is undone."""
    known: dict[str | None, tuple[dict[str, Any], datetime, datetime]] = {}

    def remembered(store: SessionStore) -> dict[str, Any]:
        if store.session_key not in known:
            content = load(store)
            if store.session_key is None:  # a session that does not exist
                return content
            known[store.session_key] = (content, store.started_at, store.last_seen_at)
        content, store.started_at, store.last_seen_at = known[store.session_key]
        return copy.deepcopy(content)

    return remembered


def _asks_for_a_post(door: str) -> bool:
    return door in DOORS and DOORS[door].reach not in (Reach.EVERYBODY, Reach.NOBODY, Reach.SIGNED_IN)


def name_of(address: str) -> str:
    """The door an address leads to."""
    return resolve(urlsplit(address).path).url_name or ""


_LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)"')
_FORM = re.compile(r'<form\b[^>]*?\bmethod="post"[^>]*>')
_KEY = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_ACTION = re.compile(r'\b(?:form)?action="(/[^"]*)"')


def _doors_on(page: str) -> Iterator[tuple[str, str]]:
    """Links and forms in the middle of a page: what stands around it is the same everywhere."""
    middle = html.unescape(page.partition("<main")[2].partition("</main>")[0])
    yield from (("GET", address) for address in _LINK.findall(middle))
    yield from (("POST", address) for form in _FORM.findall(middle) for address in _ACTION.findall(form))


@functools.cache
def rooms() -> dict[str, set[str]]:
    """The doors of each room of the house: the folder their views stand in."""
    found = defaultdict[str, set[str]](set)
    for name, view in _views(get_resolver()):
        found[view.__module__.split(".")[-2]].add(name)
    return dict(found)


def _views(resolver: URLResolver) -> Iterator[tuple[str, Callable[..., HttpResponseBase]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _views(entry)
        else:
            yield entry.name or "", entry.callback


def let_go(response: HttpResponseBase) -> None:
    """Close what an answer holds, but not the connection in whose transaction the walk stands."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def session_of(account: Account) -> dict[str, str]:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return {name: morsel.value for name, morsel in client.cookies.items()}


def sample(one_in: int, *, rest: int = 0) -> Callable[[Knock], bool]:
    """The same knocks every time, spread over all doors: those whose words happen to divide with this rest."""
    return lambda knock: zlib.crc32(knock.said.encode()) % one_in == rest
