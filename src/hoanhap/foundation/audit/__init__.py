"""Append-only log of acts and reads, written in the same transaction as the act; no foreign keys (nhật ký).

Rows carry their own digest; a sequencer links them into a chain apart from the writing, so that writers on PostgreSQL
do not wait for each other. Triggers on both databases refuse every change and deletion.
"""

from typing import TYPE_CHECKING

from hoanhap.foundation.audit.codes import codes
from hoanhap.foundation.audit.entry import Actor, Detail, Subject

if TYPE_CHECKING:
    from hoanhap.foundation.audit.actions import record, record_many

__all__ = ["Actor", "Detail", "Subject", "codes", "record", "record_many"]


def __getattr__(name: str) -> object:
    """Lend the writers lazily: they need loaded models, this package is named in INSTALLED_APPS."""
    if name in {"record", "record_many"}:
        from hoanhap.foundation.audit import actions

        return getattr(actions, name)
    raise AttributeError(name)
