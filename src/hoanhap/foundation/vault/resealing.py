"""Exchange of data keys while people work: retire, reseal in small batches, destroy what nothing carries any more.

`retire` ends a key for sealing; it goes on opening. `reseal_stale` then walks every sealed column and reseals what a
retired key holds under the current key of the same scope and class. What is left to do is read from the envelopes
themselves, so a killed run is simply started again. A row is locked, read, opened, sealed and written in one short
transaction (PostgreSQL: rows somebody else holds are passed over and come again), so no edit is lost and no reader
ever meets a field without a key. `vault.reseal_many` moves rows to a scope of their own; see `erasing`.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction

from hoanhap.foundation.vault import keyring, sealing
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.foundation.vault.models import DataKey
from hoanhap.foundation.vault.sealed_columns import Model, all_of_them, envelopes_by_key, fields_of, heads

BATCH = 100
# Longer than any request or import runs: until then a writer may still hold an envelope under the key.
GRACE = timedelta(hours=1)
_PASSES_APART = 0.2


@dataclass
class Progress:
    """What a run has done so far. `broken` names envelopes that do not open: (table, row, field)."""

    resealed: int = 0
    rows: int = 0
    passes: int = 0
    broken: set[tuple[str, str, str]] = field(default_factory=set)


def retire(*, scope: str = "", under: str = "", data_class: DataClass | None = None, at: datetime) -> int:
    """End current keys for sealing: of one scope, of a part of the map, or all; how many."""
    keys = DataKey.objects.filter(retired_at=None)
    if scope:
        keys = keys.filter(scope=scope)
    if under:
        keys = keys.filter(scope__startswith=under)
    if data_class:
        keys = keys.filter(data_class=data_class.value)
    return keys.update(retired_at=at)


def reseal_stale(*, pause: float = 1.0, told: Callable[[Progress], None] | None = None) -> Progress:
    """Reseal everything retired keys hold. `pause`: rest after each batch, as a multiple of the time it took."""
    progress = Progress()
    while True:
        progress.passes += 1
        stale = DataKey.objects.filter(retired_at__isnull=False, destroyed_at=None).in_bulk()
        if not stale or not sum(_one_pass(*table, stale, progress, _Rest(pause, told)) for table in all_of_them()):
            return progress
        time.sleep(_PASSES_APART)


def left_to_reseal() -> int:
    """How many envelopes retired keys still hold."""
    stale = set(DataKey.objects.filter(retired_at__isnull=False, destroyed_at=None).values_list("pk", flat=True))
    return sum(count for key_id, count in envelopes_by_key().items() if key_id in stale)


def destroy_unused(*, at: datetime, grace: timedelta = GRACE) -> int:
    """Destroy retired keys that no envelope carries and no writer can still be using; how many."""
    old = DataKey.objects.filter(retired_at__lte=at - grace, destroyed_at=None)
    candidates = set(old.values_list("pk", flat=True))
    unused = candidates - set(envelopes_by_key()) if candidates else set()
    return old.filter(pk__in=unused).update(wrapped=None, destroyed_at=at)


@transaction.atomic
def reseal_many(rows: Iterable[models.Model], *, scope: str) -> int:
    """Reseal all sealed fields of these rows under keys of `scope`, all or none; how many envelopes.

    The rows given are brought up to date; what an erased field held stays erased. Reading needs nothing new: an
    envelope names its key. Later rotations keep the scope. Raises CannotOpen.
    """
    count, keys = 0, _Keys(scope=scope)
    for row in rows:
        fields = fields_of(type(row))
        for stored in _locked(type(row), [row.pk], fields, wait=True):
            new = {one.name: keys.resealed(stored, one) for one in fields if keys.opens(stored, one)}
            count += _write(stored, new)
            for one in fields:
                setattr(row, one.name, new.get(one.name, getattr(stored, one.name)))
    return count


@dataclass(frozen=True)
class _Rest:
    """What happens between two batches."""

    pause: float
    told: Callable[[Progress], None] | None

    def after(self, began: float, progress: Progress) -> None:
        if self.told:
            self.told(progress)
        time.sleep(self.pause * (time.monotonic() - began))


class _Keys:
    """Keys of one short transaction, each asked once. With a scope everything goes there, else each keeps its own."""

    def __init__(self, *, scope: str = "", only: Mapping[int, DataKey] | None = None) -> None:
        self._scope, self._only = scope, only
        self._rows: dict[int, DataKey] = dict(only or {})
        self._open: dict[int, AESGCM | None] = {}
        self._current: dict[tuple[str, str], tuple[int, AESGCM]] = {}

    def opens(self, row: Any, field: SealedField) -> bool:
        """Whether this field holds something to reseal: an envelope of a key that is asked for and not destroyed."""
        envelope = getattr(row, field.name)
        if envelope is None:
            return False
        key_id = sealing.key_id_of(bytes(envelope))
        if self._only is not None and key_id not in self._only:
            return False
        if key_id not in self._open:
            self._open |= keyring.by_ids({key_id})
            self._rows |= DataKey.objects.in_bulk([key_id]) if key_id not in self._rows else {}
        return key_id not in self._open or self._open[key_id] is not None

    def resealed(self, row: Any, field: SealedField) -> bytes:
        """The new envelope; the plain text leaves this function sealed. Raises CannotOpen."""
        envelope, bound = bytes(getattr(row, field.name)), sealing.bound_to(row, field)
        plain = sealing.open_envelope(envelope, self._open, bound)
        old = self._rows[sealing.key_id_of(envelope)]
        place = (self._scope or old.scope, old.data_class)
        if place not in self._current:
            self._current[place] = keyring.current(place[0], DataClass(place[1]))
        return sealing.envelope_of(*self._current[place], plain, bound)


def _one_pass(
    model: Model, fields: list[SealedField], stale: Mapping[int, DataKey], progress: Progress, rest: _Rest
) -> int:
    """Once over a table; how many rows with stale envelopes were met (each pass looks again until there is none)."""
    met = 0
    broken = {row for _table, row, _field in progress.broken}
    for chunk in heads(model, fields):
        waiting = [pk for pk, ids in chunk if any(key_id in stale for key_id in ids) and str(pk) not in broken]
        met += len(waiting)
        for start in range(0, len(waiting), BATCH):
            began = time.monotonic()
            _reseal_batch(model, waiting[start : start + BATCH], fields, stale, progress)
            rest.after(began, progress)
    return met


@transaction.atomic
def _reseal_batch(
    model: Model, pks: Sequence[Any], fields: list[SealedField], stale: Mapping[int, DataKey], progress: Progress
) -> None:
    keys = _Keys(only=stale)
    for row in _locked(model, pks, fields, wait=False):
        new: dict[str, bytes] = {}
        for one in fields:
            try:
                if keys.opens(row, one):
                    new[one.name] = keys.resealed(row, one)
            except sealing.CannotOpen:
                progress.broken.add((model._meta.db_table, str(row.pk), one.name))
        progress.rows += bool(new)
        progress.resealed += _write(row, new)


def _locked(model: Model, pks: Sequence[Any], fields: list[SealedField], *, wait: bool) -> list[Any]:
    """The rows as they are now, held until the transaction ends (SQLite holds the whole database by then)."""
    rows = model._base_manager.filter(pk__in=pks).only("pk", *(one.name for one in fields)).order_by("pk")
    if connection.vendor == "postgresql":
        # Never waiting for a second row while holding a first: a rotation cannot be part of a deadlock.
        rows = rows.select_for_update(no_key=True, skip_locked=not wait, of=("self",))
    return list(rows)


def _write(row: Any, new: Mapping[str, bytes]) -> int:
    """Put the new envelopes in the place of exactly the ones that were opened; how many."""
    seen = {name: getattr(row, name) for name in new}
    changed = type(row)._base_manager.filter(pk=row.pk, **seen).update(**new) if new else 0
    return len(new) if changed else 0
