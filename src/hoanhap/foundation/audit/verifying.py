"""The whole check of a log: triggers, site, checkpoints, every link and entry, and the heads that stand outside.

It holds no more than a row at a time, and reads stretches of the chain in as many processes as there are cores.
"""

import multiprocessing
import os
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import cast

from django.db import connection

from hoanhap.foundation.audit import digest, schema, segments, signing, stretches
from hoanhap.foundation.audit.heads import Anchor
from hoanhap.foundation.audit.models import AuditCheckpoint
from hoanhap.foundation.audit.segments import Fault, Found, Mark
from hoanhap.foundation.audit.sources import Address, Log, PostgreSQLLog, SQLiteLog
from hoanhap.foundation.audit.stretches import Stretch

# Below this another process costs more than it saves.
_WORTH_A_PROCESS = 200_000
_NEIGHBOURS = 1_000


@dataclass(slots=True)
class Outcome:
    """What a check found. `position` and `chain_digest` are the head, to be compared with what stands outside."""

    entries: int = 0
    unlinked: int = 0
    position: int = 0
    chain_digest: bytes = digest.FIRST
    site_id: uuid.UUID | None = None
    checkpoints: list[AuditCheckpoint] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check compares with: keys and heads kept outside, and how many processes may work."""

    keys: Sequence[signing.PublicKey] = ()
    anchors: Sequence[Anchor] = ()
    workers: int = 1
    least_rows: int = _WORTH_A_PROCESS


def of_connection() -> Log:
    """The log of the connection in hand, inside its transaction if there is one."""
    connection.ensure_connection()
    raw = connection.connection
    return SQLiteLog(raw) if connection.vendor == "sqlite" else PostgreSQLLog(raw)


def address() -> Address:
    """Where the database of the settings lies, for connections of the check's own."""
    if connection.vendor == "sqlite":
        return Address(file=str(connection.settings_dict["NAME"]))
    parameters = connection.get_connection_params()
    for name in ("pool", "cursor_factory", "context", "prepare_threshold", "server_side_binding"):
        parameters.pop(name, None)
    return Address(postgresql=parameters)


def cores() -> int:
    return os.cpu_count() or 1


def verify(log: Log, asked: Asked | None = None, *, at: Address | None = None) -> Outcome:
    """Check everything. With `at`, stretches are read by several processes that open the log themselves."""
    asked = asked or Asked()
    outcome = Outcome(faults=list(schema.faults(log)))
    outcome.position = log.one("SELECT max(position) FROM audit_auditlink") or 0
    before = _site(log, outcome)
    outcome.checkpoints = list(checkpoints_of(log))
    outcome.faults += _checkpoint_faults(outcome, asked.keys)
    for found in _stretches(log, outcome, before, asked, at):
        outcome.entries += found.rows
        outcome.faults += found.faults
    if outcome.position:
        outcome.chain_digest = _digest_at(log, outcome.position) or digest.FIRST
    outcome.faults += _unlinked(log, outcome)
    outcome.faults += [fault for anchor in asked.anchors for fault in _against(log, anchor, outcome)]
    return outcome


# --- site and checkpoints -----------------------------------------------------------------------------------------


def _site(log: Log, outcome: Outcome) -> bytes:
    """The digest before the first link."""
    rows = log.all("SELECT site_id, links_before FROM audit_auditsite")
    if not rows:
        if log.one("SELECT count(*) FROM audit_auditcheckpoint"):
            outcome.faults.append(Fault("site_missing", 0, "tên của sổ nhật ký đã mất"))
        return digest.FIRST
    outcome.site_id = uuid_of(rows[0][0])
    if len(rows) > 1:
        outcome.faults.append(Fault("site_altered", 0, "sổ nhật ký có hơn một tên"))
    return digest.FIRST if rows[0][1] else digest.of_site(outcome.site_id)


def checkpoints_of(log: Log) -> Iterator[AuditCheckpoint]:
    names = "number, position, chain_digest, at, reason, site_id, key_fingerprint, previous, signature"
    moment = "+at" if log.vendor == "sqlite" else "at"
    sql = f"SELECT {names} FROM audit_auditcheckpoint ORDER BY number".replace(" at,", f" {moment},")  # noqa: S608
    for number, position, chain_digest, at, reason, site, key, previous, signature in log.all(sql):
        yield AuditCheckpoint(
            number=number,
            position=position,
            chain_digest=bytes(chain_digest),
            at=datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at,
            reason=reason,
            site_id=uuid_of(site),
            key_fingerprint=key,
            previous=bytes(previous),
            signature=bytes(signature),
        )


def _checkpoint_faults(outcome: Outcome, keys: Sequence[signing.PublicKey]) -> Iterator[Fault]:
    known = {key.fingerprint: key for key in keys}
    previous, place = digest.FIRST, 0
    for expected, one in enumerate(outcome.checkpoints, start=1):
        says = f"điểm ký số {one.number}"
        if one.number != expected or bytes(one.previous) != previous or one.position < place:
            yield Fault("checkpoint_altered", one.position, f"{says}: không nối với điểm ký trước")
        if one.site_id != outcome.site_id:
            yield Fault("site_mismatch", one.position, f"{says}: thuộc sổ nhật ký khác")
        if one.position > outcome.position:
            yield Fault("tail_missing", one.position, f"{says}: nhật ký từng dài tới số {one.position}, nay ngắn hơn")
        if known:
            key = known.get(one.key_fingerprint)
            if key is None:
                yield Fault("checkpoint_key", one.position, f"{says}: ký bằng khóa lạ")
            elif not key.accepts(bytes(one.signature), digest.statement(one)):
                yield Fault("checkpoint_signature", one.position, f"{says}: chữ ký không đúng")
        previous, place = digest.of_checkpoint(one), one.position


# --- the chain ----------------------------------------------------------------------------------------------------


def _stretches(log: Log, outcome: Outcome, before: bytes, asked: Asked, at: Address | None) -> Iterator[Found]:
    """Cut the chain into stretches; each but the first begins at the digest stored in the link ahead of it."""
    last = outcome.position
    count = max(1, min(asked.workers, last // asked.least_rows)) if at else 1
    steps = [last * part // count for part in range(count + 1)]
    marks = [_mark(one) for one in outcome.checkpoints if one.position]
    parts = [_part(log, start + 1, end, before, marks) for start, end in pairwise(steps)]
    if count == 1 or at is None:
        yield from (stretches.checked(log, part) for part in parts)
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(stretches.elsewhere, [at] * count, parts)


def _part(log: Log, first: int, last: int, before: bytes, marks: list[Mark]) -> Stretch:
    ahead = [mark for mark in marks if mark.position < first][-1:]
    inside = [mark for mark in marks if first <= mark.position <= last]
    behind = [mark for mark in marks if mark.position > last][:1]
    start = before if first == 1 else (_digest_at(log, first - 1) or digest.FIRST)
    return Stretch(first, last, start, _neighbour(log, first), (*ahead, *inside, *behind))


def _neighbour(log: Log, first: int) -> str:
    """The moment of the last ordinary entry before the stretch."""
    moments = [
        row[4]
        for row in log.stretch(max(first - _NEIGHBOURS, 1), first - 1)
        if row[3] is not None and row[9] not in segments.UNTIMED_ORIGINS
    ]
    return moments[-1] if moments else ""


def _digest_at(log: Log, position: int) -> bytes | None:
    found = log.one(f"SELECT chain_digest FROM audit_auditlink WHERE position = {int(position)}")  # noqa: S608
    return bytes(found) if found is not None else None


def _mark(one: AuditCheckpoint) -> Mark:
    at = one.at.astimezone(UTC).replace(tzinfo=None)
    return Mark(one.position, bytes(one.chain_digest), at.isoformat(sep=" ", timespec="microseconds"))


def _unlinked(log: Log, outcome: Outcome) -> Iterator[Fault]:
    """Entries not linked yet agree with their own digest, at least. Looked for when a count says there are some."""
    outcome.unlinked = cast("int", log.one("SELECT count(*) FROM audit_auditentry")) - outcome.entries
    if outcome.unlinked <= 0:
        return
    for row in log.unlinked():
        alone = segments.check([(1, *row[1:])], first=1, before=digest.FIRST, neighbour="", marks=[])
        if any(fault.kind == "entry_altered" for fault in alone.faults):
            yield Fault("unlinked_altered", 0, f"dòng {row[1]} chưa nối chuỗi đã bị sửa")
            return


# --- what stands outside ------------------------------------------------------------------------------------------


def _against(log: Log, anchor: Anchor, outcome: Outcome) -> Iterator[Fault]:
    place = anchor.position
    if anchor.site_id is not None and anchor.site_id != outcome.site_id:
        yield Fault("site_mismatch", place, f"dấu số {place} thuộc sổ nhật ký khác")
    stored = _digest_at(log, place)
    if place > outcome.position:
        yield Fault("tail_missing", place, f"dấu in ra ở số {place}, nhật ký nay chỉ dài tới số {outcome.position}")
    elif stored is None or not anchor.is_met_by(stored):
        yield Fault("head_mismatch", place, f"dấu in ra ở số {place} không có trong nhật ký này")
    if anchor.checkpoint and all(digest.of_checkpoint(one) != anchor.checkpoint for one in outcome.checkpoints):
        yield Fault("checkpoint_missing", place, f"điểm ký tại số {place} không còn như bản giữ ở ngoài")


def uuid_of(stored: object) -> uuid.UUID:
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(str(stored))


def spelled(at: object) -> object:
    """A stored moment as the digests want it; what is no moment stays as it is."""
    try:
        return datetime.fromisoformat(str(at)).isoformat(timespec="microseconds") + "+00:00"
    except ValueError:
        return at
