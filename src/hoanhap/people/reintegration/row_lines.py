"""How needs, courses, works, loans, help and sessions behind a figure are shown."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration import measures, policy
from hoanhap.people.reintegration.models import Enrolment, HelperSession, JobCheck, Loan, Need, Placement, Support
from hoanhap.people.reintegration.queries import kinds

Detail = Callable[[Any, Mapping[str, str]], str]


def declare() -> None:
    """Called once at start, from apps.ready()."""
    for subject, model, detail in _KINDS:
        openers.add(subject, partial(_lines, model, detail))


def _lines(model: Any, detail: Detail, viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    """Those of the rows the viewer may count; names only of the files he may read, each look logged."""
    found = model.objects.filter(policy.countable_by(viewer), pk__in=row_ids).select_related("unit", "case")
    rows = list(found.order_by("unit__folded", "case__code", "id"))
    readable = case_policy.visible_to(viewer).filter(pk__in={row.case_id for row in rows})
    people = {case.pk: case.person for case in readable.select_related("person")}
    names = persons.names_of(people.values(), viewer)
    persons.log_look("person.listed", list(readable), viewer=viewer, at=clock.now())
    known = kinds.labels()
    return [
        _line(row, names.get(people[row.case_id].pk) if row.case_id in people else None, detail(row, known))
        for row in rows
    ]


def _line(row: Any, name: str | None, detail: str) -> RowLine:
    return RowLine(
        row_id=row.pk,
        label=name or row.case.code,
        unit_name=row.unit.full_name,
        detail=detail,
        url="case" if name else "",
        args={"case_id": str(row.case_id)} if name else {},
    )


def _need(row: Need, known: Mapping[str, str]) -> str:
    return f"{show(row.raised_on)} · {known.get(row.kind, row.kind)} · {row.get_state_display()}"


def _enrolment(row: Enrolment, known: Mapping[str, str]) -> str:
    return f"{show(row.enrolled_on)} · {row.get_result_display()}"


def _placement(row: Placement, known: Mapping[str, str]) -> str:
    return f"{show(row.started_on)} · {known.get(f'trade:{row.trade}', row.trade)}"


def _check(row: JobCheck, known: Mapping[str, str]) -> str:
    return show(row.due_on)


def _loan(row: Loan, known: Mapping[str, str]) -> str:
    return f"{show(row.disbursed_on)} · {row.get_purpose_display()}"


def _support(row: Support, known: Mapping[str, str]) -> str:
    return f"{show(row.given_on)} · {known.get(row.kind, row.kind)}"


def _session(row: HelperSession, known: Mapping[str, str]) -> str:
    return f"{row.started_at.astimezone(clock.VN):%d/%m/%Y %H:%M}–{row.ended_at.astimezone(clock.VN):%H:%M}"


_KINDS: tuple[tuple[str, Any, Detail], ...] = (
    (measures.NEED, Need, _need),
    (measures.ENROLMENT, Enrolment, _enrolment),
    (measures.PLACEMENT, Placement, _placement),
    (measures.JOB_CHECK, JobCheck, _check),
    (measures.LOAN, Loan, _loan),
    (measures.SUPPORT, Support, _support),
    (measures.SESSION, HelperSession, _session),
)
