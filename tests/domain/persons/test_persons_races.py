"""Of two entries of one form that arrive together one is kept (PostgreSQL; on SQLite writers queue)."""

from functools import partial

import pytest

from hoanhap.kernel import ids
from hoanhap.people.persons import actions, queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from tests import cast as stage
from tests.cast import NOW, SETTER, Cast
from tests.two_hands import at_once


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return stage.make()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_entries_of_one_form_make_one_person(cast: Cast) -> None:
    key, details = ids.new_id(), PersonDetails(full_name="Nguyễn Văn Đào")
    enter = partial(actions.register, details=details, unit=cast.thuong_lac, by=SETTER, at=NOW, client_key=key)
    assert at_once(enter, enter).count("client-key") == 1
    assert Person.objects.count() == 1
    found = queries.registered_by_key(cast.viewer(cast.officer), key)
    assert found is not None
