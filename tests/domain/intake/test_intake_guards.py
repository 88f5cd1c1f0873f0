"""Who reads what came in before a file, post by post; what each act and each look leaves in the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import kinds
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.intake import actions, duties, policy, queries, risk, rounds
from hoanhap.people.intake.actions import DeclarationDetails, RequestDetails
from hoanhap.people.intake.models import ContactRequest, Outcome, Relation, Source, Verdict
from hoanhap.people.intake.policy import IntakePermission as May
from tests import guards
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, told

CALL = RequestDetails(source=Source.FAMILY, relation=Relation.PARENT, who="con bà Bưởi", reason="hay đi đêm")
OFFICES = {**each(DESK, "own"), "neighbour_officer": "near", "stranger_officer": "far"}


class World:
    """At three desks a call of a family, one of the police, a declaration, a line of the risk list, a file."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        units = {"own": cast.thuong_lac, "near": cast.long_khanh_a, "far": cast.vinh_xuong}
        sent = replace(CALL, source=Source.POLICE, relation=Relation.OFFICIAL)
        name = DeclarationDetails(name="Nguyễn Văn Đào", declared_on=TODAY)
        made: dict[str, dict[str, Any]] = {one: {} for one in ("calls", "sent", "declarations", "risk", "cases")}
        for label, unit in units.items():
            made["cases"][label] = people.case(unit)
            made["calls"][label] = actions.ask_contact(unit, details=CALL, by=SETTER, at=NOW)
            made["sent"][f"{label}-police"] = actions.ask_contact(unit, details=sent, by=SETTER, at=NOW)
            made["declarations"][label] = actions.declare(unit, details=name, by=SETTER, at=NOW)
            made["risk"][label] = risk.add(unit, name="Cao Văn Bé", by=SETTER, at=NOW)
        self.calls, self.sent, self.declarations, self.risk, self.cases = made.values()
        asked = replace(CALL, asked=cast.helper)
        self.asked = actions.ask_contact(cast.thuong_lac, details=asked, by=SETTER, at=NOW)

    def everybody(self, *tables: dict[str, Any]) -> Everybody:
        rows: dict[str, Any] = {}
        for table in tables:
            rows |= table
        return Everybody(self.cast, **rows)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


REQUESTS = {
    **each(DESK, "asked own own-police"),
    **each(POLICE, "own-police"),
    "neighbour_officer": "near near-police",
    "neighbour_police": "near-police",
    "stranger_officer": "far far-police",
}


def test_requests_are_read_at_the_desk_and_by_the_police_who_sent_them(world: World) -> None:
    everybody = world.everybody(world.calls, world.sent, {"asked": world.asked})
    assert everybody.rows(policy.requests_for) == REQUESTS
    assert everybody.rows(queries.waiting) == REQUESTS
    assert everybody.rows(queries.answered) == {}
    ContactRequest.objects.update(outcome=Outcome.ADVICE, answered_at=NOW)
    assert everybody.rows(queries.answered) == REQUESTS


def test_the_work_of_today_names_requests_to_those_alone(world: World) -> None:
    everybody = world.everybody(world.calls, world.sent, {"asked": world.asked})
    ids = list(everybody.labels)

    def lines(viewer: Viewer) -> list[str]:
        return list(kinds.subject_kinds[duties.REQUEST].lines(viewer, ids))

    assert everybody.rows(lines) == REQUESTS | {"helper": "asked"}


def test_who_is_asked_answers_while_the_post_lasts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = world.everybody({"asked": world.asked})
    assert everybody.rows(policy.asked_of) == {"helper": "asked"}
    assert everybody.rows(queries.asked) == {"helper": "asked"}
    may_only(monkeypatch, Role.HELPER, CasePermission.READ_ASSIGNED)
    assert everybody.rows(policy.asked_of) == {}


def test_declarations_are_the_desk_s_own(world: World) -> None:
    everybody = world.everybody(world.declarations)
    ids = list(everybody.labels)
    assert everybody.rows(queries.declarations) == OFFICES
    assert everybody.rows(lambda one: kinds.subject_kinds[duties.DECLARATION].lines(one, ids)) == OFFICES
    counted = everybody.who(lambda one: queries.funnel(one, "/", date(2020, 1, 1), date(2021, 1, 1)).declared)
    assert counted == each(OFFICES, 1)


def test_an_origin_is_noted_by_who_reads_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = world.everybody(world.cases)
    own = world.cases["own"].pk
    assert everybody.let_in(lambda viewer: policy.get_case_for(viewer, own)) == set(DESK)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.NOTE_ORIGIN)
    assert everybody.let_in(lambda viewer: policy.get_case_for(viewer, own)) == {"leader", "deputy"}


def test_the_risk_list_is_the_desk_s_and_every_look_is_logged(world: World) -> None:
    everybody = world.everybody(world.risk)
    assert everybody.rows(lambda viewer: [row for row, *_words in queries.risk_list(viewer, at=NOW)]) == OFFICES
    place = {"own": world.cast.thuong_lac, "near": world.cast.long_khanh_a, "far": world.cast.vinh_xuong}
    looks = [entry("risk", world.risk[at], place[at], getattr(world.cast, who)) for who, at in OFFICES.items()]
    assert sorted(told("intake.risk_read")) == sorted(looks)


def test_every_line_of_the_risk_list_comes_and_goes_with_a_word_in_the_log(world: World) -> None:
    officer, unit = world.cast.viewer(world.cast.officer).actor, world.cast.thuong_lac
    row = risk.add(unit, name="Lê Thị Sen", by=officer, at=NOW)
    line = entry("risk", row, unit, world.cast.officer)
    assert line in told("intake.risk_noted")
    risk.remove(row, by=officer, at=NOW)
    assert told("intake.risk_removed") == [line]


def test_what_runs_out_is_erased_with_a_word_in_the_log(world: World) -> None:
    assert risk.erase_due(on=date(2021, 6, 16), by=SETTER, at=NOW) == 3
    assert [subject for kind, subject, *_rest in told("intake.erased") if kind == "risk"] == sorted(
        str(row.pk) for row in world.risk.values()
    )


def test_each_step_of_a_request_and_a_declaration_stands_in_the_log(world: World) -> None:
    officer, unit, case = world.cast.viewer(world.cast.officer).actor, world.cast.thuong_lac, world.cases["own"]

    def line(kind: str, row: object) -> tuple[str, str, str, str]:
        return entry(kind, row, unit, world.cast.officer)

    call = actions.ask_contact(unit, details=CALL, by=officer, at=NOW)
    assert line("contact_request", call) in told("intake.requested")
    actions.answer(call, outcome=Outcome.ADVICE, by=officer, at=NOW)
    assert told("intake.answered") == [line("contact_request", call)]
    details = DeclarationDetails(name="Lê Sen", declared_on=TODAY, declared_by=Source.FAMILY, relation="parent")
    row = actions.declare(unit, details=details, by=officer, at=NOW)
    assert line("declaration", row) in told("intake.declared")
    actions.mark_contacted(row, on=TODAY, by=officer, at=NOW)
    assert told("intake.contacted") == [line("declaration", row)]
    actions.register(row, case, by=officer, at=NOW)
    assert told("intake.registered") == [line("declaration", row)]
    assert told("case.origin_noted") == [line("case", case)]


def test_each_step_of_a_round_stands_in_the_log(world: World) -> None:
    officer, unit = world.cast.viewer(world.cast.officer).actor, world.cast.thuong_lac
    line = entry("place", unit, unit, world.cast.officer)
    row = rounds.open_round(unit, by=officer, at=NOW)
    assert told("intake.round_opened") == [line]
    rounds.mark(row, [one.pk for one in row.lines.all()], verdict=Verdict.CONFIRMED, by=officer, at=NOW)
    assert told("intake.round_marked") == [line]
    rounds.close_round(row, by=officer, at=NOW)
    assert told("intake.round_closed") == [line]
