"""Who helps how many, the number a unit sets, and that it only warns."""

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions
from hoanhap.people.reintegration.actions import HelperDetails, helper_limits
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind, HelperLimit
from hoanhap.people.reintegration.queries import loads
from hoanhap.people.reintegration.rules import helpers as rules
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people

NAME = "Lê Thị Hạnh"


def helped(case: Case, *, name: str = NAME, kind: HelperKind = HelperKind.MAIN, **more: object) -> HelperAssignment:
    details = HelperDetails(helper_name=name, valid_from=TODAY, kind=kind, **more)  # type: ignore[arg-type]
    return actions.assign(case, details=details, by=SETTER, at=NOW)


def load(cast: Cast, *, name: str = NAME, account: object = None) -> int:
    rows = loads.carried(cast.viewer(cast.officer), cast.thuong_lac.path)
    return len(loads.of_one(rows, account=account, name=name))  # type: ignore[arg-type]


def set_limit(unit: Place, most: int, *, hour: int = 9) -> HelperLimit:
    return helper_limits.set_limit(unit=unit, most=most, by=SETTER, at=clock.at(TODAY, hour))


@pytest.mark.parametrize(
    ("carried", "most", "full", "over"),
    [(0, None, False, False), (99, None, False, False), (4, 5, False, False), (5, 5, True, False), (6, 5, True, True)],
)
def test_full_at_the_limit_and_over_above_it(carried: int, most: int | None, full: bool, over: bool) -> None:
    assert (rules.is_full(carried, most), rules.is_over(carried, most)) == (full, over)


@pytest.mark.requirement("S2-59")
def test_a_load_counts_each_living_assignment_of_an_open_file_once(cast: Cast) -> None:
    main, both, deputy, ended, closed, elsewhere = (
        *people.cases(cast.thuong_lac, 5),
        people.case(cast.long_khanh_a),
    )
    for case in (main, both, ended, closed, elsewhere):
        row = helped(case)
        if case is ended:
            actions.end_assignment(row, on=TODAY, reason="chuyển việc", by=SETTER, at=NOW)
    helped(both, kind=HelperKind.DEPUTY)
    helped(deputy, kind=HelperKind.DEPUTY, name="LÊ THỊ HẠNH")
    Case.objects.filter(pk=closed.pk).update(state="completed", closed_on=TODAY)
    assert load(cast) == 3


def test_an_account_and_its_namesake_are_two(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    helped(first, name=cast.helper.display_name, account=cast.helper)
    helped(second, name=cast.helper.display_name)
    assert load(cast, name=cast.helper.display_name, account=cast.helper.pk) == 2
    assert load(cast, name=cast.helper.display_name) == 1
    rows = loads.carried(cast.viewer(cast.officer), cast.thuong_lac.path)
    claimed = loads.of_one(rows, account=cast.helper.pk, name="ai khác")
    assert [(name, len(ones)) for name, ones in loads.unnamed(rows, claimed).items()] == [(cast.helper.display_name, 1)]


@pytest.mark.requirement("S2-59")
def test_a_unit_sets_its_limit_and_the_one_before_ends(cast: Cast) -> None:
    assert loads.limit_at(cast.thuong_lac.path, TODAY) is None
    first = set_limit(cast.thuong_lac, 5)
    assert set_limit(cast.thuong_lac, 5, hour=10) == first
    set_limit(cast.thuong_lac, 7, hour=11)
    first.refresh_from_db()
    assert (first.valid_to, loads.limit_at(cast.thuong_lac.path, TODAY)) == (TODAY, 7)
    assert loads.limit_at(cast.long_khanh_a.path, TODAY) is None
    assert AuditEntry.objects.filter(code="helper.limit_set").count() == 2


@pytest.mark.parametrize("most", [0, -1, rules.GREATEST_LIMIT + 1])
def test_a_limit_outside_reason_is_refused(cast: Cast, most: int) -> None:
    with pytest.raises(Refused, match="Số người từ 1"):
        set_limit(cast.thuong_lac, most)
    assert not HelperLimit.objects.exists()


@pytest.mark.requirement("S2-59")
def test_the_limit_never_blocks(cast: Cast) -> None:
    set_limit(cast.thuong_lac, 1)
    for case in people.cases(cast.thuong_lac, 3):
        helped(case)
    assert load(cast) == 3
