"""Whose data they are: declared here, filled by the package that knows the people (chủ thể dữ liệu)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One person as these registers know him. `sealed`: his files were put away, only two people open them."""

    kind: str
    id: UUID
    unit: Place
    name: str
    sealed: bool = False
    url: str = ""
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKind:
    """`open` is the gate: it raises NotHere and logs the look. `find` answers an ID number shown at the desk."""

    open: Callable[[Viewer, object, datetime], Subject]
    find: Callable[[str, str], UUID | None]
    age: Callable[[UUID, date], int | None]


register: Register[SubjectKind] = Register("whose data are kept")
PERSON = "person"


def open_for(viewer: Viewer, subject_id: object, at: datetime, *, kind: str = PERSON) -> Subject:
    """The gate of one person. Raises NotHere for missing, forbidden and put away alike; the look is logged."""
    return register[kind].open(viewer, subject_id, at)
