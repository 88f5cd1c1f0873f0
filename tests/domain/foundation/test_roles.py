"""Every role ready for use: who is posted where, as what, and what he may never do."""

from datetime import date

import pytest

from hoanhap.foundation.access import actions, command, roles
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.community import actions as forces
from hoanhap.people.community import policy as community
from hoanhap.people.persons import policy as persons
from hoanhap.people.persons.policy import PersonPermission
from tests import cast as casting
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return casting.make()


def test_somebody_of_the_cast_holds_every_role(cast: Cast) -> None:
    held = {seat.role for account in cast.everybody().values() for seat in cast.viewer(account).seats}
    assert held == set(Role)


def test_a_deputy_and_a_chief_may_what_those_may_for_whom_they_act() -> None:
    assert roles.allowed_to(Role.COMMUNE_DEPUTY) == roles.allowed_to(Role.COMMUNE_LEADER)
    assert roles.allowed_to(Role.POLICE_CHIEF) == roles.allowed_to(Role.COMMUNE_POLICE)


READS_PEOPLE = (PersonPermission.READ, PersonPermission.READ_ASSIGNED, CasePermission.READ)


@pytest.mark.parametrize("role", [role for role in Role if not DESCRIPTIONS[role].sees_names])
def test_who_is_said_to_see_no_names_holds_no_permission_that_shows_one(role: Role) -> None:
    assert not roles.allowed_to(role) & {*READS_PEOPLE, CasePermission.READ_ASSIGNED, PersonPermission.REVEAL}


def test_only_the_police_of_a_commune_read_what_police_wrote() -> None:
    assert roles.holders_of(PolicePermission.READ) == {Role.COMMUNE_POLICE, Role.POLICE_CHIEF}


def test_the_administrator_keeps_the_house_and_reads_nothing_of_its_people() -> None:
    allowed = {permission.value.partition(".")[0] for permission in roles.allowed_to(Role.ADMINISTRATOR)}
    assert not allowed & {"persons", "cases", "police", "care", "health", "reintegration", "exchange", "reports"}


def test_an_inspector_reads_and_writes_nothing() -> None:
    own = {"inspection.draw", "inspection.find"}  # the sample drawn and what was found in it: papers of his own
    values = {permission.value for permission in roles.allowed_to(Role.INSPECTOR)}
    verbs = {value.partition(".")[2] for value in values - own}
    assert verbs, "an inspector reads something"
    assert all(verb.startswith(("read", "see", "small", "words", "count", "reveal", "print")) for verb in verbs), verbs


@pytest.mark.parametrize("who", ["health_station", "centre", "front_cadre", "front_hamlet", "justice", "administrator"])
def test_without_a_relation_nobody_is_known_to_them(cast: Cast, who: str) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    viewer = cast.viewer(getattr(cast, who))
    assert not cases.visible_to(viewer).exists()
    assert not persons.visible_to(viewer).exists()
    assert cases.visible_to(cast.viewer(cast.officer)).get() == case


def test_the_front_of_a_hamlet_knows_the_task_force_of_its_commune_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in (cast.thuong_lac, cast.long_khanh_a):
        forces.set_up(unit=unit, decision_number="1/QĐ-UBND", decision_on=TODAY, valid_from=TODAY, by=SETTER, at=NOW)
    viewer = cast.viewer(cast.front_hamlet)
    assert [force.unit for force in community.visible_to(viewer)] == [cast.thuong_lac]
    # Known-bad control: a reach of the whole district is noticed.
    monkeypatch.setattr("hoanhap.people.community.policy.paths.above", lambda path: cast.long_khanh_a.path)
    assert [force.unit for force in community.visible_to(viewer)] == [cast.long_khanh_a]


# --- postings -----------------------------------------------------------------------------------------------------


def test_a_station_and_a_centre_are_posted_to_their_agency(cast: Cast) -> None:
    assert (
        cast.viewer(cast.health_station).seats[0].agency_id
        == casting.agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE).pk
    )
    assert cast.viewer(cast.officer).seats[0].agency_id is None


def _post(cast: Cast, role: Role, **more: object) -> None:
    actions.post(cast.unposted, role=role, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW, **more)  # type: ignore[arg-type]


def test_where_no_such_agency_stands_nobody_is_posted_to_one(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        _post(cast, Role.HEALTH_STATION)
    assert refusal.value.code == "posting-agency"
    casting.agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE)
    _post(cast, Role.HEALTH_STATION)
    assert cast.viewer(cast.unposted).has_role(Role.HEALTH_STATION)


@pytest.mark.parametrize(("place", "kind"), [("long_khanh_a", AgencyKind.TRAM_Y_TE), ("thuong_lac", AgencyKind.CENTRE)])
def test_an_agency_of_another_place_or_kind_is_refused(cast: Cast, place: str, kind: AgencyKind) -> None:
    casting.agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE)
    with pytest.raises(Refused):
        _post(cast, Role.HEALTH_STATION, agency=casting.agency_at(getattr(cast, place), kind))


def test_of_two_stations_one_must_be_named(cast: Cast) -> None:
    first = casting.agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE)
    organisations.create_agency(
        kind=AgencyKind.TRAM_Y_TE,
        name="Điểm trạm 2",
        place=cast.thuong_lac,
        valid_from=date(2019, 1, 1),
        by=SETTER,
        at=NOW,
    )
    with pytest.raises(Refused):
        _post(cast, Role.HEALTH_STATION)
    _post(cast, Role.HEALTH_STATION, agency=first)


def test_an_inspection_has_a_last_day(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        _post(cast, Role.INSPECTOR)
    assert refusal.value.code == "posting-end"
    assert cast.viewer(cast.inspector, date(2020, 6, 30)).seats
    assert not cast.viewer(cast.inspector, date(2020, 7, 1)).seats


# --- from the command line ----------------------------------------------------------------------------------------


def _create_inspector(monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    monkeypatch.setattr(command, "_password", lambda: casting.PASSWORD)
    wanted = ["create", "thanh-tra-2", "--name", "Vũ Văn Ví Dụ", "--role", "inspector", "--unit", "Hồng Ngự"]
    command.main([*wanted, *more])


def test_an_inspector_made_on_the_command_line_needs_his_last_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set_start(NOW)
    try:
        with pytest.raises(Refused):
            _create_inspector(monkeypatch)
        assert not Account.objects.filter(username="thanh-tra-2").exists()
        _create_inspector(monkeypatch, "--until", "2020-07-01")
    finally:
        clock.set_start(None)
    assert Account.objects.get(username="thanh-tra-2").postings.get().valid_to == date(2020, 7, 1)
