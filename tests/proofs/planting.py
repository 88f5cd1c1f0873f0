"""Values nobody could write by chance, taken into a fresh office by the real actions and the real screens.

Run in a process of its own on a database on disk; prints where it stands and stays until its input ends, so that the
write-ahead log lies there as it does under a running server.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import session_store
from hoanhap.foundation.sign_in.models import Session
from hoanhap.foundation.vault import sealed_columns
from hoanhap.kernel import clock
from hoanhap.people.care import actions as care
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.rules import PersonDetails
from tests import cast as casting
from tests import conftest, people
from tests.cast import NOW, Cast
from tests.proofs import planting_rare
from tests.web.office.imports import lists

# Syllables of Vietnamese letters in an order no language has: twelve letters of them are found once or not at all.
_ONSETS = ("qu", "x", "v", "đ", "tr", "ph", "gi", "kh")
_RHYMES = ("ẽ", "ợ", "ũ", "ỳ", "ẵ", "ổ", "ế", "ỉ")


class Values:
    """Planted words and numbers, each once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.id_numbers: list[str] = []
        self._random = random.Random(870)  # noqa: S311 - the same values each time, so that a find can be repeated

    def word(self) -> str:
        made = "".join(self._random.choice(_ONSETS) + self._random.choice(_RHYMES) for _ in range(7))
        self.words.append(made)
        return made.capitalize()

    def name(self) -> str:
        return f"Nguyễn {self.word()}"

    def id_number(self) -> str:
        made = f"087{self._random.randrange(10**9):09d}"
        self.id_numbers.append(made)
        return made

    def phone(self) -> str:
        made = f"09{self._random.randrange(10**8):08d}"
        self.words.append(made)
        return made


def main(arguments: list[str]) -> None:
    count, out = int(arguments[0]), Path(arguments[1])
    setup_test_environment()
    values = Values()
    cast = casting.make()
    with transaction.atomic():
        planted = [_person(cast, values) for _ in range(count)]
    _rarely_written(cast, planted[:4], values)
    planting_rare.plant(cast, planted[5], values)
    with conftest.fully_signed_in():
        _screens(cast, planted[:3], values)
    columns = list(_everything_else(values))
    opened = [session_store._open(one.session_data, one.session_key) for one in Session.objects.all()]
    sessions = [json.dumps(one, ensure_ascii=False) for one in opened]
    told = {"words": values.words, "id_numbers": values.id_numbers, "columns": columns, "sessions": sessions}
    out.write_text(json.dumps(told))
    sys.stdout.write("planted\n")
    sys.stdout.flush()
    sys.stdin.read()


def _person(cast: Cast, values: Values) -> Case:
    """A person with everything said about him, his case, his wish and one contact."""
    by, at = cast.viewer(cast.officer).actor, clock.at(people.DECIDED, 9)
    details = PersonDetails(
        full_name=values.name(),
        id_number=values.id_number(),
        phone=values.phone(),
        permanent_address=values.word(),
        current_address=values.word(),
        relative=values.name(),
    )
    case = people.open_home_case(cast, persons.register(details=details, unit=cast.thuong_lac, by=by, at=at))
    cases.set_wish(case=case, wish=values.word(), by=by, at=at, version=case.version)
    met = ContactDetails(
        met_at=clock.at(people.DECIDED + timedelta(days=3), 9),
        place="home",
        met=True,
        condition="progress",
        work="none",
        need=values.word(),
        note=values.word(),
    )
    case.refresh_from_db()
    care.log_contact(case, details=met, by=by, at=met.met_at + timedelta(hours=8))
    return case


def _rarely_written(cast: Cast, planted: list[Case], values: Values) -> None:
    by = cast.viewer(cast.officer).actor
    for case in planted:
        case.refresh_from_db()
        cases.record_prior(case=case, prior_record=values.word(), by=by, at=NOW, version=0)
        contact = case.contacts.order_by("pk")[0]
        care.correct_contact(contact, changes={"note": values.word()}, reason=values.word(), by=by, at=NOW)


def _screens(cast: Cast, planted: list[Case], values: Values) -> None:
    """What an officer types and sees: looked for, shown, revealed, mistyped, uploaded, asked for in vain."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.officer)
    for case in planted:
        said = vault.reveal_many([case.person], "full_name", "id_number")[case.person_id]
        for text in (*said.values(), values.word()):
            _good(client.post("/people/", {"text": text}))
        _good(client.get(f"/cases/{case.pk}/"))
        _good(client.post(f"/cases/{case.pk}/reveal/", {"field": "id_number"}))
        _good(client.post(f"/cases/{case.pk}/contacts/new/", {"note": values.word(), "met_at": "never"}))
        _good(client.get("/people/"))
    _good(client.post("/people/new/", {"full_name": values.name(), "id_number": values.id_number(), "birth": "?"}))
    _good(client.get(f"/no-such-page/{values.word()}/"))
    rows = [[1, values.name(), 1990, "ấp 1", "nghiện"], [2, values.name(), 2031, values.word(), "nghiện"]]
    file = SimpleUploadedFile(f"{values.word()}.xlsx", lists.sheet(rows))
    answer = client.post("/imports/new/", {"on": "16/06/2020", "file": file})
    _good(client.get(answer["Location"]))
    client.post("/sign-in/", {"username": Account.objects.order_by("pk")[0].username, "password": values.word()})


def _good(answer: Any) -> None:
    assert answer.status_code < 500, answer.content.decode()[:2000]


def _everything_else(values: Values) -> Iterator[str]:
    """Whatever other sealed column has a row by now gets a value of its own; the names of all columns reached."""
    for model, fields in sealed_columns.all_of_them():
        for row in model._base_manager.order_by("pk")[:3]:
            for one in fields:
                if getattr(row, one.name) is not None and one.name not in {"full_name", "id_number", "phone"}:
                    vault.seal(row, **{one.name: values.word()})
                    model._base_manager.filter(pk=row.pk).update(**{one.name: getattr(row, one.name)})
        if model._base_manager.exists():
            yield from (f"{model._meta.label}.{one.name}" for one in fields)
