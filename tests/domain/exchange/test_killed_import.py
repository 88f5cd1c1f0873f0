"""Killing an import half-way (kill -9) leaves nothing: no person, no file, no log entry, no batch."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.domain.exchange import long_list
from tests.fresh_database import Fresh, fresh

pytestmark = pytest.mark.once("sqlite")  # its office is a copy of a file

ROWS = 3_000
PASSWORD = "mot-cau-dai-de-thu-2020"
UNIT = "phường Thường Lạc"
OFFICER = ("account", "create", "can-bo", "--name", "Trần Thị Mai", "--role", "commune_officer")
TABLES = ("persons_person", "cases_case", "cases_standing", "notices_duty", "exchange_importbatch")


@pytest.fixture
def office() -> Iterator[Fresh]:
    """An office of its own on disk: key, tables, map, one account."""
    with fresh() as made:
        for words in (("places", "load"), (*OFFICER, "--unit", UNIT)):
            code, _said, complained = made.hoanhap(*words, typed=f"{PASSWORD}\n")
            assert code == 0, complained
        yield made


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


def test_a_killed_import_leaves_nothing(office: Fresh) -> None:
    sheet = office.folder / "danh-sach.xlsx"
    sheet.write_bytes(long_list.workbook(ROWS))
    words = ("import", "people", str(sheet), "--unit", UNIT, "--as", "can-bo")
    before = _counts(office.folder)
    assert set(before.values()) == {0}

    for pause in (0.05, 0.4, 0.9):
        process = office.begin(*words)
        _wait_until_it_writes(office.folder)
        time.sleep(pause)
        assert process.poll() is None, "it was done before it could be killed: the list is too short"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert _counts(office.folder) == before, f"killed {pause} s after it began to write"

    code, said, why = office.hoanhap(*words)
    assert code == 0, (said, why)
    assert _counts(office.folder)["persons_person"] > ROWS * 0.9  # known good: unharmed, the same command writes
