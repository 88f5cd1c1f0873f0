"""Addresses in branches: a look-up passes some fifty first words and then one branch, not all addresses one by one.

Every request is looked up twice, once for its view and once for its purpose.
"""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path

Entry = URLPattern | URLResolver
Rest = tuple[str, URLPattern]  # what is left of the address as written, and where it leads


def branched(patterns: Iterable[URLPattern]) -> list[Entry]:
    """The same addresses, one branch for each of their words; a plain word is asked before a part that varies."""
    return _branches([(str(pattern.pattern), pattern) for pattern in patterns])


def _branches(rests: Iterable[Rest]) -> list[Entry]:
    by_word: dict[str, list[Rest]] = {}
    for route, pattern in rests:
        word, slash, rest = route.partition("/")
        by_word.setdefault(word + slash, []).append((rest, pattern))
    return [entry for word in sorted(by_word, key=_varies) for entry in _branch(word, by_word[word])]


def _varies(word: str) -> bool:
    return word.startswith("<")


def _branch(word: str, rests: list[Rest]) -> list[Entry]:
    if len(rests) > 1 and word.endswith("/"):
        return [path(word, include(_branches(rests)))]
    return [path(word + rest, pattern.callback, pattern.default_args, pattern.name) for rest, pattern in rests]
