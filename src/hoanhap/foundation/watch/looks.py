"""Which entries of the log are looks, and of which kind: a register filled by the packages that show something."""

from hoanhap.foundation.watch.rules import Look
from hoanhap.kernel.registers import Register

looks: Register[Look] = Register("looks that are watched")


def declare(kind: Look, *codes: str) -> None:
    """Count entries with these audit codes as looks of this kind."""
    for code in codes:
        looks.add(code, kind)


def codes_of(kind: Look) -> list[str]:
    return [code for code, one in looks.items() if one is kind]
