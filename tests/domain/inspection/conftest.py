"""The cast of the tests, laid out once for each test that asks for it."""

import pytest

from tests import cast as casting


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()
