"""Which entries of the log are looks, and of which kind: a register filled by the packages that show something."""

from django.utils.functional import Promise

from hoanhap.foundation.watch.rules import Look
from hoanhap.kernel.registers import Register

Words = str | Promise

looks: Register[Look] = Register("looks that are watched")


def declare(kind: Look, *codes: str) -> None:
    """Count entries with these audit codes as looks of this kind."""
    for code in codes:
        looks.add(code, kind)


def codes_of(kind: Look) -> list[str]:
    return [code for code, one in looks.items() if one is kind]


covered: Register[Words] = Register("acts inside a room, and what is told of them outside")
"""Audit code → words. Who asks who looked at a file learns that a room was entered, not what was done there."""


def cover(words: Words, *codes: str) -> None:
    """Tell of these acts with the same words, whatever was read or written."""
    for code in codes:
        covered.add(code, words)
