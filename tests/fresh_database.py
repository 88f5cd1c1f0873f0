"""A database of its own for other processes: a file, or a new database on the server the tests run on.

What several processes see must be committed, and what is scanned for leaks must lie on a disk.
"""

import atexit
import base64
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120


@dataclass(frozen=True)
class Fresh:
    """Where the database is, and how to run Python or the program on it."""

    folder: Path
    address: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("HOANHAP_", "DJANGO_"))}
        paths = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return own | paths | {"DJANGO_SETTINGS_MODULE": "hoanhap.site.settings"} | self.settings

    @property
    def file(self) -> Path:
        return self.folder / "hoanhap.sqlite3"

    def start(self, script: str, *words: str, **more: str) -> subprocess.Popen[str]:
        """Python in a process of its own, Django set up; pipes on all three ends."""
        prelude = "import django; django.setup()\n"
        return self._popen([sys.executable, "-P", "-c", prelude + script, *words], more)

    def python(self, script: str, *words: str, **more: str) -> str:
        """What a script printed; it must end well."""
        process = self.start(script, *words, **more)
        said, complained = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complained
        return said

    def begin(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """Start `./hoanhap …`; pipes on all three ends."""
        return self._popen([sys.executable, "-P", "-m", "hoanhap", *words], more)

    def hoanhap(self, *words: str, typed: str = "", **more: str) -> tuple[int, str, str]:
        """Run `./hoanhap …`: exit code, what it said, what it complained of."""
        process = self.begin(*words, **more)
        said, complained = process.communicate(typed, timeout=PATIENCE)
        return process.returncode, said, complained

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database itself, as a thief would, with neither keys nor program; changes are committed."""
        if self.address.startswith("postgresql"):
            with psycopg.connect(self.address) as server:
                asked = server.execute(statement.replace("?", "%s").encode(), values or None)
                return asked.fetchall() if asked.description else []
        with closing(sqlite3.connect(self.file, timeout=60)) as file, file:
            return file.execute(statement, values).fetchall()

    def _popen(self, words: list[str], more: dict[str, str]) -> subprocess.Popen[str]:
        environment = {name: value for name, value in (self.environment | more).items() if value}
        return subprocess.Popen(
            words, cwd=self.folder, env=environment, stdin=-1, stdout=-1, stderr=-1, text=True, encoding="utf-8"
        )


@contextmanager
def fresh(*, migrated: bool = True) -> Iterator[Fresh]:
    """Make it, lend it, and take it away. A migrated one is a copy of one that was migrated once for the session."""
    with tempfile.TemporaryDirectory(prefix="fresh-", dir=settings.DATA_DIR) as folder:
        yield from _made(Path(folder), migrated)


def _made(folder: Path, migrated: bool) -> Iterator[Fresh]:
    if not _server():
        made = _on_file(folder, _key())
        if migrated:
            shutil.copy(_template().file, made.file)
        yield made
        return
    with _database(_template().address.rpartition("/")[2] if migrated else "template0") as address:
        yield _on_server(folder, address, _key())


@cache
def _template() -> Fresh:
    folder = Path(settings.DATA_DIR, "template")
    folder.mkdir()
    if _server():
        holder = ExitStack()
        atexit.register(holder.close)
        made = _on_server(folder, holder.enter_context(_database("template0")), _key())
    else:
        made = _on_file(folder, _key())
    code, _said, complained = made.hoanhap("migrate")
    assert code == 0, complained
    return made


@cache
def _key() -> str:
    """One master key for all databases of a session, as they are copies of one."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _on_file(folder: Path, key: str) -> Fresh:
    own = {"HOANHAP_DATA": str(folder), "HOANHAP_MASTER_KEY": key}
    return Fresh(folder, str(folder / "hoanhap.sqlite3"), own)


def _on_server(folder: Path, address: str, key: str) -> Fresh:
    own = {"HOANHAP_DATA": str(folder), "HOANHAP_MASTER_KEY": key}
    return Fresh(folder, address, own | {"HOANHAP_DATABASE": address, "HOANHAP_DATABASE_POOL": "no"})


def _server() -> str:
    """The address of the PostgreSQL the tests run on, without a database; "" on SQLite."""
    one = settings.DATABASES["default"]
    if not one["ENGINE"].endswith("postgresql"):
        return ""
    return f"postgresql://{quote(one['USER'])}:{quote(one['PASSWORD'])}@{one['HOST']}:{one['PORT']}"


@contextmanager
def _database(template: str) -> Iterator[str]:
    name = f"fresh_{secrets.token_hex(6)}"
    with psycopg.connect(f"{_server()}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield f"{_server()}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
