"""Paths of ids as text: `under` asks for a subtree as one range, which an ordinary index answers."""

from django.db.models import Q

ROOT = "/"
_SEPARATOR = "/"
_AFTER_SEPARATOR = chr(ord(_SEPARATOR) + 1)


def under(field: str, path: str) -> Q:
    """Rows whose `field` is `path` or lies below it: the half-open range [`/1/2/`, `/1/20`)."""
    checked = _checked(path)
    return Q(**{f"{field}__gte": checked, f"{field}__lt": checked[:-1] + _AFTER_SEPARATOR})


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


def _checked(path: str) -> str:
    # An empty or open path would quietly mean "everything" or a neighbour (`/1/2` also starts `/1/20/`).
    if not (path.startswith(_SEPARATOR) and path.endswith(_SEPARATOR)):
        raise ValueError(f"not a path of ids: {path!r}")
    return path
