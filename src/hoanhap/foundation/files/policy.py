"""Who may read or add a file: whoever may do so with what it belongs to. Packages above enter how to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files.models import StoredFile
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Subject:
    """The gates of one kind of thing: each returns the unit the thing belongs to, or raises NotHere."""

    read: Callable[[Viewer, str], Place]
    write: Callable[[Viewer, str], Place]


subjects: Register[Subject] = Register("things files belong to")

holds: Register[Callable[[StoredFile], str]] = Register("why a file is not taken away")
"""A sentence where something that went on rests on this file, else nothing."""


@dataclass(frozen=True, slots=True)
class Door:
    """A thing of the subject with a gate of its own, through which its own files are kept and read (a dossier)."""

    kind: str
    id: str


def get_file_for(viewer: Viewer, file_id: UUID | str, *, write: bool = False) -> StoredFile:
    """One file that is still there. Raises NotHere for missing, removed and forbidden alike."""
    found = gate.one_of(StoredFile.objects.filter(removed_at=None).select_related("unit"), file_id)
    require(viewer, found.subject_kind, found.subject_id, write=write)
    return found


def require(viewer: Viewer, kind: str, subject_id: str, *, write: bool = False) -> Place:
    """The unit of the thing, if the viewer may. Raises NotHere."""
    if kind not in subjects.keys():  # noqa: SIM118 - a register is no mapping
        raise NotHere
    subject = subjects[kind]
    return (subject.write if write else subject.read)(viewer, subject_id)
