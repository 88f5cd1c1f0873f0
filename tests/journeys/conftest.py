"""A server for the walks, the cast on its day, and browsers of different sizes.

pytest-django's own `live_server` empties the database after each test; here a module may keep its data for many.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from hoanhap.kernel import clock
from tests import cast as stage
from tests.cast import Cast
from tests.journeys import page_checks, walk
from tests.journeys.walk import Walk

SitDown = Callable[..., AbstractContextManager[Walk]]
expect.set_options(timeout=walk.PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the front end there is nothing to look at; that is said, not hidden."""
    if page_checks.AXE.exists():
        return
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.skip(reason="axe-core is missing (npm ci in frontend)"))


@pytest.fixture(scope="session", autouse=True)
def _connections_are_closed(playwright: Playwright) -> Iterator[None]:
    """Django keeps a second connection where an event loop runs; PostgreSQL could not drop the database under it."""
    yield
    connections.close_all()


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """The address of the product, served from this process: its clock and settings are the tests' own."""
    running = LiveServer("127.0.0.1")
    yield running.url
    running.stop()


@pytest.fixture
def cast(transactional_db: None, server: str) -> Iterator[Cast]:
    """The cast at 9 o'clock on 16/06/2020, committed; gone after the test."""
    clock.set_start(stage.NOW)
    yield stage.make()
    clock.set_start(None)


@pytest.fixture
def sit_down(browser: Browser, server: str, browser_context_args: dict[str, Any]) -> SitDown:
    """`with sit_down(walk.PHONE) as officer:` opens a browser of that kind."""

    def open_one(kind: dict[str, Any] = walk.DESK, **more: Any) -> AbstractContextManager[Walk]:
        return walk.sit_down(browser, server, {**browser_context_args, **kind, **more})

    return open_one
