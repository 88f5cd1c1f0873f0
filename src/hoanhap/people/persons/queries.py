"""Reads: is this person here already, who is meant by this text. What is shown of a name is logged as a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.text import fold
from hoanhap.people.persons import indexes, masks, policy, rules
from hoanhap.people.persons.masks import NameForm
from hoanhap.people.persons.models import SEALED, SOCIAL, Person, SocialProfile
from hoanhap.people.persons.rules import PersonDetails

_CHUNK = 500
_SCANNED_AT_MOST = 2_000
"""A commune has at most some 1,500 persons: reading all their names takes milliseconds and forgives slips of typing."""


class Whose(StrEnum):
    NONE = "none"
    OWN = "own"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a person of these details is registered; of one elsewhere nothing more is said."""

    whose: Whose
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit of a search, as the list shows it."""

    person_id: UUID
    unit_id: int
    unit_path: str
    hamlet_id: int | None
    full_name: str
    birth_year: int | None
    sex: str


def match_many(details: Sequence[PersonDetails], unit_path: str) -> list[Match]:
    """For each row: by ID number; else by folded name, birth year and hamlet within the unit.

    Rows must be `rules.checked`. A name that agrees while the ID numbers contradict each other is another person.
    """
    unit_id = paths.ids(unit_path)[-1]
    id_keys = [indexes.of_id_number(row.id_number) for row in details]
    name_keys = [indexes.of_name(row.full_name, row.birth_year, row.hamlet_id or unit_id) for row in details]
    by_id = _by_id_number([key for key in id_keys if key], unit_id)
    by_name = _by_name(name_keys, unit_id)
    return [_match(id_key, by_id, by_name.get(name_key)) for id_key, name_key in zip(id_keys, name_keys, strict=True)]


def _match(id_key: bytes | None, by_id: dict[bytes, UUID | None], named: tuple[UUID, bytes | None] | None) -> Match:
    if id_key and id_key in by_id:
        own = by_id[id_key]
        return Match(Whose.OWN, own) if own else Match(Whose.ELSEWHERE)
    if named and not (id_key and named[1] and named[1] != id_key):
        return Match(Whose.OWN, named[0])
    return Match(Whose.NONE)


def _by_id_number(keys: list[bytes], unit_id: int) -> dict[bytes, UUID | None]:
    """Index → the own person, or None for one elsewhere; the own one wins."""
    found: dict[bytes, UUID | None] = {}
    for chunk in _chunks(keys):
        living = Person.objects.filter(policy.UNSEALED, id_index__in=chunk)
        rows = living.values_list("id_index", "unit_id", "id")
        for key, unit, person_id in rows:
            if key is not None:
                found[bytes(key)] = person_id if unit == unit_id else found.get(bytes(key))
    return found


def _by_name(keys: list[bytes], unit_id: int) -> dict[bytes, tuple[UUID, bytes | None]]:
    found: dict[bytes, tuple[UUID, bytes | None]] = {}
    for chunk in _chunks(keys):
        rows = Person.objects.filter(policy.UNSEALED, name_index__in=chunk, unit_id=unit_id).order_by("id")
        for key, person_id, id_index in rows.values_list("name_index", "id", "id_index"):
            found.setdefault(bytes(key), (person_id, bytes(id_index) if id_index else None))
    return found


def registered_by_key(viewer: Viewer, client_key: UUID | None) -> Person | None:
    """The person this very entry of a form made before, when it was sent twice."""
    return policy.visible_to(viewer).filter(client_key=client_key).first() if client_key else None


def search(viewer: Viewer, text: str, *, limit: int = 25, at: datetime | None = None) -> list[Found]:
    """The persons this viewer may know whose name, ID number or phone is meant, the best first.

    Names without accents and in any spelling of Unicode. In a commune all names are read; in a larger scope the last
    word must be a whole given name. Each person shown is logged as looked at. What is masked for a viewer finds
    nothing either: a hit would tell as much as the field.
    """
    asked = rules.wanted(text)
    visible = policy.visible_to(viewer)
    if asked.digits:
        rows = _by_number(viewer, visible, asked.digits)
    elif asked.words:
        rows = _by_words(viewer, visible, asked)
    else:
        return []
    found = [_found(row, name) for row, name in rows[:limit]]
    log_look("person.found", found, viewer=viewer, at=at or clock.now())
    return found


class Shown(Protocol):
    """A row of any list that shows a person's name."""

    @property
    def person_id(self) -> UUID: ...

    @property
    def unit_path(self) -> str: ...


def log_look(code: str, shown: Iterable[Shown], *, viewer: Viewer, at: datetime) -> None:
    """Write one audit row for each person whose name is about to be shown."""
    subjects = [audit.Subject("person", row.person_id, row.unit_path) for row in shown]
    if subjects:
        with transaction.atomic():
            audit.record_many(code, by=viewer.actor, at=at, rows=subjects)


def birth_of(person: Person) -> PartialDate | None:
    """The birth date as it is known, for a rule that asks an age; it is not shown, so it is no look."""
    opened = vault.reveal(person, "birth_date")
    return PartialDate.from_iso(opened) if opened else None


def names_of(persons: Iterable[Person], viewer: Viewer) -> dict[UUID, str]:
    """Names by person id, opened together, each as far as this viewer sees it unasked: whole, given, or initials.

    The caller has passed a gate and logs the look.
    """
    rows = {person.pk: person for person in persons}
    forms = {path: policy.name_form(viewer, path) for path in {person.unit_path for person in rows.values()}}
    opened = vault.reveal_many(rows.values(), "full_name")
    return {key: masks.name(opened[key]["full_name"], forms[person.unit_path]) for key, person in rows.items()}


def by_given_name(name: str) -> tuple[str, str]:
    """How lists of people are sorted: by the given name, then by the whole."""
    folded = fold(name)
    return folded.rpartition(" ")[2], folded


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedField:
    """One sealed field of a person as a screen shows it: its mask, or its text on the answer to a logged press."""

    field: str
    label: str
    shown: str
    known: bool
    revealed: bool
    may_reveal: bool


def masked_of(
    viewer: Viewer, person: Person, *fields: str, revealed: Mapping[str, str] | None = None
) -> list[MaskedField]:
    """These fields, masked; `revealed` holds what the press that is being answered has opened."""
    return _masked(viewer, person, vault.reveal_many([person], *fields)[person.pk], revealed or {})


def named_and_masked(
    viewer: Viewer, person: Person, *fields: str, revealed: Mapping[str, str] | None = None
) -> tuple[str, list[MaskedField]]:
    """The name as `names_of` gives it, and the fields as `masked_of` does, opened together."""
    opened = vault.reveal_many([person], *{"full_name", *fields})[person.pk]
    name = masks.name(opened["full_name"], policy.name_form(viewer, person.unit_path))
    return name, _masked(viewer, person, {field: opened[field] for field in fields}, revealed or {})


def _masked(viewer: Viewer, person: Person, opened: Mapping[str, str], said: Mapping[str, str]) -> list[MaskedField]:
    return [
        MaskedField(
            field=field,
            label=str(masks.LABELS[field]),
            shown=said[field] if field in said else masks.MASKS[field](text),
            known=bool(text),
            revealed=field in said,
            may_reveal=bool(text) and policy.may_reveal(viewer, person, field),
        )
        for field, text in opened.items()
    ]


def details_of(person: Person) -> PersonDetails:
    """Everything that is written about the person, opened. The caller has passed a gate and logs the look."""
    opened = vault.reveal_many([person], *SEALED)[person.pk]
    social = SocialProfile.objects.filter(person=person).first() or SocialProfile(person=person)
    birth = opened.pop("birth_date")
    return PersonDetails(
        **opened,
        birth=PartialDate.from_iso(birth) if birth else None,
        sex=person.sex,
        hamlet_id=person.hamlet_id,
        **{name: getattr(social, name) for name in SOCIAL},
    )


def _by_number(viewer: Viewer, visible: QuerySet[Person], digits: str) -> list[tuple[Person, str]]:
    phone = digits if len(digits) <= 11 or digits.startswith("84") else ""
    keys = {"id_number": Q(id_index=indexes.of_id_number(digits))}
    if phone and 8 <= len(phone) <= 12:
        keys["phone"] = Q(phone_index=indexes.of_phone(phone))
    rows = [
        row
        for field, key in keys.items()
        for row in visible.filter(key).order_by("id")[:50]
        if policy.may_reveal(viewer, row, field)
    ]
    unique = list({row.pk: row for row in rows}.values())
    names = names_of(unique, viewer)
    return [(row, names[row.pk]) for row in unique]


def _by_words(viewer: Viewer, visible: QuerySet[Person], asked: rules.Wanted) -> list[tuple[Person, str]]:
    small = visible.order_by()[: _SCANNED_AT_MOST + 1].count() <= _SCANNED_AT_MOST
    if small:
        candidates = visible
    else:
        buckets = indexes.of_given_any_year(asked.words[-1], asked.year)
        candidates = visible.filter(given_index__in=buckets)
    if asked.year:
        candidates = candidates.filter(birth_year=asked.year)
    rows = list(
        candidates.only("id", "unit_id", "unit_path", "hamlet_id", "full_name", "birth_year", "sex").order_by("id")
    )
    if asked.year:
        rows = [row for row in rows if policy.name_form(viewer, row.unit_path) is NameForm.WHOLE]
    names = names_of(rows, viewer)
    folded = {row.pk: fold(names[row.pk]) for row in rows}
    hits = [row for row in rows if rules.finds(asked.words, folded[row.pk])]
    if not hits and small:
        hits = [row for row in rows if rules.nearly_finds(asked.words, folded[row.pk])]
    hits.sort(key=lambda row: (folded[row.pk].split()[-1] != asked.words[-1], folded[row.pk], str(row.pk)))
    return [(row, names[row.pk]) for row in hits]


def _found(row: Person, full_name: str) -> Found:
    return Found(
        person_id=row.pk,
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        hamlet_id=row.hamlet_id,
        full_name=full_name,
        birth_year=row.birth_year,
        sex=row.sex,
    )


def _chunks(keys: Iterable[bytes]) -> Iterable[list[bytes]]:
    waiting = iter(dict.fromkeys(keys))
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
