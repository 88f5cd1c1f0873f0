"""Doors for these tests: the cast, and a browser signed in as one of them."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from hoanhap.foundation.access.models import Account
from tests import cast as stage
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


@pytest.fixture
def signed_in() -> Callable[[Account], Client]:
    def enter(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return enter
