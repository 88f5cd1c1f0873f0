"""Make a backup: log and sign, copy, count, pack, seal to public keys, and say beside it what it is."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connection, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.audit import checkpoints, digest, heads
from hoanhap.foundation.audit.models import AuditCheckpoint, PrintedHead
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.ops.backups import databases, manifest

BY = audit.Actor(account_id="command", title="dòng lệnh", origin="cli")
SUFFIX = ".age"
INNER = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The sealed file, the line beside it, and the head to be written down on paper."""

    file: Path
    beside: Path
    head: PrintedHead
    tables: int
    rows: int


def recipient(text: str) -> pyrage.x25519.Recipient:
    """A public key `age1…`. Raises Refused; an identity typed here by mistake is not repeated back."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise Refused("Khóa nhận không đúng dạng age1….", way_out="Tạo khóa: ./hoanhap backup keygen") from error


def make(folder: Path, *, recipients: Sequence[str], at: datetime) -> Made:
    """Write NAME.age and NAME.manifest.json into the folder. Nothing unsealed stays on the disk."""
    keys = [recipient(text) for text in recipients]
    if not keys:
        raise Refused("Chưa có khóa nhận.", way_out="Thêm --recipient age1…")
    folder.mkdir(parents=True, exist_ok=True)
    head, checkpoint = _head(at)
    name = f"hoanhap-{clock.local_day(at):%Y%m%d}-{at.astimezone(clock.VN):%H%M%S}-{head.position}"
    file = folder / f"{name}{SUFFIX}"
    if file.exists():
        raise Refused(f"Đã có tệp {file}.", way_out="Chờ một giây rồi làm lại.")
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.DATA_DIR) as private:
        os.chmod(private, 0o700)  # noqa: PTH101
        copied = databases.copy(Path(private))
        inner = Path(private) / INNER
        inner.write_text(manifest.signed(_inner(copied, head, checkpoint, at)), encoding="utf-8")
        packed = _packed(Path(private), [inner, copied.file])
        sealing = file.with_suffix(".part")
        pyrage.encrypt_file(str(packed), str(sealing), keys)
        beside = folder / f"{name}.manifest.json"
        beside.write_text(manifest.signed(_outer(file.name, sealing, inner, head, checkpoint, at)), encoding="utf-8")
        _settle(sealing, file)
    rows = sum(int(table["rows"]) for table in copied.tables.values())
    return Made(file=file, beside=beside, head=head, tables=len(copied.tables), rows=rows)


def _head(at: datetime) -> tuple[PrintedHead, AuditCheckpoint]:
    """The act is logged and linked before the copy, so the copy tells of itself."""
    with transaction.atomic():
        audit.record("backup.made", by=BY, subject_kind="backup", subject_id=at.isoformat()[:40], at=at)
    checkpoints.link_and_sign(checkpoints.Reason.BACKUP)
    head = heads.print_for("backup", at.isoformat()[:40], at=at)
    return head, AuditCheckpoint.objects.get(number=head.checkpoint)


def head_facts(head: PrintedHead, checkpoint: AuditCheckpoint) -> dict[str, Any]:
    """What `verify-audit --against` reads."""
    chain_digest = bytes(head.chain_digest)
    return {
        "site_id": str(head.site_id),
        "position": head.position,
        "chain_digest": chain_digest.hex(),
        "words": heads.spoken(chain_digest),
        "checkpoint": checkpoint.number,
        "checkpoint_digest": digest.of_checkpoint(checkpoint).hex(),
    }


def _inner(copied: databases.Copied, head: PrintedHead, checkpoint: AuditCheckpoint, at: datetime) -> dict[str, Any]:
    return {
        "format": manifest.FORMAT,
        "made_at": at.isoformat(),
        "versions": {"django": metadata.version("django"), "database": copied.version},
        "migrations": _migrations(),
        "database": {
            "vendor": copied.vendor,
            "file": copied.file.name,
            "bytes": copied.file.stat().st_size,
            "sha256": manifest.file_digest(copied.file),
        },
        "tables": copied.tables,
        "head": head_facts(head, checkpoint),
    }


def _outer(
    name: str, sealed: Path, inner: Path, head: PrintedHead, checkpoint: AuditCheckpoint, at: datetime
) -> dict[str, Any]:
    """Nothing that counts people: this line lies open beside the file."""
    return {
        "format": manifest.FORMAT,
        "made_at": at.isoformat(),
        "file": name,
        "bytes": sealed.stat().st_size,
        "sha256": manifest.file_digest(sealed),
        "manifest_sha256": manifest.file_digest(inner),
        "head": head_facts(head, checkpoint),
    }


def _migrations() -> dict[str, str]:
    """The last migration of each app: which version of the program the data belong to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
        return dict(cursor.fetchall())


def _packed(folder: Path, files: Sequence[Path]) -> Path:
    packed = folder / "packed.tar.gz"
    with tarfile.open(packed, "w:gz", compresslevel=1) as archive:
        for file in files:
            archive.add(file, arcname=file.name)
            if file.name != INNER:
                file.unlink()  # so that three copies never lie on the disk at once
    return packed


def _settle(written: Path, file: Path) -> None:
    """On the disk before it bears its name: half a backup is never taken for one."""
    with written.open("rb") as opened:
        os.fsync(opened.fileno())
    shutil.move(written, file)
