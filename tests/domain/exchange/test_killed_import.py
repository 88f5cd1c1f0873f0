"""Killing an import half-way (kill -9) leaves nothing: no person, no file, no log entry, no batch."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.domain.exchange import long_list
from tests.fresh_database import Fresh, fresh

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db]

ROWS = 3_000
PASSWORD = "mot-cau-dai-de-thu-2020"
UNIT = "phường Thường Lạc"
OFFICER = ("account", "create", "can-bo", "--name", "Trần Thị Mai", "--role", "commune_officer")
TABLES = ("persons_person", "cases_case", "cases_standing", "notices_duty", "exchange_importbatch")


@pytest.fixture
def office(django_db_setup: None) -> Iterator[Fresh]:
    """An office of its own on disk: key, tables, map, one account."""
    with fresh() as made:
        for words in (("places", "load"), (*OFFICER, "--unit", UNIT)):
            code, _said, complained = made.hoanhap(*words, typed=f"{PASSWORD}\n")
            assert code == 0, complained
        yield made


def _counts(office: Fresh) -> dict[str, int]:
    counts = {table: int(office.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}  # noqa: S608
    logged = "SELECT count(*) FROM audit_auditentry WHERE code LIKE 'person.%' OR code LIKE 'import.%'"
    return counts | {"log": int(office.rows(logged)[0][0])}


def _on_server(office: Fresh) -> bool:
    return office.address.startswith("postgresql")


def _wait_until_it_writes(office: Fresh) -> None:
    writes = _a_transaction_wrote if _on_server(office) else _the_file_is_held
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if writes(office):
            return
        time.sleep(0.02)
    pytest.fail("the import never began to write")


def _a_transaction_wrote(office: Fresh) -> bool:
    """PostgreSQL gives a transaction a number once it writes."""
    asked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
    return bool(office.rows(asked))


def _the_file_is_held(office: Fresh) -> bool:
    """SQLite has one place for a writer."""
    with closing(sqlite3.connect(office.file, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        database.execute("ROLLBACK")
        return False


def test_a_killed_import_leaves_nothing(office: Fresh) -> None:
    sheet = office.folder / "danh-sach.xlsx"
    sheet.write_bytes(long_list.workbook(ROWS))
    words = ("import", "people", str(sheet), "--unit", UNIT, "--as", "can-bo")
    before = _counts(office)
    assert set(before.values()) == {0}

    for pause in (0.05, 0.4, 0.9):
        process = office.begin(*words)
        _wait_until_it_writes(office)
        time.sleep(pause)
        assert process.poll() is None, "it was done before it could be killed: the list is too short"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert _counts(office) == before, f"killed {pause} s after it began to write"

    code, said, why = office.hoanhap(*words)
    assert code == 0, (said, why)
    assert _counts(office)["persons_person"] > ROWS * 0.9  # known good: unharmed, the same command writes
