"""Somebody has the database, its log, temporary files and backups, but not the master key: what does he learn?"""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from hoanhap.foundation import vault
from hoanhap.foundation.vault import index_keys, keyring, master_key, sealed_columns, sealing
from hoanhap.foundation.vault.models import DataKey
from hoanhap.people.persons.models import Person
from tests import sealed_people
from tests.fresh_database import Fresh, fresh
from tests.proofs import finding, size
from tests.proofs.conftest import Figure

PERSONS = size.of(small=55, full=1_130)
VALUES = size.of(small=500, full=10_000)
KNOWN = size.of(small=50, full=1_000)
START = "import sys\nfrom tests.proofs import planting\nplanting.main(sys.argv[1:])\n"


@pytest.fixture(scope="module")
def stolen(django_db_setup: None) -> Iterator[tuple[Fresh, dict[str, list[str]]]]:
    """An office at work on a database of its own, with what was typed into it."""
    with fresh() as office, _told(office) as planted:
        process = office.start(START, str(PERSONS), str(planted), TMPDIR=str(office.folder))
        assert process.stdout is not None
        try:
            if process.stdout.readline().strip() != "planted":
                pytest.fail(process.communicate()[1])
            yield office, json.loads(planted.read_text())
        finally:
            process.communicate(timeout=60)


@contextmanager
def _told(office: Fresh) -> Iterator[Path]:
    """Where the planting tells what it planted: outside of what is stolen."""
    file = office.folder.with_name(f"{office.folder.name}.planted")
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def _raw(office: Fresh) -> dict[str, bytes]:
    """All bytes a thief gets: the folder of data; on PostgreSQL the files of the database and its write-ahead log."""
    held = dict(finding.files(office.folder))
    if not office.address.startswith("postgresql"):
        return held
    with psycopg.connect(office.address, autocommit=True) as server:
        server.execute("CHECKPOINT")
        folder = Path(server.execute("SHOW data_directory").fetchone()[0])  # type: ignore[index]
        number = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()[0]  # type: ignore[index]
    return held | dict(finding.files(folder / "base" / str(number))) | dict(finding.files(folder / "pg_wal"))


def test_none_of_the_planted_values_lies_anywhere(stolen: tuple[Fresh, dict[str, list[str]]], figure: Figure) -> None:
    office, planted = stolen
    values = [*planted["words"], *planted["id_numbers"]]
    assert len(values) == len(set(values)) >= VALUES
    needles, raw = finding.Needles(values), _raw(office)
    if not office.address.startswith("postgresql"):
        assert raw["hoanhap.sqlite3-wal"]
    raw["sessions, unsealed"] = "\n".join(
        json.dumps(json.loads(one), ensure_ascii=False) for one in planted["sessions"]
    ).encode()
    assert b"code_app" in raw["sessions, unsealed"]
    assert {name: found for name, held in raw.items() if (found := needles.found_in(held))} == {}
    figure("values sought", len(values), spellings=len(needles), bytes=sum(map(len, raw.values())), found=0)
    every = sum(len(fields) for _model, fields in sealed_columns.all_of_them())
    figure("sealed columns with planted values", len(planted["columns"]), "columns", of=every)
    assert {"persons.Person.full_name", "care.HealthRecord.text", "approvals.Act.reason"} <= set(planted["columns"])


def test_neither_in_a_backup(stolen: tuple[Fresh, dict[str, list[str]]], tmp_path: Path) -> None:
    office, planted = stolen
    code, said, complained = office.hoanhap("backup", "keygen", "--out", str(tmp_path / "identity"))
    assert code == 0, complained
    recipient = next(word for word in said.split() if word.startswith("age1"))
    code, _said, complained = office.hoanhap("backup", "--to", str(tmp_path / "kept"), "--recipient", recipient)
    assert code == 0, complained
    needles, kept = finding.Needles([*planted["words"], *planted["id_numbers"]]), dict(finding.files(tmp_path / "kept"))
    assert sum(map(len, kept.values())) > 10_000
    assert {name: found for name, held in kept.items() if (found := needles.found_in(held))} == {}


def test_control_a_value_in_plain_is_found_in_each_spelling(stolen: tuple[Fresh, dict[str, list[str]]]) -> None:
    """A column in plain, as a careless migration would add it; each spelling in a row of its own."""
    office, planted = stolen
    secret = planted["words"][7]
    written = sorted(finding.spellings(secret))
    kind = "bytea" if office.address.startswith("postgresql") else "blob"
    office.rows(f"CREATE TABLE careless (said {kind})")
    for one in written:
        office.rows("INSERT INTO careless VALUES (?)", one)
    needles = finding.Needles(planted["words"])
    try:
        assert {value for held in _raw(office).values() for value in needles.found_in(held)} == {secret}
        for one in written:
            assert needles.found_in(b"..." + one + b"...") == {secret}
    finally:
        office.rows("DROP TABLE careless")


# --- moving ciphertexts -------------------------------------------------------------------------------------------


def _places() -> list[tuple[Any, Any]]:
    """Every sealed column of the house, each in two rows."""
    rows = (uuid.UUID(int=1), uuid.UUID(int=2))
    return [
        (model(pk=row), field) for model, fields in sealed_columns.all_of_them() for field, row in product(fields, rows)
    ]


def _opened_elsewhere(bind: Any) -> list[tuple[str, str]]:
    """Which envelopes open in a place they were not sealed for: every column and row against every other."""
    key_id, cipher = keyring.current("/87/", vault.DataClass.IDENTITY)
    places = _places()
    envelopes = [sealing.envelope_of(key_id, cipher, b"secret", bind(*place)) for place in places]
    wrong = []
    for (first, envelope), (second, place) in product(enumerate(envelopes), enumerate(places)):
        try:
            plain = sealing.open_envelope(envelope, {key_id: cipher}, bind(*place))
        except vault.CannotOpen:
            assert first != second
            continue
        assert plain == b"secret"
        if first != second:
            wrong.append((str(places[first]), str(place)))
    return wrong


@pytest.mark.django_db
def test_no_ciphertext_opens_in_another_row_column_or_table(figure: Figure) -> None:
    assert _opened_elsewhere(sealing.bound_to) == []
    figure("ciphertexts moved", len(_places()) * (len(_places()) - 1), "moves", opened=0)


@pytest.mark.django_db
def test_control_a_binding_without_the_row_lets_them_open() -> None:
    assert _opened_elsewhere(lambda _row, field: field.column.encode())


@pytest.mark.django_db
def test_in_the_tables_neither_another_row_nor_another_office_opens_it() -> None:
    """The same in the real columns of persons of two offices, moved with SQL as a thief with write access would."""
    ours, theirs = sealed_people.place(87), sealed_people.place(89)
    said = {"full_name": "Nguyễn Văn Đào", "phone": "0900000001", "id_number": "087090000123", "relative": "mẹ"}
    one, other = (
        sealed_people.person(ours, **said),
        sealed_people.person(theirs, **{**said, "id_number": "087090000124"}),
    )
    for source, target in product(said, said):
        for row in (one, other):
            envelope = getattr(Person.objects.get(pk=one.pk), source)
            before = getattr(Person.objects.get(pk=row.pk), target)
            with connection.cursor() as cursor:
                name = f"UPDATE persons_person SET {target} = %s WHERE id = %s"  # noqa: S608 - names of columns
                cursor.execute(name, [envelope, row.pk if connection.vendor == "postgresql" else row.pk.hex])
            moved = Person.objects.get(pk=row.pk)
            if (source, row) == (target, one):
                assert vault.reveal(moved, target) == said[target]
            else:
                with pytest.raises(vault.CannotOpen):
                    vault.reveal(moved, target)
            Person.objects.filter(pk=row.pk).update(**{target: before})


@pytest.mark.django_db
def test_another_office_s_key_row_and_key_number_open_nothing(settings: Any) -> None:
    person = sealed_people.person(sealed_people.place(87))
    sealed_people.person(sealed_people.place(89))
    ours, theirs = DataKey.objects.get(scope="/87/"), DataKey.objects.get(scope="/89/")
    envelope = bytes(person.full_name)
    person.full_name = sealing._PREFIX + sealing.struct.pack(">Q", theirs.pk) + envelope[11:]
    with pytest.raises(vault.CannotOpen):
        vault.reveal(person, "full_name")
    person.full_name = envelope
    # Wrapped bytes of one office under the name of another; then the whole row at a site with another master key.
    DataKey.objects.filter(pk=ours.pk).update(wrapped=theirs.wrapped)
    keyring._open_keys.clear()
    with pytest.raises((InvalidTag, vault.CannotOpen)):
        vault.reveal(person, "full_name")
    DataKey.objects.filter(pk=ours.pk).update(wrapped=ours.wrapped)
    settings.MASTER_KEY = "b3RoZXIgb2ZmaWNlIG90aGVyIG9mZmljZSBvdGhlciE="
    with pytest.raises(ImproperlyConfigured):
        vault.reveal(person, "full_name")
    DataKey.objects.filter(pk=ours.pk).update(master=master_key.name_of(master_key.load()))
    with pytest.raises(InvalidTag):
        vault.reveal(person, "full_name")


# --- known ID numbers ---------------------------------------------------------------------------------------------


def _confirmed(numbers: list[str], indexes: set[bytes], keys: list[bytes]) -> set[str]:
    """Which numbers a thief can tick off: every usual digest, bare, salted and keyed with whatever he has found."""
    found = set()
    for number in numbers:
        plain = number.encode()
        for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s"):
            if hashlib.new(name, plain, usedforsecurity=False).digest()[:32] in indexes:
                found.add(number)
        for key in keys:
            tried = (hmac.digest(key, plain, "sha256"), hashlib.sha256(key + plain).digest())
            if indexes & {*tried, hashlib.sha256(plain + key).digest()}:
                found.add(number)
    return found


def _everything_in(office: Fresh, *tables: str) -> list[bytes]:
    """Values of these tables, as keys and salts to try."""
    held = [one for table in tables for row in office.rows(f"SELECT * FROM {table}") for one in row if one is not None]  # noqa: S608
    raw = {bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in held}
    return sorted({part for one in raw for part in (one, one[:32], one[12:44], one[-32:])} | {b"", b"hoanhap"})


def _index_key(office: Fresh, settings: Any) -> bytes:
    """What whoever has the master key as well takes out of the same rows."""
    settings.MASTER_KEY = office.settings["HOANHAP_MASTER_KEY"]
    ((master, wrapped),) = office.rows("SELECT master, wrapped FROM vault_indexkey WHERE purpose = ''")
    root = master_key.unwrap(bytes(wrapped), master=master, bound_to=index_keys.binding(""))
    return index_keys._derived(root, "persons.id_number")


def test_known_id_numbers_cannot_be_confirmed_without_the_key(
    stolen: tuple[Fresh, dict[str, list[str]]], figure: Figure, settings: Any
) -> None:
    office, planted = stolen
    known = planted["id_numbers"][:KNOWN]
    assert len(known) == KNOWN
    indexes = {bytes(one) for (one,) in office.rows("SELECT id_index FROM persons_person WHERE id_index IS NOT NULL")}
    assert len(indexes) >= KNOWN
    keys = _everything_in(office, "vault_datakey", "vault_indexkey", "sign_in_session", "audit_auditsite")
    assert len(keys) > 20
    assert _confirmed(known, indexes, keys) == set()
    # With the key, which lies in the database wrapped by the master key alone, every one is confirmed.
    assert _confirmed(known, indexes, [_index_key(office, settings)]) == set(known)
    figure("known ID numbers tried", len(known), keys=len(keys), confirmed=0, confirmed_with_the_key=len(known))


@pytest.mark.parametrize("weak", ["bare", "salted", "keyed"])
def test_control_a_weak_index_is_confirmed(weak: str) -> None:
    numbers, salt = [f"0870900{number:05d}" for number in range(20)], secrets.token_bytes(16)
    make = {
        "bare": lambda plain: hashlib.sha256(plain).digest(),
        "salted": lambda plain: hashlib.sha256(salt + plain).digest(),
        "keyed": lambda plain: hmac.digest(salt, plain, "sha256"),
    }[weak]
    indexes = {make(number.encode()) for number in numbers}
    assert _confirmed(numbers, indexes, [salt]) == set(numbers)
