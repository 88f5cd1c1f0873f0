"""Finding and showing one file in an emergency: by its exact code or the exact number of a paper, nothing else.

What is unknown, out of reach or put away takes the same one query and comes back as None. Lists, search and every
other gate of this package know nothing of openings: an opening shows its one file, on its own page.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass import policy as glass
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.places import paths
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import UNSEALED
from hoanhap.people.persons import indexes

_ID_LENGTHS = (9, 12)


def exactly(viewer: Viewer, text: str, *, unit_path: str = "") -> Case | None:
    """The newest file of exactly this ID number, or the one with exactly this code; one query whatever the answer.

    `unit_path` narrows to one commune: codes of two communes may be alike, and then neither is meant.
    """
    typed = "".join(text.split())
    by_number = typed.isascii() and typed.isdigit() and len(typed) in _ID_LENGTHS
    wanted = Q(person__id_index=indexes.of_id_number(typed)) if by_number else Q(code=typed.upper())
    reach = glass.reach_q(viewer) & UNSEALED
    if unit_path:
        reach &= paths.under("unit_path", unit_path)
    found = Case.objects.filter(reach, wanted).select_related("person", "unit").order_by("-opened_on", "-id")[:2]
    rows = list(found)
    if not rows or (not by_number and len(rows) > 1):
        return None
    return rows[0]


def get_opened_for(viewer: Viewer, opening_id: UUID | str, at: datetime) -> tuple[Opening, Case]:
    """The gate of the page of an opening: its account, its thirty minutes, a file not put away. Raises NotHere."""
    opening = glass.get_living_for(viewer, opening_id, at)
    case = Case.objects.filter(UNSEALED, pk=opening.subject_id, unit_path=opening.unit_path).select_related(
        "person", "person__hamlet", "unit"
    )
    found = case.first()
    if found is None:
        raise NotHere
    return opening, found
