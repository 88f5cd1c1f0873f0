"""Which buttons, helpers and doors the pages of a file have for whom; each post gets what it may, no other does."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.web.office.cases import own_page, presenting
from tests import guards, people
from tests.cast import NOW, Cast
from tests.guards import DESK, POLICE, Everybody, may_only

LOOKING = {"inspector"}
BUTTONS = {
    "log": {"officer"},
    "move": DESK,
    "undo": DESK,
    "assign": DESK,
    "edit": DESK,
    "plan": {"officer"},
    "correct_contact": {"officer"},
    "social": DESK,
    "reveal": DESK | POLICE,
    "refer": DESK,
    "circle": DESK | POLICE,
    "team": DESK | POLICE | LOOKING,
    "story": DESK,
    "move_out": DESK | POLICE,
    "read_results": {"officer"},
    "read_prior": POLICE,
    "write_prior": POLICE,
    "see_looks": {"leader", "deputy", "inspector"},
    "rights": DESK,
    "seal": set(),
    "rehab": DESK | POLICE,
    "support": DESK,
    "loan": DESK | POLICE,
}
"""What the page of an open file of Thường Lạc offers to whom (docs/roles.md)."""

ON_OPEN_FILES = ("log", "assign", "plan", "refer", "story", "move_out")


class World:
    """One file with a helper who signs in."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))
        people.assign_helper(cast, self.case, account=cast.helper)
        self.everybody = Everybody(cast)

    def buttons(self, case: Case) -> dict[str, set[str]]:
        asked = {name: asdict(presenting.may(viewer, case)) for name, viewer in self.everybody.viewers.items()}
        return {button: {name for name, may in asked.items() if may[button]} for button in BUTTONS}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_each_button_is_there_for_the_posts_that_hold_its_right(world: World) -> None:
    assert world.buttons(world.case) == BUTTONS


def test_an_ended_file_offers_no_work_and_its_chair_may_put_it_away(world: World) -> None:
    Case.objects.filter(pk=world.case.pk).update(state="closed_deceased", closed_on=date(2020, 6, 1))
    on_ended = {name: set() if name in ON_OPEN_FILES else holders for name, holders in BUTTONS.items()}
    assert world.buttons(Case.objects.get(pk=world.case.pk)) == on_ended | {"seal": {"leader", "deputy"}}


@pytest.mark.parametrize("half", [PolicePermission.READ, PolicePermission.WRITE])
def test_the_police_room_is_written_by_who_reads_and_writes(
    world: World, monkeypatch: pytest.MonkeyPatch, half: PolicePermission
) -> None:
    may_only(monkeypatch, Role.COMMUNE_POLICE, half)
    found = presenting.may(world.everybody.viewers["police"], world.case)
    assert (found.read_prior, found.write_prior) == (half is PolicePermission.READ, False)


def test_the_helpers_of_a_file_stand_there_for_who_may_see_them(world: World) -> None:
    asked = ("officer", "police", "inspector", "helper", "neighbour_officer", "district_merger")
    pages = {name: presenting.page(world.everybody.viewers[name], world.case, NOW, {}) for name in asked}
    assert {name for name, page in pages.items() if page["helpers"]} == {"officer", "police", "inspector"}


def test_the_narrow_page_leads_to_logging_for_the_helper_of_this_person(world: World) -> None:
    ways = world.everybody.who(lambda viewer: own_page.page(viewer, world.case, NOW, {})["log_url"])
    assert set(ways) == {"officer", "helper"}
