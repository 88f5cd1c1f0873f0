"""Row ids: UUID version 7, made before the row is written, because sealed fields are bound to the id of their row."""

import os
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_lock = threading.Lock()
_last = 0


def _fresh() -> uuid.UUID:
    """48 bits of milliseconds, then a counter in the sub-millisecond bits so that one process never goes backward."""
    global _last
    with _lock:
        stamp = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = stamp
    milliseconds, fraction = stamp >> 12, stamp & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return uuid.UUID(int=(milliseconds & ((1 << 48) - 1)) << 80 | _VERSION | fraction << 64 | _VARIANT | tail)


_source: Callable[[], uuid.UUID] = _fresh


def new_id() -> uuid.UUID:
    """The id of a row about to be written; ids of one process sort in the order of their making."""
    return _source()


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Make the same ids in every run (demonstration data only, so that its papers come out byte for byte alike)."""
    global _source
    dice = random.Random(seed)  # noqa: S311 - not a secret: invented persons of the demonstration
    counter = iter(range(1, 1 << 40))

    def drawn() -> uuid.UUID:
        high = next(counter)
        return uuid.UUID(int=high << 80 | _VERSION | dice.getrandbits(12) << 64 | _VARIANT | dice.getrandbits(62))

    before, _source = _source, drawn
    try:
        yield
    finally:
        _source = before
