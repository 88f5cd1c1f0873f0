"""Sealing and opening: AES-256-GCM with the table, column and row id as associated data.

Envelope: b"v1|" + key id (8 bytes) + b"|" + nonce (12 bytes) + ciphertext with tag.
"""

import os
import struct
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from hoanhap.foundation.vault import keyring
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.foundation.vault.keyring import KeyDestroyed

_PREFIX = b"v1|"
_HEAD = len(_PREFIX) + 8 + 1
_NONCE = 12
HEAD = _HEAD
"""So many bytes at the start of an envelope tell which key sealed it."""

Keys = Mapping[int, AESGCM | None]


class CannotOpen(Exception):  # noqa: N818
    """The envelope was altered, or stands in another row, column or table than the one it was sealed for."""


class SealedRow(Protocol):
    """A row with sealed fields: it knows its id before it is written, and whose key seals it."""

    id: uuid.UUID

    @property
    def key_scope(self) -> str: ...


def seal(row: SealedRow, **values: str | None) -> None:
    """Put sealed values into the row's fields (not yet saved); None or an empty text empties the field."""
    keys: dict[DataClass, tuple[int, AESGCM]] = {}
    for name, value in values.items():
        field = _field(row, name)
        if not value:
            setattr(row, name, None)
            continue
        if field.data_class not in keys:
            keys[field.data_class] = keyring.current(row.key_scope, field.data_class)
        key_id, cipher = keys[field.data_class]
        setattr(row, name, envelope_of(key_id, cipher, value.encode(), bound_to(row, field)))


def seal_bytes(row: SealedRow, name: str, data: bytes) -> None:
    """Put sealed bytes (a file) into one field of the row, not yet saved; no bytes at all empties it."""
    field = _field(row, name)
    if not data:
        setattr(row, name, None)
        return
    key_id, cipher = keyring.current(row.key_scope, field.data_class)
    setattr(row, name, envelope_of(key_id, cipher, data, bound_to(row, field)))


def seal_many(rows: Iterable[tuple[SealedRow, Mapping[str, str | None]]]) -> None:
    """Seal many rows with one look-up a key (imports)."""
    keys: dict[tuple[str, DataClass], tuple[int, AESGCM]] = {}
    for row, values in rows:
        for name, value in values.items():
            field = _field(row, name)
            if not value:
                setattr(row, name, None)
                continue
            place = (row.key_scope, field.data_class)
            if place not in keys:
                keys[place] = keyring.current(*place)
            key_id, cipher = keys[place]
            setattr(row, name, envelope_of(key_id, cipher, value.encode(), bound_to(row, field)))


def reveal(row: SealedRow, name: str) -> str:
    """The plain text of one field, "" when empty. The caller has passed a gate and logs the look.

    Raises CannotOpen, and KeyDestroyed (a NotHere) when the field was erased by destroying its key.
    """
    return reveal_bytes(row, name).decode()


def reveal_many(rows: Iterable[SealedRow], *names: str) -> dict[uuid.UUID, dict[str, str]]:
    """Plain texts by row id and field name, one query for all keys; "" where empty or erased with its key."""
    rows = list(rows)
    fields = {name: _field(rows[0], name) for name in names} if rows else {}
    envelopes = [(row, name, getattr(row, name)) for row in rows for name in names]
    keys = keyring.by_ids({key_id_of(bytes(envelope)) for _, _, envelope in envelopes if envelope is not None})
    opened: dict[uuid.UUID, dict[str, str]] = {row.id: dict.fromkeys(names, "") for row in rows}
    for row, name, envelope in envelopes:
        if envelope is not None:
            with suppress(KeyDestroyed):
                opened[row.id][name] = open_envelope(bytes(envelope), keys, bound_to(row, fields[name])).decode()
    return opened


def reveal_bytes(row: SealedRow, name: str) -> bytes:
    """The bytes of one field, b"" when empty. Raises CannotOpen, KeyDestroyed."""
    field, envelope = _field(row, name), getattr(row, name)
    if envelope is None:
        return b""
    return open_envelope(bytes(envelope), keyring.by_ids({key_id_of(bytes(envelope))}), bound_to(row, field))


def envelope_of(key_id: int, cipher: AESGCM, plain: bytes, bound: bytes) -> bytes:
    """Seal bytes for one place."""
    nonce = os.urandom(_NONCE)
    return _PREFIX + struct.pack(">Q", key_id) + b"|" + nonce + cipher.encrypt(nonce, plain, bound)


def open_envelope(envelope: bytes, keys: Keys, bound: bytes) -> bytes:
    """What was sealed for this place. Raises CannotOpen, KeyDestroyed."""
    key_id = key_id_of(envelope)
    if key_id not in keys:
        raise CannotOpen("the key of this field is not in this database")
    cipher = keys[key_id]
    if cipher is None:
        raise KeyDestroyed(f"key {key_id} was destroyed")
    try:
        return cipher.decrypt(envelope[_HEAD : _HEAD + _NONCE], envelope[_HEAD + _NONCE :], bound)
    except InvalidTag as error:
        raise CannotOpen("this field was altered or moved from another row") from error


def key_id_of(envelope: bytes) -> int:
    """Which key sealed it; the head alone (`HEAD` bytes) is enough."""
    if not envelope.startswith(_PREFIX) or len(envelope) < _HEAD:
        raise CannotOpen("not an envelope")
    return int(struct.unpack(">Q", envelope[len(_PREFIX) : _HEAD - 1])[0])


def bound_to(row: SealedRow, field: SealedField, column: str = "") -> bytes:
    """Table, column and row: what an envelope is bound to. `column` names the later one when a migration seals."""
    return f"{field.model._meta.db_table}|{column or field.column}|{row.id}".encode()


def _field(row: SealedRow, name: str) -> SealedField:
    assert isinstance(row, models.Model)  # noqa: S101 - a typing matter: sealed rows are models
    field = row._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{name} is not a sealed field")
    return field
