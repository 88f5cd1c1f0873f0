"""A consistent copy of the database in hand, what stands in each of its tables, and the way back; both kinds."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from django.db import connection

from hoanhap.foundation.audit import verifying
from hoanhap.foundation.audit.sources import Address
from hoanhap.kernel.errors import Refused

Tables = dict[str, dict[str, int | str]]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILE_NAMES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.dump"}
_INSTALLED = Path("/usr/lib/postgresql")
_STEADY = (
    "SET TIME ZONE 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The file of the copy, and what stands in it."""

    vendor: str
    version: str
    file: Path
    tables: Tables


def copy(folder: Path) -> Copied:
    """Write a consistent copy into the folder while the program goes on working."""
    file = folder / FILE_NAMES[connection.vendor]
    return _copy_sqlite(file) if connection.vendor == SQLITE else _copy_postgresql(file)


# --- SQLite -------------------------------------------------------------------------------------------------------


def _copy_sqlite(file: Path) -> Copied:
    """The backup interface of SQLite: the copy is one moment, and writers go on."""
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as target:
        if cast("Any", connection).is_in_memory_db():  # a test: nobody else can open it
            connection.connection.backup(target)
        else:
            with _reading(Path(connection.settings_dict["NAME"])) as source:
                source.backup(target, pages=4_096, sleep=0)
        target.execute("PRAGMA journal_mode=DELETE")
    return Copied(vendor=SQLITE, version=sqlite3.sqlite_version, file=file, tables=tables_of_file(file))


def _reading(file: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True))


def tables_of_file(file: Path) -> Tables:
    """Rows and digest of every table of a SQLite file; refuses one that is not whole."""
    with _reading(file) as database:
        try:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise Refused("Cơ sở dữ liệu trong bản sao lưu đã hỏng.") from error
        if whole != "ok":
            raise Refused("Cơ sở dữ liệu trong bản sao lưu đã hỏng.")
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: _digest_sqlite(database, name) for (name,) in sorted(names.fetchall())}


def _digest_sqlite(database: sqlite3.Connection, table: str) -> dict[str, int | str]:
    columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = sorted((column[5], column[1]) for column in columns if column[5])
    order = ", ".join(f'"{name}"' for _place, name in keys) or ", ".join(f'"{column[1]}"' for column in columns)
    names = ", ".join(f'"{column[1]}"' for column in sorted(columns, key=lambda one: one[1]))
    digest, count = hashlib.sha256(), 0
    for row in database.execute(f'SELECT {names} FROM "{table}" ORDER BY {order}'):  # noqa: S608 - names of its own schema
        digest.update(repr(row).encode())
        count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


def _copy_postgresql(file: Path) -> Copied:
    """pg_dump and our own counting look at one and the same snapshot."""
    import psycopg

    parameters = verifying.address().postgresql
    with psycopg.connect(**parameters) as server:
        server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _one(server, "SELECT pg_export_snapshot()")
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}"]
        _run(program("pg_dump"), words, parameters)
        version = _one(server, "SHOW server_version")
        return Copied(vendor=POSTGRESQL, version=version, file=file, tables=_tables_of_server(server))


def tables_of(address: Address) -> Tables:
    """Rows and digest of every table of a PostgreSQL database."""
    import psycopg

    with psycopg.connect(**address.postgresql) as server:
        return _tables_of_server(server)


def is_empty(address: Address) -> bool:
    import psycopg

    with psycopg.connect(**address.postgresql) as server:
        return not _one(server, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")


def load(file: Path, address: Address) -> None:
    """Fill an empty PostgreSQL database from a dump: all of it, or nothing."""
    words = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", ""]
    words[-1] = str(address.postgresql["dbname"])
    _run(program("pg_restore"), [*words, str(file)], address.postgresql)


def _tables_of_server(server: Any) -> Tables:
    for statement in _STEADY:
        server.execute(statement)
    names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return {name: _digest_postgresql(server, name) for (name,) in names}


def _digest_postgresql(server: Any, table: str) -> dict[str, int | str]:
    from psycopg import sql

    columns = _columns(server, table)
    named = sql.SQL(", ").join(sql.Identifier(name) for name, _text, _key in sorted(columns))
    keys = [one for one in columns if one[2]] or columns
    # Byte order: another server may sort letters its own way.
    byte_order = [sql.SQL('{} COLLATE "C"').format(sql.Identifier(n)) if t else sql.Identifier(n) for n, t, _ in keys]
    question = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        named, sql.Identifier(table), sql.SQL(", ").join(byte_order)
    )
    digest, count = hashlib.sha256(), 0
    with server.cursor() as cursor, cursor.copy(question) as lines:
        for line in lines:
            digest.update(line)
            count += bytes(line).count(b"\n")
    return {"rows": count, "sha256": digest.hexdigest()}


def _columns(server: Any, table: str) -> list[tuple[str, bool, bool]]:
    """Name, whether it is a text, whether it belongs to the primary key."""
    found: list[tuple[str, bool, bool]] = server.execute(
        "SELECT a.attname, a.attcollation <> 0, coalesce(a.attnum = ANY(i.indkey), false) FROM pg_attribute a "
        "LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
        "WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        [f'public."{table}"'],
    ).fetchall()
    return found


def _one(server: Any, question: str) -> Any:
    return server.execute(question).fetchone()[0]


def program(name: str) -> str:
    """pg_dump and pg_restore: on the path, or the newest that Debian installed. Raises Refused."""
    beside = sorted(_INSTALLED.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    found = shutil.which(name) or (str(beside[0]) if beside else None)
    if found is None:
        raise Refused(f"Không tìm thấy chương trình {name}.", way_out="Cài gói postgresql-client.")
    return found


def _run(name: str, words: list[str], parameters: Mapping[str, Any]) -> None:
    """The password goes through the environment: arguments can be read by every account of the machine."""
    variables = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {variables[key]: str(parameters[key]) for key in variables if parameters.get(key)}
    ended = subprocess.run(  # noqa: S603 - our own words, no shell
        [name, *words], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        said = ended.stderr.strip().splitlines()
        raise Refused(f"{Path(name).name} không làm được: {said[-1] if said else ended.returncode}")
