"""A rotation walks every sealed column, loses no edit, can be broken off, and destroys a key only when empty."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from hoanhap.foundation import vault
from hoanhap.foundation.vault import keyring, resealing, sealed_columns, sealing
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock
from hoanhap.people.persons.models import Person
from tests import cast as casting
from tests import people
from tests.cast import NOW, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


@pytest.fixture
def persons(cast: Cast) -> list[Person]:
    return [people.register_person(cast, f"Nguyễn Văn {number}", phone=f"090000000{number}") for number in range(7)]


def _rotate(**kwargs: Any) -> resealing.Progress:
    resealing.retire(at=clock.now(), **kwargs)
    return resealing.reseal_stale(pause=0)


def _retired() -> set[int]:
    return set(DataKey.objects.filter(retired_at__isnull=False).values_list("pk", flat=True))


def test_every_model_with_a_sealed_field_is_walked() -> None:
    ours = {
        model for model in apps.get_models() if any(isinstance(one, SealedField) for one in model._meta.get_fields())
    }
    assert {model for model, _fields in sealed_columns.all_of_them()} == ours
    assert {model._meta.label for model in ours} >= {"persons.Person", "care.Contact", "approvals.Act", "cases.Case"}


def test_afterwards_no_envelope_is_under_an_old_key_and_all_still_open(cast: Cast, persons: list[Person]) -> None:
    people.open_home_case(cast, persons[0])
    before = {one.pk: bytes(one.full_name) for one in Person.objects.all()}
    progress = _rotate()
    assert progress.resealed >= 14
    assert progress.broken == set()
    assert not _retired() & set(sealed_columns.envelopes_by_key())
    assert resealing.left_to_reseal() == 0
    fresh = list(Person.objects.all())
    assert all(bytes(one.full_name) != before[one.pk] for one in fresh)
    assert sorted(one["full_name"] for one in vault.reveal_many(fresh, "full_name").values()) == [
        f"Nguyễn Văn {number}" for number in range(7)
    ]
    # A second run finds nothing to do.
    assert resealing.reseal_stale(pause=0).resealed == 0


def test_only_what_is_asked_for_is_exchanged(cast: Cast, persons: list[Person]) -> None:
    other = people.register_person(cast, "Lê Thị Mận", unit=cast.phu_thuan_b)
    untouched = bytes(Person.objects.get(pk=other.pk).full_name)
    assert resealing.retire(under=cast.thuong_lac.path, data_class=vault.DataClass.IDENTITY, at=NOW) == 1
    resealing.reseal_stale(pause=0)
    assert bytes(Person.objects.get(pk=other.pk).full_name) == untouched
    assert sealing.key_id_of(bytes(Person.objects.get(pk=persons[0].pk).full_name)) not in _retired()


def test_a_rotation_broken_off_is_taken_up_again(persons: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)

    class Killed(Exception):  # noqa: N818
        pass

    def die(progress: resealing.Progress) -> None:
        if progress.rows >= 3:
            raise Killed

    resealing.retire(at=NOW)
    with pytest.raises(Killed):
        resealing.reseal_stale(pause=0, told=die)
    left = resealing.left_to_reseal()
    assert 0 < left < 14
    assert len(vault.reveal_many(Person.objects.all(), "full_name", "phone")) == 7  # half old, half new: all open
    assert resealing.reseal_stale(pause=0).resealed == left


def test_an_edit_in_the_same_moment_is_not_lost(persons: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    _edit_meanwhile(persons[3], monkeypatch)
    _rotate()
    assert vault.reveal(Person.objects.get(pk=persons[3].pk), "full_name") == "Tên vừa sửa"
    assert resealing.left_to_reseal() == 0


def test_control_an_unconditional_update_would_lose_it(persons: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    _edit_meanwhile(persons[3], monkeypatch)

    def careless(row: Any, new: dict[str, bytes]) -> int:
        return type(row)._base_manager.filter(pk=row.pk).update(**new) if new else 0

    monkeypatch.setattr(resealing, "_write", careless)
    _rotate()
    assert vault.reveal(Person.objects.get(pk=persons[3].pk), "full_name") == "Nguyễn Văn 3"


def _edit_meanwhile(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading and writing of a rotation, somebody saves another name (once, still under the old key)."""
    vault.seal(person, full_name="Tên vừa sửa")
    edited, whole = [bytes(person.full_name)], resealing._Keys.resealed

    def resealed(self: Any, row: Any, field: SealedField) -> bytes:
        if row.pk == person.pk and field.name == "full_name" and edited:
            Person.objects.filter(pk=person.pk).update(full_name=edited.pop())
        return whole(self, row, field)

    monkeypatch.setattr(resealing._Keys, "resealed", resealed)


def test_an_envelope_that_does_not_open_is_told_and_stops_nothing(persons: list[Person]) -> None:
    envelope = bytearray(Person.objects.get(pk=persons[2].pk).full_name)
    envelope[-1] ^= 1
    Person.objects.filter(pk=persons[2].pk).update(full_name=bytes(envelope))
    progress = _rotate()
    assert progress.broken == {("persons_person", str(persons[2].pk), "full_name")}
    assert progress.rows == 7  # its phone was exchanged all the same
    # Its key is kept: what cannot be opened today is not destroyed with it.
    assert resealing.destroy_unused(at=NOW + timedelta(days=365)) == 0


def test_an_empty_key_is_destroyed_after_its_time_of_grace_alone(persons: list[Person]) -> None:
    now = clock.now()
    resealing.retire(at=now)
    assert resealing.destroy_unused(at=now + timedelta(days=1)) == 0  # still in use
    resealing.reseal_stale(pause=0)
    assert resealing.destroy_unused(at=now + timedelta(minutes=5)) == 0  # a writer may still hold it
    assert resealing.destroy_unused(at=now + resealing.GRACE) == len(_retired())
    assert len(vault.reveal_many(Person.objects.all(), "full_name")) == 7


def test_two_current_keys_of_one_scope_are_both_exchanged(persons: list[Person]) -> None:
    twin = DataKey.objects.filter(data_class="identity").first()
    assert twin is not None
    second = keyring._make(twin.scope, vault.DataClass.IDENTITY, DataKey)
    vault.reseal_many(persons[:1], scope=twin.scope)
    assert {twin.pk, second.pk} & set(sealed_columns.envelopes_by_key())
    _rotate()
    assert {twin.pk, second.pk} <= _retired()
    assert not _retired() & set(sealed_columns.envelopes_by_key())
