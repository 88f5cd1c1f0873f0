"""The rows of the five documents: where each stands, what it belongs to, and why one has no test."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROWS = Path(__file__).parent / "rows.yaml"
GAPS = Path(__file__).parent / "gaps.yaml"
_SHORTEST_REASON = 20  # signs; "later" is no reason


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: `name` such as S2-36, the lines of its document, the capabilities it belongs to."""

    name: str
    lines: str
    capabilities: tuple[str, ...]

    @property
    def document(self) -> str:
        return self.name.partition("-")[0]


def all_rows() -> dict[str, Row]:
    """Every row by its name, in the order of the documents."""
    read: dict[str, Any] = yaml.safe_load(ROWS.read_text(encoding="utf-8"))
    return {
        name: Row(name, lines=said["lines"], capabilities=tuple(said["capabilities"])) for name, said in read.items()
    }


def gaps() -> dict[str, str]:
    """Row → why no test proves it. Raises ValueError for a reason that says nothing."""
    read: dict[str, str] = yaml.safe_load(GAPS.read_text(encoding="utf-8")) or {}
    for name, reason in read.items():
        if len(reason) < _SHORTEST_REASON:
            raise ValueError(f"{name}: {reason!r} is no reason")
    return read
