"""Every row with sealed fields that hangs on a case: what gets the case's own key when it is put away.

Declared here, filled by the packages above; a test walks all tables and finds the one that is missing.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from hoanhap.kernel.registers import Register
from hoanhap.people.cases.models import Case, Correction, PoliceRecord, UseProfile
from hoanhap.people.community.models import Story

Rows = Callable[[Collection[UUID]], Iterable[Any]]

holdings: Register[Rows] = Register("sealed rows of a case")
"""Model label → its rows of these cases."""


def declare() -> None:
    """Called once at start, from apps.ready()."""
    holdings.add("cases.Case", lambda ids: Case.objects.filter(pk__in=ids))
    for model in (Correction, UseProfile, PoliceRecord):
        holdings.add(model._meta.label, of_cases(model))
    # A story hangs on the person; it is put away with his file.
    holdings.add("community.Story", _stories)


def of_cases(model: Any, path: str = "case") -> Rows:
    """Rows of a table whose column `path` leads to the case."""
    return lambda ids: model._base_manager.filter(**{f"{path}__in": ids})


def _stories(ids: Collection[UUID]) -> Iterable[Story]:
    return Story.objects.filter(person__in=Case.objects.filter(pk__in=ids).values("person"))


def of(case_ids: Collection[UUID]) -> Iterable[Any]:
    """All sealed rows of these cases, table by table."""
    for rows in holdings.values():
        yield from rows(case_ids)
