"""Trying mutants in copies of one test session: the database is made once, every mutant gets a fork of its own."""

import contextlib
import os
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from _pytest.runner import runtestprotocol
from django.test import SimpleTestCase

from workshop.mutants import exchange
from workshop.mutants.sites import Mutant
from workshop.mutants.touched import SELECTION, Touched

_NOTICED, _SURVIVED, _IMPOSSIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: noticed, survived, untouched (no test runs the line), late, impossible."""

    mutant: Mutant
    what: str
    by: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many at a time, and seconds for one mutant: whoever has not noticed by then counts as if he never would."""

    jobs: int = 2
    patience: float = 90.0


@dataclass
class _Copy:
    mutant: Mutant
    pid: int
    pipe: int
    started: float


class Trier:
    """The pytest plugin that runs mutants instead of the collected tests."""

    def __init__(
        self, mutants: Sequence[Mutant], touched: Touched, pace: Pace, tell: Callable[[Outcome], None]
    ) -> None:
        self._mutants, self._touched, self._pace, self._tell = mutants, touched, pace, tell
        self.outcomes: list[Outcome] = []
        self._noticed = Counter[tuple[Path, str]]()  # by folder of the mutant and test

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        _make_database(session, self._touched.seconds)
        waiting, running = list(self._mutants), list[_Copy]()
        while waiting or running:
            while waiting and len(running) < self._pace.jobs:
                self._begin(waiting.pop(0), items, running)
            self._await(running)
        return True

    def _begin(self, mutant: Mutant, items: dict[str, pytest.Item], running: list[_Copy]) -> None:
        tests = [items[name] for name in self.in_order(mutant) if name in items]
        if not tests:
            self.end(Outcome(mutant, "untouched"))
            return
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            _in_copy(mutant, tests, writing)
        os.close(writing)
        running.append(_Copy(mutant, pid, reading, time.monotonic()))

    def in_order(self, mutant: Mutant) -> list[str]:
        """Whoever noticed a neighbour is asked first."""
        names = self._touched.tests_of(mutant.file, mutant.line)
        return sorted(names, key=lambda name: -self._noticed[mutant.file.parent, name])

    def _await(self, running: list[_Copy]) -> None:
        """Wait until a copy has spoken its last word, or has taken too long."""
        select.select([copy.pipe for copy in running], [], [], 1.0) if running else None
        for copy in list(running):
            taken = time.monotonic() - copy.started
            if taken > self._pace.patience:
                os.kill(copy.pid, signal.SIGKILL)
            ended, status = os.waitpid(copy.pid, os.WNOHANG)
            if not ended:
                continue
            running.remove(copy)
            with os.fdopen(copy.pipe) as said:
                by = said.read()
            self.end(Outcome(copy.mutant, _meaning(status), by, taken))

    def end(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        if outcome.what == "noticed":
            self._noticed[outcome.mutant.file.parent, outcome.by] += 1
        self._tell(outcome)


def _meaning(status: int) -> str:
    if not os.WIFEXITED(status):
        return "late"
    return {_NOTICED: "noticed", _SURVIVED: "survived"}.get(os.WEXITSTATUS(status), "impossible")


def try_all(
    mutants: Sequence[Mutant], touched: Touched, tests: Sequence[str], pace: Pace, tell: Callable[[Outcome], None]
) -> list[Outcome]:
    trier = Trier(mutants, touched, pace, tell)
    with contextlib.redirect_stdout(sys.stderr):
        pytest.main([*SELECTION, *tests], plugins=[trier])
    return trier.outcomes


class _Next:
    """Stands for the next test: what hangs on these nodes stays, all else is torn down."""

    def __init__(self, nodes: list[Any]) -> None:
        self._nodes = nodes

    def listchain(self) -> list[Any]:
        return self._nodes


def _make_database(session: pytest.Session, seconds: Mapping[str, float]) -> None:
    """Run the quickest test that needs the database, then step back to the session: its fixtures stay for every copy.

    Not any test: what sets pages begins threads, and a copy, which has none of them, would wait for them for ever.

    A fixture of a file or folder that stayed would make the first test of a copy fail whatever the mutant does. Where
    all tests are of one file, what it builds once for all of them stays too.
    """
    asking = [item for item in session.items if _asks_the_database(item)]
    first = min(asking, key=lambda item: seconds.get(item.nodeid, 1.0))
    alone = all(item.path == first.path for item in session.items)
    stays = _Next(first.listchain()[:-1] if alone else [session])
    runtestprotocol(first, log=False, nextitem=cast(pytest.Item, stays))
    _check_that_copies_pass(first)


def _check_that_copies_pass(test: pytest.Item) -> None:
    """A copy without any mutant: were its test to fail, every mutant would seem to be noticed."""
    pid = os.fork()
    if pid == 0:
        _silently(lambda: os._exit(_NOTICED if _first_failure([test]) else _SURVIVED))
    _pid, status = os.waitpid(pid, 0)
    if _meaning(status) != "survived":
        raise pytest.UsageError(f"{test.nodeid} fails in a copy without a mutant")


def _asks_the_database(item: pytest.Item) -> bool:
    """By a fixture, by a mark, or by the class it stands in."""
    by_class = isinstance(item, pytest.Function) and item.cls is not None and issubclass(item.cls, SimpleTestCase)
    return by_class or "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db") is not None


def _in_copy(mutant: Mutant, tests: list[pytest.Item], pipe: int) -> None:
    """The life of a copy; it never returns."""

    def life() -> None:
        exchange.put_in(mutant)
        by = _first_failure(tests)
        os.write(pipe, by.encode())
        os._exit(_NOTICED if by else _SURVIVED)

    _silently(life, pipe)


def _silently(life: Callable[[], None], pipe: int | None = None) -> None:
    """What a copy does until its end, which is no return; what went wrong in it goes into the pipe."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        life()
    except BaseException:
        if pipe is not None:
            os.write(pipe, traceback.format_exc()[-400:].encode())
        os._exit(_IMPOSSIBLE)


def _first_failure(tests: list[pytest.Item]) -> str:
    for number, item in enumerate(tests):
        following = tests[number + 1] if number + 1 < len(tests) else item
        reports: list[Any] = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            return item.nodeid
    return ""
