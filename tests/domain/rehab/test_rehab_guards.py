"""Who keeps a measure, checks residence and opens a dossier, post by post."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.files import policy as files
from hoanhap.foundation.notices import kinds
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.rehab import actions, policy, queries, scan_room, subjects, timeline
from hoanhap.people.rehab.actions import CheckEntry
from hoanhap.people.rehab.models import Dossier
from hoanhap.people.rehab.policy import RehabPermission as May
from tests import guards
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, told

KEEP = {**each((*DESK, *POLICE), "own"), "neighbour_officer": "near", "neighbour_police": "near"}
KEEP["stranger_officer"] = "far"
CHECK = {**each(POLICE, "own"), "neighbour_police": "near"}


class World:
    """In three communes somebody in rehab at home, and somebody whose papers for it are gathered."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        self.cases = {label: people.case(unit) for label, unit in units.items()}
        self.dossiers = {label: self._dossier(people.case(unit, state="registered")) for label, unit in units.items()}
        self.everybody = Everybody(cast, **self.cases)

    def _dossier(self, case: Case) -> Dossier:
        return actions.open_dossier(case=case, verb="start_home", on=TODAY, by=SETTER, at=NOW)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_measures_are_kept_by_who_reads_files_and_measures(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = Case.objects.filter(pk__in=[case.pk for case in world.cases.values()])

    def reached(to: May) -> dict[str, str]:
        return world.everybody.rows(lambda viewer: cases.filter(policy.reach(viewer, to)))

    assert reached(May.KEEP) == KEEP
    assert reached(May.CHECK_RESIDENCE) == CHECK
    for half in (CasePermission.READ, May.READ):
        may_only(monkeypatch, Role.COMMUNE_OFFICER, May.KEEP, half)
        assert reached(May.KEEP) == {name: got for name, got in KEEP.items() if not name.endswith("officer")}


def test_residence_is_checked_by_the_police_of_the_unit(world: World) -> None:
    listed = world.everybody.rows(lambda viewer: [row.case_id for row in queries.residence_list(viewer, TODAY)])
    assert listed == CHECK
    units = {str(case.unit_id): label for label, case in world.cases.items()}
    for lines in (subjects._lines, subjects.UNITS.lines):
        found = world.everybody.who(
            lambda viewer, lines=lines: " ".join(units[pk] for pk in lines(viewer, list(units)))
        )
        assert found == CHECK
    assert subjects.UNITS in [kind for _name, kind in kinds.subject_kinds.items()]


def test_scans_of_a_dossier_are_kept_by_who_keeps_the_dossier(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    room, everybody = files.subjects[scan_room.DOSSIER], world.everybody
    for label, dossier in world.dossiers.items():
        keepers = {name for name, got in KEEP.items() if got == label}
        for door in (room.read, room.write):
            found = everybody.who(lambda viewer, door=door, pk=dossier.pk: _place(door, viewer, str(pk)))
            assert found == each(keepers, world.cases[label].unit)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, CasePermission.READ, May.READ)
    own, officer = str(world.dossiers["own"].pk), everybody.viewers["officer"]
    assert (_place(room.read, officer, own), _place(room.write, officer, own)) == (world.cast.thuong_lac, None)


def _place(door: object, viewer: object, pk: str) -> object:
    try:
        return door(viewer, pk)  # type: ignore[operator]
    except NotHere:
        return None


def test_the_timeline_tells_of_measures_to_who_keeps_them(world: World) -> None:
    case = world.cases["own"]
    actions.record_happening(case=case, code="measure_started", happened_at=NOW, by=SETTER, at=NOW)
    keepers = {name for name, got in KEEP.items() if got == "own"}
    for tell in (timeline.SOURCES["Happening"].tell, timeline._kept(timeline._happenings)):
        found = world.everybody.who(lambda viewer, tell=tell: len(list(tell(case, viewer))))
        assert found == each(keepers, 1), "nor to the inspector, who reads the file"


def test_actions_of_a_check_stand_in_the_log(world: World) -> None:
    cast, case = world.cast, world.cases["own"]
    entries, by = [CheckEntry(case_id=case.pk, found="present")], cast.viewer(cast.police).actor
    actions.record_checks(cases=[case], entries=entries, on=TODAY, by=by, at=NOW)
    assert told("rehab.residence_checked") == [entry("case", case, cast.thuong_lac, cast.police)]
