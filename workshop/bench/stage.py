"""What the benches ask: invented worlds, built once a run and only when asked for."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from django.db import connection

from hoanhap.kernel import clock
from hoanhap.ops.generator import worlds
from hoanhap.ops.generator.worlds import World


@dataclass(frozen=True, slots=True)
class Sizes:
    imported: int
    district: int
    province: int
    largest: int
    runs: int
    imports: int


SIZES = {
    "full": Sizes(imported=10_000, district=900, province=60_000, largest=1_500, runs=7, imports=3),
    "small": Sizes(imported=500, district=90, province=1_700, largest=150, runs=3, imports=1),
}


class Stage:
    """One run of the bench: its sizes, its day, its folder and its worlds."""

    def __init__(self, size: str, folder: Path) -> None:
        self.sizes = SIZES[size]
        self.folder = folder
        self.on: date = clock.today()

    @cached_property
    def province(self) -> World:
        return self._built("province", self.sizes.province)

    @cached_property
    def district(self) -> World:
        return self._built("district", self.sizes.district)

    def _built(self, kind: str, people: int) -> World:
        start, done, told = time.monotonic(), 0, 0

        def tell(entered: int) -> None:
            nonlocal done, told
            done += entered
            if done - told >= 5_000:
                told = done
                say(f"{kind}: {done} of {people} invented people, {time.monotonic() - start:.0f} s")

        if kind == "province":
            world = worlds.province(people, on=self.on, largest=self.sizes.largest, tell=tell)
        else:
            world = worlds.district(people, on=self.on, tell=tell)
        say(f"{kind}: {world.people} people in {len(world.communes)} communes, {time.monotonic() - start:.0f} s")
        refresh_statistics()
        return world


def refresh_statistics() -> None:
    """What PostgreSQL's autovacuum does by itself within minutes; SQLite keeps the plans an office has."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def say(text: str) -> None:
    print(f"   {text}", file=sys.stderr, flush=True)
