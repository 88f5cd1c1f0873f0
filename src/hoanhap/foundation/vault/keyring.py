"""Finding, making and caching data keys: a request seals and opens many fields with few keys."""

import os
import threading

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, connections, transaction

from hoanhap.foundation.vault import master_key
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.models import DataKey


class KeyDestroyed(Exception):  # noqa: N818
    """What this key sealed is erased for good."""


# Unwrapped keys by (database, key id); bounded by the number of units an office serves.
_open_keys: dict[tuple[str, int, bytes], AESGCM] = {}
_lock = threading.Lock()


def current(scope: str, data_class: DataClass) -> tuple[int, AESGCM]:
    """The key that seals for this scope and class; made when first needed, in the caller's transaction."""
    row = _find(scope, data_class) or _make(scope, data_class)
    return row.pk, _unwrapped(row)


def by_ids(key_ids: set[int]) -> dict[int, AESGCM]:
    """The keys with these ids, one query for those not yet opened. Raises KeyDestroyed."""
    return {row.pk: _unwrapped(row) for row in DataKey.objects.filter(pk__in=key_ids)}


def _find(scope: str, data_class: DataClass) -> DataKey | None:
    return DataKey.objects.filter(scope=scope, data_class=data_class.value, retired_at__isnull=True).first()


def _make(scope: str, data_class: DataClass) -> DataKey:
    wrapped = master_key.wrap(os.urandom(master_key.KEY_BYTES), bound_to=_binding(scope, data_class.value))
    try:
        with transaction.atomic():
            return DataKey.objects.create(scope=scope, data_class=data_class.value, wrapped=wrapped)
    except IntegrityError:
        # Another worker made it in the same moment.
        return DataKey.objects.get(scope=scope, data_class=data_class.value, retired_at__isnull=True)


def _unwrapped(row: DataKey) -> AESGCM:
    if row.wrapped is None:
        raise KeyDestroyed(f"key {row.pk} of {row.data_class} was destroyed")
    # The wrapped bytes are part of the name: a test database that is rolled back may give the same id to another key.
    name = (str(connections["default"].settings_dict["NAME"]), row.pk, bytes(row.wrapped))
    found = _open_keys.get(name)
    if found is None:
        opened = master_key.unwrap(bytes(row.wrapped), bound_to=_binding(row.scope, row.data_class))
        with _lock:
            found = _open_keys.setdefault(name, AESGCM(opened))
    return found


def _binding(scope: str, data_class: str) -> str:
    return f"{scope}|{data_class}"
