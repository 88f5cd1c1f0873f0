"""A log of any length, made quickly: real columns, real digests and links, checkpoints signed by the site's own key."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from django.db import connection

from hoanhap.foundation.audit import digest, signing, triggers
from hoanhap.foundation.audit.models import AuditCheckpoint, AuditEntry, AuditSite

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERY = 10_000
_ENTRY = "INSERT INTO audit_auditentry VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_LINK = "INSERT INTO audit_auditlink VALUES (?,?,?)"


def schema() -> list[str]:
    """The statements that make the tables and triggers of the log, as migrations left them in this test database."""
    names = ", ".join(f"'{table}'" for table in triggers.TABLES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sql FROM sqlite_master WHERE tbl_name IN ({names}) AND sql IS NOT NULL ORDER BY type = 'trigger'"  # noqa: S608
        )
        return [row[0] for row in cursor.fetchall()]


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


@dataclass(slots=True)
class Entry:
    """The columns of an entry without the weight of a model: ten million of them are made."""

    id: uuid.UUID
    at: datetime
    code: str
    account_id: str
    posting_id: str
    title: str
    origin: str
    subject_kind: str
    subject_id: str
    unit_path: str
    detail: str
    digest: bytes = b""


def entry(number: int) -> Entry:
    """The n-th entry: as wide as those of an office, three a second."""
    at = START + timedelta(milliseconds=333 * number)
    made = Entry(
        id=uuid.UUID(int=(int(at.timestamp() * 1000) << 80) | 0x7 << 76 | 0b10 << 62 | number * 7919),
        at=at,
        code=("person.seen", "case.opened", "contact.logged")[number % 3],
        account_id=str(uuid.UUID(int=number % 500)),
        posting_id=str(uuid.UUID(int=number % 700)),
        title="cán bộ Tổ công tác",
        origin="web",
        subject_kind="person",
        subject_id=str(uuid.UUID(int=number)),
        unit_path="/12/345/6789/",
        detail='{"field": "id_number", "purpose": "support"}' if number % 2 else "",
    )
    made.digest = digest.of_entry(cast("AuditEntry", made))
    return made


def build(file: Path, entries: int) -> None:
    """Write the log into a new SQLite file, in the layout of the product."""
    site = uuid.UUID(int=7 << 76 | 5)
    with closing(sqlite3.connect(file)) as made:
        made.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;")
        for statement in schema():
            if "CREATE INDEX" not in statement:  # only the keys: the rest would double the time of building
                made.execute(statement)
        _insert(
            made, "audit_auditsite", number=1, site_id=site.hex, made_at=str(START.replace(tzinfo=None)), links_before=0
        )
        names = columns("audit_auditentry")
        before, last, position = digest.of_site(site), None, 0
        for batch in _batches(entries):
            links = []
            for one in batch:
                position += 1
                before = digest.of_link(before, one.id, bytes(one.digest))
                links.append((position, one.id.hex, before))
            made.executemany(_ENTRY, [_row(one, names) for one in batch])
            made.executemany(_LINK, links)
            last = _checkpoint(made, last, position, before, batch[-1].at, site)
            made.commit()


def _batches(entries: int) -> Iterator[list[Entry]]:
    for start in range(0, entries, EVERY):
        yield [entry(number) for number in range(start, min(start + EVERY, entries))]


def _row(one: Entry, names: list[str]) -> tuple[Any, ...]:
    stored = {"id": one.id.hex, "at": str(one.at.replace(tzinfo=None))}
    return tuple(stored.get(name) or getattr(one, name) for name in names)


def _checkpoint(
    made: sqlite3.Connection,
    last: AuditCheckpoint | None,
    position: int,
    chain_digest: bytes,
    at: datetime,
    site: uuid.UUID,
) -> AuditCheckpoint:
    one = _signed(last, position, chain_digest, at, site)
    values = {field.column: getattr(one, field.attname) for field in AuditCheckpoint._meta.concrete_fields}
    _insert(made, "audit_auditcheckpoint", **values | {"site_id": site.hex, "at": str(at.replace(tzinfo=None))})
    return one


def _signed(
    last: AuditCheckpoint | None, position: int, chain_digest: bytes, at: datetime, site: uuid.UUID
) -> AuditCheckpoint:
    one = AuditCheckpoint(
        number=last.number + 1 if last else 1,
        position=position,
        chain_digest=chain_digest,
        at=at,
        reason="count",
        site_id=site,
        key_fingerprint=signing.public_key().fingerprint,
        previous=digest.of_checkpoint(last) if last else digest.FIRST,
    )
    one.signature = signing.sign(digest.statement(one))
    return one


def _insert(made: sqlite3.Connection, table: str, **values: Any) -> None:
    names = ", ".join(values)
    made.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))  # noqa: S608


def fill(entries: int) -> None:
    """The same log in the tables of the PostgreSQL database in hand, by COPY."""
    site = uuid.UUID(int=7 << 76 | 5)
    AuditSite.objects.create(number=1, site_id=site, made_at=START)
    before, last, position = digest.of_site(site), None, 0
    names = columns("audit_auditentry")
    for batch in _batches(entries):
        links: list[tuple[object, ...]] = []
        for one in batch:
            position += 1
            before = digest.of_link(before, one.id, bytes(one.digest))
            links.append((position, one.id, before))
        _copy("audit_auditentry", names, [tuple(getattr(one, name) for name in names) for one in batch])
        _copy("audit_auditlink", ["position", "entry_id", "chain_digest"], links)
        last = _signed(last, position, before, batch[-1].at, site)
        last.save(force_insert=True)


def _copy(table: str, names: list[str], rows: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as lines:  # type: ignore[attr-defined]
        for row in rows:
            lines.write_row(row)
