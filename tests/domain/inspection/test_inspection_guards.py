"""Who draws, reads, answers and follows, post by post; what each act leaves in the log."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.documents.paper import Table
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.inspection import actions, duties, papers, policy, queries
from hoanhap.people.inspection.models import Finding
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.people.reintegration.models import HelperAssignment
from tests import guards
from tests.cast import NOW, Cast
from tests.domain.care import people
from tests.guards import DESK, Everybody, each, entry, may_only, passes, told
from tests.people import assign_helper

DUE = date(2020, 7, 16)
ABOVE = ("district_merger", "district_leader", "province_merger", "province_leader")
READ = {
    **each(DESK, "own"),
    "neighbour_officer": "near",
    "stranger_officer": "far",
    "inspector": "near own",
    "stranger_inspector": "far",
}


class World:
    """A file and a finding in each of three communes, two of them of one sample."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        units = (cast.thuong_lac, cast.long_khanh_a, cast.vinh_xuong)
        self.own, self.near, self.far = (people.case(unit) for unit in units)
        inspector, other = cast.viewer(cast.inspector), cast.viewer(cast.stranger_inspector)
        self.sample = actions.draw(unit=cast.hong_ngu, size=9, by=inspector, at=NOW)
        found = []
        for unit, by, sample in zip(
            units, (inspector, inspector, other), (self.sample, self.sample, None), strict=True
        ):
            found.append(actions.find(unit=unit, words="Cử người giúp đỡ", due_on=DUE, by=by, at=NOW, sample=sample))
        own, near, far = found
        self.findings = {"own": own, "near": near, "far": far}
        self.everybody = Everybody(cast, **self.findings)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_findings_are_read_where_they_lie(world: World) -> None:
    assert world.everybody.rows(policy.findings_for) == READ
    asked = [str(row.pk) for row in world.findings.values()]
    assert world.everybody.rows(lambda viewer: duties.SUBJECTS.lines(viewer, asked)) == READ
    for label, row in world.findings.items():
        readers = {name for name, seen in READ.items() if label in seen.split()}
        assert world.everybody.let_in(lambda viewer, pk=row.pk: policy.get_finding_for(viewer, pk)) == readers


def test_the_levels_above_follow_figures_and_days(world: World) -> None:
    followed = READ | each(ABOVE, "near own")
    assert world.everybody.rows(lambda viewer: Finding.objects.filter(policy.followed_by(viewer))) == followed
    assert world.everybody.who(policy.may_enter).keys() == followed.keys() | {"front_cadre"}  # to its own supervisions
    names = {row.unit_id: label for label, row in world.findings.items()}
    counted = world.everybody.who(lambda viewer: " ".join(sorted(names[pk] for pk in queries._waiting(viewer))))
    assert counted == followed


def test_a_finding_is_answered_by_who_reads_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, own = world.everybody.viewers["officer"], world.findings["own"]
    assert passes(lambda viewer: policy.get_finding_for(viewer, own.pk, to=May.ANSWER), officer)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.ANSWER)
    assert not passes(lambda viewer: policy.get_finding_for(viewer, own.pk, to=May.ANSWER), officer)


def test_a_sample_is_drawn_where_files_are_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {world.own.pk: "own", world.near.pk: "near", world.far.pk: "far"}

    def drawn_from() -> dict[str, str]:
        found: dict[str, str] = {}
        for place in (world.cast.hong_ngu, world.cast.an_giang):
            found |= world.everybody.who(
                lambda viewer, place=place: " ".join(sorted(labels[one.pk] for one in policy.population(viewer, place)))
            )
        return found

    assert drawn_from() == {"inspector": "near own", "stranger_inspector": "far"}
    may_only(monkeypatch, Role.INSPECTOR, May.DRAW)
    assert drawn_from() == {}, "whoever may draw and not read the files draws none"


def test_a_relation_to_somebody_draws_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who knows one person as his helper does not inspect him."""
    inspector = world.everybody.viewers["inspector"]
    assign_helper(world.cast, world.own, account=world.cast.helper)
    HelperAssignment.objects.update(account=world.cast.inspector)
    may_only(monkeypatch, Role.INSPECTOR, May.DRAW, CasePermission.READ_ASSIGNED)
    assert list(case_policy.visible_to(inspector)) == [world.own]
    assert not policy.population(inspector, world.cast.hong_ngu).exists()


def test_units_to_draw_are_those_of_an_inspector(world: World) -> None:
    named = world.everybody.who(lambda viewer: [place.name for place in policy.units_to_draw(viewer)])
    assert named == {
        "inspector": ["Hồng Ngự", "Thường Lạc", "Long Khánh A", "Phú Thuận B"],
        "stranger_inspector": ["An Giang", "Vĩnh Xương"],
    }


def test_a_seed_draws_again_for_who_draws(world: World) -> None:
    again = {name: queries.draws_again(viewer, world.sample) for name, viewer in world.everybody.viewers.items()}
    assert {name for name, said in again.items() if said is not None} == {"inspector"}
    assert again["inspector"] is True


def test_a_file_of_a_sample_opens_for_who_reads_files(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def opens() -> dict[str, list[bool]]:
        return world.everybody.who(lambda viewer: [one.may_open for one in queries.files_of(viewer, world.sample)])

    seen = {**each((*DESK, "neighbour_officer"), [True]), "inspector": [True, True]}
    assert opens() == seen
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ)
    assert opens() == seen | each(("officer", "neighbour_officer"), [False])


def test_the_paper_names_the_findings_of_its_reader(world: World) -> None:
    def findings(name: str) -> list[str]:
        table = papers.findings(world.sample, world.everybody.viewers[name]).body[-2]
        assert isinstance(table, Table)
        return sorted(str(row.cells[1]) for row in table.rows)

    assert findings("officer") == ["xã Thường Lạc"]
    assert findings("inspector") == ["xã Long Khánh A", "xã Thường Lạc"]


def test_each_step_of_a_finding_stands_in_the_log(world: World) -> None:
    own, viewers = world.findings["own"], world.everybody.viewers
    unit, cast = world.cast.thuong_lac, world.cast
    assert entry("finding", own, unit, cast.inspector) in told("inspection.found")
    held = actions.answer(own, words="Đã cử", by=viewers["officer"], at=NOW)
    assert told("inspection.answered") == [entry("finding", own, unit, cast.officer)]
    held = actions.ask_again(held, due_on=DUE, by=viewers["inspector"], at=NOW)
    assert told("inspection.asked_again") == [entry("finding", own, unit, cast.inspector)]
    actions.accept(held, by=viewers["inspector"], at=NOW)
    assert told("inspection.accepted") == [entry("finding", own, unit, cast.inspector)]
