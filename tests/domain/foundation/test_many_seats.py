"""Somebody with seats in many parts of the map: neighbours are asked as one range, what lies between stays shut."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places import lineage, paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.ops.generator import maps, staff
from hoanhap.people.cases.policy import CasePermission

SINCE, TODAY = date(2020, 1, 1), date(2026, 3, 2)
COUNT: Permission = CasePermission.COUNTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes() -> list[Place]:
    """Thirty communes of one province, by path."""
    _province, made = maps.found(communes=30, hamlets=1, number=7, since=SINCE)
    return sorted(made, key=lambda place: place.path)


def _sits(communes: list[Place]) -> Account:
    account = access.create_account(
        username="thanh-tra", display_name="Trần Thanh Tra", password=None, by=staff.SETTER, at=clock.at(SINCE, 8)
    )
    Posting.objects.bulk_create(
        Posting(
            account=account, role=Role.PROVINCE_MERGER, place=place, path=place.path, title="Tổng hợp",
            valid_from=SINCE, attested_until=TODAY + timedelta(days=30),
        )
        for place in communes
    )  # fmt: skip
    return account


def _seen(account: Account) -> set[int]:
    viewer = viewers.of(account, TODAY)
    return set(Place.objects.filter(viewer.scope_q(COUNT, field="path")).values_list("pk", flat=True))


def _under(communes: list[Place]) -> set[int]:
    return {
        pk
        for place in communes
        for pk in Place.objects.filter(paths.under("path", place.path)).values_list("pk", flat=True)
    }


def _ranges(account: Account) -> int:
    return str(viewers.of(account, TODAY).scope_q(COUNT)).count("unit_path__gte")


def test_all_communes_of_a_province_are_one_range(communes: list[Place]) -> None:
    account = _sits(communes)
    assert _seen(account) == _under(communes)
    assert _ranges(account) == 1


def test_a_commune_between_two_of_his_stays_shut(communes: list[Place]) -> None:
    his = communes[:9] + communes[10:]
    account = _sits(his)
    assert _seen(account) == _under(his)
    assert _ranges(account) == 2


def test_what_stands_beside_the_paths_is_read_at_every_level_above_them(communes: list[Place]) -> None:
    province = paths.above(communes[0].path)
    beside = lineage.beside([communes[3].path])
    assert set(beside) == {place.path for place in communes} | {province}
    assert beside == sorted(beside)
    assert lineage.beside([province]) == [province]


def test_few_seats_cost_no_look_at_the_map(communes: list[Place], django_assert_num_queries) -> None:
    few = _sits(communes[:3])
    with django_assert_num_queries(1):
        assert viewers.of(few, TODAY).beside == ()
