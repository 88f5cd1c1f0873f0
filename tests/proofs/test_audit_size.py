"""A log of ten million rows is verified in a minute, and never held in memory."""

import resource
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from hoanhap.foundation.audit import signing, verifying
from hoanhap.foundation.audit.sources import Address
from tests.proofs import audit_ground, size
from tests.proofs.conftest import Figure

pytestmark = pytest.mark.django_db
ROWS = size.of(small=20_000, full=10_000_000)
MOST_SECONDS = 60
MOST_MEGABYTES = 300


def test_a_long_log_is_verified_in_time_and_in_little_memory(tmp_path: Path, figure: Figure) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the file of SQLite is measured; PostgreSQL has its own")
    file = tmp_path / "log.sqlite3"
    try:
        _measure(file, figure)
    finally:
        file.unlink()


def _measure(file: Path, figure: Figure) -> None:
    audit_ground.build(file, ROWS)
    address = Address(file=str(file))
    started = time.perf_counter()
    with address.opened() as log:
        asked = verifying.Asked(keys=[signing.public_key()], workers=verifying.cores(), least_rows=ROWS // 4)
        outcome = verifying.verify(log, asked, at=address)
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, others = (one.ru_maxrss // 1024 for one in used)
    megabytes = max(own, others)
    figure(
        "audit.verify", round(seconds, 2), "s", rows=ROWS, workers=verifying.cores(), file_mb=file.stat().st_size >> 20
    )
    figure("audit.verify.memory", megabytes, "MB", tests_and_django=own, reader=others)
    figure("audit.verify.cpu", round(sum(one.ru_utime + one.ru_stime for one in used), 1), "s", what="with building")
    assert outcome.faults == []
    assert (outcome.entries, outcome.position, outcome.unlinked) == (ROWS, ROWS, 0)
    assert megabytes < MOST_MEGABYTES
    assert seconds < MOST_SECONDS
    _one_letter_is_found(file, address)


def _one_letter_is_found(file: Path, address: Address) -> None:
    """The control: the same quick check sees one changed letter near the end."""
    with closing(sqlite3.connect(file)) as forged:
        forged.execute("DROP TRIGGER audit_auditentry_no_update")
        place = forged.execute("SELECT entry_id FROM audit_auditlink WHERE position = ?", [ROWS - 3]).fetchone()[0]
        forged.execute("UPDATE audit_auditentry SET title = title || '.' WHERE id = ?", [place])
        forged.commit()
    with address.opened() as log:
        outcome = verifying.verify(log, verifying.Asked(workers=verifying.cores(), least_rows=ROWS // 4), at=address)
    assert [fault.kind for fault in outcome.faults] == ["trigger", "entry_altered"]
    assert outcome.faults[1].position == ROWS - 3
