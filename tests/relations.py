"""Relations under watch: who of the viewers was asked for his."""

import pytest
from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register


def asked_of(register: Register, monkeypatch: pytest.MonkeyPatch, name: str = "test") -> list[object]:  # type: ignore[type-arg]
    """The accounts whose relations are asked from now on; nobody has any."""
    asked: list[object] = []

    def relation(viewer: Viewer) -> Q:
        asked.append(viewer.account_id)
        return Q(pk__in=[])

    monkeypatch.setattr(register, "_entries", {name: relation})
    return asked
