"""The people a helper was assigned to: the given name, the hamlet, and what he has to do. Nothing else is read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases import policy
from hoanhap.people.cases.queries.people import next_due
from hoanhap.people.persons import queries as person_queries


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One line of a helper's list."""

    case_id: UUID
    person_id: UUID
    unit_path: str
    name: str
    hamlet: str
    next_due_at: datetime | None


def own_people(
    viewer: Viewer, *, person_ids: Collection[UUID] | None = None, at: datetime | None = None
) -> list[OwnRow]:
    """Those the viewer may see by a relation alone, by given name. Each name shown is logged as looked at."""
    now = at or clock.now()
    cases = policy.visible_to(viewer).filter(closed_on=None)
    if person_ids is not None:
        cases = cases.filter(person__in=person_ids)
    found = list(cases.select_related("person", "person__hamlet").defer("wish").order_by("code", "id"))
    names = person_queries.names_of((case.person for case in found), viewer)
    due = next_due(viewer, [case.pk for case in found], now)
    rows = [
        OwnRow(
            case_id=case.pk,
            person_id=case.person_id,
            unit_path=case.unit_path,
            name=names[case.person_id],
            hamlet=case.person.hamlet.full_name if case.person.hamlet else "",
            next_due_at=due.get(str(case.pk)),
        )
        for case in found
    ]
    person_queries.log_look("person.listed", rows, viewer=viewer, at=now)
    return sorted(rows, key=lambda row: (person_queries.by_given_name(row.name), str(row.case_id)))
