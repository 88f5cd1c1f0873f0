"""Who is told of helpers in the list of people, who registers where, and which file a person's entry leads to."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any
from typing import cast as typed_as
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.cases import queries
from hoanhap.people.cases.actions import moving
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import PeopleFilter
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.persons.queries import Whose
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperKind
from hoanhap.web.office.people import intake, presenting
from hoanhap.web.office.people.forms import IntakeForm, NarrowForm
from tests import guards, people
from tests.cast import NOW, SETTER, Cast
from tests.guards import DESK, POLICE, Everybody, each, may_only, passing

KEY = UUID("0c0ffee0-0000-4000-8000-000000000001")


class World:
    """One person of Thường Lạc without a main helper: somebody with an account stands beside for a while."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2)
        self.case = people.open_home_case(cast, self.person)
        beside = HelperDetails(
            helper_name="Phan Thị Út",
            organisation="Hội LHPN xã",
            kind=HelperKind.DEPUTY,
            account=cast.other_helper,
            valid_from=date(2020, 6, 1),
        )
        reintegration.assign(self.case, details=beside, by=SETTER, at=NOW)
        self.everybody = Everybody(cast)

    def listed(self, viewer: Viewer) -> dict[str, Any]:
        found = queries.my_people(viewer, filters=PeopleFilter(), at=NOW)
        return presenting.listed(viewer, found, NarrowForm({}, hamlets=[]), [])


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_only_who_sees_helpers_is_told_who_has_none(world: World) -> None:
    pages = {name: world.listed(viewer) for name, viewer in world.everybody.viewers.items()}
    neighbours = {"neighbour_officer", "neighbour_police", "stranger_officer", "stranger_inspector"}
    assert {name for name, page in pages.items() if page["sees_helpers"]} == DESK | POLICE | {"inspector"} | neighbours
    told = {name: page["lacking"] for name, page in pages.items() if page["lacking"]}
    assert told == each((*DESK, *POLICE, "inspector"), 1)


def test_people_are_registered_at_the_desk_of_the_commune(world: World) -> None:
    assert passing(world.cast, intake.registering_unit) == {*DESK, "neighbour_officer", "stranger_officer"}
    assert intake.registering_unit(world.everybody.viewers["deputy"]) == world.cast.thuong_lac


@pytest.mark.parametrize("half", [CasePermission.OPEN, PersonPermission.REGISTER])
def test_who_may_only_register_or_only_open_takes_nobody_in(
    world: World, monkeypatch: pytest.MonkeyPatch, half: Permission
) -> None:
    may_only(monkeypatch, Role.COMMUNE_OFFICER, half)
    assert passing(world.cast, intake.registering_unit) == {"leader", "deputy"}


# --- a file that was put away is not led to ----------------------------------------------------------------------


def put_away(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(sealed_at=NOW)


def ended(world: World, case: Case, on: date) -> Case:
    case.refresh_from_db()
    moved = moving.close(
        case=case, verb="close_moved", on=on, signer_title="Chủ tịch", by=SETTER, at=NOW, version=case.version
    )
    return moved.case


def form(world: World) -> IntakeForm:
    """What is asked of a form here: its key, and whom it tells of."""
    said = PersonDetails(full_name="Nguyễn Văn Đào", birth=PartialDate(1992), hamlet_id=world.cast.ap_2.pk)
    told = SimpleNamespace(cleaned_data={"client_key": KEY}, details=lambda: said)
    return typed_as(IntakeForm, told)


def test_the_file_of_an_entry_sent_twice_is_one_that_is_not_put_away(world: World) -> None:
    Person.objects.filter(pk=world.person.pk).update(client_key=KEY)
    officer = world.everybody.viewers["officer"]
    assert intake.sent_before(form(world), officer) == world.case
    put_away(ended(world, world.case, date(2020, 6, 1)))
    again = people.open_home_case(world.cast, world.person, on=date(2020, 6, 10), number="9/QĐ-UBND")
    assert intake.sent_before(form(world), officer) == again
    assert intake.sent_before(form(world), world.everybody.viewers["neighbour_officer"]) is None


def test_somebody_known_leads_to_a_file_that_is_not_put_away(world: World) -> None:
    officer, unit = world.everybody.viewers["officer"], world.cast.thuong_lac
    assert intake.known_as(form(world), unit, officer).case_id == world.case.pk
    ended(world, world.case, date(2020, 6, 1))
    again = people.open_home_case(world.cast, world.person, on=date(2020, 6, 10), number="9/QĐ-UBND")
    put_away(ended(world, again, date(2020, 6, 12)))
    known = intake.known_as(form(world), unit, officer)
    assert (known.whose, known.case_id) == (Whose.OWN, world.case.pk)
