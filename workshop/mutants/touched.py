"""Which tests touch which guarded line, and how long each takes: a run under `coverage`, its files dealt out among
as many processes as there are jobs, kept in a file.
"""

import contextlib
import hashlib
import json
import subprocess
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

from workshop.mutants.sites import ROOT, SOURCE

KEPT = ROOT / "build" / "mutants"
# No walks in a browser (another process looks), nothing that only asks another database.
SELECTION = (
    *("-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"),
    *("-m", "not browser and not postgres", "--ignore=tests/journeys", "--ignore=tests/watch/test_mutants.py"),
)


@dataclass(frozen=True, slots=True)
class Touched:
    """Test ids by file and line, and the seconds each test takes."""

    lines: dict[str, dict[str, list[str]]]
    seconds: dict[str, float]

    def tests_of(self, file: Path, line: int) -> list[str]:
        """Those of the same room first, for they are the likeliest to notice, then the quickest.

        The room of people/cases/actions/moving.py is tests/domain/cases: every folder below the layer counts. A walk
        through one room of the office, such as that of the access matrix, comes before the tests of other rooms.
        """
        ids = self.lines.get(str(file.relative_to(ROOT)), {}).get(str(line), [])
        wing, *rooms = file.relative_to(SOURCE / "hoanhap").parts[:-1]
        own = rooms[1] if wing == "web" and len(rooms) > 1 else "".join(rooms[:1])

        def far(name: str) -> tuple[bool, int, float]:
            return own not in name, -sum(room in name for room in rooms), self.seconds.get(name, 1.0)

        return sorted(ids, key=far)


def state() -> str:
    """What the record depends upon: every Python file and template of the house and its tests."""
    digest = hashlib.sha256()
    for folder in (SOURCE, ROOT / "tests"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".html", ".yaml"):
                digest.update(str(file).encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def recorded(tests: Sequence[str], *, anew: bool, jobs: int) -> Touched:
    """The record of these tests in this very state; made by so many processes when it is not there."""
    file, now = _file(tests), state()
    if not anew and file.is_file():
        kept = json.loads(file.read_text())
        if kept["state"] == now:
            return Touched(kept["lines"], kept["seconds"])
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = _together(_recorded_in_parts(file, tests, jobs))
    file.write_text(json.dumps({"state": now, "lines": whole.lines, "seconds": whole.seconds}))
    return whole


def _recorded_in_parts(file: Path, tests: Sequence[str], parts: int) -> list[Touched]:
    files = [file.with_suffix(f".{part}-of-{parts}") for part in range(parts)]
    command = [sys.executable, "-P", "-m", "workshop.mutants.touched"]
    running = [
        subprocess.Popen([*command, str(kept), str(part), str(parts), *tests], cwd=ROOT)
        for part, kept in enumerate(files)
    ]
    ends = [process.wait() for process in running]
    if any(ends):
        raise SystemExit(f"{file.name}: a part of the record came to nothing")
    made = [Touched(**json.loads(kept.read_text())) for kept in files]
    for kept in files:
        kept.unlink()
    return made


def _together(parts: Iterable[Touched]) -> Touched:
    whole = Touched(defaultdict(lambda: defaultdict(list)), {})
    for part in parts:
        whole.seconds.update(part.seconds)
        for file, lines in part.lines.items():
            for line, ids in lines.items():
                whole.lines[file][line] += ids
    return whole


def _file(tests: Sequence[str]) -> Path:
    return KEPT / f"touched-{hashlib.sha256(repr(list(tests)).encode()).hexdigest()[:12]}.json"


class Recorder:
    """The pytest plugin of one part of that run: the line touched is noted under the test that runs."""

    def __init__(self, watch: coverage.Coverage, part: int = 0, parts: int = 1) -> None:
        self._watch = watch
        self._part, self._parts = part, parts
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Whole files are dealt out, for a file may build its world once for all its tests."""
        items[:] = [one for one in items if zlib.crc32(str(one.path).encode()) % self._parts == self._part]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._watch.switch_context(item.nodeid)
        start = time.monotonic()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.monotonic() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)


def record(file: Path, part: int, parts: int, tests: Sequence[str]) -> None:
    watch = coverage.Coverage(data_file=None, source=[str(SOURCE / "hoanhap")], omit=["*/migrations/*"])
    recorder = Recorder(watch, part, parts)
    watch.start()
    with contextlib.redirect_stdout(sys.stderr):
        pytest.main([*SELECTION, *tests], plugins=[recorder])
    watch.stop()
    file.write_text(json.dumps({"lines": _lines(watch, recorder), "seconds": recorder.seconds}))


def _lines(watch: coverage.Coverage, recorder: Recorder) -> dict[str, dict[str, list[str]]]:
    data, lines = watch.get_data(), defaultdict[str, dict[str, list[str]]](dict)
    for file in data.measured_files():
        for line, contexts in data.contexts_by_lineno(file).items():
            lines[str(Path(file).relative_to(ROOT))][str(line)] = _ids(contexts, recorder.failed)
    return lines


def _ids(contexts: Iterable[str], failed: set[str]) -> list[str]:
    return sorted(name for name in contexts if name and name not in failed)


if __name__ == "__main__":
    record(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
