"""The access matrix without any leaving out: also methods a door does not take, at every ground, by everybody.

At full size on SQLite each processor takes a share, in a copy of this process with its own copy of the database.
"""

import logging
import multiprocessing
import os
import time
from collections.abc import Iterator
from itertools import count

import pytest
from django.db import connection

from hoanhap.kernel import clock
from hoanhap.web.office.doors import DOORS
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import size
from tests.proofs.conftest import Figure
from tests.watch.matrix import grounds, knocking
from tests.watch.matrix.knocking import House, Knock, Walk

LEAST_PROBES, LONGEST_SECONDS, ONE_IN = 40_000, 300, 400


@pytest.fixture
def house(db: None) -> Iterator[House]:
    logging.disable(logging.WARNING)
    clock.set_start(NOW)
    yield House(grounds.build(stage.make()))
    clock.set_start(None)
    logging.disable(logging.NOTSET)


def test_the_whole_matrix(house: House, figure: Figure) -> None:
    began = time.monotonic()
    done = _walked_by_all(house)
    took = time.monotonic() - began
    figure("knocks of the access matrix", done.probes, doors=len(DOORS))
    figure("differences in the access matrix", len(done.wrong))
    figure("time of the access matrix", round(took, 1), "s")
    assert done.wrong == []
    assert done.probes >= size.of(small=LEAST_PROBES // ONE_IN // 2, full=LEAST_PROBES)
    assert took < LONGEST_SECONDS


def _walked_by_all(house: House) -> Walk:
    _enter(house)
    # A connection to a server cannot be in two processes; and beside other tests a copy may look into another database.
    if connection.vendor != "sqlite" or not size.full():
        return _share((0, 1))
    processors, whole = os.cpu_count() or 1, Walk()
    with multiprocessing.get_context("fork").Pool(processors) as pool:
        for part in pool.imap_unordered(_share, [(number, processors) for number in range(processors)]):
            whole.probes += part.probes
            whole.wrong += part.wrong
    return whole


_house: list[House] = []  # what a copy of this process finds without being sent it


def _enter(house: House) -> None:
    _house[:] = [house]


def _share(part: tuple[int, int]) -> Walk:
    """Every so-manieth knock of those that are taken."""
    number, of = part
    chosen, places = size.of(small=knocking.sample(ONE_IN), full=_every), count()

    def takes(knock: Knock) -> bool:
        return chosen(knock) and next(places) % of == number

    return _house[0].walk(takes=takes, whole=True)


def _every(_knock: Knock) -> bool:
    return True
