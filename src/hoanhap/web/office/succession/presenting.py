"""What the page of changed units shows: who waits, with the form beside it, and what came and went."""

from dataclasses import dataclass
from typing import Any

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.succession import queries
from hoanhap.people.succession.models import HandOver
from hoanhap.people.succession.policy import SuccessionPermission
from hoanhap.people.succession.queries import WaitingPerson, WaitingUnit
from hoanhap.web.office.succession.forms import PlaceForm


@dataclass(frozen=True, slots=True)
class Waiting:
    """One old unit with its form; twins are no choice: their number has to be looked at first."""

    unit: WaitingUnit
    form: PlaceForm
    twins: list[WaitingPerson]

    @property
    def may_place(self) -> bool:
        return "people" in self.form.fields or "hamlets" in self.form.fields

    @property
    def more(self) -> int:
        """How many do not stand on this page."""
        return self.unit.total - len(self.unit.people)


@dataclass(frozen=True, slots=True)
class Went:
    """One hand-over in the list."""

    record: HandOver
    may_check: bool


def page(viewer: Viewer, waiting: list[WaitingUnit], forms: dict[int, PlaceForm]) -> dict[str, Any]:
    return {
        "waiting": [
            Waiting(one, forms[one.old.pk], [person for person in one.people if person.twin]) for one in waiting
        ],
        "went": [
            Went(record, record.checked_at is None and viewer.may(SuccessionPermission.CHECK, record.unit_path))
            for record in queries.received(viewer)
        ],
    }
