"""Who reads and arranges needs, help, work, loans and registers, post by post; and who may count them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation import vault
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.indicators.rows import openers
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reintegration import measures, policy, queries, team_works, timeline
from hoanhap.people.reintegration.actions import loans, needs, registers, supports, work
from hoanhap.people.reintegration.actions.diary import SessionDetails, log_session
from hoanhap.people.reintegration.actions.needs import NeedDetails
from hoanhap.people.reintegration.models import HelperAssignment, LoanEntry, Partner, Placement, Purpose
from hoanhap.people.reintegration.models import SupportRate as Rate
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import diary, helpers, kinds, loads
from hoanhap.people.reintegration.queries import loans as loan_queries
from hoanhap.people.reintegration.queries import needs as need_queries
from hoanhap.people.reintegration.queries import registers as register_queries
from hoanhap.people.reintegration.queries import supports as support_queries
from tests import guards
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world as made
from tests.guards import DESK, POLICE, Everybody, each, may_only
from tests.people import assign_helper

MARCH, JUNE = date(2020, 3, 2), date(2020, 6, 1)
YEAR = Period(date(2020, 1, 1), date(2021, 1, 1))
UNIT = (*DESK, *POLICE)
ABOVE = ("district_merger", "district_leader", "province_merger", "province_leader")
WHOLE = {**each(DESK, "own"), "neighbour_officer": "near", "stranger_officer": "far"}
KNOWN = WHOLE | each(POLICE, "own") | {
    "neighbour_police": "near", "inspector": "near own", "stranger_inspector": "far",
}  # fmt: skip
COUNTED = WHOLE | each((*ABOVE, "inspector"), "near own") | {"stranger_inspector": "far"}


class World:
    """In three communes somebody with a helper, a need, help, work and a loan; what the helper of the first wrote."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        self.cases = {label: people.case(unit) for label, unit in self.units.items()}
        self.partners = {label: made.partner(unit) for label, unit in self.units.items()}
        self.helpers, self.needs, self.sessions, self.jobs, self.loans, self.gifts = ({} for _ in range(6))
        for label, case in self.cases.items():
            helper = cast.helper if label == "own" else None
            self.helpers[label] = assign_helper(cast, case, account=helper)
            self.needs[label] = made.need(case, on=MARCH, trade="sewing")
            self.sessions[label] = made.session(self.helpers[label], JUNE, 8)
            self.jobs[label] = work.start_job(
                case, trade="sewing", found=Placement.Found.SELF, on=MARCH, by=SETTER, at=NOW
            )
            self.loans[label] = loans.record_loan(case, details=self._loan(label), by=SETTER, at=NOW)
            gift = supports.SupportDetails(kind=next(iter(kinds.supports_at(case.unit_path, JUNE))), given_on=JUNE)
            self.gifts[label] = supports.give(case, details=gift, by=SETTER, at=NOW)
        actor = cast.viewer(cast.helper).actor
        self.mine = needs.raise_need(
            self.cases["own"], details=NeedDetails(kind="job", raised_on=JUNE), by=actor, at=NOW
        )
        self.held = self._session(actor)
        self.everybody = Everybody(cast, **self.cases)

    def _loan(self, label: str) -> loans.LoanDetails:
        lender = self.partners[label]
        return loans.LoanDetails(
            lender=lender, purpose=Purpose.BUSINESS, amount=1_000_000, months=12, disbursed_on=JUNE
        )

    def _session(self, actor: Any) -> Any:
        begun = clock.at(JUNE, 14)
        details = SessionDetails(
            assignment=self.helpers["own"], started_at=begun, ended_at=begun + timedelta(minutes=30)
        )
        return log_session(self.cases["own"], details=details, by=actor, at=NOW)

    def named(self, rows: dict[str, Any], **more: Any) -> Everybody:
        return Everybody(self.cast, **rows, **more)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


# --- people -------------------------------------------------------------------------------------------------------


def test_queries_show_helpers_to_who_reads_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody, case = world.named(world.helpers), world.cases["own"]
    readers = {name: got for name, got in KNOWN.items() if "own" in got}
    assert everybody.rows(policy.visible_to) == KNOWN
    assert everybody.rows(lambda viewer: queries.history(viewer, case)) == each(readers, "own")
    assert everybody.rows(lambda viewer: queries.current_of(viewer, [case.pk]).values()) == each(readers, "own")
    assert everybody.rows(lambda viewer: loads.carried(viewer, case.unit_path)) == each(readers, "own")
    keepers = everybody.let_in(
        lambda viewer: policy.get_assignment_for(viewer, world.helpers["own"].pk, to=May.ASSIGN_HELPER)
    )
    assert keepers == set(DESK)
    officer = everybody.viewers["officer"]
    for half in (CasePermission.READ, May.READ_HELPER):
        may_only(monkeypatch, Role.COMMUNE_OFFICER, May.ASSIGN_HELPER, half)
        assert not policy.visible_to(officer).exists()
        assert not guards.passes(
            lambda viewer: policy.get_assignment_for(viewer, world.helpers["own"].pk, to=May.ASSIGN_HELPER), officer
        )


def test_queries_of_who_has_no_helper_name_those_one_may_read(world: World) -> None:
    rows = HelperAssignment.objects.all()
    assert world.everybody.rows(queries.without_helper) == {}
    assert helpers.helped_on(TODAY, [case.pk for case in world.cases.values()]) == {
        case.pk for case in world.cases.values()
    }
    own = world.cases["own"].pk
    assert helpers.accounts_of([str(own)], TODAY) == {str(own): world.cast.helper.pk}
    rows.update(valid_to=TODAY)
    assert world.everybody.rows(queries.without_helper) == KNOWN
    assert helpers.helped_on(TODAY, [own]) == set()
    assert helpers.accounts_of([str(own)], TODAY) == {}


def test_who_helps_is_counted_while_he_helps(world: World) -> None:
    force = type("Force", (), {"unit_id": world.cast.thuong_lac.pk})()
    member = type("Member", (), {"task_force": force, "account_id": world.cast.helper.pk, "pk": 1, "name": ""})()
    assert team_works.helping([member], TODAY) == {1: 1}
    HelperAssignment.objects.update(valid_to=TODAY)
    assert team_works.helping([member], TODAY) == {1: 0}


@pytest.mark.parametrize("to", [May.RAISE_NEED, May.CHECK_JOB, May.KEEP_DIARY])
def test_a_helper_does_for_his_own_people_what_the_desk_does_for_all(world: World, to: May) -> None:
    found = world.everybody.rows(lambda viewer: policy.cases_for(viewer, to=to))
    assert found == WHOLE | {"helper": "own"}


def test_what_a_helper_may_is_bound_to_his_own_commune_and_people(world: World) -> None:
    """Whoever sits in two posts does not carry the right of one to the people of the other."""
    helper, viewers = world.everybody.viewers["helper"], world.everybody.viewers
    here = replace(helper, seats=(*helper.seats, *viewers["police"].seats))
    there = replace(helper, seats=(*helper.seats, *viewers["neighbour_police"].seats))
    other = people.case(world.cast.thuong_lac)
    HelperAssignment.objects.filter(case=world.cases["near"]).update(account=world.cast.helper)
    own = [world.cases["own"]]
    assert other not in policy.cases_for(here, to=May.RAISE_NEED)
    assert list(policy.cases_for(here, to=May.RAISE_NEED)) == own
    assert list(policy.cases_for(there, to=May.RAISE_NEED)) == own


NEEDS = {**each(DESK, "mine own"), "neighbour_officer": "near", "stranger_officer": "far", "helper": "mine"}


def test_what_a_helper_wrote_he_reads_while_he_helps(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, held = world.named(world.needs, mine=world.mine), world.named(world.sessions, mine=world.held)
    assert asked.rows(policy.needs_for) == NEEDS
    assert held.rows(policy.sessions_for) == NEEDS
    helper = asked.viewers["helper"]
    both = replace(helper, seats=(*helper.seats, *asked.viewers["police"].seats))
    HelperAssignment.objects.filter(account=world.cast.helper).update(valid_to=TODAY)
    assert asked.named(policy.needs_for(both)) == "", "who reads the file by another post reads no notes of his own"
    HelperAssignment.objects.filter(account=world.cast.helper).update(valid_to=None)
    may_only(monkeypatch, Role.HELPER, May.RAISE_NEED_ASSIGNED)
    assert asked.rows(policy.needs_for) == {name: got for name, got in NEEDS.items() if name != "helper"}


def test_each_row_is_changed_by_the_desk_of_its_unit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def keepers() -> list[set[str]]:
        return [
            world.everybody.let_in(lambda viewer, gate=gate, pk=row.pk: gate(viewer, pk))
            for gate, row in (
                (policy.get_need_for, world.needs["own"]),
                (policy.get_loan_for, world.loans["own"]),
                (policy.get_support_for, world.gifts["own"]),
                (policy.get_placement_for, world.jobs["own"]),
                (policy.get_session_for, world.sessions["own"]),
            )
        ]

    assert keepers() == [set(DESK)] * 5
    assert world.everybody.let_in(lambda viewer: policy.get_session_for(viewer, world.held.pk)) == {*DESK, "helper"}
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.GIVE_SUPPORT, May.KEEP_DIARY)
    assert keepers() == [{"leader", "deputy"}] * 5
    case = world.cases["own"].pk
    assert world.everybody.let_in(lambda one: policy.get_case_for(one, case, to=May.GIVE_SUPPORT)) == {
        "leader",
        "deputy",
    }


def test_queries_of_a_file_show_needs_and_sessions_to_who_reads_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = world.cases["own"]
    asked, held = world.named(world.needs, mine=world.mine), world.named(world.sessions, mine=world.held)
    seen = each(DESK, "mine own") | {"helper": "mine"}
    assert asked.rows(lambda viewer: [one.need for one in need_queries.of_case(viewer, case)]) == seen
    assert held.rows(lambda viewer: [one.session for one in diary.of_case(viewer, case)]) == seen
    for ask in (need_queries.late, need_queries.unmet_long):
        assert asked.rows(ask) == (WHOLE | each(DESK, "mine own") if ask is need_queries.late else WHOLE)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.READ_SUPPORT)
    assert set(asked.rows(need_queries.late)) == {"leader", "deputy"}


# --- what is counted ----------------------------------------------------------------------------------------------


def test_queries_count_for_who_may_count(world: World) -> None:
    everybody = world.everybody
    size = {name: len(got.split()) for name, got in COUNTED.items()}
    assert everybody.who(lambda viewer: sum(row.asked for row in need_queries.by_trade(viewer))) == size
    wishes = {name: len(got.split()) + ("own" in got) for name, got in COUNTED.items()}
    assert everybody.who(lambda viewer: sum(row[1] for row in need_queries.by_kind(viewer))) == wishes
    due = Period(date(2020, 5, 1), date(2020, 7, 1))
    assert everybody.who(lambda viewer: support_queries.kept_work(viewer, due)[0].due) == size
    given = everybody.who(lambda viewer: sum(line.times for line in support_queries.totals(viewer, YEAR)))
    assert given.keys() == size.keys()
    assert {given[name] / number for name, number in size.items()} == {given["officer"]}
    history = everybody.who(lambda one: register_queries.history_of(world.partners["own"], one).supports)
    assert set(history) == {name for name, got in COUNTED.items() if "own" in got}


@pytest.mark.parametrize(
    ("kind", "table"),
    [(measures.NEED, "needs"), (measures.LOAN, "loans"), (measures.SUPPORT, "gifts"), (measures.SESSION, "sessions")],
)
def test_lines_behind_a_figure_have_names_for_who_reads_the_file(world: World, kind: str, table: str) -> None:
    rows: dict[str, Any] = getattr(world, table)
    everybody, ids = world.named(rows), [row.pk for row in rows.values()]
    assert everybody.rows(lambda viewer: [line.row_id for line in openers[kind](viewer, ids)]) == COUNTED
    opens = everybody.rows(lambda viewer: [line.row_id for line in openers[kind](viewer, ids) if line.url])
    assert opens == WHOLE | {"inspector": "near own", "stranger_inspector": "far"}


def test_the_timeline_tells_of_help_to_who_reads_of_help(world: World) -> None:
    case: Case = world.cases["own"]
    HelperAssignment.objects.filter(case=case).update(valid_to=None)
    row = world.helpers["own"]
    vault.seal(row, end_reason="hay vắng nhà")
    HelperAssignment.objects.filter(pk=row.pk).update(valid_to=TODAY, end_reason=row.end_reason)
    said = world.everybody.who(lambda viewer: [one.detail for one in timeline._helpers(case, viewer)])
    assert said == each(DESK, ["", "hay vắng nhà"]) | each((*POLICE, "inspector"), ["", ""])
    for tell in (timeline.SOURCES["work"].tell, timeline._social(timeline._worked)):
        found = world.everybody.who(lambda viewer, tell=tell: len(list(tell(case, viewer))))
        assert found == each(DESK, 1)


# --- registers ----------------------------------------------------------------------------------------------------


def test_registers_are_read_below_and_kept_at_home(world: World) -> None:
    cast = world.cast
    wide = made.partner(cast.hong_ngu, "Trung tâm dạy nghề")
    near = {**each(ABOVE, "near own wide"), "inspector": "near own wide", "neighbour_officer": "near wide"}
    read = near | each((*DESK, "helper", "other_helper"), "own wide") | {
        "neighbour_helper": "near wide", "stranger_officer": "far", "stranger_inspector": "far",
    }  # fmt: skip
    everybody = world.named(world.partners, wide=wide)
    assert everybody.rows(policy.partners_for) == read
    gate = policy.get_partner_for
    assert everybody.let_in(lambda viewer: gate(viewer, wide.pk)) == {name for name in read if "wide" in read[name]}
    assert everybody.let_in(lambda viewer: gate(viewer, world.partners["own"].pk, to=May.KEEP_REGISTER)) == set(DESK)
    units = {**world.units, "wide": cast.hong_ngu}
    places: dict[str, Partner] = {**world.partners, "wide": wide}
    seats = {label: made.vacancy(places[label], unit) for label, unit in units.items()}
    lessons = {label: made.course(places[label], unit) for label, unit in units.items()}
    rates = {label: _rate(unit, Rate) for label, unit in units.items()}
    demand = {label: _demand(unit) for label, unit in units.items()}
    assert world.named(lessons).rows(policy.courses_for) == read
    assert world.named(lessons).rows(lambda viewer: [one.course for one in register_queries.courses(viewer)]) == read
    free = world.named(seats)
    assert free.rows(lambda viewer: [one.vacancy for one in register_queries.vacancies_for(viewer)]) == read
    assert free.let_in(lambda viewer: policy.get_vacancy_for(viewer, seats["own"].pk)) == set(DESK)
    assert world.named(rates).rows(register_queries.rates_for) == read
    assert world.named(demand).rows(register_queries.demand_at) == read


def _rate(unit: Any, model: type[Rate]) -> Rate:
    details = registers.RateDetails(
        label="Hỗ trợ học nghề",
        per=next(iter(model.Per)),
        document="NQ 01",
        valid_from=MARCH,
        amount=1000,
    )
    return registers.set_rate(unit=unit, details=details, by=SETTER, at=NOW)


def _demand(unit: Any) -> Any:
    return registers.record_demand(
        unit=unit, trade="sewing", wanted=2, said_by="Công ty", valid_from=MARCH, valid_to=date(2021, 1, 1),
        by=SETTER, at=NOW,
    )  # fmt: skip


# --- lists of loans -----------------------------------------------------------------------------------------------


def test_a_list_of_loans_is_made_by_the_police_and_confirmed_by_the_chair(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, everybody = people.case(world.cast.thuong_lac, state="post_rehab_residence"), world.everybody
    row = loans.make_list(unit=case.unit, entries=[loans.EntryDetails(case=case)], by=SETTER, at=NOW)
    line = LoanEntry.objects.get()

    def makers() -> set[str]:
        return everybody.let_in(lambda viewer: policy.get_loan_entry_for(viewer, line.pk))

    def lists(to: May) -> set[str]:
        return everybody.let_in(lambda viewer: policy.get_loan_list_for(viewer, row.pk, to=to))

    assert (makers(), lists(May.READ_LOAN_LIST)) == (set(POLICE), set(UNIT))
    assert (lists(May.MAKE_LOAN_LIST), lists(May.CONFIRM_LOAN_LIST)) == (set(POLICE), {"leader", "deputy"})
    entries = everybody.who(lambda viewer: policy.entries_for(viewer, row).count())
    assert entries == each((*UNIT, "inspector"), 1)
    wanted = everybody.who(lambda viewer: len(loan_queries.candidates(viewer, row.unit_path)))
    assert wanted == each((*UNIT, "inspector"), 1)
    for half in (May.READ_LOAN_LIST, CasePermission.READ):
        may_only(monkeypatch, Role.COMMUNE_POLICE, May.MAKE_LOAN_LIST, half)
        assert "police" not in makers()
    assert "police" not in lists(May.MAKE_LOAN_LIST)
