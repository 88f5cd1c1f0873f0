"""The cast of the tests, and a centre of the province with an officer who hands over."""

import pytest

from tests import cast as casting


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()
