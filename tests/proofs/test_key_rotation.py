"""Every data key is exchanged while people read and write, and the rotation is killed again and again."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.fresh_database import Fresh, fresh
from tests.proofs import size
from tests.proofs.conftest import Figure

pytestmark = pytest.mark.django_db

ROWS = size.of(small=1_000, full=100_000)
KILLS = size.of(small=2, full=10)
READERS = WRITERS = size.of(small=1, full=2)
FIELDS = 6
START = "import sys\nfrom tests.proofs import rotating\nrotating.main(*sys.argv[1:])\n"
# Nothing waits long for a rotation that rests half of the time.
PATIENCE = 20.0


@pytest.fixture
def office(django_db_setup: None) -> Iterator[Fresh]:
    with fresh() as made:
        _run(made, "fill", str(ROWS))
        yield made


def _run(office: Fresh, *words: str) -> str:
    process = office.start(START, *words)
    said, complained = process.communicate(timeout=1800)
    assert process.returncode == 0, complained
    return said


class Load:
    """Readers and writers at work beside the rotation, until they are told to stop."""

    def __init__(self, office: Fresh, folder: Path) -> None:
        self.read = [folder / f"reader-{number}" for number in range(READERS)]
        self.written = [folder / f"writer-{number}" for number in range(WRITERS)]
        self._processes = [office.start(START, "read", str(ROWS), str(out)) for out in self.read]
        self._processes += [
            office.start(START, "write", str(ROWS), str(out), str(number), str(WRITERS))
            for number, out in enumerate(self.written)
        ]

    def stop(self) -> None:
        for out in (*self.read, *self.written):
            Path(f"{out}.stop").touch()
        for process in self._processes:
            _said, complained = process.communicate(timeout=120)
            assert process.returncode == 0, complained

    def notes(self, files: Sequence[Path]) -> list[dict[str, Any]]:
        return [json.loads(file.read_text()) for file in files]


def _killed(office: Fresh, after: int) -> bool:
    """Begin a rotation and kill it in the midst of its work; False when it was done before."""
    process = office.start(START, "rotate")
    try:
        return _kill_at(process, after)
    finally:
        process.kill()
        process.communicate()


def _kill_at(process: subprocess.Popen[str], after: int) -> bool:
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= after:
            time.sleep(0.013)  # somewhere inside the next batch
            process.kill()
            return process.wait() == -9
    return False


def test_no_read_fails_no_edit_is_lost_and_nothing_stays_under_an_old_key(
    office: Fresh, tmp_path: Path, figure: Figure
) -> None:
    load = Load(office, tmp_path)
    began = time.monotonic()
    try:
        assert int(_run(office, "retire")) == 3
        killed = [_killed(office, ROWS // (KILLS + 2)) for _ in range(KILLS)]
        assert killed == [True] * KILLS
        _run(office, "rotate")
        took = time.monotonic() - began
    finally:
        load.stop()
    reads, writes = load.notes(load.read), load.notes(load.written)
    told = json.loads(_run(office, "finish", str(ROWS), *map(str, load.written)))
    assert [note["errors"] for note in reads] == [{}] * READERS
    assert min(note["reads"] for note in reads) > 10
    assert min(len(note["edits"]) for note in writes) > 10
    assert (told["lost"], told["under old keys"]) == ([], 0)
    assert (told["rows"], told["envelopes"]) == (ROWS, ROWS * FIELDS)
    longest = max(note["longest"] for note in (*reads, *writes))
    assert longest < PATIENCE
    figure("rotation under load", round(took, 1), "s", rows=ROWS, fields=FIELDS, kills=KILLS)
    figure("reads meanwhile", sum(note["reads"] for note in reads) * 25, "rows opened", errors=0)
    figure("edits meanwhile", told["edits"], "acknowledged", lost=0)
    figure("longest wait of a reader or writer", round(longest * 1000), "ms")


def test_controls_what_went_wrong_is_seen(django_db_setup: None, tmp_path: Path) -> None:
    """An edit that vanished, envelopes left behind, and a key that was destroyed too early."""
    with fresh() as office:
        _run(office, "fill", "60")
        note = tmp_path / "writer"
        note.write_text(json.dumps({"edits": {"7": 1}}))
        office.rows("UPDATE vault_datakey SET retired_at = created_at")
        told = json.loads(_run(office, "audit", "60", str(note)))
        assert told["lost"] == [7]
        assert told["under old keys"] == 60 * FIELDS
        office.rows("UPDATE vault_datakey SET wrapped = NULL, destroyed_at = created_at")
        out = tmp_path / "reader"
        reader = office.start(START, "read", "60", str(out))
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        Path(f"{out}.stop").touch()
        reader.communicate(timeout=60)
        assert json.loads(out.read_text())["errors"]
