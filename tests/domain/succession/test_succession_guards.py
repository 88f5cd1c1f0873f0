"""Who places and checks what came out of a split or merged unit, post by post, and what it leaves in the log."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.succession import actions, duties, policy, queries
from hoanhap.people.succession.models import HandOver
from tests import cast as stage
from tests import guards, map_changes, people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.succession.conftest import AT, NIGHT
from tests.guards import DESK, each, entry, passes, told
from tests.map_changes import DAY


class World:
    """xã Thường Lạc is split in two, people and posts of it wait; xã Phú Thuận B goes whole into a ward."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.waiting = people.register_person(cast, "Nguyễn Văn An", hamlet=cast.ap_1)
        people.open_home_case(cast, self.waiting)
        people.open_home_case(cast, people.register_person(cast, "Lê Văn Tư", unit=cast.phu_thuan_b))
        posted("can-bo-ptb", cast.phu_thuan_b, since=TODAY)
        self.elsewhere = people.register_person(cast, "Lê Thị Sen", unit=cast.long_khanh_a)
        self.north = map_changes.new_unit(87102, "Thường Bắc", parent=cast.dong_thap)
        self.south = map_changes.new_unit(87103, "Thường Nam", parent=cast.dong_thap)
        self.ward = map_changes.new_unit(87104, "Phú Thuận", parent=cast.dong_thap)
        map_changes.split(cast.thuong_lac, self.north, self.south)
        map_changes.merge(cast.phu_thuan_b, into=self.ward)
        actions.hand_over_all(on=DAY, by=NIGHT, at=clock.at(DAY, 2))
        self.officers = {
            "north": posted("bac", self.north), "ward": posted("phuong", self.ward),
            "chair": posted("chu-tich-bac", self.north, Role.COMMUNE_LEADER),
            "keeper": posted("giu-tai-khoan", cast.dong_thap, Role.ADMINISTRATOR),
        }  # fmt: skip
        everybody = cast.everybody() | self.officers
        self.viewers = {name: viewers.of(account, DAY) for name, account in everybody.items()}

    def record(self, unit: Place) -> HandOver:
        return HandOver.objects.get(unit=unit)

    def let_in(self, gate: object) -> set[str]:
        return {name for name, viewer in self.viewers.items() if passes(gate, viewer)}  # type: ignore[arg-type]


def posted(name: str, place: Place, role: Role = Role.COMMUNE_OFFICER, *, since: date = DAY) -> Account:
    account = access.create_account(username=name, display_name="Cán bộ", password=stage.PASSWORD, by=SETTER, at=NOW)
    access.post(account, role=role, place=place, valid_from=since, by=SETTER, at=NOW)
    return account


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_hand_overs_are_seen_at_both_ends_and_checked_at_one(world: World) -> None:
    units = {world.north.pk: "north", world.south.pk: "south", world.ward.pk: "ward"}

    def seen(viewer: Viewer) -> str:
        return " ".join(sorted(units[one.unit_id] for one in policy.visible_to(viewer)))

    found = {name: got for name, viewer in world.viewers.items() if (got := seen(viewer))}
    assert found == each(("north", "chair", *DESK), "north south") | {"ward": "ward"}
    listed = {name for name, viewer in world.viewers.items() if queries.received(viewer)}
    assert listed == set(found)
    assert world.let_in(lambda viewer: policy.get_hand_over_for(viewer, world.record(world.north).pk)) == {"chair"}


def test_people_and_hamlets_wait_for_the_two_sides_alone(world: World) -> None:
    old, cast = world.cast.thuong_lac, world.cast
    sorters = {name for name, viewer in world.viewers.items() if policy.units_to_sort(viewer) == [old]}
    assert sorters == {"north", "chair", *DESK}
    assert {name for name, viewer in world.viewers.items() if policy.units_to_sort(viewer)} == sorters
    assert world.let_in(lambda viewer: policy.get_persons_to_place(viewer, [str(world.waiting.pk)])) == sorters
    assert world.let_in(lambda viewer: policy.get_persons_to_place(viewer, [str(world.elsewhere.pk)])) == set()
    assert world.let_in(lambda viewer: policy.get_hamlet_to_place(viewer, cast.ap_1.pk)) == sorters
    north = world.viewers["north"]
    assert policy.get_target_for(north, old, world.south.pk) == world.south
    for pk in (cast.long_khanh_a.pk, world.ward.pk):
        with pytest.raises(NotHere):
            policy.get_target_for(north, old, pk)


def test_postings_of_a_split_unit_are_said_by_who_keeps_accounts_after_it(world: World) -> None:
    posts = Posting.objects.filter(place=world.cast.thuong_lac)
    living = posts.exclude(account=world.cast.former_officer)
    found = {name: set(queries.split_postings(viewer)) for name, viewer in world.viewers.items()}
    keepers = {name for name, rows in found.items() if rows}
    assert keepers == {"administrator", "keeper"}
    assert found["keeper"] == set(living)
    officer = posts.get(account=world.cast.officer)
    assert world.let_in(lambda viewer: policy.get_posting_for(viewer, officer.pk)) == keepers


def test_the_duty_of_postings_waits_for_those_that_live(world: World) -> None:
    record = world.record(world.north)
    assert duties._postings_wait(world.cast.thuong_lac, record)
    Posting.objects.filter(place=world.cast.thuong_lac).update(valid_to=DAY + timedelta(days=1))
    assert not duties._postings_wait(world.cast.thuong_lac, record)


def test_what_is_concluded_and_checked_stands_in_the_log(world: World) -> None:
    went = entry("place", world.cast.phu_thuan_b, world.ward, NIGHT.account_id)
    assert told("succession.concluded") == [went]
    record, by = world.record(world.north), world.viewers["north"].actor
    actions.check(record, by=by, at=AT)
    assert told("succession.checked") == [entry("hand_over", record, world.north, world.officers["north"])]
