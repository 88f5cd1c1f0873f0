"""Who sees what, as a table: one small world for all tests of a file, asked as everybody of the cast.

A table names exactly who gets what, so that a guard forgotten, opened or turned round gives another table.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access import roles
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from tests import cast as casting
from tests.cast import NOW, Cast

DESK = {"officer", "leader", "deputy"}
"""The Tổ công tác of Thường Lạc and its chair."""
POLICE = {"police", "police_chief"}
ABOVE = {"district_merger", "district_leader", "province_merger", "province_leader"}


@contextmanager
def one_world(blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The whole cast, made once for a file: what a test does is undone after it, all of it at the end."""
    clock.set_start(NOW)
    with blocker.unblock(), transaction.atomic():
        cast = casting.make()
        cast.everybody()
        yield cast
        transaction.set_rollback(True)
    clock.set_start(None)


class Everybody:
    """The cast as viewers of today, and the names the table has for rows."""

    def __init__(self, cast: Cast, **rows: Any) -> None:
        self.viewers = {name: cast.viewer(account) for name, account in cast.everybody().items()}
        self.labels = {str(row.pk): label for label, row in rows.items()}

    def who(self, ask: Callable[[Viewer], Any]) -> dict[str, Any]:
        """Whoever gets anything, and what."""
        return {name: got for name, viewer in self.viewers.items() if (got := ask(viewer))}

    def rows(self, ask: Callable[[Viewer], Iterable[Any]]) -> dict[str, str]:
        """Whoever gets a row (or its key), and which."""
        return self.who(lambda viewer: self.named(ask(viewer)))

    def named(self, rows: Iterable[Any]) -> str:
        return " ".join(sorted(self.labels[str(getattr(row, "pk", row))] for row in rows))

    def let_in(self, gate: Callable[[Viewer], object]) -> set[str]:
        """Whom a gate does not answer with NotHere."""
        return {name for name, viewer in self.viewers.items() if passes(gate, viewer)}


def passes(gate: Callable[[Viewer], object], viewer: Viewer) -> bool:
    try:
        gate(viewer)
    except NotHere:
        return False
    return True


def passing(cast: Cast, gate: Callable[[Viewer], object]) -> set[str]:
    """Those of the cast for whom the gate does not raise NotHere."""
    return Everybody(cast).let_in(gate)


def seeing(cast: Cast, rows: Callable[[Viewer], object]) -> set[str]:
    """Those of the cast for whom there is something."""
    return set(Everybody(cast).who(rows))


def each(names: Iterable[str], got: Any) -> dict[str, Any]:
    return dict.fromkeys(names, got)


def may_only(monkeypatch: pytest.MonkeyPatch, role: Role, *allowed: Permission) -> None:
    """For this test a post holds these rights alone: half of what an act asks opens nothing."""
    monkeypatch.setitem(roles._granted, role, set(allowed))


def told(code: str) -> list[tuple[str, str, str, str]]:
    """What the log says under a code: kind and key of the subject, the place, who did it."""
    rows = AuditEntry.objects.filter(code=code).order_by("subject_kind", "subject_id")
    return list(rows.values_list("subject_kind", "subject_id", "unit_path", "account_id"))


def entry(kind: str, subject: Any, place: Any, who: Any) -> tuple[str, str, str, str]:
    """The same, written by hand."""
    return kind, str(getattr(subject, "pk", subject)), getattr(place, "path", place), str(getattr(who, "pk", who))
