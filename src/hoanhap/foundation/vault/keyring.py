"""Finding, making and caching data keys: a request seals and opens many fields with few keys.

The cache holds unwrapped keys under their wrapped bytes, and those are asked from the database each time: a key that
was destroyed opens nothing in any process from the moment its destruction is committed.
"""

import os
import threading
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from hoanhap.foundation.vault import master_key
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel.errors import NotHere


class KeyDestroyed(NotHere):
    """What this key sealed is erased for good; whoever asks gets the answer for what was never there."""


# Bounded by the number of units an office serves, and of its sealed files.
_open_keys: dict[tuple[str, bytes], AESGCM] = {}
_lock = threading.Lock()


def current(scope: str, data_class: DataClass, *, model: Any = DataKey) -> tuple[int, AESGCM]:
    """The key that seals for this scope and class; made when first needed, in the caller's transaction.

    There is no unique key to wait for: two transactions that make keys in opposite order would lock each other out.
    `model` may be a migration's.
    """
    row = _living(scope, data_class) or _make(scope, data_class, model)
    return row.id, _unwrapped(row)


class _Row(NamedTuple):
    """The columns of a DataKey that opening it needs."""

    id: int
    scope: str
    data_class: str
    master: str
    wrapped: bytes


# Plain SQL: every save of a sealed field asks this, and to build a queryset takes longer than to answer it.
_LIVING = (
    "SELECT id, scope, data_class, master, wrapped FROM vault_datakey "
    "WHERE scope = %s AND data_class = %s AND retired_at IS NULL ORDER BY id LIMIT 1"
)


def _living(scope: str, data_class: DataClass) -> _Row | None:
    with connections["default"].cursor() as cursor:
        cursor.execute(_LIVING, [scope, data_class.value])
        found = cursor.fetchone()
    return _Row(*found) if found else None


def by_ids(key_ids: set[int]) -> dict[int, AESGCM | None]:
    """The keys with these ids, one query; None for a key that was destroyed."""
    rows = DataKey.objects.filter(pk__in=key_ids)
    return {row.pk: None if row.wrapped is None else _unwrapped(row) for row in rows}


def binding(scope: str, data_class: str) -> str:
    """What the wrapping of a data key is bound to: it opens for no other unit and class."""
    return f"{scope}|{data_class}"


def _make(scope: str, data_class: DataClass, model: Any) -> Any:
    bound_to = binding(scope, data_class.value)
    master, wrapped = master_key.wrap(os.urandom(master_key.KEY_BYTES), bound_to=bound_to)
    return model.objects.create(scope=scope, data_class=data_class.value, master=master, wrapped=wrapped)


def _unwrapped(row: Any) -> AESGCM:
    name = (str(connections["default"].settings_dict["NAME"]), bytes(row.wrapped))
    found = _open_keys.get(name)
    if found is None:
        bound_to = binding(row.scope, row.data_class)
        opened = master_key.unwrap(bytes(row.wrapped), master=row.master, bound_to=bound_to)
        with _lock:
            found = _open_keys.setdefault(name, AESGCM(opened))
    return found
