"""A database of its own for other processes: a file, or a new database on the server the tests run on.

What several processes see must be committed, and what is scanned for leaks must lie on a disk.
"""

import atexit
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
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120
_OFFICIAL = str(settings.DATABASES["default"]["NAME"])  # the name before that of the tests takes its place


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
    """Make it, lend it, and take it away. A migrated one is a copy of the tests' own: mark the test `django_db`."""
    with tempfile.TemporaryDirectory(prefix="fresh-", dir=settings.DATA_DIR) as folder:
        yield from _made(Path(folder), migrated)


def _made(folder: Path, migrated: bool) -> Iterator[Fresh]:
    if not _server():
        made = _on_file(folder)
        if migrated:
            shutil.copy(_template("hoanhap.sqlite3"), made.file)
        yield made
        return
    with _database(_template("name").read_text() if migrated else "template0") as address:
        yield _on_server(folder, address)


def _template(name: str) -> Path:
    return Path(settings.DATA_DIR, "template", name)


def keep_template() -> None:
    """Copy the tests' own database while it is as the migrations left it: whoever wants a migrated one gets a copy.

    Where no test of the session is marked `django_db` there is none to copy.
    """
    if str(connection.settings_dict["NAME"]) == _OFFICIAL:
        return
    _template("").mkdir()
    if not _server():
        with closing(sqlite3.connect(_template("hoanhap.sqlite3"))) as file:
            connection.ensure_connection()
            connection.connection.backup(file)
        return
    connection.close()  # PostgreSQL copies no database that somebody is in
    holder = ExitStack()
    atexit.register(holder.close)
    address = holder.enter_context(_database(str(connection.settings_dict["NAME"])))
    _template("name").write_text(address.rpartition("/")[2])


def _on_file(folder: Path) -> Fresh:
    return Fresh(folder, str(folder / "hoanhap.sqlite3"), _own(folder))


def _on_server(folder: Path, address: str) -> Fresh:
    return Fresh(folder, address, _own(folder) | {"HOANHAP_DATABASE": address, "HOANHAP_DATABASE_POOL": "no"})


def _own(folder: Path) -> dict[str, str]:
    """A place of its own for data; the master key is the tests', as it is a copy of what that sealed."""
    return {"HOANHAP_DATA": str(folder), "HOANHAP_MASTER_KEY": os.environ["HOANHAP_MASTER_KEY"]}


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
