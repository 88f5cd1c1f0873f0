"""A word of its own in every sealed field of every row, and somebody of each role who walks through the whole house.

Which words he has seen at the end is compared with what his role may see: no more, and no less.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pypdf
from django.apps import apps
from django.core.handlers.base import BaseHandler
from django.db import models, transaction
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.fates import SUBJECT, fates
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel.dates import show
from hoanhap.people.care import actions as care
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.health_room_models import HealthRecord
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case, Correction, PoliceRecord, Standing, UseProfile
from hoanhap.people.persons.masks import MASKS
from hoanhap.web.office.door import Reach
from hoanhap.web.office.doors import DOORS
from tests.cast import NOW, SETTER, Cast
from tests.watch.matrix import grounds, knocking, things
from tests.watch.matrix.grounds import GONE, NEIGHBOUR, OWN, STRANGE, UNRELATED, World
from tests.watch.matrix.knocking import House
from tests.watch.matrix.things import Ground

# Not planted: secrets of accounts, pictures, and texts a program reads back (a waiting list, words that must match).
UNPLANTED = {
    "sign_in.CodeApp.secret",
    "sign_in.CodeApp.offered",
    "sign_in.Passkey.credential",
    "files.StoredFile.content",
    "exchange.ImportRow.payload",
    "exchange.ImportRow.police_payload",
    "exchange.ImportRow.message",
    "exchange.ImportBatch.remarks",
    "joint_acts.JointAct.sealed_what",
}
FAMILY, GIVEN = "persons.Person.full_name", "persons.Person.full_name (given)"
BORN = "persons.Person.birth_date"


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted word: in which field, of whose row, standing where."""

    word: str
    field: str
    where: str
    owner: UUID | None


@dataclass
class Aviary:
    """All planted words, and who is who."""

    world: World
    cases: dict[UUID, UUID] = field(default_factory=dict)  # case → person
    grounds_of: dict[UUID, str] = field(default_factory=dict)  # person → ground
    canaries: list[Canary] = field(default_factory=list)

    @property
    def planted(self) -> set[str]:
        return {canary.field for canary in self.canaries}


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
    """At least so many persons: those of the matrix, and more of the same kinds."""
    world = grounds.build(cast)
    for ground in world.grounds.values():
        if ground.name != GONE:
            _furnish(ground)
    aviary = Aviary(world)
    extra = max(0, number - len(world.grounds))
    for serial in range(extra):
        ground = _another(cast, serial)
        _furnish(ground)
        world.grounds[f"{ground.name} {serial}"] = ground
    for ground in world.grounds.values():
        if ground.name != GONE:
            aviary.grounds_of[ground["person"].pk] = ground.name.rstrip(" 0123456789")
    aviary.cases = dict(Case.objects.values_list("pk", "person_id"))
    _plant(aviary)
    return aviary


def _another(cast: Cast, serial: int) -> Ground:
    kinds = [(OWN, cast.thuong_lac, cast.officer), (UNRELATED, cast.thuong_lac, cast.officer)]
    kinds += [(NEIGHBOUR, cast.long_khanh_a, cast.neighbour_officer), (STRANGE, cast.vinh_xuong, cast.stranger_officer)]
    name, unit, writer = kinds[serial % len(kinds)]
    first = name == OWN
    related = frozenset({"helper", "health_station", "centre"}) if first else frozenset[str]()
    return Ground(name, cast, unit, writer, 100 + serial, cast.helper if first else None, related)


def _furnish(ground: Ground) -> None:
    """A row in every table that hangs on a person."""
    for part, maker in sorted(things.MAKERS.items()):
        if maker.scope is things.Scope.PERSON:
            ground[part]
    case: Case = ground["case"]
    UseProfile.objects.get_or_create(case=case, defaults={"unit_path": case.unit_path})
    PoliceRecord.objects.get_or_create(
        case=case, defaults={"unit_path": case.unit_path, "recorded_at": NOW, "recorded_by": "x"}
    )
    contact = Contact.objects.get(pk=ground["contact_id"])
    care.correct_contact(contact, changes={"work": "stable"}, reason="ghi nhầm", by=SETTER, at=NOW)
    record = HealthRecord.objects.get(pk=ground["record_id"])
    health_room_actions.correct(record, text="khác", by=SETTER, at=NOW, version=record.version)
    struck = Correction(
        case=case,
        unit_path=case.unit_path,
        number=1,
        standing=Standing.objects.filter(case=case).order_by("from_on", "id")[0],
        corrected_by="x",
        corrected_at=NOW,
    )
    vault.seal(struck, reason="ghi nhầm")
    struck.save(force_insert=True)


def _plant(aviary: Aviary) -> None:
    number = 0
    for model in apps.get_models():
        sealed = [one for one in model._meta.concrete_fields if isinstance(one, SealedField)]
        for row in model._base_manager.order_by("pk") if sealed else ():
            values: dict[str, str] = {}
            for one in sealed:
                name = f"{model._meta.label}.{one.name}"
                if name not in UNPLANTED and _takes_words(row, one.name):
                    number += 1
                    values[one.name] = _word(aviary, name, row, number)
            if values:
                vault.seal(row, **values)
                written = {name: getattr(row, name) for name in values} | _indexes(row, values)
                model._base_manager.filter(pk=row.pk).update(**written)


def _indexes(row: models.Model, values: dict[str, str]) -> dict[str, bytes]:
    """What finds a person by his numbers goes along with them."""
    if row._meta.label != "persons.Person":
        return {}
    return {
        "id_index": vault.blind(values["id_number"], purpose="persons.id_number"),
        "phone_index": vault.blind(values["phone"], purpose="persons.phone"),
    }


# Some fields hold a word only together with other columns (the reason of an end that has not come).
_CONDITIONAL = frozenset(
    ("amendment_reason", "end_reason", "review_note", "lift_note", "ending", "extension_reason", "sealed_note")
) | frozenset(("giver_name", "asker_name", "paper_number", "answer", "content"))


def _takes_words(row: models.Model, name: str) -> bool:
    conditional = name in _CONDITIONAL or (name == "note" and row._meta.label == "watch.Alarm")
    return not conditional or getattr(row, name) is not None


def _word(aviary: Aviary, name: str, row: models.Model, number: int) -> str:
    owner = _owner(aviary, row)
    where = aviary.grounds_of.get(owner, "") if owner else ""
    where = where or _ground_of_unit(aviary, str(getattr(row, "unit_path", "")))
    if name == FAMILY:
        aviary.canaries.append(Canary(f"Zg{number:05d}", GIVEN, where, owner))
        aviary.canaries.append(Canary(f"Zh{number:05d}", FAMILY, where, owner))
        return f"Zh{number:05d} Văn Zg{number:05d}"
    if name.startswith("joint_acts.JointAct."):
        name = f"{name} of {getattr(row, 'kind', '')}"  # each kind is confirmed by others
    text, word = f"Zq{number:05d}x", f"Zq{number:05d}x"
    if name == BORN:
        day = date(1910, 1, 1) + timedelta(days=number)
        text, word = day.isoformat(), show(day)
    elif name.endswith(".id_number"):
        text = word = f"0792{number:08d}"
    elif name.endswith(".phone"):
        text = word = f"09{number:08d}"
    aviary.canaries.append(Canary(word, name, where, owner))
    return text


def _owner(aviary: Aviary, row: models.Model) -> UUID | None:
    """The person a row is about."""
    if row._meta.label == "persons.Person":
        return row.pk
    if row._meta.label == "cases.Case":
        return aviary.cases.get(row.pk)
    label = row._meta.label
    way = fates[label].way if label in fates.keys() else ""  # noqa: SIM118 - a register is no mapping
    if way == SUBJECT or not way:
        try:
            about = UUID(str(getattr(row, "subject_id", "")))
        except ValueError:
            return None
        return aviary.cases.get(about, about if about in aviary.grounds_of else None)
    found: Any = row
    for step in way.split("__"):
        found = getattr(found, step)
    return aviary.cases.get(found.pk, found.pk)


def _ground_of_unit(aviary: Aviary, path: str) -> str:
    for name in (OWN, NEIGHBOUR, STRANGE):
        if path == aviary.world.grounds[name].unit.path:
            return name
    return ""


# --- the walk -----------------------------------------------------------------------------------------------------


class Walker(House):
    """Somebody who opens everything he can find an address for, and follows every link."""

    def __init__(self, aviary: Aviary, who: str, *, links: int) -> None:
        super().__init__(aviary.world, (who,) if who != knocking.NOBODY else ())
        self.aviary, self.who, self._links = aviary, who, links
        self.sight = Sight()
        self._words = {canary.word: canary for canary in aviary.canaries}
        self._requests = RequestFactory()
        self._chain = BaseHandler()
        self._chain.load_middleware()

    def go(self, doors: set[str] | None = None) -> Sight:
        """Every door at every ground, every mask pressed, every name searched for, then every link found."""
        found: list[str] = []
        for method, address, body in self._plan(doors):
            found += self.look(method, address, body)
        seen = {address for method, address, _body in self._plan(doors) if method == "GET"}
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
            for ground in self._grounds_for(parts):
                address = reverse(name, kwargs={part: ground[part] for part in parts})
                if "GET" in door.methods:
                    yield "GET", address, {}
                if name == "case-reveal":
                    yield from (("POST", address, {"field": one}) for one in MASKS)
                if name == "case-prior":
                    yield "POST", address, {}
                if not parts:
                    break
        if wanted is None or "people" in wanted:
            for canary in self.aviary.canaries:
                if canary.field in (GIVEN, FAMILY, "persons.Person.id_number", "persons.Person.phone"):
                    yield "POST", reverse("people"), {"q": canary.word}

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
            if canary.owner is not None and str(canary.owner) not in persons and not self._logged_by_row(logged):
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
