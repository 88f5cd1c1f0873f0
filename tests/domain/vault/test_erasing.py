"""What its key held is gone for every process, and nothing else is."""

import subprocess
import uuid
from collections.abc import Iterator

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.vault import erasing, keyring, resealing, sealed_columns
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock
from hoanhap.people.persons.models import Person
from tests import cast as casting
from tests import people
from tests.cast import NOW, Cast
from tests.fresh_database import Fresh, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


def test_one_file_with_a_key_of_its_own_is_erased_and_its_neighbours_stay(cast: Cast) -> None:
    gone = people.register_person(cast, "Nguyễn Văn Đào", phone="0900000001")
    stays = people.register_person(cast, "Lê Thị Mận")
    case = people.open_home_case(cast, gone)
    scope = vault.subject_scope("case", case.pk)
    assert vault.reseal_many([gone, case], scope=scope) >= 2
    assert vault.reveal(gone, "full_name") == vault.reveal(Person.objects.get(pk=gone.pk), "full_name")
    assert vault.reveal(gone, "phone") == "0900000001"
    assert vault.destroy_scope(scope, at=NOW) >= 1
    with pytest.raises(vault.KeyDestroyed):
        vault.reveal(Person.objects.get(pk=gone.pk), "full_name")
    assert vault.reveal(Person.objects.get(pk=stays.pk), "full_name") == "Lê Thị Mận"
    assert not DataKey.objects.filter(scope=scope).exclude(wrapped=None).exists()
    assert DataKey.objects.filter(scope=scope, destroyed_at=NOW).exists()


def test_a_rotation_leaves_a_file_under_its_own_scope(cast: Cast) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    scope = vault.subject_scope("person", person.pk)
    vault.reseal_many([person], scope=scope)
    resealing.retire(at=NOW)
    resealing.reseal_stale(pause=0)
    vault.destroy_scope(scope, at=NOW)
    with pytest.raises(vault.KeyDestroyed):
        vault.reveal(Person.objects.get(pk=person.pk), "full_name")


def test_resealing_with_an_envelope_that_does_not_open_changes_nothing(cast: Cast) -> None:
    one, broken = people.register_person(cast, "Nguyễn Văn Đào"), people.register_person(cast, "Lê Thị Mận")
    envelope = bytearray(broken.full_name)
    envelope[-1] ^= 1
    Person.objects.filter(pk=broken.pk).update(full_name=bytes(envelope))
    with pytest.raises(vault.CannotOpen):
        vault.reseal_many([one, broken], scope="case:x")
    assert not set(DataKey.objects.filter(scope="case:x").values_list("pk", flat=True)) & set(
        sealed_columns.envelopes_by_key()
    )


def test_one_class_alone_can_be_destroyed(cast: Cast) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    keyring.current(cast.thuong_lac.path, vault.DataClass.HEALTH)
    assert vault.destroy_scope(cast.thuong_lac.path, data_class=vault.DataClass.HEALTH, at=NOW) == 1
    assert vault.reveal(person, "full_name") == "Nguyễn Văn Đào"


# --- other processes, and the disk -----------------------------------------------------------------------------------

WRITER = """
import sys, uuid
from tests import sealed_people
from hoanhap.foundation.vault.models import DataKey
sealed_people.person(sealed_people.place(), id_=uuid.UUID(sys.argv[1]))
print(bytes(DataKey.objects.get(scope="/87/").wrapped).hex())
"""
READER = """
import sys
from hoanhap.foundation import vault
from hoanhap.foundation.vault import keyring
from hoanhap.people.persons.models import Person
if sys.argv[2] == "careless":
    from functools import cache
    ask_now = keyring.by_ids
    ask = cache(lambda key_id: ask_now({key_id})[key_id])
    keyring.by_ids = lambda ids: {one: ask(one) for one in ids}
for line in sys.stdin:
    try:
        print(vault.reveal(Person.objects.get(pk=sys.argv[1]), "full_name"), flush=True)
    except vault.KeyDestroyed:
        print("destroyed", flush=True)
"""
DESTROYER = """
from hoanhap.foundation import vault
from hoanhap.kernel import clock
assert vault.destroy_scope("/87/", at=clock.now()) == 1
"""


@pytest.fixture
def other(django_db_setup: None) -> Iterator[Fresh]:
    with fresh() as made:
        yield made


def test_a_process_that_had_the_key_opens_nothing_any_more(other: Fresh) -> None:
    """The control beside it keeps opened keys by their number and asks nobody: it would go on reading."""
    person = str(uuid.uuid4())
    other.python(WRITER, person)
    readers = [other.start(READER, person, how) for how in ("as it is", "careless")]
    try:
        assert [_next_line(reader) for reader in readers] == ["Nguyễn Văn Đào"] * 2
        other.python(DESTROYER)
        assert [_next_line(reader) for reader in readers] == ["destroyed", "Nguyễn Văn Đào"]
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()


def _next_line(reader: subprocess.Popen[str]) -> str:
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write("read\n")
    reader.stdin.flush()
    return reader.stdout.readline().strip()


KEEPER = """
from django.db import connection
connection.ensure_connection()
print("open", flush=True)
input()
"""


@pytest.mark.parametrize("careless", [False, True])
def test_the_bytes_of_a_destroyed_key_are_gone_from_the_disk(other: Fresh, careless: bool) -> None:
    """The control: without overwriting and without emptying the write-ahead log they are found."""
    if other.address.startswith("postgresql"):
        return  # its files are the server's; what stays there until VACUUM is told in docs/howto/keys.md
    wrapped = bytes.fromhex(other.python(WRITER, str(uuid.uuid4())))
    assert any(wrapped in held for held in _on_disk(other))
    # A connection that stays open keeps SQLite from tidying up when the last one closes.
    keeper = other.start(KEEPER)
    try:
        assert keeper.stdout is not None
        keeper.stdout.readline()
        without = "from hoanhap.foundation.vault import erasing\nerasing.scrub = lambda: True\n"
        other.python((without if careless else "") + DESTROYER)
        assert any(wrapped in held for held in _on_disk(other)) is careless
    finally:
        keeper.communicate("\n", timeout=30)


def _on_disk(other: Fresh) -> list[bytes]:
    return [file.read_bytes() for file in other.folder.glob("hoanhap.sqlite3*")]


def test_nothing_is_scrubbed_inside_a_transaction(db: None) -> None:
    assert erasing.scrub() is False
    assert clock.now()
