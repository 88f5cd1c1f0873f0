"""Scans of a dossier's papers lie among the papers of the case; who keeps the dossier has a door of his own to them.

Since 2026 the commune police receive dossiers: they open what was handed in to them, and nothing else of the file.
"""

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import policy as files
from hoanhap.foundation.files.models import StoredFile
from hoanhap.foundation.places.models import Place
from hoanhap.people.rehab import policy
from hoanhap.people.rehab.models import DossierItem, DossierState
from hoanhap.people.rehab.policy import RehabPermission

CASE, DOSSIER = "case", "dossier"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    files.subjects.add(DOSSIER, files.Subject(read=_readable, write=_writable))
    files.holds.add("rehab.submitted", _rests_on)


def _readable(viewer: Viewer, dossier_id: str) -> Place:
    return policy.get_dossier_for(viewer, dossier_id).case.unit


def _writable(viewer: Viewer, dossier_id: str) -> Place:
    return policy.get_dossier_for(viewer, dossier_id, to=RehabPermission.KEEP).case.unit


def _rests_on(row: StoredFile) -> str:
    """What was handed in stays as it was handed in."""
    handed_in = DossierItem.objects.filter(file=row.pk).exclude(dossier__state=DossierState.OPEN)
    # A dossier nobody went on with rests on nothing.
    if handed_in.exclude(dossier__state=DossierState.DROPPED).exists():
        return _("Giấy này thuộc hồ sơ đã trình, không gỡ được.")
    return ""
