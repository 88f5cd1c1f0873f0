"""What the first screen tells of people, and to whom: helpers that are missing or late, how those followed fare."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperKind
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office.reports.forms import current_month
from hoanhap.web.office.today import presenting
from hoanhap.web.office.today.presenting import Figures
from tests import guards, people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.guards import DESK, POLICE, Everybody, each, may_only


class World:
    """Two people of Thường Lạc who fare well: one whose helper is late, one whom somebody only stands beside."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        late, alone = (people.open_home_case(cast, people.register_person(cast, f"Người {n}")) for n in range(2))
        people.assign_helper(cast, late, account=cast.helper)
        beside = HelperDetails(
            helper_name="Phan Thị Út",
            valid_from=date(2020, 2, 1),
            kind=HelperKind.DEPUTY,
            account=cast.other_helper,
        )
        reintegration.assign(alone, details=beside, by=SETTER, at=NOW)
        people.follow_together(cast, [late, alone])
        people.log_contact(cast, late, on=date(2020, 4, 1))
        people.log_contact(cast, alone, on=date(2020, 5, 20), work="stable")
        self.everybody = Everybody(cast)

    def figures(self, viewer: Viewer) -> Figures | None:
        return presenting.page(viewer, NOW, None)["figures"]

    def told(self, name: str) -> dict[str, int]:
        """Whoever reads this figure, where it is any."""
        return self.everybody.who(lambda viewer: getattr(self.figures(viewer), name, 0))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_who_has_no_helper_is_told_to_those_who_see_helpers(world: World) -> None:
    assert world.told("without_helper") == each((*DESK, *POLICE, "inspector"), 1)


def test_late_helpers_are_told_to_the_post_that_plans_the_meetings(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world.told("helpers_late") == {"officer": 1}
    may_only(monkeypatch, Role.COMMUNE_OFFICER, CasePermission.READ, CarePermission.LOG_CONTACT)
    assert world.told("helpers_late") == {}


def test_how_people_fare_is_told_to_those_who_count_contacts_and_read_files(world: World) -> None:
    assert set(world.told("outcome")) == {*DESK, "inspector"}


def test_it_is_told_for_the_post_that_reads_files_whatever_other_post_comes_first(world: World) -> None:
    account, since = world.cast.unposted, date(2019, 1, 1)
    first, then = (Role.CULTURE, world.cast.long_khanh_a, since), (Role.COMMUNE_OFFICER, world.cast.thuong_lac, TODAY)
    for role, place, day in (first, then):
        access.post(account, role=role, place=place, valid_from=day, by=SETTER, at=NOW)
    viewer = world.cast.viewer(account)
    assert viewer.seats[0].role is Role.CULTURE
    found = world.figures(viewer)
    assert found is not None
    assert found.outcome is not None
    assert found.outcome.managed == 2


def test_the_next_report_is_led_to_by_who_reads_reports(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shape, officer = report_forms.get("BC01"), world.everybody.viewers["officer"]
    made = reports.open_report(shape, world.cast.thuong_lac, current_month(shape, TODAY), by=officer, at=NOW)
    assert presenting.page(officer, NOW, None)["next_report"].report == made
    may_only(monkeypatch, Role.COMMUNE_OFFICER, ReportPermission.FILL)
    assert presenting.page(officer, NOW, None)["next_report"].report is None
