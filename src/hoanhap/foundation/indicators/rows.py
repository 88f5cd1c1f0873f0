"""The rows behind a figure, for those allowed: declared here, filled by the packages whose rows they are."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row: a name for those who may know it, otherwise a code; a door (`url`, `args`) only for the former."""

    row_id: UUID
    label: str
    unit_name: str
    detail: str = ""
    url: str = ""
    args: Mapping[str, str] = field(default_factory=dict)


Opener = Callable[[Viewer, Collection[UUID]], list[RowLine]]
"""Resolves many rows at once, leaves out what the viewer may not count, and logs the look at names."""

openers: Register[Opener] = Register("row openers")


def opened(viewer: Viewer, subject_kind: str, row_ids: Collection[UUID]) -> list[RowLine]:
    """The rows of one kind for this viewer, in the opener's order."""
    return openers[subject_kind](viewer, row_ids)
