"""Who reads the registers around people, post by post; behind a figure; what each act leaves in the log."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators import rows as behind
from hoanhap.people.community import actions, policy, queries, row_lines
from hoanhap.people.community.clubs import actions as clubs
from hoanhap.people.community.clubs.models import Attendance
from hoanhap.people.community.models import TaskForce, TaskForceKind
from hoanhap.people.community.pledges import actions as pledge_actions
from hoanhap.people.community.pledges import queries as pledges
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as scheme_actions
from hoanhap.people.community.schemes import queries as schemes
from hoanhap.people.community.schemes.models import SchemeKind
from hoanhap.people.community.training import actions as training_actions
from hoanhap.people.community.training import queries as training
from hoanhap.people.community.training.actions import Nomination
from hoanhap.people.community.training.models import Trainee, TraineeCategory
from hoanhap.people.persons.policy import PersonPermission
from tests import guards
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, passes, told
from tests.people import register_person

COMMUNE = (*DESK, *POLICE, "health_station", "front_cadre", "justice", "culture", "finance")
ABOVE = ("district_merger", "district_leader", "province_merger", "province_leader", "inspector")
NEAR = ("neighbour_officer", "neighbour_police", "neighbour_station")
FAR = ("stranger_officer", "stranger_inspector")
READ = {**each(COMMUNE, "own"), **each(NEAR, "near"), **each(FAR, "far"), **each(ABOVE, "near own")}
IN_PERSON = (*DESK, *POLICE, "inspector")
NAMED = "Nguyễn Văn Đào"


class World:
    """In three communes a task force, a club that met, a worker, a course, a scheme and its place."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        names = ("forces", "clubs", "came", "workers", "courses", "trainees", "schemes", "sites")
        made: dict[str, dict[str, Any]] = {one: {} for one in names}
        for label, unit in self.units.items():
            made["forces"][label] = set_up(unit)
            club = made["clubs"][label] = around.club(unit)
            person = around.agreed(cast, NAMED, unit=unit)
            around.join(club, person)
            around.meet(club, date(2020, 6, 2), person)
            made["came"][label] = Attendance.objects.get(person=person)
            worker = made["workers"][label] = around.worker(unit, "Cao Văn Bảy")
            course = made["courses"][label] = around.course(unit)
            (made["trainees"][label],) = nominate(course, worker)
            scheme = made["schemes"][label] = around.scheme(unit)
            made["sites"][label] = around.site(scheme, unit, label="đường Ông Bưởi")
        (self.forces, self.clubs, self.came, self.workers, self.courses, self.trainees, self.schemes, self.sites) = (
            made.values()
        )
        self.person = register_person(cast, "Cao Văn Bé")
        self.team = set_up(cast.thuong_lac, kind=TaskForceKind.MANAGEMENT_TEAM, person=self.person)

    def everybody(self, rows: dict[str, Any], **more: Any) -> Everybody:
        return Everybody(self.cast, **rows, **more)


def set_up(unit: Any, **rest: Any) -> TaskForce:
    return actions.set_up(
        unit=unit,
        decision_number="31/QĐ",
        decision_on=TODAY,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
        **rest,
    )


def nominate(course: Any, *workers: Any) -> list[Trainee]:
    sent = [Nomination(worker=worker, category=TraineeCategory.OTHER) for worker in workers]
    return training_actions.nominate(course, nominations=sent, unit=workers[0].unit, by=SETTER, at=NOW)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


# --- teams and persons --------------------------------------------------------------------------------------------


def test_a_team_by_a_person_is_seen_by_who_may_know_him(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = world.everybody(world.forces, team=world.team)
    seen = READ | each(IN_PERSON, "own team") | {"inspector": "near own team", "front_hamlet": "own"}
    assert everybody.rows(policy.visible_to) == seen
    person = world.person
    assert everybody.rows(lambda viewer: queries.of_person(viewer, person)) == each(IN_PERSON, "team")
    assert everybody.rows(lambda viewer: queries.of_unit(viewer, world.cast.thuong_lac.path)) == each(
        (*COMMUNE, *ABOVE, "front_hamlet"), "own"
    )
    officer = everybody.viewers["officer"]
    for half in (PersonPermission.READ, May.READ_PERSON_TEAM):
        may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ_TASK_FORCE, half)
        assert everybody.named(policy.visible_to(officer)) == "own"


def test_what_is_set_up_in_a_commune_is_set_up_in_no_district(world: World) -> None:
    cast, merger = world.cast, world.cast.viewer(world.cast.district_merger)
    assert passes(lambda one: policy.get_commune_for(one, cast.thuong_lac.pk, to=May.KEEP_WORKER), merger)
    assert passes(lambda one: policy.get_unit_for(one, cast.hong_ngu.pk, to=May.KEEP_WORKER), merger)
    assert not passes(lambda one: policy.get_commune_for(one, cast.hong_ngu.pk, to=May.KEEP_WORKER), merger)


def test_something_is_set_up_around_whom_one_may_know(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody, pk = world.everybody({}), world.person.pk

    def keepers() -> set[str]:
        return everybody.let_in(lambda viewer: policy.get_person_for(viewer, pk, to=May.KEEP_CLUB))

    assert keepers() == set(DESK)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.KEEP_CLUB)
    assert keepers() == {"leader", "deputy"}


# --- behind a figure ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (row_lines.CLUB, "clubs"),
        (row_lines.WORKER, "workers"),
        (row_lines.COURSE, "courses"),
        (row_lines.TRAINEE, "trainees"),
        (row_lines.SITE, "sites"),
        (row_lines.ATTENDANCE, "came"),
        (row_lines.TASK_FORCE, "forces"),
    ],
)
def test_the_lines_behind_a_figure_are_those_of_one_s_own_part_of_the_map(world: World, kind: str, table: str) -> None:
    rows: dict[str, Any] = getattr(world, table)
    everybody, ids = world.everybody(rows), [row.pk for row in rows.values()]
    expected = READ | ({"front_hamlet": "own"} if kind == row_lines.TASK_FORCE else {})
    openers = [behind.openers[kind]]
    if kind in row_lines._REGISTERS:
        openers.append(row_lines._opener(*row_lines._REGISTERS[kind]))  # as it is made, too, not as it was at the start
    for opener in openers:
        assert everybody.rows(lambda one, opener=opener: [line.row_id for line in opener(one, ids)]) == expected


def test_who_came_to_a_club_is_named_to_who_keeps_it_and_knows_him(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, row = world.everybody({}), world.came["own"]

    def named(viewer: Viewer) -> bool:
        return [line.label for line in row_lines._attendance(viewer, [row.pk])] == [NAMED]

    assert set(everybody.who(named)) == set(DESK)
    assert {who for _kind, _subject, _path, who in told("club.viewed")} == {
        str(everybody.viewers[name].account_id) for name in DESK
    }
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ_AROUND, May.KEEP_CLUB, PersonPermission.NAME)
    assert set(everybody.who(named)) == {"leader", "deputy"}


# --- schemes and training -----------------------------------------------------------------------------------------


def test_schemes_are_found_by_the_places_one_may_read(world: World) -> None:
    everybody, places = world.everybody(world.schemes), world.everybody(world.sites)
    assert everybody.rows(schemes.schemes_for) == READ
    assert everybody.rows(lambda viewer: schemes.schemes_for(viewer, text="ông bưởi")) == READ
    assert places.rows(lambda viewer: [line.site for line in schemes.sites_for(viewer, TODAY)]) == READ
    name = "quan ly, giao duc, giup do tai cong dong"
    found = {label: schemes.named(name, unit.path) for label, unit in world.units.items()}
    assert found == world.schemes
    assert schemes.named(name, world.cast.hong_ngu.path) is None


def test_schemes_of_the_district_are_found_below_it_by_no_place_of_a_neighbour(world: World) -> None:
    """Which street of another commune runs it is not to be asked through the search."""
    wide = around.scheme(world.cast.hong_ngu, "Khu dân cư bình yên")
    around.site(wide, world.cast.long_khanh_a, label="hẻm Cây Xoài")
    everybody = world.everybody({"wide": wide})
    found = everybody.rows(lambda viewer: schemes.schemes_for(viewer, text="cây xoài"))
    assert found == each((*NEAR, *ABOVE), "wide")


def test_training_is_read_where_it_lies_and_below(world: World) -> None:
    everybody = world.everybody(world.courses)
    assert everybody.rows(training.courses_for) == READ
    learned = world.everybody(world.workers)
    assert learned.rows(lambda viewer: [one.worker for one in training.competence(viewer, TODAY)]) == READ
    hamlets = learned.who(lambda viewer: " ".join(one.name for one in training.untrained_hamlets(viewer, TODAY)))
    assert hamlets == each((*COMMUNE, *ABOVE), "1 2")


def test_pledges_are_counted_where_they_lie_and_below(world: World) -> None:
    everybody = world.everybody(world.units)
    for unit in world.units.values():
        around.pledge(unit, 30)

    def pledged(viewer: Viewer) -> list[Any]:
        found = pledges.by_commune(viewer, "three_noes", year=TODAY.year, on=TODAY)
        assert found.tally.signed == 30 * found.begun
        return [line.place for line in found.lines if line.tally.sheets]

    assert everybody.rows(pledged) == READ


# --- the log ------------------------------------------------------------------------------------------------------


def test_schemes_training_clubs_and_workers_leave_a_word_in_the_log(world: World) -> None:
    """Each register writes through one door: what is entered, by whom, where."""
    cast, unit = world.cast, world.cast.thuong_lac
    by = cast.viewer(cast.officer).actor
    details = scheme_actions.SchemeDetails(name="Tổ tự quản", kind=SchemeKind.SUPPORT, owner=Body.FRONT)
    scheme = scheme_actions.enter_scheme(unit=unit, details=details, by=by, at=NOW)
    assert entry("scheme", scheme, unit, cast.officer) in told("scheme.entered")
    club = world.clubs["own"]
    member = around.agreed(cast, "Lê Thị Sen")
    clubs.join(club, person=member, on=TODAY, by=by, at=NOW)
    assert entry("person", member, unit, cast.officer) in told("club.joined")
    sheet = around.pledge(unit, 30)
    pledge_actions.take_back(sheet, by=by, at=NOW)
    assert entry("pledgesheet", sheet, unit, SETTER.account_id) in told("pledge.entered")
    assert entry("pledgesheet", sheet, unit, cast.officer) in told("pledge.taken_back")
    assert entry("trainingcourse", world.courses["own"], unit, SETTER.account_id) in told("training.nominated")
    assert entry("worker", world.workers["own"], unit, SETTER.account_id) in told("worker.entered")
