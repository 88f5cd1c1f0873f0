"""Of two entries of one form that arrive together one is kept (PostgreSQL; on SQLite writers queue)."""

import threading
from uuid import UUID

import pytest
from django.db import connection

from hoanhap.kernel import ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.persons import actions, queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from tests import cast as stage
from tests.cast import NOW, SETTER, Cast


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return stage.make()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_entries_of_one_form_make_one_person(cast: Cast) -> None:
    key, gate = ids.new_id(), threading.Barrier(2)
    said: list[str] = []

    def enter(key: UUID) -> None:
        try:
            gate.wait(10)
            details = PersonDetails(full_name="Nguyễn Văn Đào")
            actions.register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW, client_key=key)
            said.append("kept")
        except Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=enter, args=(key,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(said) == ["client-key", "kept"]
    assert Person.objects.count() == 1
    found = queries.registered_by_key(cast.viewer(cast.officer), key)
    assert found is not None
