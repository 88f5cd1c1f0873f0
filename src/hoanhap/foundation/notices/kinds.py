"""What a duty means: registers filled by the packages above (loại việc, chủ thể của việc, người giữ việc)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register


class Urgency(StrEnum):
    """Where the due moment comes from; the screen says it in words, not by colour alone."""

    LEGAL = "legal"
    PLAN = "plan"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyKind:
    """One kind of work. `title` is a Vietnamese sentence with one place for the subject: "Gặp {subject}"."""

    code: str
    title: Any  # a lazy gettext sentence
    action: Any  # the words on the button
    subject_kind: str
    url: str  # a key the web layer resolves; nothing below the web knows addresses
    urgency: Urgency
    detail: Any = ""
    holder: str = ""  # a key of `holders`, when one person rather than a post stands for it


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectLine:
    """How a subject is called for a viewer who may know.

    `url`: his own door to it, where it is not that of the kind (who sees that a helper is late enters by the desk's).
    """

    label: str
    detail: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKind:
    """Resolves many subjects at once (at most two queries); leaves out what the viewer may not know."""

    lines: Callable[[Viewer, Collection[str]], Mapping[str, SubjectLine]]
    unnamed: Any  # what stands in the sentence when the viewer may not know the name


Holders = Callable[[Collection[str], date], Mapping[str, UUID]]
"""Subject ids and a date in; the account that stands for each subject out (subjects without one are left out)."""

duty_kinds: Register[DutyKind] = Register("duty kinds")
subject_kinds: Register[SubjectKind] = Register("subject kinds")
holders: Register[Holders] = Register("holders of duties")


def declare(kind: DutyKind) -> None:
    """Register a kind of duty from an `apps.ready()`."""
    duty_kinds.add(kind.code, kind)
