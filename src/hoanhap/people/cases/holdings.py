"""Every row with sealed fields that hangs on a case: what gets the case's own key when it is put away.

Declared here, filled by the packages above; a test walks all tables and finds the one that is missing.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from hoanhap.kernel.registers import Register
from hoanhap.people.cases.models import Case, Correction, PoliceRecord, UseProfile
from hoanhap.people.community.models import Story, WorkPlan, WorkTask

Rows = Callable[[Collection[UUID]], Iterable[Any]]

holdings: Register[Rows] = Register("sealed rows of a case")
"""Model label → its rows of these cases."""


def declare() -> None:
    """Called once at start, from apps.ready()."""
    holdings.add("cases.Case", lambda ids: Case.objects.filter(pk__in=ids))
    for model in (Correction, UseProfile, PoliceRecord):
        holdings.add(model._meta.label, of_cases(model))


def of_cases(model: Any, path: str = "case") -> Rows:
    """Rows of a table whose column `path` leads to the case."""
    return lambda ids: model._base_manager.filter(**{f"{path}__in": ids})


def of(case_ids: Collection[UUID]) -> Iterable[Any]:
    """All sealed rows of these cases, table by table."""
    for rows in holdings.values():
        yield from rows(case_ids)


def of_person(person_id: UUID) -> Iterable[Any]:
    """Sealed rows that hang on the person and on no file: they go with him, after his last file."""
    yield from Story.objects.filter(person=person_id).order_by("pk")
    # What the team that stood by him meant to do and did.
    yield from WorkPlan.objects.filter(task_force__person=person_id).order_by("pk")
    yield from WorkTask.objects.filter(plan__task_force__person=person_id).order_by("pk")
