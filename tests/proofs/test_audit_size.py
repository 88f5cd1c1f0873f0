"""A log of ten million rows is verified in a minute, and never held in memory."""

import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from hoanhap.foundation.audit import signing, triggers, verifying
from hoanhap.foundation.audit.models import AuditEntry, AuditLink
from hoanhap.foundation.audit.sources import Address
from hoanhap.foundation.audit.verifying import Outcome
from tests.proofs import audit_ground, size
from tests.proofs.conftest import Figure

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = size.of(small=20_000, full=10_000_000)
MOST_MEGABYTES = 300
MOST_SECONDS = 60  # promised for a SQLite file; a PostgreSQL server works on the same cores, so it is measured only


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Address]:
    """A log of so many rows in the database of this run; gone afterwards."""
    if connection.vendor == "postgresql":
        audit_ground.fill(ROWS)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield verifying.address()
        return
    file = tmp_path / "log.sqlite3"
    try:
        audit_ground.build(file, ROWS)
        yield Address(file=str(file))
    finally:
        file.unlink()


def test_a_long_log_is_verified_in_time_and_in_little_memory(log: Address, figure: Figure) -> None:
    started = time.perf_counter()
    outcome = _verify(log)
    seconds = time.perf_counter() - started
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    own, others = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, readers.ru_maxrss // 1024
    cpu, load = readers.ru_utime + readers.ru_stime, os.getloadavg()[0]
    figure("audit.verify", round(seconds, 2), "s", rows=ROWS, workers=verifying.cores(), load=round(load, 1))
    figure("audit.verify.cpu", round(cpu, 1), "s", what="the readers, both together")
    figure("audit.verify.memory", max(own, others), "MB", tests_and_django=own, largest_reader=others)
    assert outcome.faults == []
    assert (outcome.entries, outcome.position, outcome.unlinked) == (ROWS, ROWS, 0)
    if size.full():  # in the ordinary suite the process carries all other tests
        assert max(own, others) < MOST_MEGABYTES
    if connection.vendor == "sqlite":
        assert seconds < MOST_SECONDS
    _forge(log)
    outcome = _verify(log)  # the control: the same quick check sees one changed letter near the end
    assert [fault.kind for fault in outcome.faults if fault.kind != "trigger"] == ["entry_altered"]
    assert outcome.faults[-1].position == ROWS - 3


def _verify(log: Address) -> Outcome:
    asked = verifying.Asked(keys=[signing.public_key()], workers=verifying.cores(), least_rows=ROWS // 4)
    with log.opened() as opened:
        return verifying.verify(opened, asked, at=log)


def _forge(log: Address) -> None:
    """One letter more, three rows before the end."""
    if not log.file:
        triggers.drop(connection)
        AuditEntry.objects.filter(pk=AuditLink.objects.get(position=ROWS - 3).entry_id).update(
            title="cán bộ Tổ công tác."
        )
        triggers.add(connection)
        return
    with closing(sqlite3.connect(log.file)) as forged:
        forged.execute("DROP TRIGGER audit_auditentry_no_update")
        place = forged.execute("SELECT entry_id FROM audit_auditlink WHERE position = ?", [ROWS - 3]).fetchone()[0]
        forged.execute("UPDATE audit_auditentry SET title = title || '.' WHERE id = ?", [place])
        forged.commit()
