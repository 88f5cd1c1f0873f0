"""A small log taken out of its database: lists that can be tampered with in every way, and written back anywhere."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, models, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor, chain, checkpoints, digest, triggers
from hoanhap.foundation.audit.models import AuditCheckpoint, AuditEntry, AuditLink, AuditSite
from hoanhap.kernel import clock, ids

LENGTH = 140
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STEP = timedelta(minutes=5)
EVERY = 20
MODELS: dict[str, type[models.Model]] = {
    "entries": AuditEntry,
    "links": AuditLink,
    "sites": AuditSite,
    "checkpoints": AuditCheckpoint,
}


@dataclass
class Log:
    """The rows of one log as dictionaries, and what was done to its triggers."""

    entries: dict[uuid.UUID, dict[str, Any]]
    links: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    checkpoints: list[dict[str, Any]]
    dropped: set[str] = field(default_factory=set)
    strange: bool = False

    def copy(self) -> "Log":
        """A log of its own, row by row: the values in them are never changed in place."""
        entries = {key: dict(row) for key, row in self.entries.items()}
        lists = ([dict(row) for row in rows] for rows in (self.links, self.sites, self.checkpoints))
        return Log(entries, *lists)

    def entry(self, place: int) -> dict[str, Any]:
        return self.entries[self.links[place - 1]["entry_id"]]

    def cut(self, place: int) -> None:
        """As it was when it had so many links."""
        for link in self.links[place:]:
            self.entries.pop(link["entry_id"], None)
        del self.links[place:]
        self.checkpoints = [one for one in self.checkpoints if one["position"] <= place]

    def relink(self, place: int) -> None:
        """Compute positions and chain digests anew from this place to the end, as an honest sequencer would."""
        before = self.links[place - 2]["chain_digest"] if place > 1 else digest.of_site(self.sites[0]["site_id"])
        for position, link in enumerate(self.links[place - 1 :], start=place):
            before = digest.of_link(before, link["entry_id"], self.entries[link["entry_id"]]["digest"])
            link["position"], link["chain_digest"] = position, before

    def append(self, number: int, at: datetime, **more: Any) -> dict[str, Any]:
        """One more entry at the end, linked as it should be."""
        row = new_entry(number, at, **more)
        self.entries[row["id"]] = row
        self.links.append({"entry_id": row["id"]})
        self.relink(len(self.links))
        return row

    def sign_again(self, first: int, key: Ed25519PrivateKey, fingerprint: str) -> None:
        """Make all checkpoints from this position on say what the chain says now, under another key."""
        previous = digest.FIRST
        for row in self.checkpoints:
            if row["position"] >= first and row["position"] <= len(self.links):
                row["chain_digest"] = self.links[row["position"] - 1]["chain_digest"]
                row["key_fingerprint"], row["previous"] = fingerprint, previous
                row["signature"] = key.sign(digest.statement(AuditCheckpoint(**row)))
            previous = digest.of_checkpoint(AuditCheckpoint(**row))


def new_entry(number: int, at: datetime, **more: Any) -> dict[str, Any]:
    row = AuditEntry(
        id=ids.new_id(),
        at=at,
        code="access.posted",
        account_id=f"account-{number % 7}",
        posting_id="",
        title="cán bộ Tổ công tác",
        origin="web",
        subject_kind="person",
        subject_id=str(uuid.UUID(int=number)),
        unit_path="/12/345/",
        detail=f'{{"n": {number}}}',
        **more,
    )
    row.digest = digest.of_entry(row)
    return {column.name: getattr(row, column.name) for column in AuditEntry._meta.concrete_fields}


def made_by_the_product(monkeypatch: Any, first: int = 0) -> Log:
    """Written, linked and signed by the product's own code, read back, and rolled back."""
    with transaction.atomic():
        for number in range(LENGTH):
            at = START + STEP * number
            monkeypatch.setattr(clock, "now", lambda at=at: at)
            audit.record(
                "access.posted",
                by=Actor(f"account-{number % 7}", "", "cán bộ Tổ công tác"),
                subject_kind="person",
                subject_id=uuid.UUID(int=first + number),
                unit_path="/12/345/",
                at=at,
                detail={"n": number} if number % 3 else None,
            )
            if number % 10 == 9:
                while chain.link_pending(4):  # several batches for each checkpoint
                    pass
            if number % EVERY == EVERY - 1:
                checkpoints.make(checkpoints.Reason.COUNT)
        read = {name: list(_rows(model)) for name, model in MODELS.items()}
        transaction.set_rollback(True)
    read["links"].sort(key=lambda row: int(row["position"]))
    read["checkpoints"].sort(key=lambda row: int(row["number"]))
    entries = {row["id"]: row for row in read.pop("entries")}
    return Log(entries=entries, **read)


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    for row in model._default_manager.all():
        values = {column.name: getattr(row, column.name) for column in model._meta.concrete_fields}
        yield {name: bytes(value) if isinstance(value, memoryview) else value for name, value in values.items()}


# --- written back -------------------------------------------------------------------------------------------------


def into_file(log: Log, file: Path, schema: list[str]) -> None:
    """A SQLite database with nothing but this log."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode=OFF")
        for statement in schema:
            if "CREATE TRIGGER" not in statement:
                made.execute(statement)
        for name, model in MODELS.items():
            rows = list(log.entries.values()) if name == "entries" else getattr(log, name)
            columns = [column.name for column in model._meta.concrete_fields]
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            made.executemany(sql, [[_stored(row[column]) for column in columns] for row in rows])
        for statement in schema:
            if "CREATE TRIGGER" in statement and statement.split()[2] not in log.dropped:
                made.execute(statement)
        if log.strange:
            made.execute(
                "CREATE TRIGGER quiet BEFORE INSERT ON audit_auditentry WHEN NEW.account_id = 'account-1' "
                "BEGIN SELECT RAISE(IGNORE); END"
            )
        made.commit()


def _stored(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value.hex
    return str(value.astimezone(UTC).replace(tzinfo=None)) if isinstance(value, datetime) else value


def into_connection(log: Log) -> None:
    """The log in place of the one in the database in hand: inside a transaction that is rolled back afterwards."""
    triggers.drop(connection)
    for name, model in MODELS.items():
        model._default_manager.all().delete()
        rows = log.entries.values() if name == "entries" else getattr(log, name)
        model._default_manager.bulk_create([model(**row) for row in rows], batch_size=500)
    triggers.add(connection)
    with connection.cursor() as cursor:
        for name in log.dropped:
            table = next(table for table in triggers.TABLES if name.startswith(table))
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
