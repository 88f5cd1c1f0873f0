"""What a page writes into the log it writes in a transaction of its own.

Tests stand in a transaction themselves, so a view that forgets its own would be found by an office first, as an error.
Here the log counts only transactions that a view has opened.
"""

import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection

from hoanhap.foundation.audit import actions as audit_actions
from hoanhap.kernel import clock
from hoanhap.web.office.doors import DOORS
from hoanhap.web.office.reception import commune
from tests import cast as stage
from tests.cast import NOW
from tests.watch.matrix import grounds, things
from tests.watch.matrix.grounds import NOWHERE, OWN
from tests.watch.matrix.knocking import House

pytestmark = pytest.mark.once("sqlite")


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    logging.disable(logging.CRITICAL)
    clock.set_start(NOW)
    built = House(grounds.build(stage.make()))
    below = len(connection.atomic_blocks)

    def get_connection() -> SimpleNamespace:
        return SimpleNamespace(in_atomic_block=len(connection.atomic_blocks) > below)

    monkeypatch.setattr(audit_actions, "transaction", SimpleNamespace(get_connection=get_connection))
    yield built
    clock.set_start(None)
    logging.disable(logging.NOTSET)


def broken(house: House, wanted: set[str] | None = None) -> list[str]:
    """Doors that answer with an error to the first who may open them, looked at and sent empty."""
    tried: set[tuple[str, str]] = set()
    found = []
    for knock in house.knocks(wanted):
        key = (knock.door, knock.method)
        if (
            knock.method in ("GET", "POST")
            and knock.where in (OWN, NOWHERE)
            and 200 in knock.allowed
            and key not in tried
        ):
            tried.add(key)
            if house.ask(knock.who, knock.method, knock.address).status_code >= 500:
                found.append(knock.said)
    return found


def test_every_page_that_writes_into_the_log_does_so_in_its_own_transaction(house: House) -> None:
    made = {name for name in DOORS if not things.missing(grounds.parts_of(name))}  # the matrix says what is missing
    assert "\n".join(broken(house, made)) == ""


def test_a_page_that_does_not_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commune, "_about", commune._about.__wrapped__)  # type: ignore[attr-defined]
    assert any("return-confirm GET" in line for line in broken(house, {"return-confirm"}))
