"""Paths of ids as text: `under` asks for a subtree as one range, which an ordinary index answers."""

import functools
import operator
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db.models import F, Q
from django.db.models.functions import Left
from django.db.models.lookups import In

ROOT = "/"
ONE_BY_ONE = 16
"""So many ranges an index answers one after the other; of more, a row is asked once how its path begins."""
_SEPARATOR = "/"
_AFTER_SEPARATOR = chr(ord(_SEPARATOR) + 1)


def under(field: str, path: str) -> Q:
    """Rows whose `field` is `path` or lies below it: the half-open range [`/1/2/`, `/1/20`)."""
    checked = _checked(path)
    return _within(field, checked, _end(checked))


def under_any(field: str, above_them: Iterable[str], beside: Sequence[str] = ()) -> Q:
    """Rows whose `field` lies under one of these paths, each asked once; without any path it matches nothing.

    `beside`: the paths of all places next to them, sorted, when known (`lineage.beside`). Parts of the map with no
    place between them are one range then.
    """
    outermost: list[str] = []
    for path in sorted({_checked(path) for path in above_them}):
        if not (outermost and path.startswith(outermost[-1])):
            outermost.append(path)
    ranges = _ranges(outermost, beside)
    if len(ranges) > ONE_BY_ONE:
        return _begins(field, outermost)
    within = [_within(field, low, high) for low, high in ranges]
    return functools.reduce(operator.or_, within) if within else Q(pk__in=[])


def is_under(path: str, ancestor: str) -> bool:
    """Is `path` the ancestor itself or somewhere below it?"""
    return _checked(path).startswith(_checked(ancestor))


def join(parent: str, place_id: int) -> str:
    return f"{_checked(parent)}{place_id}{_SEPARATOR}"


def ids(path: str) -> list[int]:
    """The ids on the way down; the last one is the place itself."""
    return [int(part) for part in _checked(path).split(_SEPARATOR) if part]


def above(path: str) -> str:
    """The path of the place above; the country is above a province."""
    return ROOT + "".join(f"{part}{_SEPARATOR}" for part in ids(path)[:-1])


def top(path: str, depth: int) -> str:
    """The path of the ancestor `depth` steps below the country; a shorter path comes back as it is."""
    return ROOT + "".join(f"{part}{_SEPARATOR}" for part in ids(path)[:depth])


def _within(field: str, low: str, high: str) -> Q:
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})


def _ranges(sorted_apart: Sequence[str], beside: Sequence[str]) -> list[tuple[str, str]]:
    """From where to where, in order; the next begins in the range before when no place is known to lie between."""
    ranges: list[tuple[str, str]] = []
    for path in sorted_apart:
        joins = bool(ranges and beside) and _nothing_between(ranges[-1][1], path, beside)
        low = ranges.pop()[0] if joins else path
        ranges.append((low, _end(path)))
    return ranges


def _nothing_between(low: str, high: str, beside: Sequence[str]) -> bool:
    at = bisect_left(beside, low)
    return at == len(beside) or beside[at] >= high


def _begins(field: str, sorted_apart: Sequence[str]) -> Q:
    """One look at how a path begins, for ranges in their order, none inside another."""
    from_first_to_last = _within(field, sorted_apart[0], _end(sorted_apart[-1]))
    alike = [list(paths) for _length, paths in groupby(sorted(sorted_apart, key=len), key=len)]
    # The largest group first: most rows are answered by the first look.
    begins = (In(Left(F(field), len(paths[0])), paths) for paths in sorted(alike, key=len, reverse=True))
    return from_first_to_last & Q(*begins, _connector=Q.OR)


def _end(checked: str) -> str:
    return checked[:-1] + _AFTER_SEPARATOR


def _checked(path: str) -> str:
    # An empty or open path would quietly mean "everything" or a neighbour (`/1/2` also starts `/1/20/`).
    if not (path.startswith(_SEPARATOR) and path.endswith(_SEPARATOR)):
        raise ValueError(f"not a path of ids: {path!r}")
    return path
