"""Writing the log: always inside the transaction of the act itself."""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hoanhap.foundation.audit import digest
from hoanhap.foundation.audit.codes import codes
from hoanhap.foundation.audit.entry import Actor, Detail, Subject
from hoanhap.foundation.audit.models import AuditEntry


class OutsideTransaction(RuntimeError):  # noqa: N818
    """An act was about to be logged outside the transaction that commits it."""


def record(
    code: str,
    *,
    by: Actor,
    subject_kind: str,
    subject_id: uuid.UUID | int | str,
    at: datetime,
    unit_path: str = "",
    detail: Detail | None = None,
) -> None:
    """Log one act. Raises UnknownName for an undeclared code, OutsideTransaction without a transaction."""
    record_many(code, by=by, at=at, rows=[Subject(subject_kind, subject_id, unit_path, detail or {})])


def record_many(code: str, *, by: Actor, at: datetime, rows: Iterable[Subject]) -> None:
    """Log the same act upon many rows, one entry each."""
    codes[code]
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(code)
    entries = [_entry(code, by, at, row) for row in rows]
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def _entry(code: str, by: Actor, at: datetime, row: Subject) -> AuditEntry:
    entry = AuditEntry(
        at=at,
        code=code,
        account_id=by.account_id,
        posting_id=by.posting_id,
        title=by.title,
        origin=by.origin,
        subject_kind=row.kind,
        subject_id=str(row.id),
        unit_path=row.unit_path,
        detail=_written(row.detail, by.purpose),
    )
    entry.digest = digest.of_entry(entry)
    return entry


def _written(detail: Detail, purpose: str) -> str:
    """The detail as stored. The key "purpose" belongs to the door the actor came through."""
    whole = {**detail, "purpose": purpose} if purpose else dict(detail)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) if whole else ""
