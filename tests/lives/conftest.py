"""The cast on the day a life begins; the clock is given back afterwards."""

from collections.abc import Callable, Iterator

import pytest

from hoanhap.kernel import clock
from tests import cast as casting
from tests.cast import Cast
from tests.lives.stage import Life


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    yield casting.make()
    clock.set_start(None)


@pytest.fixture
def life(cast: Cast) -> Callable[..., Life]:
    def begin(name: str = "Nguyễn Văn Ví Dụ", **said: object) -> Life:
        return Life(cast, name, **said)  # type: ignore[arg-type]

    return begin
