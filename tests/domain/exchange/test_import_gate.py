"""Who finds an import that was previewed or done."""

import pytest

from hoanhap.exchange import policy
from hoanhap.exchange.people_list import actions
from hoanhap.kernel.errors import NotHere
from tests import cast as stage
from tests.cast import NOW, TODAY
from tests.domain.exchange import lists

FINDING = {"officer": 1, "helper": 0, "neighbour_officer": 0, "stranger_officer": 0, "administrator": 0}


@pytest.mark.django_db
def test_only_who_imports_for_the_commune_finds_the_preview() -> None:
    cast = stage.make()
    by = cast.viewer(cast.officer).actor
    batch = actions.preview(lists.GOOD, name="ds.xlsx", unit=cast.thuong_lac, on=TODAY, by=by, at=NOW)
    assert {name: policy.batches_for(cast.viewer(getattr(cast, name))).count() for name in FINDING} == FINDING
    assert policy.get_batch_for(cast.viewer(cast.officer), batch.pk) == batch
    with pytest.raises(NotHere):
        policy.get_batch_for(cast.viewer(cast.neighbour_officer), batch.pk)
