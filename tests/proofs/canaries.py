"""A word of its own in every sealed field of every row, and somebody of each role who walks through the whole house.

Which words he has seen at the end is compared with what his role may see: no more, and no less.
"""

import functools
import io
import itertools
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from unittest import mock
from uuid import UUID

import pypdf
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.masks import MASKS
from hoanhap.web.office.door import Door, Reach
from hoanhap.web.office.doors import DOORS
from tests.cast import Cast
from tests.proofs import nests, sowing
from tests.proofs.sowing import FAMILY, GIVEN, Aviary
from tests.watch.matrix import grounds, knocking, things
from tests.watch.matrix.grounds import GONE, NEIGHBOUR, OWN, STRANGE, UNRELATED
from tests.watch.matrix.knocking import House
from tests.watch.matrix.things import Ground


@dataclass
class Sight:
    """What one walker saw, and where the log failed him."""

    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # field → grounds
    through: dict[tuple[str, str], str] = field(default_factory=dict)
    unlogged: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    pages: int = 0


# --- the world ----------------------------------------------------------------------------------------------------


def build(cast: Cast, number: int) -> Aviary:
    """At least so many persons: those of the matrix, and more of the same kinds; and whose rehab ended long ago."""
    world = grounds.build(cast)
    for ground in world.grounds.values():
        if ground.name != GONE:
            nests.furnish_person(ground)
    aviary = Aviary(world)
    for name in (OWN, NEIGHBOUR, STRANGE):
        aviary.further[name] = nests.furnish_office(world.grounds[name])
    extra = max(0, number - len(world.grounds))
    for serial in range(extra):
        ground = _another(cast, serial)
        nests.furnish_person(ground)
        world.grounds[f"{ground.name} {serial}"] = ground
    for ground in world.grounds.values():
        if ground.name != GONE:
            aviary.grounds_of[ground["person"].pk] = ground.name.rstrip(" 0123456789")
    for serial, name in enumerate((UNRELATED, NEIGHBOUR)):
        back = nests.back_from_rehab(cast, world.grounds[name].unit, serial)
        aviary.grounds_of[back.person_id] = name
        aviary.further.setdefault(name, []).append({"case_id": back.pk, "person_id": back.person_id})
    aviary.cases = dict(Case.objects.values_list("pk", "person_id"))
    sowing.sow(aviary)
    return aviary


def _another(cast: Cast, serial: int) -> Ground:
    kinds = [(OWN, cast.thuong_lac, cast.officer), (UNRELATED, cast.thuong_lac, cast.officer)]
    kinds += [(NEIGHBOUR, cast.long_khanh_a, cast.neighbour_officer), (STRANGE, cast.vinh_xuong, cast.stranger_officer)]
    name, unit, writer = kinds[serial % len(kinds)]
    first = name == OWN
    related = frozenset({"helper", "health_station", "centre"}) if first else frozenset[str]()
    return Ground(name, cast, unit, writer, 100 + serial, cast.helper if first else None, related)


# --- the walk -----------------------------------------------------------------------------------------------------


PRESSED = ("case-prior", "case-results", "counselling-note", "review-offences-read")
"""Doors that show something once, at a press."""
ABOUT_SOMEBODY = ("intake.", "reception.", "privacy.RightsRequest.")
"""Words about people who have no file (yet): whoever reads them is in the log as well."""


class Walker(House):
    """Somebody who opens everything he can find an address for, and follows every link.

    At doors that are for others he tries one thing; `stubborn`: all of them (tests/watch/test_access_matrix.py does).
    """

    def __init__(self, aviary: Aviary, who: str, *, links: int, stubborn: bool = False) -> None:
        super().__init__(aviary.world, (who,) if who != knocking.NOBODY else ())
        self.aviary, self.who, self._links, self._stubborn = aviary, who, links, stubborn
        self.sight = Sight()
        self._words = {canary.word: canary for canary in aviary.canaries}
        self._requests = RequestFactory()
        self._chain = BaseHandler()
        self._chain.load_middleware()

    def go(self, doors: set[str] | None = None) -> Sight:
        """Every door at every ground, every mask pressed, every name searched for, then every link found."""
        with mock.patch.object(viewers, "_seats", functools.cache(viewers._seats)):
            plan = list(self._plan(doors))
            found = [link for method, address, body in plan for link in self.look(method, address, body)]
            seen = {address for method, address, _body in plan if method == "GET"}
            waiting = [link for link in dict.fromkeys(found) if link not in seen]
            while waiting and self._links > 0:
                address = waiting.pop(0)
                seen.add(address)
                self._links -= 1
                waiting += [link for link in self.look("GET", address) if link not in seen and link not in waiting]
        return self.sight

    def _plan(self, wanted: set[str] | None) -> Iterator[tuple[str, str, dict[str, str]]]:
        for name, door in DOORS.items():
            if (wanted is not None and name not in wanted) or door.reach is Reach.NOBODY or name == "sign-out":
                continue
            parts = grounds.parts_of(name)
            for named in itertools.islice(self._things_for(parts), None if self._is_for_me(door) else 1):
                address = reverse(name, kwargs=named)
                if "GET" in door.methods:
                    yield "GET", address, {}
                if name in ("case-reveal", "health-reveal"):
                    yield from (("POST", address, {"field": one}) for one in MASKS)
                if name in PRESSED:
                    yield "POST", address, {}
                if not parts:
                    break
        if wanted is None or "people" in wanted:
            for canary in self.aviary.canaries:
                if canary.field in (GIVEN, FAMILY, "persons.Person.id_number", "persons.Person.phone"):
                    yield "POST", reverse("people"), {"q": canary.word}

    def _is_for_me(self, door: Door) -> bool:
        """Whether the table gives this door to one of his posts; what an account owns may be anybody's."""
        everybody_s = door.reach in (Reach.EVERYBODY, Reach.SIGNED_IN, Reach.OWN)
        mine = {seat.role for seat in self.seats.get(self.who, ())}
        return self._stubborn or everybody_s or bool(mine & door.roles)

    def _things_for(self, parts: set[str]) -> Iterator[dict[str, object]]:
        """What a door's address may name: the things of each ground, and what else its office keeps."""
        for ground in self._grounds_for(parts):
            named = {part: ground[part] for part in parts}
            yield named
            for other in self.aviary.further.get(ground.name, ()):
                if parts & other.keys():
                    yield named | {part: other[part] for part in parts & other.keys()}

    def _grounds_for(self, parts: set[str]) -> list[Ground]:
        """Where the things of this door stand; the further persons only at doors about a person alone."""
        every, scopes = self.aviary.world.grounds, {things.MAKERS[part].scope for part in parts}
        named = [every[name] for name in grounds.grounds_for(parts) if name in every]
        if things.Scope.UNIT in scopes or things.Scope.PERSON not in scopes:
            return named or [every[OWN]]
        return [*named, *(ground for key, ground in every.items() if key != ground.name)]

    def look(self, method: str, address: str, body: dict[str, str] | None = None) -> list[str]:
        """Ask once, note what could be read and what the log says of it; the links of the page."""
        request = self._requests.generic(
            method, address, urlencode(body or {}).encode(), "application/x-www-form-urlencoded"
        )
        request.COOKIES.update(self._cookies.get(self.who, {}))
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        before_it = transaction.savepoint()
        try:
            known = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first()
            response = self._chain.get_response(request)
            text = text_of(response)
            entries = AuditEntry.objects.filter(id__gt=known) if known else AuditEntry.objects.all()
            logged = list(entries.values_list("code", "subject_kind", "subject_id"))
        finally:
            transaction.savepoint_rollback(before_it)
            transaction.savepoint_commit(before_it)
        self.sight.pages += 1
        typed = set((body or {}).values())
        self._note(f"{method} {_door_of(address)}", text, typed, logged)
        return links_of(text) if "html" in response.headers.get("Content-Type", "") else []

    def _note(self, said: str, text: str, typed: set[str], logged: list[tuple[str, str, str]]) -> None:
        hits = [self._words[word] for word in _planted_in(text) if word in self._words and word not in typed]
        for canary in hits:
            self.sight.seen[canary.field].add(canary.where)
            self.sight.through.setdefault((canary.field, canary.where), said)
        persons = {str(self.aviary.cases.get(_uuid(key), key)) for _code, _kind, key in logged}
        for canary in hits:
            about = canary.owner is not None or canary.field.startswith(ABOUT_SOMEBODY)
            if about and str(canary.owner) not in persons and not self._logged_by_row(logged):
                self.sight.unlogged.append(f"{said}: {canary.field} at {canary.where}")
        for entry in set(logged):
            if logged.count(entry) > 1:
                self.sight.twice.append(f"{said}: {entry[0]} {logged.count(entry)} times")

    def _logged_by_row(self, logged: list[tuple[str, str, str]]) -> bool:
        """A paper about a person (a request, an act, an import) is logged under its own name."""
        return any(kind not in ("place", "account", "person", "case") for _code, kind, _key in logged)


def _planted_in(text: str) -> set[str]:
    """Everything in a text that looks like a planted word."""
    import re

    return set(re.findall(r"Z[gh]\d{5}|Zq\d{5}x|0792\d{8}|09\d{8}|\d\d/\d\d/19[1-4]\d", text))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _door_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).url_name or address
    except Resolver404:
        return address


def text_of(response: HttpResponseBase) -> str:
    """Everything an answer tells: page, data, the parts of a workbook or letter, the words of a PDF, its headers."""
    content = bytes(getattr(response, "content", b""))
    knocking.let_go(response)
    told = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return told + " ".join(package.read(name).decode(errors="replace") for name in package.namelist())
    if content.startswith(b"%PDF"):
        return told + " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return told + unescape(content.decode(errors="replace"))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get("href") or given.get("hx-get") or given.get("src") or ""
        if address.startswith("/") and not address.startswith(("//", "/static/", "/sign-out")):
            self.found.append(address.partition("#")[0])


def links_of(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found


WALKERS = (*knocking.WALKERS, knocking.NOBODY)
