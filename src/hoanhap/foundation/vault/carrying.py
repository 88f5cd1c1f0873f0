"""What belongs to a unit goes to another: its envelopes are sealed anew under the other unit's keys.

Unlike a rotation this runs inside the act that moves the rows: the caller holds them locked and saves them. What has a
key of its own (a file that was put away) keeps it, and what no longer opens is kept as it is: nothing is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hoanhap.foundation.vault import keyring, sealed_columns, sealing
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.models import DataKey

_UNITS = "/"
"""A unit's keys have its path as their scope; the keys of one subject do not look like that."""


def carry(rows: Sequence[Any], *, scope: str) -> dict[Any, list[str]]:
    """Seal the fields of these rows (of one table) under keys of the unit `scope`; the changed fields by row id."""
    if not rows:
        return {}
    fields = sealed_columns.fields_of(type(rows[0]))
    ids = {sealing.key_id_of(bytes(held)) for row in rows for one in fields if (held := getattr(row, one.name))}
    old = _keys_of_other_units(ids, scope)
    keys = keyring.by_ids(set(old))
    current: dict[str, tuple[int, AESGCM]] = {}
    changed: dict[Any, list[str]] = {}
    for row in rows:
        for one in fields:
            held = getattr(row, one.name)
            if not held or keys.get(key_id := sealing.key_id_of(bytes(held))) is None:
                continue
            bound = sealing.bound_to(row, one)
            try:
                plain = sealing.open_envelope(bytes(held), keys, bound)
            except sealing.CannotOpen:
                continue
            room = old[key_id]
            if room not in current:
                current[room] = keyring.current(scope, DataClass(room))
            now, cipher = current[room]
            setattr(row, one.name, sealing.envelope_of(now, cipher, plain, bound))
            changed.setdefault(row.pk, []).append(one.name)
    return changed


def _keys_of_other_units(ids: Iterable[int], scope: str) -> Mapping[int, str]:
    rows = DataKey.objects.filter(pk__in=list(ids), scope__startswith=_UNITS).exclude(scope=scope)
    return dict(rows.values_list("pk", "data_class"))
