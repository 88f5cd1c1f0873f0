"""Keys, sealed fields and blind indexes (khóa, trường mã hóa).

A sealed field holds `v1|key id|nonce|ciphertext`, bound to its table, column and row: moved elsewhere it does not open.
Data keys belong to one unit and one class of data and are wrapped by a master key that never lies in the database.
Exchange of keys: `resealing`, `rewrapping`. Erasure by destroying a key, also for one subject alone: `erasing`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from hoanhap.foundation.vault.data_class import DataClass

if TYPE_CHECKING:
    from hoanhap.foundation.vault.blind_index import blind, blind_short
    from hoanhap.foundation.vault.erasing import destroy_scope, subject_scope
    from hoanhap.foundation.vault.keyring import KeyDestroyed
    from hoanhap.foundation.vault.resealing import reseal_many
    from hoanhap.foundation.vault.sealing import (
        CannotOpen,
        reveal,
        reveal_bytes,
        reveal_many,
        seal,
        seal_bytes,
        seal_many,
    )

__all__ = [
    "CannotOpen",
    "DataClass",
    "KeyDestroyed",
    "blind",
    "blind_short",
    "destroy_scope",
    "reseal_many",
    "reveal",
    "reveal_bytes",
    "reveal_many",
    "seal",
    "seal_bytes",
    "seal_many",
    "subject_scope",
]

_WHERE = {
    "blind_index": ("blind", "blind_short"),
    "erasing": ("destroy_scope", "subject_scope"),
    "keyring": ("KeyDestroyed",),
    "resealing": ("reseal_many",),
    "sealing": ("CannotOpen", "reveal", "reveal_bytes", "reveal_many", "seal", "seal_bytes", "seal_many"),
}


def __getattr__(name: str) -> object:
    """Lend the functions lazily: they need loaded models, this package is named in INSTALLED_APPS."""
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
