"""Who saw what: after walking through every page, search, file and answer, each role has seen what it may, exactly."""

import logging
from collections.abc import Iterator

import pytest

from hoanhap.kernel import clock
from tests import cast as stage
from tests.cast import NOW
from tests.proofs import canaries, size
from tests.proofs.canaries import Aviary, Sight, Walker

PERSONS = size.of(small=7, full=200)
LINKS = size.of(small=40, full=1_500)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def aviary(db: None) -> Iterator[Aviary]:
    clock.set_start(NOW)
    yield canaries.build(stage.make(), PERSONS)
    clock.set_start(None)


def walk(aviary: Aviary, who: str, doors: set[str] | None = None) -> Sight:
    return Walker(aviary, who, links=LINKS if doors is None else 0).go(doors)


def test_print(aviary: Aviary) -> None:
    import json
    out = {}
    for who in canaries.WALKERS:
        s = walk(aviary, who)
        out[who] = {f: sorted(w) for f, w in sorted(s.seen.items())}
        print(who, s.pages, json.dumps(out[who], ensure_ascii=False))
        print("  unlogged", sorted(set(s.unlogged))[:12])
        print("  twice", sorted(set(s.twice))[:12])
        print("  ", {f"{k}": v for k, v in s.through.items() if "other" in k[1] or "seal" in k[1]})
    allf = aviary.planted
    print(sorted(allf))
