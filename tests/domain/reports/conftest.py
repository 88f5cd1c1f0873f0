"""The cohort of the pilot: seventeen people, nine of them with progress, two of those in steady work."""

import pytest

from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from tests import cast as casting
from tests import people
from tests.cast import NOW, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


@pytest.fixture
def pilot(cast: Cast) -> list[Case]:
    """Seventeen cases; contacts of June 2020: 9 progress (2 in steady work), 6 not yet, 2 absent."""
    cases = [people.open_home_case(cast, people.register_person(cast, f"Người Thử {n}")) for n in range(17)]
    people.follow_together(cast, cases)
    day = people.date(2020, 6, 2)
    for n, case in enumerate(cases):
        if n < 9:
            people.log_contact(cast, case, on=day, condition="progress", work="stable" if n < 2 else "none")
        elif n < 15:
            people.log_contact(cast, case, on=day, condition="not_yet")
        else:
            people.log_contact(cast, case, on=day, missed="absent")
    return cases


@pytest.fixture
def task_force(cast: Cast) -> None:
    """Thường Lạc has its Tổ công tác with a regulation; the two other communes have none."""
    community.set_up(
        unit=cast.thuong_lac,
        decision_number="31/QĐ-UBND",
        decision_on=people.date(2020, 1, 6),
        valid_from=people.date(2020, 1, 6),
        regulation_number="32/QC-TCT",
        regulation_on=people.date(2020, 1, 6),
        by=cast.viewer(cast.officer).actor,
        at=NOW,
    )
