"""The product with its rights or its log taken away, for the side a bench compares with. Nowhere else."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.models import Q

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.masks import NameForm


@contextmanager
def no_rights(rows: Q) -> Iterator[None]:
    """Every gate on the way of a list is this plain filter; names come whole."""
    with ExitStack() as stack:
        for place, name, other in (
            (case_policy, "readable", lambda _viewer: rows),
            (person_policy, "readable", lambda _viewer: rows),
            (person_policy, "name_form", lambda _viewer, _path: NameForm.WHOLE),
            (Viewer, "scope_q", lambda _viewer, _permission, _field="": Q()),
            (Viewer, "require", lambda _viewer, _permission, _path: None),
        ):
            stack.enter_context(_swapped(place, name, other))
        yield


@contextmanager
def no_looks() -> Iterator[None]:
    """Whose name is shown in a list is not written to the log."""
    with _swapped(person_queries, "log_look", _nothing):
        yield


@contextmanager
def no_log() -> Iterator[None]:
    """Nothing at all is written to the log."""
    with _swapped(audit, "record", _nothing), _swapped(audit, "record_many", _nothing):
        yield


def _nothing(*_said: object, **_more: object) -> None:
    pass


@contextmanager
def _swapped(place: Any, name: str, other: object) -> Iterator[None]:
    # Plain setattr and not `mock`: microseconds count here.
    before = getattr(place, name)
    setattr(place, name, other)
    try:
        yield
    finally:
        setattr(place, name, before)
