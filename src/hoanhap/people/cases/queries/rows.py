"""Cases by their ids: the rows behind a figure, the subject of a duty, whose case is open already."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case, CohortMember, Standing
from hoanhap.people.persons import queries as person_queries

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """One row behind a figure. Without a relationship there is neither name nor link, only a code and its unit."""

    row_id: UUID
    case_id: UUID | None
    person_id: UUID
    unit_path: str
    unit_name: str
    code: str
    full_name: str
    state: str
    state_label: str
    from_on: date
    to_on: date | None


def rows_behind(
    viewer: Viewer, subject_kind: str, row_ids: Collection[UUID], *, at: datetime | None = None
) -> list[BehindRow]:
    """The standings or cohort members behind a figure, for those who may count them; names for those who may read.

    Rows outside the viewer's part of the map are left out. Raises KeyError for another kind of subject.
    """
    found = _FINDERS[subject_kind](row_ids, viewer)
    case_ids = {row.case.pk for row in found}
    readable = policy.visible_to(viewer).filter(pk__in=case_ids).select_related("person")
    persons = {case.pk: case.person for case in readable}
    names = person_queries.names_of(persons.values(), viewer)
    rows = [_behind(row, names.get(row.case.person_id) if row.case.pk in persons else None) for row in found]
    shown = [row for row in rows if row.case_id]
    person_queries.log_look("person.listed", shown, viewer=viewer, at=at or clock.now())
    return sorted(rows, key=lambda row: (row.unit_name, row.code, str(row.row_id)))


def open_cases_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Person id → id of the case that is open."""
    wanted, found = list(person_ids), dict[UUID, UUID]()
    for start in range(0, len(wanted), _CHUNK):
        rows = Case.objects.filter(person_id__in=wanted[start : start + _CHUNK], closed_on=None)
        found.update(rows.values_list("person_id", "id"))
    return found


def duty_lines(viewer: Viewer, case_ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """How cases are called in today's work: by name for those who may read them, else not at all."""
    cases = list(policy.visible_to(viewer).filter(pk__in=list(case_ids)).select_related("person", "person__hamlet"))
    names = person_queries.names_of((case.person for case in cases), viewer)
    person_queries.log_look("person.listed", cases, viewer=viewer, at=clock.now())
    return {
        str(case.pk): SubjectLine(
            label=names[case.person_id], detail=_beside_name(viewer, case), args={"case_id": str(case.pk)}
        )
        for case in cases
    }


def _beside_name(viewer: Viewer, case: Case) -> str:
    """Hamlet and code; whom a relation alone brings here (a helper) does without the code."""
    hamlet = case.person.hamlet.full_name if case.person.hamlet else ""
    code = case.code if viewer.may(policy.CasePermission.READ, case.unit_path) else ""
    return " · ".join(part for part in (hamlet, code) if part)


@dataclass(frozen=True, slots=True)
class _Row:
    """What standings and members of a cohort have in common."""

    row_id: UUID
    case: Case
    unit: Place
    state: str
    from_on: date
    to_on: date | None


def _standings(row_ids: Collection[UUID], viewer: Viewer) -> list[_Row]:
    # What was struck out since stands behind figures that were frozen before.
    rows = Standing.everything.filter(_countable(viewer), pk__in=row_ids).select_related("unit", "case")
    return [_Row(row.pk, row.case, row.unit, row.state, row.from_on, row.to_on) for row in rows]


def _members(row_ids: Collection[UUID], viewer: Viewer) -> list[_Row]:
    rows = CohortMember.objects.filter(_countable(viewer), pk__in=row_ids).select_related("unit", "case")
    return [_Row(row.pk, row.case, row.unit, row.case.state, row.joined_on, row.left_on) for row in rows]


_FINDERS: Mapping[str, Callable[[Collection[UUID], Viewer], list[_Row]]] = {
    "case_standing": _standings,
    "cohort_member": _members,
}


def _countable(viewer: Viewer) -> Q:
    return Q(case__in=policy.counted_by(viewer))


def _behind(row: _Row, name: str | None) -> BehindRow:
    return BehindRow(
        row_id=row.row_id,
        case_id=None if name is None else row.case.pk,
        person_id=row.case.person_id,
        unit_path=row.unit.path,
        unit_name=row.unit.full_name,
        code=row.case.code,
        full_name=name or "",
        state=row.state,
        state_label=law.state(row.state).label_vi,
        from_on=row.from_on,
        to_on=row.to_on,
    )
