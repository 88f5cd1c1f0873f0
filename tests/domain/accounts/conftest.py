"""The cast on its day, with lines somebody typed."""

from collections.abc import Iterator

import pytest

from hoanhap.kernel import clock
from tests import cast as stage
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.set_start(stage.NOW)
    yield stage.make()
    clock.set_start(None)
