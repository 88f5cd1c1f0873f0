"""What the board of assignment shows: members with their load, whom one of them helps, who has nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.reintegration.queries import loads
from hoanhap.people.reintegration.rules import helpers as rules
from hoanhap.web.office.cases import candidates, naming
from hoanhap.web.office.cases.candidates import Candidate

PAGE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One helper: whom he helps, and how that stands to the limit; without a candidate he is not asked."""

    name: str
    organisation: str
    rows: Sequence[HelperAssignment]
    most: int | None
    candidate: Candidate | None = None

    @property
    def load(self) -> int:
        return len(self.rows)

    @property
    def is_over(self) -> bool:
        return rules.is_over(self.load, self.most)

    @property
    def is_full(self) -> bool:
        return rules.is_full(self.load, self.most)

    @property
    def key(self) -> str:
        return self.candidate.key if self.candidate else f"name:{self.name}"

    @property
    def choice(self) -> tuple[str, str]:
        """As the select names him: with his load, and whether one more would be too many."""
        parts = [self.candidate.label if self.candidate else self.name]
        parts.append(ngettext("đang giúp %d người", "đang giúp %d người", self.load) % self.load)
        if self.is_full:
            parts.append(_("đã đủ mức"))
        return self.key, " · ".join(parts)

    @property
    def href(self) -> str:
        return f"{reverse('assignments')}?{urlencode({'helper': self.key})}#people"


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list, named; the look at the name is logged."""

    case: Case
    name: str
    row: HelperAssignment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    unit: Place
    most: int | None
    carriers: Sequence[Carrier]
    page: Page[Case]
    waiting: Sequence[Line]
    chosen: Carrier | None
    people: Sequence[Line]

    @property
    def asked(self) -> list[Carrier]:
        """Whom somebody may be assigned to."""
        return [one for one in self.carriers if one.candidate is not None]

    @property
    def over(self) -> list[Carrier]:
        return [one for one in self.carriers if one.is_over]

    def carrier(self, key: str) -> Carrier | None:
        return next((one for one in self.carriers if one.key == key), None)


def of_unit(viewer: Viewer, unit: Place, *, page: str | None = None, helper: str = "") -> Board:
    """The board of one commune. The caller has passed its gate; names shown are logged here."""
    most = loads.limit_at(unit.path, viewer.on)
    carriers = carriers_of(viewer, unit, most)
    chosen = next((one for one in carriers if one.key == helper), None)
    lacking = queries.without_helper(viewer, unit.path).select_related("person", "person__hamlet").defer("wish")
    shown = Paginator(lacking, PAGE).get_page(page)
    rows = list(chosen.rows) if chosen else []
    named = _named(viewer, [*shown.object_list, *(row.case for row in rows)])
    return Board(
        unit=unit,
        most=most,
        carriers=carriers,
        page=shown,
        waiting=[Line(case, named[case.pk]) for case in shown.object_list],
        chosen=chosen,
        people=[Line(row.case, named[row.case_id], row) for row in rows],
    )


def carriers_of(viewer: Viewer, unit: Place, most: int | None) -> list[Carrier]:
    """Whom the commune may ask, then helpers it knows by their assignment alone; the smallest load first."""
    carried = loads.carried(viewer, unit.path)
    found, claimed = list[Carrier](), list[HelperAssignment]()
    for one in candidates.of_unit(viewer, unit):
        rows = loads.of_one(carried, account=one.account.pk if one.account else None, name=one.name)
        claimed += rows
        found.append(
            Carrier(name=one.name, organisation=one.organisation, rows=rows, most=most, candidate=one),
        )
    found += [
        Carrier(name=name, organisation=rows[0].organisation, rows=rows, most=most)
        for name, rows in loads.unnamed(carried, claimed).items()
    ]
    return sorted(found, key=lambda one: (one.candidate is None, one.load))


def context(board: Board, **more: Any) -> dict[str, Any]:
    """For the template."""
    return {
        "board": board,
        "title": _("Phân công người giúp đỡ"),
        "task_forces": reverse("task-forces"),
        "limit": reverse("assignments-limit"),
    } | more


def _named(viewer: Viewer, cases: Sequence[Case]) -> dict[Any, str]:
    """Case → the person's name and hamlet."""
    persons.log_look("person.listed", cases, viewer=viewer, at=clock.now())
    names = persons.names_of([case.person for case in cases], viewer)
    return {case.pk: naming.with_hamlet(names[case.person_id], case) for case in cases}
