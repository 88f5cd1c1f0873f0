"""What to bring for the form of help somebody chose, and how soon it is decided: said at the desk, before a file. Pure.

The lists are those of the dossiers (`law.dossier_for`) on the day they are asked for; the file's own checklist begins
with the dossier itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar

STEPS: dict[str, tuple[str, ...]] = {
    "home": ("start_home",),
    "community": ("start_community",),
    "facility": ("start_facility", "start_facility_private"),
    "ost": ("start_ost",),
}
"""Choice → the steps of the law it leads to; who has not chosen yet is shown all of them."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """One way: its papers for a person of this age, and until when it is decided if all are handed in now."""

    verb: str
    dossier: law.Dossier
    papers: tuple[law.DossierPaper, ...]
    due: law.Due | None


def of_choice(choice: str, *, ages: Collection[int], at: datetime, calendar: WorkingCalendar) -> tuple[Checklist, ...]:
    """What the law of the day asks for this choice; a way the law of the day does not know is left out."""
    verbs = STEPS.get(choice) or tuple(verb for several in STEPS.values() for verb in several)
    regime = law.regime_on(clock.local_day(at)).code
    return tuple(
        Checklist(verb, dossier, law.wanted_papers(dossier, ages), _due(dossier, at, calendar))
        for verb in verbs
        if (dossier := law.dossier_for(regime, verb)) is not None
    )


def _due(dossier: law.Dossier, at: datetime, calendar: WorkingCalendar) -> law.Due | None:
    if dossier.event is None:
        return None
    try:
        return law.due(dossier.event, at, calendar=calendar)
    except Refused:
        return None
