"""The officer of xã Thường Lạc at his PC."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from tests.cast import Cast


@pytest.fixture
def officer(cast: Cast, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(cast.officer)
