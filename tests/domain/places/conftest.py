"""Two provinces of the reference map, of both eras: enough for nearly every question, loaded in a moment."""

import pytest

from hoanhap.foundation.places import actions, queries
from hoanhap.foundation.places.models import Place
from tests.domain.places.days import IN_2020


@pytest.fixture
def two_provinces(db: None) -> actions.Loaded:
    return actions.load_reference(only_provinces=["Đồng Tháp", "Hồ Chí Minh"])


@pytest.fixture
def hong_ngu(two_provinces: actions.Loaded) -> Place:
    return queries.one("huyện Hồng Ngự", on=IN_2020)


@pytest.fixture
def thuong_lac(hong_ngu: Place) -> Place:
    return queries.one("xã Thường Lạc", on=IN_2020, within=hong_ngu)
