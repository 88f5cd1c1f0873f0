"""The signed paper of a dossier, photographed: attached, opened, taken back before the dossier is handed in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.files.policy import Door
from hoanhap.kernel.errors import NotHere
from hoanhap.people.rehab import scan_room
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.actions.dossiers import still_open
from hoanhap.people.rehab.models import Dossier, DossierItem, ItemState


@transaction.atomic
def attach_scan(item: DossierItem, data: bytes, *, name: str, by: Viewer, at: datetime, version: int) -> DossierItem:
    """Keep the scan with the case, in place of the one before; the paper counts as there. Raises NotHere, Refused."""
    dossier = still_open(item.dossier, version)
    held = DossierItem.objects.select_related("file").get(pk=item.pk)
    _drop(held, dossier, by, at)
    held.file = files.store(
        data,
        name=name,
        title=_(law.casework_words().papers[held.paper])[: files.LONGEST_TITLE],
        kind=scan_room.CASE,
        subject_id=str(held.case_id),
        by=by,
        at=at,
        door=_door(dossier),
    )
    held.state, held.waived_because = ItemState.PRESENT, ""
    held.save(update_fields=["file", "state", "waived_because"])
    shared.log("rehab.scan_attached", dossier, by=by.actor, at=at, detail={"paper": held.paper})
    return held


@transaction.atomic
def read_scan(item: DossierItem, *, by: Viewer, at: datetime) -> bytes:
    """The scan, for somebody who passed the gate of the dossier; the look is logged. Raises NotHere."""
    if item.file is None or item.file.removed_at is not None:
        raise NotHere
    return files.read(item.file, by=by, at=at, door=_door(item.dossier))


@transaction.atomic
def take_scan_back(item: DossierItem, *, by: Viewer, at: datetime, version: int) -> DossierItem:
    """The scan was the wrong one: its content goes, what was noted of the paper stays. Raises NotHere, Refused."""
    dossier = still_open(item.dossier, version)
    held = DossierItem.objects.select_related("file").get(pk=item.pk)
    if held.file is None or held.file.removed_at is not None:
        raise NotHere
    _drop(held, dossier, by, at)
    held.file = None
    held.save(update_fields=["file"])
    shared.log("rehab.scan_taken_back", dossier, by=by.actor, at=at, detail={"paper": held.paper})
    return held


def _drop(item: DossierItem, dossier: Dossier, by: Viewer, at: datetime) -> None:
    if item.file is not None and item.file.removed_at is None:
        files.remove(item.file, by=by, at=at, door=_door(dossier))


def _door(dossier: Dossier) -> Door:
    return Door(scan_room.DOSSIER, str(dossier.pk))
