"""Which parts a sheet pledges for, how many may stand on it, what many sheets say together."""

from collections.abc import Sequence

import pytest

from hoanhap.people.community.pledges import rules
from hoanhap.people.community.pledges.rules import Group

NOES = ("no_use", "no_trade", "no_cover")


@pytest.mark.parametrize(
    ("chosen", "known", "meant"),
    [
        (None, NOES, NOES),
        (["no_cover", "no_use"], NOES, ("no_use", "no_cover")),
        ([], NOES, None),
        (["no_use", "drugs"], NOES, None),
        (None, (), ()),
        ([], (), ()),
        (["no_use"], (), None),
    ],
)
def test_a_sheet_pledges_for_parts_the_movement_has(
    chosen: Sequence[str] | None, known: Sequence[str], meant: tuple[str, ...] | None
) -> None:
    assert rules.parts_meant(chosen, known) == meant


@pytest.mark.parametrize(("signed", "may"), [(0, False), (-1, False), (1, True), (100_000, True), (100_001, False)])
def test_so_many_may_stand_on_a_sheet(signed: int, may: bool) -> None:
    assert rules.may_sign(signed) is may


def test_a_sheet_for_three_parts_counts_once_and_once_in_each() -> None:
    found = rules.tally(
        [
            Group(1, 7, "household", NOES, 120, 2),
            Group(1, 8, "household", ("no_use",), 30, 1),
            Group(1, None, "school", NOES, 4, 1),
        ]
    )
    assert (found.sheets, found.signed, found.households, found.others) == (4, 154, 150, 4)
    assert [found.count(part=part) for part in NOES] == [154, 124, 124]
    assert found.count(signer="household", part="no_cover") == 120
    assert found.count(signer="person") == rules.tally([]).signed == 0
