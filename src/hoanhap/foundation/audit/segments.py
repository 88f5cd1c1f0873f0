"""One stretch of the chain, read once from first to last and never held in memory. Needs no Django, so processes share.

The loop runs ten million times and looks it: everything it needs is a local name.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Entries of ordinary acts stand in the order of time. Jobs write about other days, and say so by their origin.
UNTIMED_ORIGINS = frozenset({"job"})
TOLERANCE = timedelta(hours=1)
_MOST_FAULTS = 20
_FAR, _BEYOND = "9999", 1 << 62

# position, entry id of the link, chain digest, then the entry's columns; all of these None when the entry is gone
Row = tuple[int, str, bytes, str | None, str, str, str, str, str, str, str, str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not agree, and where. `kind` is for programs, `sentence` for people."""

    kind: str
    position: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint as the stretch needs it; moments as stored texts in UTC."""

    position: int
    chain_digest: bytes
    at: str


@dataclass(slots=True)
class Found:
    """What one stretch said."""

    rows: int = 0
    last: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, kind: str, position: int, sentence: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(kind, position, sentence))


def check(rows: Iterable[Row], *, first: int, before: bytes, neighbour: str, marks: list[Mark]) -> Found:
    """Recompute every digest of the stretch; `before` is the digest of the link ahead of it, as stored.

    `neighbour` is the moment of the last ordinary entry before, `marks` the checkpoints from the last one before the
    stretch to the first one behind it.
    """
    found, expected = Found(last=first - 1), first
    sha256, quote, unhex = hashlib.sha256, json.encoder.encode_basestring, bytes.fromhex
    following = iter([*marks, Mark(_BEYOND, b"", _FAR)])
    mark, earliest = next(following), ""
    while mark.position < first:
        mark, earliest = next(following), _shifted(mark.at, -TOLERANCE)
    latest = _shifted(mark.at, TOLERANCE)
    for place, linked, chained, id_, at, code, who, post, title, origin, kind, what, path, detail, own in rows:
        if place != expected:
            found.add("missing_link", expected, f"thiếu mắt xích số {expected}")
        expected = place + 1
        if id_ is None:
            found.add("entry_missing", place, f"mắt xích số {place}: dòng nhật ký đã mất")
            before = chained
            continue
        try:
            moment = f"{at[:10]}T{at[11:]}+00:00" if len(at) == 26 else f"{at[:10]}T{at[11:]}.000000+00:00"
            text = (
                f'["{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}","{moment}",{quote(code)},{quote(who)},'
                f"{quote(post)},{quote(title)},{quote(origin)},{quote(kind)},{quote(what)},{quote(path)},{quote(detail)}]"
            )
            if sha256(text.encode()).digest() != own:
                found.add("entry_altered", place, f"mắt xích số {place}: dòng nhật ký đã bị sửa")
            before = sha256(before + unhex(linked) + own).digest()
        except (TypeError, ValueError, AttributeError):  # a column holds what our columns never hold
            found.add("entry_altered", place, f"mắt xích số {place}: dòng nhật ký đã bị sửa")
            at = neighbour
        if before != chained:
            found.add("chain_broken", place, f"mắt xích số {place}: chuỗi không khớp")
            before = chained
        if origin not in UNTIMED_ORIGINS:
            if (at < neighbour and at < _shifted(neighbour, -TOLERANCE)) or at < earliest:
                found.add("backdated", place, f"mắt xích số {place}: ghi lùi thời điểm ({at})")
            elif at > latest:
                found.add("postdated", place, f"mắt xích số {place}: thời điểm muộn hơn lúc ký ({at})")
            neighbour = at
        while mark.position <= place:  # less: the link it signed is missing, which is told already
            if mark.position == place and chained != mark.chain_digest:
                found.add("checkpoint_mismatch", place, f"điểm ký tại số {place}: chuỗi không phải chuỗi đã ký")
            mark, earliest = next(following), _shifted(mark.at, -TOLERANCE)
            latest = _shifted(mark.at, TOLERANCE)
        found.rows += 1
        found.last = place
    return found


def _shifted(at: str, by: timedelta) -> str:
    """A stored moment moved; what is not a moment is left as it is."""
    try:
        moved = datetime.fromisoformat(at) + by
    except (ValueError, OverflowError, TypeError):
        return at
    return moved.isoformat(sep=" ", timespec="microseconds")


def after_missing(found: Found, last: int) -> Iterator[Fault]:
    """A stretch that ends too early."""
    if found.last < last:
        yield Fault("missing_link", found.last + 1, f"thiếu mắt xích số {found.last + 1}")
