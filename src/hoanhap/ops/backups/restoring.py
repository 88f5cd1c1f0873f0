"""Bring a backup back: unseal, hold it to its signed manifest, check the log in it, and only then put it in place."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyrage

from hoanhap.foundation.audit import heads, verifying
from hoanhap.foundation.audit.heads import Anchor
from hoanhap.foundation.audit.signing import PublicKey
from hoanhap.foundation.audit.sources import Address
from hoanhap.foundation.audit.verifying import Outcome
from hoanhap.kernel.errors import Refused
from hoanhap.ops.backups import databases, making, manifest
from hoanhap.ops.backups.manifest import Manifest

# Names of an archive we made; anything else is not ours.
_KNOWN = {making.INNER, *databases.FILE_NAMES.values()}
_OLDER = "tail_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How to restore: what opens it, whom to believe, heads that were printed, and what may be given up."""

    identity: str
    trusted: Sequence[PublicKey] = ()
    anchors: Sequence[Anchor] = ()
    overwrite: bool = False
    accept_older: bool = False


@dataclass(slots=True, kw_only=True)
class Restored:
    """What came back."""

    facts: Manifest
    outcome: Outcome
    set_aside: Path | None = None
    older_than: list[str] = field(default_factory=list)


def restore(file: Path, target: Path | Address, wanted: Wanted, *, at: datetime) -> Restored:
    """Verify everything, then put the database in place. Raises Refused and leaves the target as it was."""
    _refuse_occupied(target, wanted)
    outer = _outer(file, wanted)
    with tempfile.TemporaryDirectory(
        prefix="restore-", dir=target.parent if isinstance(target, Path) else None
    ) as at_work:
        folder = Path(at_work)
        facts = _unpacked(file, folder, wanted, outer)
        copy = folder / facts["database"]["file"]
        if isinstance(target, Path):
            done = _checked(facts, Address(file=str(copy)), databases.tables_of_file(copy), wanted)
            done.set_aside = _put(copy, target, at)
            return done
        databases.load(copy, target)
        return _checked(facts, target, databases.tables_of(target), wanted)


def identity(file: Path) -> str:
    """The private key in a file of `backup keygen`."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not keys:
        raise Refused(f"{file} không chứa khóa mở bản sao lưu.")
    return keys[0]


def _refuse_occupied(target: Path | Address, wanted: Wanted) -> None:
    if isinstance(target, Address):
        if not databases.is_empty(target):
            raise Refused(
                "Cơ sở dữ liệu đích không trống; không ghi đè trên PostgreSQL.",
                way_out="Tạo một cơ sở dữ liệu mới (createdb), khôi phục vào đó, rồi đổi HOANHAP_DATABASE.",
                code="backup.occupied",
            )
    elif target.exists() and not wanted.overwrite:
        raise Refused(
            f"Đã có cơ sở dữ liệu tại {target}; không ghi đè.",
            way_out="Chọn chỗ khác, hoặc thêm --overwrite (bản đang có được đổi tên, không bị xóa).",
            code="backup.occupied",
        )


def _outer(file: Path, wanted: Wanted) -> Manifest | None:
    """The line beside the file, if it still lies there: the file must be the one it names."""
    beside = file.with_name(f"{file.name.removesuffix(making.SUFFIX)}.manifest.json")
    if not beside.exists():
        return None
    said = manifest.read(beside.read_text(encoding="utf-8"), trusted=list(wanted.trusted))
    if manifest.file_digest(file) != said["sha256"]:
        raise Refused("Tệp sao lưu không phải tệp mà bản kê bên cạnh nói tới.", code="backup.altered")
    return said


def _unpacked(file: Path, folder: Path, wanted: Wanted, outer: Manifest | None) -> Manifest:
    packed = folder / "packed.tar.gz"
    try:
        key = pyrage.x25519.Identity.from_str(wanted.identity)
        pyrage.decrypt_file(str(file), str(packed), [key])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Refused("Không mở được bản sao lưu bằng khóa này.", code="backup.shut") from error
    except OSError as error:
        if error.errno is not None:  # the disk's own words, not those of the seal
            raise
        raise Refused("Bản sao lưu đã bị sửa hoặc hỏng.", code="backup.altered") from error
    _extract(packed, folder)
    packed.unlink()
    inner = folder / making.INNER
    if outer and hashlib.sha256(inner.read_bytes()).hexdigest() != outer["manifest_sha256"]:
        raise Refused("Bản kê bên trong không phải bản kê đã ký bên ngoài.", code="backup.altered")
    facts = manifest.read(inner.read_text(encoding="utf-8"), trusted=list(wanted.trusted))
    if manifest.file_digest(folder / facts["database"]["file"]) != facts["database"]["sha256"]:
        raise Refused("Dữ liệu trong bản sao lưu không khớp bản kê.", code="backup.altered")
    return facts


def _extract(packed: Path, folder: Path) -> None:
    try:
        with tarfile.open(packed) as archive:
            members = archive.getmembers()
            if {member.name for member in members} - _KNOWN or not all(member.isfile() for member in members):
                raise Refused("Tệp này không phải bản sao lưu của chương trình.", code="backup.altered")
            archive.extractall(folder, members=members, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Refused("Bản sao lưu đã hỏng.", code="backup.altered") from error


def _checked(facts: Manifest, address: Address, tables: databases.Tables, wanted: Wanted) -> Restored:
    """Rows, digests and the log itself, against the manifest and against what stands outside."""
    differing = sorted(name for name in {*facts["tables"], *tables} if facts["tables"].get(name) != tables.get(name))
    if differing:
        raise Refused(f"Bảng không khớp bản kê: {', '.join(differing[:5])}.", code="backup.altered")
    own = heads.read_many([manifest_line(facts)])
    keys = list(wanted.trusted)
    with address.opened() as log:
        asked = verifying.Asked(keys=keys, anchors=[*own, *wanted.anchors], workers=verifying.cores())
        outcome = verifying.verify(log, asked, at=address)
    older = [fault.sentence for fault in outcome.faults if fault.kind == _OLDER]
    worse = [fault.sentence for fault in outcome.faults if fault.kind != _OLDER]
    if worse:
        raise Refused(f"Nhật ký trong bản sao lưu không nguyên vẹn: {worse[0]}.", code="backup.log")
    if older and not wanted.accept_older:
        raise Refused(
            f"Bản sao lưu này cũ: {older[0]}.",
            way_out="Tìm bản mới hơn; nếu không còn bản nào, thêm --accept-older và ghi lại việc mất phần sau.",
            code="backup.older",
        )
    return Restored(facts=facts, outcome=outcome, older_than=older)


def manifest_line(facts: Manifest) -> str:
    """The head of a manifest as a line of heads."""
    return json.dumps({"head": facts["head"]})


def _put(copy: Path, target: Path, at: datetime) -> Path | None:
    """What was there is set aside under another name, with its journal; then one rename."""
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.before-{at:%Y%m%d-%H%M%S}")
        for ending in ("", "-wal", "-shm"):
            part = target.with_name(target.name + ending)
            if part.exists():
                os.replace(part, aside.with_name(aside.name + ending))  # noqa: PTH105
    with copy.open("rb") as opened:
        os.fsync(opened.fileno())
    copy.chmod(0o600)
    shutil.move(copy, target)
    return aside
