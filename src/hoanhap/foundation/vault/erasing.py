"""Erasure by destroying keys, of a unit's room or of one subject.

To be able to erase one file later, give it a key of its own when it ends, in the transaction that seals the file away:

    scope = vault.subject_scope("case", case.pk)
    vault.reseal_many([person, *cases, *contacts, …], scope=scope)   # every row that tells of the subject

and when its term is over:

    vault.destroy_scope(scope, at=at)                                # in the transaction that records the act

From the commit on no process opens these fields: `reveal` raises KeyDestroyed (a NotHere), `reveal_many` gives "". The
rows of the keys stay, without bytes, as evidence. On SQLite deleted bytes are overwritten (`secure_delete`) and the
write-ahead log is emptied after the commit (`scrub`); on PostgreSQL they go with VACUUM and the recycling of its log;
in backups they live until the backups' own end (docs/howto/keys.md).
"""

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.models import DataKey


def subject_scope(kind: str, subject_id: uuid.UUID) -> str:
    """The scope of one subject's own keys: "case:0195…"; no unit's path looks like it."""
    return f"{kind}:{subject_id}"


@transaction.atomic
def destroy_scope(scope: str, *, data_class: DataClass | None = None, at: datetime) -> int:
    """Destroy all keys of this scope, current and retired, of one class or all; how many. There is no way back.

    Who may, and on whose second word, is asked by the caller; he records the act in the same transaction.
    """
    keys = DataKey.objects.filter(scope=scope, destroyed_at=None)
    if data_class:
        keys = keys.filter(data_class=data_class.value)
    count = keys.update(wrapped=None, destroyed_at=at, retired_at=Coalesce(F("retired_at"), at))
    if count:
        transaction.on_commit(scrub)
    return count


def scrub() -> bool:
    """Write the log of SQLite back and empty it, so that no older page keeps a key; whether it could be done now.

    With a reader in the way it is done by the next one (nightly work calls it again).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        busy: int = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
