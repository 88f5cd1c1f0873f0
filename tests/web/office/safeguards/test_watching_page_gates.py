"""The doors of the hub of watching: who has which, and how much of his own waits behind it."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass import actions as glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.watch import actions as watch
from hoanhap.foundation.watch import rules
from hoanhap.people.cases.models import Case
from hoanhap.web.office.watching import presenting
from tests import guards
from tests.cast import NOW, Cast
from tests.domain.care import people
from tests.guards import POLICE, Everybody, each

CHAIR, LEADERS = ("leader", "deputy"), ("district_leader", "province_leader")
WHY = "Gặp tai nạn giao thông, cần biết người thân để báo tin ngay"


class World:
    """Of each kind something waits in Thường Lạc and as much, or more, beside it and in another province."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        cases = {unit.pk: people.case(unit) for unit in (cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b)}
        self.opened(cast.viewer(cast.neighbour_officer), cases[cast.thuong_lac.pk])
        self.opened(cast.viewer(cast.officer), cases[cast.long_khanh_a.pk])
        self.opened(cast.viewer(cast.police), cases[cast.phu_thuan_b.pk])
        for account in (cast.police, cast.neighbour_officer, cast.stranger_officer):
            about = cast.viewer(account)
            watch.raise_alarm(rules.BY_CODE["outside_hour"], figure=99, stopped=False, about=about, at=NOW)
        self.asked(cast.thuong_lac, cast.police)
        self.asked(cast.long_khanh_a, cast.neighbour_police)
        self.asked(cast.phu_thuan_b, cast.helper)
        self.everybody = Everybody(cast)

    def opened(self, by: Viewer, case: Case) -> None:
        glass.open_file(
            subject_id=case.pk, label=case.code, unit=case.unit, category=Category.LIFE, reason=WHY, by=by, at=NOW
        )

    def asked(self, unit: Place, account: Account) -> None:
        joint_acts.ask(
            kinds.ROLE_CHANGE,
            subject_kind="account",
            subject_id=account.pk,
            unit=unit,
            reason="Cán bộ mới về công an xã từ đầu tháng sáu",
            what="Giao vai trò công an cấp xã",
            by=self.cast.viewer(self.cast.administrator),
            at=NOW,
        )

    def waiting(self, door: str) -> dict[str, int]:
        """Whoever has this door, and how much waits behind it."""
        hubs = {name: presenting.hub(viewer, NOW) for name, viewer in self.everybody.viewers.items()}
        rooms = [(name, room) for name, hub in hubs.items() for room in (*hub["waiting"], *hub["rooms"])]
        return {name: room.waiting for name, room in rooms if room.href == reverse(door)}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_what_waits_for_a_second_person_is_counted_for_who_may_be_that(world: World) -> None:
    waiting = world.waiting("joint-acts")
    assert {name: number for name, number in waiting.items() if number} == each(CHAIR, 1) | each(LEADERS, 3)


def test_openings_are_counted_for_the_chair_of_the_commune_they_were_in(world: World) -> None:
    assert world.waiting("break-glass-queue") == each(CHAIR, 1)


def test_alarms_are_counted_for_the_leaders_above_who_is_meant(world: World) -> None:
    assert world.waiting("watching") == each(CHAIR, 1) | each(LEADERS, 2)


def test_the_other_doors_are_of_those_who_work_behind_them(world: World) -> None:
    openers = {"officer", *POLICE, "health_station", "neighbour_officer", "neighbour_police", "neighbour_station"}
    assert set(world.waiting("break-glass")) == openers | {"stranger_officer"}
    assert set(world.waiting("log-state")) == {"administrator"}
    assert set(world.waiting("rights-review")) == {*CHAIR, *LEADERS, "administrator"}
