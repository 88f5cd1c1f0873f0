"""Killing an import half-way (kill -9) leaves nothing: no person, no file, no log entry, no batch."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.domain.exchange import long_list

pytestmark = pytest.mark.once("sqlite")  # its office is a file of its own

ROOT = Path(__file__).parents[3]
ROWS = 3_000
PASSWORD = "mot-cau-dai-de-thu-2020"
TABLES = ("persons_person", "cases_case", "cases_standing", "notices_duty", "exchange_importbatch")
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def office(tmp_path: Path) -> Run:
    """An office of its own on disk: key, tables, map, one account; returns how to run a command there."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HOANHAP_", "DJANGO_"))}
    own |= {"HOANHAP_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}

    def run(*words: str, typed: str = "") -> "subprocess.Popen[str]":
        command = [sys.executable, "-P", "-m", "hoanhap", *words]
        process = subprocess.Popen(command, cwd=tmp_path, env=own, stdin=-1, stdout=-1, stderr=-1, text=True)
        if typed:
            process.communicate(typed, timeout=60)
        return process

    for words in (("key", "create"), ("migrate",), ("places", "load")):
        process = run(*words)
        said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    create = ("account", "create", "can-bo", "--name", "Trần Thị Mai", "--role", "commune_officer")
    assert run(*create, "--unit", "phường Thường Lạc", typed=f"{PASSWORD}\n").returncode == 0
    return run


def _counts(folder: Path) -> dict[str, int]:
    with sqlite3.connect(folder / "hoanhap.sqlite3") as database:
        counts = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608
        logged = "SELECT count(*) FROM audit_auditentry WHERE code LIKE 'person.%' OR code LIKE 'import.%'"
        return counts | {"log": database.execute(logged).fetchone()[0]}


def _wait_until_it_writes(folder: Path) -> None:
    """Until the import holds SQLite's one place for a writer: from then on it is inside its transaction."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with closing(sqlite3.connect(folder / "hoanhap.sqlite3", timeout=0, isolation_level=None)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
            database.execute("ROLLBACK")
        time.sleep(0.02)
    pytest.fail("the import never began to write")


def test_a_killed_import_leaves_nothing(office: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "danh-sach.xlsx"
    sheet.write_bytes(long_list.workbook(ROWS))
    words = ("import", "people", str(sheet), "--unit", "phường Thường Lạc", "--as", "can-bo")
    before = _counts(tmp_path)
    assert set(before.values()) == {0}

    for pause in (0.05, 0.4, 0.9):
        process = office(*words)
        _wait_until_it_writes(tmp_path)
        time.sleep(pause)
        assert process.poll() is None, "it was done before it could be killed: the list is too short"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert _counts(tmp_path) == before, f"killed {pause} s after it began to write"

    whole = office(*words)
    said, why = whole.communicate(timeout=120)
    assert whole.returncode == 0, (said, why)
    assert _counts(tmp_path)["persons_person"] > ROWS * 0.9  # known good: unharmed, the same command writes
