"""Storing, reading out and removing files; each is logged in the transaction of the act."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import cleaning, policy
from hoanhap.foundation.files.models import StoredFile
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.text import tidy

LONGEST_TITLE = 120
MOST_FILES = 40


@transaction.atomic
def store(
    data: bytes,
    *,
    name: str,
    title: str,
    kind: str,
    subject_id: str,
    by: Viewer,
    at: datetime,
    door: policy.Door | None = None,
) -> StoredFile:
    """Keep a cleaned copy with the thing it belongs to. Raises NotHere, Refused."""
    unit = _passed(by, door or policy.Door(kind, subject_id), write=True)
    said = tidy(title)
    if not said or len(said) > LONGEST_TITLE:
        raise Refused(_("Ghi tệp này là giấy gì (tối đa %d chữ).") % LONGEST_TITLE, code="file.title")
    if StoredFile.objects.filter(subject_kind=kind, subject_id=subject_id, removed_at=None).count() >= MOST_FILES:
        raise Refused(
            _("Hồ sơ đã có %d tệp.") % MOST_FILES, code="file.many", way_out=_("Gỡ tệp không còn cần rồi gửi lại.")
        )
    cleaned = cleaning.clean(data, name=name)
    row = StoredFile(
        subject_kind=kind,
        subject_id=subject_id,
        unit=unit,
        unit_path=unit.path,
        kind=cleaned.kind.value,
        size=len(cleaned.data),
        stored_at=at,
        stored_by=str(by.account_id),
    )
    vault.seal(row, title=said)
    vault.seal_bytes(row, "content", cleaned.data)
    row.save(force_insert=True)
    _record("file.stored", row, by, at)
    return row


@transaction.atomic
def read(row: StoredFile, *, by: Viewer, at: datetime, door: policy.Door | None = None) -> bytes:
    """The content, for somebody who passed the gate; the look is written first."""
    _passed(by, door or _own(row))
    _record("file.read", row, by, at)
    return vault.reveal_bytes(row, "content")


@transaction.atomic
def remove(row: StoredFile, *, by: Viewer, at: datetime, door: policy.Door | None = None) -> None:
    """Take the content out of the database; that there was a file remains. Raises NotHere, Refused."""
    _passed(by, door or _own(row), write=True)
    for why in policy.holds.values():
        if said := why(row):
            raise Refused(said, code="file.held")
    if not StoredFile.objects.filter(pk=row.pk, removed_at=None).update(removed_at=at, content=None):
        raise NotHere
    _record("file.removed", row, by, at)


def _own(row: StoredFile) -> policy.Door:
    return policy.Door(row.subject_kind, row.subject_id)


def _passed(by: Viewer, door: policy.Door, *, write: bool = False) -> Place:
    return policy.require(by, door.kind, door.id, write=write)


def _record(code: str, row: StoredFile, by: Viewer, at: datetime) -> None:
    audit.record(
        code,
        by=by.actor,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        unit_path=row.unit_path,
        at=at,
        detail={"file": row.name, "size": row.size},
    )
