"""The keys of blind indexes: made once with the database, kept wrapped, and not changed by a rotation.

Changing one would mean to compute every index anew; re-wrapping leaves it as it is, so look-ups survive a new master.
"""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from hoanhap.foundation.vault import master_key
from hoanhap.foundation.vault.models import IndexKey

ROOT = ""
# By database, then purpose: asked for every digest of a list, so one query a process. They never change.
_known: dict[str, dict[str, bytes]] = {}


def key_for(purpose: str) -> bytes:
    """The key of one purpose. Raises ImproperlyConfigured when the database lost its index keys."""
    name = _database()
    keys = _known.get(name) or _known.setdefault(name, _opened())
    if purpose not in keys:
        keys[purpose] = _derived(keys[ROOT], purpose)
    return keys[purpose]


def require() -> None:
    """Raise ImproperlyConfigured unless the master key at hand opens this database."""
    _opened()


def make_root() -> None:
    """Give a new database its index key (the migration does; a test that emptied every table does again)."""
    store(IndexKey, ROOT, os.urandom(master_key.KEY_BYTES))


def store(model: type[IndexKey], purpose: str, key: bytes) -> None:
    """Keep one index key, wrapped; `model` may be a migration's."""
    master, wrapped = master_key.wrap(key, bound_to=binding(purpose))
    model.objects.create(purpose=purpose, master=master, wrapped=wrapped)


def forget() -> None:
    """Drop what this process remembers of the database in use."""
    _known.pop(_database(), None)


def binding(purpose: str) -> str:
    return f"index|{purpose}"


def _opened() -> dict[str, bytes]:
    rows = IndexKey.objects.values_list("purpose", "master", "wrapped")
    keys = {
        purpose: master_key.unwrap(bytes(wrapped), master=master, bound_to=binding(purpose))
        for purpose, master, wrapped in rows
    }
    if ROOT not in keys:
        raise ImproperlyConfigured("Cơ sở dữ liệu thiếu khóa chỉ mục. Hãy khôi phục từ bản sao lưu.")
    return keys


def _derived(root: bytes, purpose: str) -> bytes:
    info = f"index:{purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=master_key.KEY_BYTES, salt=b"hoanhap", info=info).derive(root)


def _database() -> str:
    return str(connections["default"].settings_dict["NAME"])
