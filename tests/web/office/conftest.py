"""Doors for the tests of the office: the cast on its day, and a browser signed in as one of them."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.kernel import clock
from tests import cast as stage
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The cast at 9 o'clock on 16/06/2020; the clock runs on from there."""
    clock.set_start(stage.NOW)
    yield stage.make()
    clock.set_start(None)


@pytest.fixture
def signed_in() -> Callable[[Account], Client]:
    def enter(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return enter
