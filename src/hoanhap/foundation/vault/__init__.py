"""Keys, sealed fields and blind indexes (khóa, trường mã hóa).

A sealed field holds `v1|key id|nonce|ciphertext`, bound to its table, column and row: moved elsewhere it does not open.
Data keys belong to one unit and one class of data and are wrapped by a master key that never lies in the database.
"""

from typing import TYPE_CHECKING

from hoanhap.foundation.vault.data_class import DataClass

if TYPE_CHECKING:
    from hoanhap.foundation.vault.blind_index import blind, blind_short
    from hoanhap.foundation.vault.sealing import reveal, reveal_bytes, reveal_many, seal, seal_bytes, seal_many

__all__ = [
    "DataClass",
    "blind",
    "blind_short",
    "reveal",
    "reveal_bytes",
    "reveal_many",
    "seal",
    "seal_bytes",
    "seal_many",
]


def __getattr__(name: str) -> object:
    """Lend the functions lazily: they need loaded models, this package is named in INSTALLED_APPS."""
    if name in {"seal", "seal_bytes", "seal_many", "reveal", "reveal_bytes", "reveal_many"}:
        from hoanhap.foundation.vault import sealing

        return getattr(sealing, name)
    if name in {"blind", "blind_short"}:
        from hoanhap.foundation.vault import blind_index

        return getattr(blind_index, name)
    raise AttributeError(name)
