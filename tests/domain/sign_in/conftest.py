"""Two officials and nothing else: no map, no posts. Signing in needs none."""

from dataclasses import dataclass

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from tests.cast import NOW, PASSWORD, SETTER


@dataclass
class Two:
    officer: Account
    leader: Account


def two() -> Two:
    return Two(
        *(
            access.create_account(username=name, display_name=name, password=PASSWORD, by=SETTER, at=NOW)
            for name in ("can-bo", "lanh-dao")
        )
    )


@pytest.fixture
def cast(db: None) -> Two:
    return two()
