"""Who arranges what for whom, post by post; what a list of loans names; what each act leaves in the log."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.documents.paper import Table
from hoanhap.foundation.notices import kinds
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole, TaskForce
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import loans, needs, work
from hoanhap.people.reintegration.actions.loans import EntryDetails
from hoanhap.people.reintegration.actions.needs import NeedDetails
from hoanhap.people.reintegration.duties import loans as loan_duties
from hoanhap.people.reintegration.duties import needs as need_duties
from hoanhap.people.reintegration.models import LoanList, Placement
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from tests import guards
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world as registers
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, told

AFTER = "post_rehab_residence"


class World:
    """Somebody who learns and works, and a list of loans in each of three communes."""

    def __init__(self, cast: Cast) -> None:
        self.cast, unit = cast, cast.thuong_lac
        self.case = people.case(unit)
        course = registers.course(registers.partner(unit), unit, on=date(2020, 6, 1))
        self.enrolment = work.enrol(self.case, course=course, on=date(2020, 6, 1), by=SETTER, at=NOW)
        found = Placement.Found.SELF
        self.job = work.start_job(self.case, trade="sewing", found=found, on=date(2020, 6, 2), by=SETTER, at=NOW)
        self.lists = {}
        for label, place in (("own", unit), ("near", cast.long_khanh_a), ("far", cast.vinh_xuong)):
            entries = [EntryDetails(case=people.case(place, state=AFTER))]
            self.lists[label] = loans.make_list(unit=place, entries=entries, by=SETTER, at=NOW)
        self.everybody = Everybody(cast, **self.lists)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


def test_learning_and_work_are_arranged_by_the_desk_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = world.everybody

    def keepers() -> list[set[str]]:
        return [
            everybody.let_in(lambda viewer: policy.get_enrolment_for(viewer, world.enrolment.pk)),
            everybody.let_in(lambda viewer: policy.get_placement_for(viewer, world.job.pk)),
        ]

    assert keepers() == [set(DESK), set(DESK)]
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.GIVE_SUPPORT)
    assert keepers() == [{"leader", "deputy"}] * 2


def test_duties_name_the_lists_of_loans_of_one_s_own_unit(world: World) -> None:
    ids = [str(row.pk) for row in world.lists.values()]
    seen = {**each((*DESK, *POLICE), "own"), "neighbour_officer": "near", "neighbour_police": "near"}
    seen["stranger_officer"] = "far"
    assert world.everybody.rows(policy.loan_lists_for) == seen
    lines = kinds.subject_kinds[loan_duties.SUBJECT].lines
    assert world.everybody.rows(lambda viewer: lines(viewer, ids)) == seen


def test_duties_of_a_late_need_go_to_the_head_of_a_living_team(world: World) -> None:
    cast = world.cast
    since = date(2020, 1, 6)
    force = community.set_up(
        unit=cast.thuong_lac, decision_number="12/QĐ", decision_on=since, valid_from=since, by=SETTER, at=NOW
    )
    head = {"name": "Trần Thị Mai", "role": MemberRole.HEAD, "account": cast.officer}
    community.add_member(force, valid_from=since, by=SETTER, at=NOW, **head)  # type: ignore[arg-type]
    assert need_duties._heads([force.unit_id], TODAY) == {force.unit_id: cast.officer.pk}
    TaskForce.objects.filter(pk=force.pk).update(valid_to=TODAY)
    assert need_duties._heads([force.unit_id], TODAY) == {}


def test_a_printed_list_of_loans_names_whom_its_reader_may_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    police, row = world.everybody.viewers["police"], world.lists["own"]

    def lines() -> int:
        (table,) = (one for one in papers.loan_list_paper(row, police, NOW).body if isinstance(one, Table))
        return len(table.rows)

    def opened() -> int:
        papers.print_loan_list(row, "docx", by=police, at=NOW)
        return len(told("person.opened"))

    assert (lines(), opened()) == (1, 1)
    person = LoanList.objects.get(pk=row.pk).entries.get().case.person_id
    assert told("person.opened") == [entry("person", person, world.cast.thuong_lac, world.cast.police)]
    assert told("loan_list.printed") == [entry("loan_list", row, world.cast.thuong_lac, world.cast.police)]
    may_only(monkeypatch, Role.COMMUNE_POLICE, May.READ_LOAN_LIST)
    assert (lines(), opened()) == (0, 1), "whose file he may not read is neither named nor opened"
    may_only(monkeypatch, Role.COMMUNE_POLICE, May.READ_LOAN_LIST, CasePermission.READ)
    assert (lines(), opened()) == (1, 2)


def test_actions_for_a_person_stand_in_the_log_of_his_file(world: World) -> None:
    cast = world.cast
    by = cast.viewer(cast.officer).actor
    line = entry("case", world.case, cast.thuong_lac, cast.officer)
    needs.raise_need(world.case, details=NeedDetails(kind="papers", raised_on=TODAY), by=by, at=NOW)
    assert told("need.raised") == [line]
    work.end_job(world.job, reason=Placement.EndReason.OTHER, on=TODAY, by=by, at=NOW)
    assert told("job.ended") == [line]
