"""What watching costs a page: one query over the index by account and moment, however long the log is."""

import time
import uuid
from datetime import timedelta

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.watch import guarding
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.proofs import size
from tests.proofs.conftest import Figure

LOG = size.of(small=5_000, full=1_000_000)
BUSY_DAY = 2_000  # what one officer writes into the log on a very busy day, lists included
MOST_MS = 25


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


def entries(account_id: str, count: int, path: str) -> None:
    """Looks of the last day, straight into the table: their digests are not asked here."""
    rows = (
        AuditEntry(
            at=NOW - timedelta(seconds=86_000 * number / count),
            code="case.viewed" if number % 40 == 0 else "person.listed",
            account_id=account_id,
            origin="web",
            subject_kind="case",
            subject_id=str(uuid.UUID(int=number)),
            unit_path=path,
            digest=b"\x00" * 32,
        )
        for number in range(count)
    )
    AuditEntry.objects.bulk_create(rows, batch_size=1_000)


def test_a_look_is_judged_in_a_moment_in_a_long_log(cast: Cast, figure: Figure) -> None:
    for number in range(20):
        entries(f"other-{number}", LOG // 20, cast.vinh_xuong.path)
    viewer = cast.viewer(cast.officer)
    entries(str(viewer.account_id), BUSY_DAY, cast.thuong_lac.path)
    guarding.look(viewer, cast.thuong_lac.path, NOW)
    times = []
    for _time in range(20):
        began = time.perf_counter()
        guarding.look(viewer, cast.thuong_lac.path, NOW)
        times.append((time.perf_counter() - began) * 1_000)
    middle = sorted(times)[10]
    figure("a look judged, middle of 20", round(middle, 1), "ms")
    assert middle < MOST_MS
