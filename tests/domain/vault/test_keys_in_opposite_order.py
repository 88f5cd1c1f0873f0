"""Two transactions that need the same new keys in opposite order: neither waits, none is lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.vault import keyring, resealing
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]  # SQLite has one writer at a time
SCOPES = ("/1/", "/2/")
PATIENCE = 10


def _in_opposite_order() -> list[BaseException]:
    """What went wrong in two threads, each making the keys of both scopes in one transaction."""
    both_have_one, failures = threading.Barrier(2, timeout=PATIENCE), []

    def make(first: str, second: str) -> None:
        try:
            with transaction.atomic():
                keyring.current(first, vault.DataClass.IDENTITY)
                both_have_one.wait()
                keyring.current(second, vault.DataClass.IDENTITY)
        except (DatabaseError, threading.BrokenBarrierError) as error:
            failures.append(error)
        finally:
            connection.close()

    _together(lambda: make(*SCOPES), lambda: make(*reversed(SCOPES)))
    return failures


def _together(*acts: Callable[[], None]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)


def test_neither_waits_and_one_key_serves_from_then_on() -> None:
    assert _in_opposite_order() == []
    first = [keyring.current(scope, vault.DataClass.IDENTITY)[0] for scope in SCOPES]
    assert first == [keyring.current(scope, vault.DataClass.IDENTITY)[0] for scope in SCOPES]
    # Each may have made its own; all of them open what they sealed, and all retire together.
    made = DataKey.objects.count()
    assert 3 <= made <= 4
    assert sum(resealing.retire(scope=scope, at=clock.now()) for scope in SCOPES) == made


def test_control_a_unique_current_key_is_a_deadlock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_current ON vault_datakey (scope, data_class) WHERE retired_at IS NULL")
    try:
        (failure,) = _in_opposite_order()
        assert isinstance(failure, OperationalError)
        assert "deadlock" in str(failure)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX one_current")


def test_a_row_somebody_holds_is_passed_over_and_comes_again() -> None:
    from hoanhap.people.persons.models import Person
    from tests import sealed_people

    unit = sealed_people.place()
    held, free = sealed_people.person(unit), sealed_people.person(unit)
    resealing.retire(at=clock.now())
    seen: list[int] = []
    holding, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=held.pk)
            holding.set()
            enough.wait(PATIENCE)
        connection.close()

    def reseal() -> None:
        holding.wait(PATIENCE)

        def told(progress: resealing.Progress) -> None:
            seen.append(progress.rows)
            if len(seen) == 2:
                enough.set()

        resealing.reseal_stale(pause=0, told=told)
        connection.close()

    _together(hold, reseal)
    assert seen[0] == 1  # the free one, at once
    assert seen[-1] == 2
    assert resealing.left_to_reseal() == 0
    assert vault.reveal(Person.objects.get(pk=free.pk), "full_name")
