"""The digests of the log, computed from the stored columns alone so that anybody can compute them again."""

import hashlib
import json
import uuid
from datetime import UTC, datetime

from hoanhap.foundation.audit.models import AuditEntry

FIRST = b"\x00" * 32


def of_entry(entry: AuditEntry) -> bytes:
    parts = [
        str(entry.id),
        _moment(entry.at),
        entry.code,
        entry.account_id,
        entry.posting_id,
        entry.title,
        entry.origin,
        entry.subject_kind,
        entry.subject_id,
        entry.unit_path,
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def of_link(before: bytes, entry_id: uuid.UUID, entry_digest: bytes) -> bytes:
    return hashlib.sha256(before + entry_id.bytes + entry_digest).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
