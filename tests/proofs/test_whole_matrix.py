"""The access matrix without any leaving out: also methods a door does not take, at every ground, by everybody."""

import logging
import time
from collections.abc import Iterator

import pytest

from hoanhap.kernel import clock
from hoanhap.web.office.doors import DOORS
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import size
from tests.proofs.conftest import Figure
from tests.watch.matrix import grounds, knocking
from tests.watch.matrix.knocking import House

LEAST_PROBES, LONGEST_SECONDS, ONE_IN = 40_000, 300, 400


@pytest.fixture
def house(db: None) -> Iterator[House]:
    logging.disable(logging.WARNING)
    clock.set_start(NOW)
    yield House(grounds.build(stage.make()))
    clock.set_start(None)
    logging.disable(logging.NOTSET)


def test_the_whole_matrix(house: House, figure: Figure) -> None:
    takes = size.of(small=knocking.sample(ONE_IN), full=lambda knock: True)
    began = time.monotonic()
    done = house.walk(takes=takes, whole=True)
    took = time.monotonic() - began
    figure("knocks of the access matrix", done.probes, doors=len(DOORS))
    figure("differences in the access matrix", len(done.wrong))
    figure("time of the access matrix", round(took, 1), "s")
    assert done.wrong == []
    assert done.probes >= size.of(small=LEAST_PROBES // ONE_IN // 2, full=LEAST_PROBES)
    assert took < LONGEST_SECONDS
