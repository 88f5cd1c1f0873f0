"""The list of people with cases, as its screen shows it: few queries, names opened together, each look logged."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.kernel import clock
from hoanhap.kernel.registers import Register
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import queries as person_queries

PAGE = 25
_SORTED_BY_NAME_AT_MOST = 2_000
"""Names lie sealed, so a database cannot sort them; the register of a commune is small enough to sort here."""

Order = Literal["name", "hamlet", "state", "term", "opened", "code"]
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "hamlet": ("person__hamlet__folded", "code", "id"),
    "state": ("state", "code", "id"),
    "term": ("term_to", "code", "id"),
    "opened": ("-opened_on", "code", "id"),
    "code": ("code", "id"),
}

row_facts: Register[Callable[[Viewer, Collection[UUID]], Mapping[UUID, object]]] = Register("facts shown beside a case")
"""Filled from above (helper, last contact): case ids in, a fact for each out, in one query."""

people_filters: Register[Callable[[Viewer], Q]] = Register("named filters of the list of people")
"""Filled here ("young") and from above ("no-helper", "not-met"): viewer → Q over Case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which cases are listed; empty means any. Closed ones are shown only when asked for."""

    group: str = ""
    state: str = ""
    measure: str = ""
    hamlet_id: int | None = None
    term_ends_before: date | None = None
    closed: bool = False
    marks: tuple[str, ...] = ()
    person_ids: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list."""

    case_id: UUID
    person_id: UUID
    unit_id: int
    unit_path: str
    code: str
    full_name: str
    birth_year: int | None
    sex: str
    hamlet: str
    state: str
    state_label: str
    state_class: str
    measure: str
    opened_on: date
    term_to: date | None
    closed_on: date | None
    next_due_at: datetime | None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    rows: Sequence[PersonRow]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def young(viewer: Viewer) -> Q:
    """Young people, from the year they are 16 to the year they are 30 (Luật Thanh niên 2020, Điều 1)."""
    return Q(person__birth_year__range=(viewer.on.year - 30, viewer.on.year - 16))


def my_people(
    viewer: Viewer,
    *,
    filters: PeopleFilter | None = None,
    order: Order = "name",
    page: int = 1,
    size: int = PAGE,
    at: datetime | None = None,
) -> PeoplePage:
    """A page of the people of the viewer's own part of the map. Each name shown is logged as looked at.

    Whom a relation alone opens (a helper's people) stands in `own_people`: states and filters would tell too much.
    """
    now = at or clock.now()
    cases = (
        policy.visible_to(viewer)
        .filter(viewer.scope_q(CasePermission.READ))
        .filter(_wanted(viewer, filters or PeopleFilter()))
    )
    cases = cases.select_related("person", "person__hamlet").defer("wish")
    chosen, names, total = _slice(viewer, cases, order, max(page, 1), size)
    rows = _rows(viewer, chosen, names, now)
    person_queries.log_look("person.listed", rows, viewer=viewer, at=now)
    return PeoplePage(rows=rows, total=total, number=max(page, 1), size=size)


def _wanted(viewer: Viewer, filters: PeopleFilter) -> Q:
    wanted = Q() if filters.closed else Q(closed_on=None)
    if filters.group:
        wanted &= Q(state__in=law.states_of_class(filters.group))
    if filters.state:
        wanted &= Q(state=filters.state)
    if filters.measure:
        wanted &= Q(measure=filters.measure)
    if filters.hamlet_id is not None:
        wanted &= Q(person__hamlet_id=filters.hamlet_id)
    if filters.term_ends_before is not None:
        wanted &= Q(term_to__lt=filters.term_ends_before)
    if filters.person_ids is not None:
        wanted &= Q(person_id__in=filters.person_ids)
    for mark in filters.marks:
        wanted &= people_filters[mark](viewer)
    return wanted


def _slice(
    viewer: Viewer, cases: QuerySet[Case], order: Order, page: int, size: int
) -> tuple[list[Case], Mapping[UUID, str], int]:
    start = (page - 1) * size
    if order == "name":
        found = list(cases.order_by("code", "id")[: _SORTED_BY_NAME_AT_MOST + 1])
        if len(found) <= _SORTED_BY_NAME_AT_MOST:
            names = person_queries.names_of((case.person for case in found), viewer)
            found.sort(key=lambda case: _by_given_name(names[case.person_id], case))
            return found[start : start + size], names, len(found)
        order = "code"
    total = cases.count()
    chosen = list(cases.order_by(*_COLUMNS[order])[start : start + size])
    return chosen, person_queries.names_of((case.person for case in chosen), viewer), total


def _by_given_name(name: str, case: Case) -> tuple[str, str, str, str]:
    return *person_queries.by_given_name(name), case.code, str(case.pk)


def _rows(viewer: Viewer, cases: list[Case], names: Mapping[UUID, str], now: datetime) -> list[PersonRow]:
    ids = [case.pk for case in cases]
    due = next_due(viewer, ids, now)
    facts = {key: source(viewer, ids) for key, source in row_facts.items()} if ids else {}
    return [_row(case, names[case.person_id], due, facts) for case in cases]


def next_due(viewer: Viewer, ids: Collection[UUID], now: datetime) -> Mapping[str, datetime]:
    if not ids:
        return {}
    duties = notice_queries.open_for(viewer, now).filter(subject_kind="case", subject_id__in=[str(pk) for pk in ids])
    return dict(duties.order_by().values_list("subject_id").annotate(first=Min("due_at")))


def _row(case: Case, name: str, due: Mapping[str, datetime], facts: Mapping[str, Mapping[UUID, object]]) -> PersonRow:
    person, state = case.person, law.state(case.state)
    return PersonRow(
        case_id=case.pk,
        person_id=person.pk,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        code=case.code,
        full_name=name,
        birth_year=person.birth_year,
        sex=person.sex,
        hamlet=person.hamlet.full_name if person.hamlet else "",
        state=case.state,
        state_label=state.label_vi,
        state_class=state.klass,
        measure=case.measure,
        opened_on=case.opened_on,
        term_to=case.term_to,
        closed_on=case.closed_on,
        next_due_at=due.get(str(case.pk)),
        facts={key: found[case.pk] for key, found in facts.items() if case.pk in found},
    )
