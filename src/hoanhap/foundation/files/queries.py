"""Files of one thing, with their titles; their content is opened one by one."""

from dataclasses import dataclass
from datetime import datetime

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import policy
from hoanhap.foundation.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Listed:
    file: StoredFile
    title: str


def of_subject(viewer: Viewer, kind: str, subject_id: str, *, at: datetime) -> list[Listed]:
    """The files of this thing, the newest first, without loading their content; the look is logged. Raises NotHere."""
    unit = policy.require(viewer, kind, subject_id)
    audit.record("file.listed", by=viewer.actor, subject_kind=kind, subject_id=subject_id, unit_path=unit.path, at=at)
    rows = StoredFile.objects.filter(subject_kind=kind, subject_id=subject_id, removed_at=None).defer("content")
    found = list(rows.order_by("-stored_at", "-id"))
    titles = vault.reveal_many(found, "title")
    return [Listed(row, titles[row.pk]["title"]) for row in found]
