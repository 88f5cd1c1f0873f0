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
from workshop.bench import nation
from workshop.bench.nation import Nation


@dataclass(frozen=True, slots=True)
class Sizes:
    imported: int
    district: int
    province: int
    largest: int
    runs: int
    imports: int
    nation: int
    nation_communes: int


SIZES = {
    "full": Sizes(
        imported=10_000,
        district=900,
        province=60_000,
        largest=1_500,
        runs=7,
        imports=3,
        nation=228_000,
        nation_communes=98,
    ),
    "small": Sizes(
        imported=500, district=90, province=700, largest=60, runs=3, imports=1, nation=1_500, nation_communes=2
    ),
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

    @cached_property
    def nation(self) -> Nation:
        start, sizes = time.monotonic(), self.sizes
        built = nation.build(
            sizes.nation, communes=sizes.nation_communes, largest=sizes.largest, on=self.on,
            tell=lambda entered: say(f"nation: {entered} of {sizes.nation} cases, {time.monotonic() - start:.0f} s"),
        )  # fmt: skip
        refresh_statistics()
        return built

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
