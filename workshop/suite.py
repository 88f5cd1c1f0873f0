"""`./hoanhap test`: all checks, then all tests on SQLite and on PostgreSQL side by side, and a summary in words.

What asks no database (rules, the source itself) and what is slow and the same on both (some walks) is asked in one of
the two runs; `--only` runs everything on that database.

With arguments for pytest it is the quick way: only those tests, on SQLite unless `--only postgres`, and no checks.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from workshop import checks, cluster, machine, results

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "tests"
DATABASES = ("sqlite", "postgres")
LONGEST = 40 * 60  # seconds; a suite that hangs must end as a failure
HEARTBEAT = 30


@dataclass
class Run:
    """One pytest at work on one database."""

    name: str
    process: subprocess.Popen[bytes]
    started: float
    ended: float = 0.0

    @property
    def log(self) -> Path:
        return OUTPUT / f"{self.name}.log"

    @property
    def report(self) -> Path:
        return OUTPUT / f"{self.name}.xml"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="hoanhap test", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=DATABASES, help="one database instead of both")
    chosen, rest = parser.parse_known_args(list(arguments))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server of the tests is stopped too
    try:
        return _quick(chosen.only or "sqlite", rest) if rest else _full((chosen.only,) if chosen.only else DATABASES)
    except KeyboardInterrupt:
        print("\nĐã dừng. / Stopped.", file=sys.stderr)
        return 130


def _environment(address: str, *, complete: bool, shared: bool = False) -> dict[str, str]:
    environment = {**os.environ, "HOANHAP_TESTS_COMPLETE": "yes" if complete else "no", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["HOANHAP_TESTS_SHARED"] = "yes" if shared else "no"
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment["HOANHAP_DATABASE"] = address
    return environment


def _quick(database: str, rest: Sequence[str]) -> int:
    with ExitStack() as stack:
        address = stack.enter_context(cluster.running()) if database == "postgres" else ""
        command = [sys.executable, "-P", "-m", "pytest", "-q", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")]
        # From the root, so that `tests/rules` means the same wherever the launcher was called.
        return subprocess.run(
            [*command, *rest], cwd=ROOT, env=_environment(address, complete=False), check=False
        ).returncode


def _full(databases: Sequence[str]) -> int:
    start = time.monotonic()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    absent = _add_tools()
    print("== Checks", flush=True)
    failed = [result.name for result in checks.run_all() if not result.passed]
    with ExitStack() as stack:
        stack.enter_context(_folder_of_tests())
        runs = _start_runs(databases, stack, absent)
        _wait(runs)
    for run in runs:
        print(f"\n== Tests on {run.name}\n{run.log.read_text(errors='replace')}", flush=True)
    return _summary(runs, failed, absent, set(databases) - {run.name for run in runs}, time.monotonic() - start)


@contextmanager
def _folder_of_tests() -> Iterator[None]:
    """All data of the tests below one folder in memory, so that nothing stays behind, however they end."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made inside it
    with tempfile.TemporaryDirectory(
        prefix="hoanhap-tests-", dir=memory if os.access(memory, os.W_OK) else None, ignore_cleanup_errors=True
    ) as folder:
        os.environ["HOANHAP_TESTS_FOLDER"] = folder
        yield


def _add_tools() -> list[machine.Tool]:
    """Install what is missing or could be better, when this account may; what is still missing comes back."""
    log = OUTPUT / "packages.log"
    if wanted := [tool.packages for tool in machine.bettered()]:
        print(f"== Installing {' '.join(name for names in wanted for name in names)} (a few minutes)", flush=True)
        machine.add_packages(wanted, log=log)
    if instead := [tool.second for tool in machine.missing() if tool.second]:
        machine.add_packages(instead, log=log)
    return machine.missing()


def _start_runs(databases: Sequence[str], stack: ExitStack, absent: Sequence[machine.Tool]) -> list[Run]:
    runs = []
    reached = [name for name in databases if not (name == "postgres" and machine.POSTGRESQL in absent)]
    shared = len(reached) > 1
    for name in reached:
        address = stack.enter_context(cluster.running()) if name == "postgres" else ""
        log = stack.enter_context((OUTPUT / f"{name}.log").open("wb"))
        (OUTPUT / f"{name}.xml").unlink(missing_ok=True)
        options = [f"--junitxml={OUTPUT / name}.xml", f"--output={OUTPUT / name}", "-p", "no:cacheprovider"]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pytest", "-q", "--color=no", "-o", "faulthandler_timeout=300", *options],
            cwd=ROOT, env=_environment(address, complete=True, shared=shared),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        stack.callback(_end, process)
        runs.append(Run(name, process, time.monotonic()))
    print(f"== Tests on {' and '.join(run.name for run in runs)} (output in {OUTPUT.relative_to(ROOT)}/)", flush=True)
    return runs


def _wait(runs: Sequence[Run]) -> None:
    told = time.monotonic()
    while any(not run.ended for run in runs):
        time.sleep(0.2)
        now = time.monotonic()
        for run in runs:
            if not run.ended and (run.process.poll() is not None or now - run.started > LONGEST):
                _end(run.process)
                run.ended = now
        if now - told > HEARTBEAT:
            told = now
            print("   " + "; ".join(f"{run.name} {_progress(run.log)}" for run in runs), flush=True)


def _progress(log: Path) -> str:
    """The share pytest last printed, such as `[ 42%]`."""
    shares = [line[line.rindex("[") :] for line in log.read_text(errors="replace").splitlines() if line.endswith("%]")]
    return shares[-1] if shares else "[  0%]"


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _summary(
    runs: Sequence[Run], failed: Sequence[str], absent: Sequence[machine.Tool], unreached: set[str], seconds: float
) -> int:
    print("\n== Summary")
    print(
        f"checks: {len(checks.CHECKS) - len(failed)} passed, {len(failed)} failed" + "".join(f"; {n}" for n in failed)
    )
    bad = bool(failed or absent or unreached)
    for run in runs:
        counted = results.read(run.report)
        bad = bad or run.process.returncode != 0 or counted.passed == 0
        print(f"{run.name}: {counted.sentence} ({run.ended - run.started:.0f} s)")
    for name in sorted(unreached):
        print(f"{name}: not run")
    for tool in absent:
        print(f"missing: {tool.name}, for {tool.purpose}. As root: apt-get install {' '.join(tool.packages)}")
    print(f"{'FAILED' if bad else 'All is well'} after {seconds / 60:.1f} minutes")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
