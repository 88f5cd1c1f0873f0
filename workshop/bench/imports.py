"""Import of a commune's list through the real command, in a process of its own so that its memory is its own."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hoanhap.ops.generator import inventing, worlds
from workshop.bench import import_sheet
from workshop.bench.measuring import Measured
from workshop.bench.stage import Stage, say

ROOT = Path(__file__).resolve().parents[2]
_WORLDS = 100
_WARM_UP = 200


class WrongAnswer(Exception):  # noqa: N818
    """What was measured did not do what it should: its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Ended:
    seconds: float
    cpu: float
    megabytes: float
    said: str


def people(stage: Stage) -> Iterator[Measured]:
    """The median of several imports, each of new people into a new commune, beside the plain reading of its file."""
    imported, plain = [], []
    _once(stage, 0, _WARM_UP)
    for run in range(1, stage.sizes.imports + 1):
        ours, theirs = _once(stage, run, stage.sizes.imported)
        imported.append(ours)
        plain.append(theirs)
        say(f"import: {ours.seconds:.1f} s, {ours.megabytes:.0f} MB; plain {theirs.seconds:.1f} s")
    value = statistics.median(one.seconds for one in imported)
    yield Measured(
        name="import.people.10000",
        size=stage.sizes.imported,
        value=value,
        baseline=statistics.median(one.seconds for one in plain),
        cpu=statistics.median(one.cpu for one in imported),
        against="calamine reads the file, one bulk_create of as many plain rows; both with their start",
        beside={
            "rows_per_second": round(stage.sizes.imported / value),
            "peak_mb": round(max(one.megabytes for one in imported)),
            "baseline_peak_mb": round(max(one.megabytes for one in plain)),
        },
        most={"value": 15, "peak_mb": 300},
    )


def _once(stage: Stage, run: int, rows: int) -> tuple[Ended, Ended]:
    world = worlds.commune(0, on=stage.on, number=_WORLDS + run)
    commune = world.communes[0]
    hamlets = [(0, f"ấp {number}") for number in range(1, worlds.HAMLETS + 1)]
    invented = inventing.people(
        rows, seed=f"import {run}", on=stage.on, hamlets=hamlets, first_number=500_000_000 + run * rows
    )
    path = stage.folder / f"list-{run}.xlsx"
    bad = import_sheet.write(path, invented)
    command = ["hoanhap", "import", "people", str(path), "--unit", commune.place.key]
    ours = _measured([*command, "--as", commune.officer.username, "--on", stage.on.isoformat()])
    theirs = _measured(["workshop.bench.plain_read", str(path)])
    answer = json.loads(ours.said)
    refused = len(answer["refused"])
    # Beside the faults there are a few namesakes of one year and hamlet without a number: refused as one person twice.
    if answer["read"] != rows or answer["created"] != rows - refused or not bad <= refused <= bad + rows // 100:
        raise WrongAnswer(f"{answer['created']} of {answer['read']} created; {answer['refused'][:5]}")
    path.unlink()
    return ours, theirs


def _measured(words: list[str]) -> Ended:
    """Run a module of ours; wall time and the most memory it held (the kernel's own count for that one process)."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))), "PYTHONUTF8": "1"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=said, stderr=told,
        )  # fmt: skip
        _pid, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told.seek(0)
        answer, complaint = said.read(), told.read()
    if process.returncode:
        raise WrongAnswer(f"{words[0]} ended with {process.returncode}: {answer[:500]} {complaint[-2000:]}")
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Ended(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte, answer)
