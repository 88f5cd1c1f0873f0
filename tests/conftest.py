"""The plumbing of all tests: which database, which browser, no network, and words for what was not run.

HOANHAP_DATABASE=postgresql://… runs the same tests on PostgreSQL. HOANHAP_TESTS_COMPLETE=yes (set by the full
`./hoanhap test`) makes a missing tool a failure. HOANHAP_TESTS_SHARED=yes: another run asks the other database, and
what is marked `once` is asked in one of the two.
"""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.audit import triggers
from hoanhap.foundation.sign_in import session_store
from hoanhap.foundation.vault import index_keys
from hoanhap.kernel import clock
from hoanhap.web.office import step_up
from tests import fresh_database, network, quick_clients, quick_tables
from workshop import machine

ONLY_POSTGRESQL = "only meaningful on PostgreSQL"
TOOLS = {tool.name: tool for tool in machine.TOOLS}
JOURNEYS, RULES = Path(__file__).parent / "journeys", Path(__file__).parent / "rules"
GUARDS = ("_gates", "_guards")


def _complete() -> bool:
    return os.environ.get("HOANHAP_TESTS_COMPLETE") == "yes"


def _missing(tool: machine.Tool) -> str:
    return f"{tool.name} is missing (Debian: {' '.join(tool.packages)})"


def pytest_configure(config: pytest.Config) -> None:
    network.guard()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the walks in a browser, say of each test that cannot run here why not; share with another run."""
    on_postgresql = _on_postgresql()
    _leave_to_the_other(config, items, "postgres" if on_postgresql else "sqlite")
    browser_is_here = machine.CHROMIUM.find() is not None
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("postgres") and not on_postgresql:
            item.add_marker(pytest.mark.skip(reason=ONLY_POSTGRESQL))
        if item.get_closest_marker("browser") and not browser_is_here:
            item.add_marker(pytest.mark.skip(reason=_missing(machine.CHROMIUM)))


def pytest_collection_finish() -> None:
    """What was loaded so far stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _leave_to_the_other(config: pytest.Config, items: list[pytest.Item], here: str) -> None:
    """Where two runs share the work, each leaves out what `once` gives to the other; alone, a run does all."""
    if os.environ.get("HOANHAP_TESTS_SHARED") != "yes":
        return
    others = [item for item in items if _asked_once_on(item) not in (None, here)]
    config.hook.pytest_deselected(items=others)
    left = set(others)
    items[:] = [item for item in items if item not in left]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """What is left to the other run as a whole need not even be read here."""
    shared = os.environ.get("HOANHAP_TESTS_SHARED") == "yes"
    return True if shared and _on_postgresql() and collection_path == RULES else None


def _on_postgresql() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")


def _asked_once_on(item: pytest.Item) -> str | None:
    """The database that answers for both: named by the test's marker, or by what asks none.

    Tables of who may (tests/guards.py) ask our own code; what PostgreSQL answers to whom is asked by the access matrix.
    """
    marker = item.get_closest_marker("once")
    if marker is not None:
        if marker.args not in (("sqlite",), ("postgres",)):  # else neither run would ask it
            raise pytest.UsageError(f"{item.nodeid}: once('sqlite') or once('postgres')")
        return str(marker.args[0])
    return "sqlite" if RULES in item.path.parents or item.path.stem.endswith(GUARDS) else None


@pytest.fixture
def tool() -> Callable[[str], Path]:
    """`tool("soffice")` gives the program's path, or leaves the test "not run" in words."""

    def find(name: str) -> Path:
        path = TOOLS[name].find()
        return path if path is not None else pytest.skip(_missing(TOOLS[name]))

    return find


@pytest.fixture(scope="session")
def quickly() -> Iterator[ExitStack]:
    """In force until the tests' database is made."""
    with ExitStack() as stack:
        stack.enter_context(quick_tables.drawn_alone())
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(quickly: ExitStack, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database, and a copy of it for those who need one of their own."""
    quickly.close()
    with django_db_blocker.unblock():
        fresh_database.keep_template()


# --- the log is append-only, but a test that really commits must leave an empty database ---------------------------


@pytest.fixture(autouse=True, scope="session")
def _log_can_be_emptied_between_tests() -> Iterator[None]:
    """A committing test ends with a flush, which the triggers of the log would refuse."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        triggers.drop(connection)
        try:
            flush(self)
            index_keys.make_root()  # the migration made it; an empty database would have none
        finally:
            triggers.add(connection)
            index_keys.forget()

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", teardown):
        yield


@pytest.fixture(autouse=True, scope="session")
def _clients_are_made_quickly() -> Iterator[None]:
    with quick_clients.made_quickly():
        yield


# --- signing in is tested where it lives; everywhere else whoever is let in has passed all of it ---------------------


@pytest.fixture(autouse=True)
def _let_in_means_fully_signed_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """`Client.force_login` counts as second factor passed and identity just confirmed.

    Not in tests marked `bare_sign_in`: there it gives what Django gives, a session without either.
    """
    if request.node.get_closest_marker("bare_sign_in"):
        yield
        return
    with fully_signed_in():
        yield


@contextmanager
def fully_signed_in() -> Iterator[None]:
    """Let in by one row: a session as it is after both factors; what else signing in does is left to its own tests."""

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        session = session_store.SessionStore()
        session.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: backend or settings.AUTHENTICATION_BACKENDS[-1],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                session_store.FACTOR: "code_app",
                step_up.CONFIRMED_AT: clock.wall().isoformat(),
            }
        )
        session.create()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    with mock.patch.object(Client, "force_login", force_login):
        yield


# --- what was not run ---------------------------------------------------------------------------------------------


def _not_run(reporter: Any) -> Counter[str]:
    """Reasons of skipped tests, counted; a test for the other database is not one of them."""
    reasons = (str(report.longrepr[2]).removeprefix("Skipped: ") for report in reporter.stats.get("skipped", []))
    return Counter(reason for reason in reasons if reason != ONLY_POSTGRESQL)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reasons = _not_run(terminalreporter)
    terminalreporter.section("not run")
    terminalreporter.write_line(
        "nothing" if not reasons else "\n".join(f"{n} × {why}" for why, n in sorted(reasons.items()))
    )
    if reasons and _complete():
        terminalreporter.write_line("A complete run wants every tool: this run has failed.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and _complete() and reporter is not None and _not_run(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# --- the browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> None:
    """With a browser among the tests, SQLite lies in a file: threads of a server cannot share one in memory."""
    if not any(item.get_closest_marker("browser") for item in request.session.items):
        return
    # Playwright keeps an event loop in the tests' thread; Django would take every query there for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.BROWSER_TEST_DATABASE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium (playwright's own cannot be had everywhere), and no look-up of any host but this one."""
    return {
        **browser_type_launch_args,
        "executable_path": str(machine.CHROMIUM.find()),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
