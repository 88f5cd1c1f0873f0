"""The digests of the log, computed from the stored columns alone so that anybody can compute them again."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hoanhap.foundation.audit.models import AuditCheckpoint, AuditEntry

FIRST = b"\x00" * 32
_SITE = b"hoanhap-audit-site-1:"
_CHECKPOINT = "hoanhap-audit-checkpoint-1"


def of_entry(entry: "AuditEntry") -> bytes:
    parts = [
        str(entry.id),
        moment(entry.at),
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
    return hashlib.sha256(_json(parts)).digest()


def of_link(before: bytes, entry_id: uuid.UUID, entry_digest: bytes) -> bytes:
    return hashlib.sha256(before + entry_id.bytes + entry_digest).digest()


def of_site(site_id: uuid.UUID) -> bytes:
    """What stands before the first link of a log that had its name from the beginning."""
    return hashlib.sha256(_SITE + site_id.bytes).digest()


def statement(checkpoint: "AuditCheckpoint") -> bytes:
    """The bytes that are signed."""
    parts = [
        _CHECKPOINT,
        checkpoint.number,
        checkpoint.position,
        bytes(checkpoint.chain_digest).hex(),
        moment(checkpoint.at),
        checkpoint.reason,
        str(checkpoint.site_id),
        checkpoint.key_fingerprint,
        bytes(checkpoint.previous).hex(),
    ]
    return _json(parts)


def of_checkpoint(checkpoint: "AuditCheckpoint") -> bytes:
    """Statement and signature: the next checkpoint names it."""
    return hashlib.sha256(statement(checkpoint) + bytes(checkpoint.signature)).digest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(parts: Sequence[object]) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
