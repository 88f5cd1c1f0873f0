"""Where a log is read from: a file of SQLite, a PostgreSQL server, or the connection in hand. Reading only."""

import contextlib
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from hoanhap.foundation.audit.segments import Row

_COLUMNS = ("code", "account_id", "posting_id", "title", "origin", "subject_kind", "subject_id", "unit_path", "detail")
_ENTRY = ", ".join(f"e.{name}" for name in _COLUMNS)
_BETWEEN = (
    "FROM audit_auditlink l LEFT JOIN audit_auditentry e ON e.id = l.entry_id "
    "WHERE l.position BETWEEN {first} AND {last} ORDER BY l.position"
)
_UNLINKED = (
    "FROM audit_auditentry e WHERE NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.entry_id = e.id) ORDER BY e.id"
)
_PG_AT = "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
_PG_ID = "replace(e.id::text, '-', '')"
Value = Any


@dataclass(frozen=True, slots=True)
class Address:
    """How another process opens the same log. Neither a file nor parameters: only the connection in hand has it."""

    file: str = ""
    postgresql: Mapping[str, Any] = field(default_factory=dict)

    @contextlib.contextmanager
    def opened(self) -> Iterator["Log"]:
        if self.file:
            name = quote(str(Path(self.file).resolve()))
            with contextlib.closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as connection:
                yield SQLiteLog(connection)
        else:
            import psycopg

            with psycopg.connect(**self.postgresql, autocommit=True) as server:
                yield PostgreSQLLog(server)


class Log(ABC):
    """The questions a check asks of a database, the same of both kinds."""

    vendor = ""

    @abstractmethod
    def all(self, sql: str) -> list[tuple[Value, ...]]:
        """Every row of this query."""

    @abstractmethod
    def stretch(self, first: int, last: int) -> Iterator[Row]:
        """Links in order with their entries; columns of the entry are None where it is gone."""

    @abstractmethod
    def unlinked(self) -> Iterator[Row]:
        """Entries without a link, as rows of position 0."""

    def one(self, sql: str) -> Value:
        rows = self.all(sql)
        return rows[0][0] if rows else None


class SQLiteLog(Log):
    vendor = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, sql: str) -> list[tuple[Value, ...]]:
        return self._cursor(sql).fetchall()

    def stretch(self, first: int, last: int) -> Iterator[Row]:
        where = _BETWEEN.format(first=int(first), last=int(last))
        sql = f"SELECT l.position, l.entry_id, l.chain_digest, e.id, +e.at, {_ENTRY}, e.digest {where}"
        return cast("Iterator[Row]", self._cursor(sql))

    def unlinked(self) -> Iterator[Row]:
        sql = f"SELECT 0, e.id, x'', e.id, +e.at, {_ENTRY}, e.digest {_UNLINKED}"
        return cast("Iterator[Row]", self._cursor(sql))

    def _cursor(self, sql: str) -> sqlite3.Cursor:
        # A cursor of the plain kind, and +e.at without its declared type: Django's converters would make objects.
        cursor = sqlite3.Cursor(self._connection)
        cursor.row_factory = None
        return cursor.execute(sql)


class PostgreSQLLog(Log):
    vendor = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def all(self, sql: str) -> list[tuple[Value, ...]]:
        from psycopg.rows import tuple_row

        with self._connection.cursor(row_factory=tuple_row) as cursor:
            cursor.execute(sql)
            rows: list[tuple[Value, ...]] = cursor.fetchall()
        return rows

    def stretch(self, first: int, last: int) -> Iterator[Row]:
        link = "l.position, replace(l.entry_id::text, '-', ''), encode(l.chain_digest, 'hex')"
        entry = f"{_PG_ID}, {_PG_AT}, {_ENTRY}, encode(e.digest, 'hex')"
        return self._copied(f"SELECT {link}, {entry} {_BETWEEN.format(first=int(first), last=int(last))}")

    def unlinked(self) -> Iterator[Row]:
        return self._copied(
            f"SELECT 0, {_PG_ID}, '', {_PG_ID}, {_PG_AT}, {_ENTRY}, encode(e.digest, 'hex') {_UNLINKED}"
        )

    def _copied(self, sql: str) -> Iterator[Row]:
        """COPY streams in every state of the connection and is several times quicker than a cursor."""
        unhex = bytes.fromhex
        with self._connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
            for row in copy.rows():
                position, linked, chain_digest, *entry, own = row
                yield cast("Row", (int(position), linked, unhex(chain_digest), *entry, unhex(own) if own else b""))
