"""The contacts behind a figure: with names for those who may read them, as counted rows for the levels above."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.care import policy, timeline
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.persons import queries as person_queries


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One contact behind a figure. Without a relationship there is neither name nor link, only a code and its unit."""

    row_id: UUID
    case_id: UUID | None
    person_id: UUID
    unit_path: str
    unit_name: str
    code: str
    full_name: str
    met_at: datetime
    title: str
    condition_label: str
    work_label: str


def rows_behind(viewer: Viewer, row_ids: Collection[UUID], *, at: datetime | None = None) -> list[ContactRow]:
    """Those of the contacts that the viewer may count; names only of the cases he may read, each look logged."""
    counted = policy.counted_by(viewer).filter(pk__in=row_ids).select_related("unit", "case")
    found = list(counted.defer("need", "note"))
    readable = case_policy.visible_to(viewer).filter(pk__in={contact.case_id for contact in found})
    persons = {case.pk: case.person for case in readable.select_related("person")}
    names = person_queries.names_of(persons.values(), viewer)
    rows = [_row(one, names[one.case.person_id] if one.case_id in persons else None) for one in found]
    shown = [row for row in rows if row.case_id]
    person_queries.log_look("person.listed", shown, viewer=viewer, at=at or clock.now())
    return sorted(rows, key=lambda row: (row.unit_name, row.code, row.met_at, str(row.row_id)))


def _row(contact: Contact, name: str | None) -> ContactRow:
    return ContactRow(
        row_id=contact.pk,
        case_id=None if name is None else contact.case_id,
        person_id=contact.case.person_id,
        unit_path=contact.unit_path,
        unit_name=contact.unit.full_name,
        code=contact.case.code,
        full_name=name or "",
        met_at=contact.met_at.astimezone(clock.VN),
        title=timeline.title_of(contact),
        condition_label=str(contact.get_condition_display()) if contact.condition else "",
        work_label=str(contact.get_work_display()) if contact.work else "",
    )
