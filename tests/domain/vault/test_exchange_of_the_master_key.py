"""A new master key takes over while both can be loaded; nothing sealed changes, look-ups survive, a stop is no harm."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from hoanhap.foundation import vault
from hoanhap.foundation.vault import index_keys, keyring, master_key, rewrapping
from hoanhap.foundation.vault.models import DataKey, IndexKey
from hoanhap.kernel.errors import Refused
from hoanhap.people.persons.models import Person
from hoanhap.site import readiness
from tests import sealed_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    """The key of the tests, as an office has it: in a file."""
    made = tmp_path / "keys" / "master.key"
    master_key.create(made, base64.b64decode(settings.MASTER_KEY))
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = "", made
    return made


@pytest.fixture
def people() -> list[Person]:
    unit, other = sealed_people.place(87), sealed_people.place(89)
    return [
        sealed_people.person(unit, full_name="Nguyễn Văn Đào", id_number="087090000123"),
        sealed_people.person(other, full_name="Lê Thị Mận", id_number="087090000124"),
    ]


def _names() -> list[str]:
    keyring._open_keys.clear()  # as a process that has just begun
    index_keys.forget()
    return sorted(one["full_name"] for one in vault.reveal_many(Person.objects.all(), "full_name").values())


def test_everything_opens_and_is_found_under_the_new_key_alone(file: Path, people: list[Person]) -> None:
    old = master_key.name_of(master_key.load())
    index = vault.blind("087090000123", purpose="persons.id_number")
    sealed = bytes(Person.objects.get(pk=people[0].pk).full_name)
    new = master_key.exchange()
    assert new == master_key.name_of(master_key.load()) != old
    assert _names() == ["Lê Thị Mận", "Nguyễn Văn Đào"]  # both are loaded: nothing was rewrapped yet
    assert rewrapping.wrapped_by()[old] >= 3
    assert rewrapping.rewrap() >= 3
    assert rewrapping.wrapped_by()[old] == 0
    assert rewrapping.put_away_old() == [old]
    assert list(master_key.known()) == [new]
    assert _names() == ["Lê Thị Mận", "Nguyễn Văn Đào"]
    assert vault.blind("087090000123", purpose="persons.id_number") == index
    assert Person.objects.get(id_index=index).pk == people[0].pk
    assert bytes(Person.objects.get(pk=people[0].pk).full_name) == sealed


def test_a_stop_half_way_is_taken_up_again(file: Path, people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    master_key.exchange()
    whole, left = rewrapping._rewrap_one, [2]

    class Killed(Exception):  # noqa: N818
        pass

    def dying(row: DataKey | IndexKey, bound_to: str) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return whole(row, bound_to)

    monkeypatch.setattr(rewrapping, "_rewrap_one", dying)
    with pytest.raises(Killed):
        rewrapping.rewrap()
    monkeypatch.undo()
    assert len(rewrapping.wrapped_by()) == 2
    assert _names() == ["Lê Thị Mận", "Nguyễn Văn Đào"]
    assert rewrapping.put_away_old() == []  # still needed: not deleted
    rewrapping.rewrap()
    assert len(rewrapping.wrapped_by()) == 1


def test_a_key_destroyed_meanwhile_stays_destroyed(
    file: Path, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    master_key.exchange()
    whole = master_key.wrap

    def destroyed_meanwhile(data_key: bytes, *, bound_to: str) -> tuple[str, bytes]:
        if bound_to.startswith("/89/"):
            vault.destroy_scope("/89/", at=people[0].registered_at)
        return whole(data_key, bound_to=bound_to)

    monkeypatch.setattr(master_key, "wrap", destroyed_meanwhile)
    rewrapping.rewrap()
    assert DataKey.objects.get(scope="/89/").wrapped is None


def test_the_new_key_alone_before_rewrapping_is_refused_with_the_name_of_the_missing_one(
    file: Path, people: list[Person]
) -> None:
    old = master_key.name_of(master_key.load())
    master_key.exchange()
    for older in master_key.older_files():
        older.unlink()
    with pytest.raises(ImproperlyConfigured, match=old):
        _names()
    with pytest.raises(Refused, match=old):
        readiness.refuse_unless_ready()


def test_a_key_from_the_environment_is_exchanged_through_the_environment(settings: Any, people: list[Person]) -> None:
    with pytest.raises(ImproperlyConfigured, match="HOANHAP_MASTER_KEYS_OLD"):
        master_key.exchange()
    settings.MASTER_KEYS_OLD = [settings.MASTER_KEY]
    settings.MASTER_KEY = base64.b64encode(b"n" * 32).decode()
    rewrapping.rewrap()
    settings.MASTER_KEYS_OLD = []
    assert _names() == ["Lê Thị Mận", "Nguyễn Văn Đào"]


def test_the_old_file_stays_for_its_owner_alone(file: Path) -> None:
    before = file.read_text()
    master_key.exchange()
    (older,) = master_key.older_files()
    assert older.read_text() == before != file.read_text()
    assert older.stat().st_mode & 0o077 == file.stat().st_mode & 0o077 == 0
    assert not list(file.parent.glob("*.new-*"))
