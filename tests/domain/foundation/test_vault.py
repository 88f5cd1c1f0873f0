"""Sealed fields: bound to their row, worthless without the key, and never stored in plain."""

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from hoanhap.foundation import vault
from hoanhap.foundation.vault import index_keys, keyring, master_key, sealing
from hoanhap.foundation.vault.models import DataKey, IndexKey
from hoanhap.kernel import clock
from hoanhap.people.persons.models import Person

pytestmark = pytest.mark.django_db
SCOPE = "/87/870/87001/"


def _person(**values: str) -> Person:
    person = Person(unit_id=1, unit_path=SCOPE)
    vault.seal(person, **values)
    return person


def test_what_is_sealed_opens_again_in_its_row() -> None:
    person = _person(full_name="Nguyễn Văn Đào", phone="")
    assert vault.reveal(person, "full_name") == "Nguyễn Văn Đào"
    assert vault.reveal(person, "phone") == ""
    assert "Đào".encode() not in bytes(person.full_name)


def test_a_ciphertext_moved_to_another_row_or_column_does_not_open() -> None:
    one, other = _person(full_name="Nguyễn Văn Đào", phone="0900000001"), _person(full_name="Lê Thị Mận")
    other.full_name = one.full_name
    with pytest.raises(sealing.CannotOpen):
        vault.reveal(other, "full_name")
    one.full_name = one.phone
    with pytest.raises(sealing.CannotOpen):
        vault.reveal(one, "full_name")


@pytest.mark.parametrize("spot", [3, 12, 20, -1])
def test_an_altered_envelope_does_not_open(spot: int) -> None:
    person = _person(full_name="Nguyễn Văn Đào")
    envelope = bytearray(person.full_name)
    envelope[spot] ^= 1
    person.full_name = bytes(envelope)
    with pytest.raises(sealing.CannotOpen):
        vault.reveal(person, "full_name")


def test_an_unsealed_value_is_refused_on_its_way_to_the_database() -> None:
    field = Person._meta.get_field("full_name")
    with pytest.raises(ValueError):
        field.get_db_prep_value("Nguyễn Văn Đào".encode(), connection)
    sealed = _person(full_name="Nguyễn Văn Đào").full_name
    assert field.get_db_prep_value(sealed, connection) is not None


def test_a_key_of_its_own_for_each_unit() -> None:
    _person(full_name="Một")
    away = Person(unit_id=2, unit_path="/87/870/87002/")
    vault.seal(away, full_name="Hai")
    assert sorted(DataKey.objects.values_list("scope", flat=True)) == [SCOPE, "/87/870/87002/"]


def test_a_destroyed_key_opens_nothing() -> None:
    person, other = _person(full_name="Nguyễn Văn Đào"), Person(unit_id=2, unit_path="/87/870/87002/")
    vault.seal(other, full_name="Lê Thị Mận")
    assert vault.reveal(person, "full_name")  # now in the cache of this process
    assert vault.destroy_scope(SCOPE, at=clock.now()) == 1
    with pytest.raises(keyring.KeyDestroyed):
        vault.reveal(person, "full_name")
    with pytest.raises(keyring.KeyDestroyed):
        vault.reveal_bytes(person, "full_name")
    # A list with an erased person in it stays a list.
    assert vault.reveal_many([person, other], "full_name") == {
        person.id: {"full_name": ""},
        other.id: {"full_name": "Lê Thị Mận"},
    }
    row = DataKey.objects.get(scope=SCOPE)
    assert row.wrapped is None
    assert row.destroyed_at is not None


def test_a_wrapped_key_does_not_open_for_another_unit() -> None:
    person = _person(full_name="Nguyễn Văn Đào")
    DataKey.objects.update(scope="/87/870/87002/")
    keyring._open_keys.clear()
    with pytest.raises(InvalidTag):
        vault.reveal(person, "full_name")


def test_many_rows_open_with_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [_person(full_name=f"Người {n}") for n in range(50)]
    with django_assert_num_queries(1):
        opened = sealing.reveal_many(people, "full_name")
    assert opened[people[7].id]["full_name"] == "Người 7"


def test_the_blind_index_depends_on_purpose_and_key() -> None:
    first = vault.blind("087090000123", purpose="id_number")
    assert len(first) == 32
    assert first == vault.blind("087090000123", purpose="id_number")
    assert first != vault.blind("087090000123", purpose="phone")
    assert len(vault.blind_short("dao", purpose="given_name")) == 3
    IndexKey.objects.all().delete()
    index_keys.make_root()
    index_keys.forget()
    try:
        assert first != vault.blind("087090000123", purpose="id_number")
    finally:
        index_keys.forget()


@pytest.mark.parametrize("value", ["not base64 at all!", "c2hvcnQ=", ""])
def test_the_start_is_refused_without_a_usable_master_key(settings, tmp_path, value: str) -> None:  # type: ignore[no-untyped-def]
    settings.MASTER_KEY = value
    settings.MASTER_KEY_FILE = tmp_path / "none.key"
    with pytest.raises(ImproperlyConfigured):
        master_key.load()


def test_a_new_master_key_is_for_its_owner_alone_and_never_overwritten(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "keys" / "master.key"
    master_key.create(file)
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = "", file
    assert file.stat().st_mode & 0o077 == 0
    assert len(master_key.load()) == 32
    with pytest.raises(FileExistsError):
        master_key.create(file)


def test_only_sealed_fields_can_be_sealed() -> None:
    with pytest.raises(TypeError):
        vault.seal(Person(unit_id=1, unit_path=SCOPE), sex="male")


def test_sealed_bytes_open_again_in_their_row_and_column() -> None:
    data = bytes(range(256)) * 40
    one, other = Person(unit_id=1, unit_path=SCOPE), Person(unit_id=1, unit_path=SCOPE)
    vault.seal_bytes(one, "current_address", data)
    assert data[:64] not in bytes(one.current_address)
    assert vault.reveal_bytes(one, "current_address") == data
    other.current_address = one.current_address
    with pytest.raises(sealing.CannotOpen):
        vault.reveal_bytes(other, "current_address")
    vault.seal_bytes(one, "current_address", b"")
    assert one.current_address is None
    assert vault.reveal_bytes(one, "current_address") == b""
