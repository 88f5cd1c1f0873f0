"""Who announces, awaits, sends and accepts, post by post; what each act and each look leaves in the log."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pytest_django import DjangoDbBlocker

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents.paper import Paper, Table
from hoanhap.foundation.notices import kinds
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reception import actions, duties, helping, papers, policy, queries, row_lines, timeline
from hoanhap.people.reception.actions import CertificateDetails, Move, watching
from hoanhap.people.reception.models import Arrival, Certificate, ReturnBatch, Returnee, Transfer
from hoanhap.people.reception.policy import ReceptionPermission as May
from hoanhap.people.reception.returning_models import Origin, ReturnedBecause
from hoanhap.people.reintegration.models import HelperAssignment
from tests import cast as casting
from tests import guards, returns
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.guards import DESK, POLICE, Everybody, each, entry, may_only, told
from tests.people import assign_helper

BY_HAND = "Lê Văn Giấy"
NEAR = ("neighbour_officer", "neighbour_police")
KNOW = (*DESK, *POLICE, "inspector")


class World:
    """Two centres with a batch each, one of them a draft besides; moves between three communes, one accepted."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        other = casting._account("co-so-ag", "Tạ Văn Ba", Role.REHAB_CENTRE, cast.an_giang, NOW)
        cast.other_centre = other  # type: ignore[attr-defined]
        said = returns.details
        paper = {"certificate_number": "01/GCN", "certificate_on": date(2020, 6, 1)}
        self.batch = returns.send(
            cast,
            [said("Lê Văn Một", cast.thuong_lac, row_no=1, **paper), said("Lê Văn Hai", cast.long_khanh_a, row_no=2)],
        )
        self.draft = returns.draft(cast, [said("Lê Văn Ba", cast.thuong_lac)])
        mine, cast.centre = cast.centre, other
        self.theirs = returns.send(cast, [said("Lê Văn Tư", cast.vinh_xuong, **paper)])
        cast.centre = mine
        self.own, self.near = self.batch.rows.order_by("row_no")
        self.drafted, self.far = self.draft.rows.get(), self.theirs.rows.get()
        by_hand = said(BY_HAND, cast.thuong_lac, origin=Origin.PRISON, fit=False, due_on=TODAY)
        self.hand = actions.announce_by_hand(by_hand, by=SETTER, at=NOW)
        self.out = send(people.case(cast.thuong_lac), to=cast.long_khanh_a)
        self.into = send(people.case(cast.long_khanh_a), to=cast.thuong_lac)
        self.else_ = send(people.case(cast.vinh_xuong), to=cast.phu_thuan_b)
        self.everybody = Everybody(
            cast, own=self.own, near=self.near, far=self.far, draft=self.drafted, hand=self.hand,
            batch=self.batch, sheet=self.draft, theirs=self.theirs, out=self.out, into=self.into, elsewhere=self.else_,
        )  # fmt: skip


def send(case: Case, *, to: object) -> Transfer:
    return actions.send(case, move=Move(to=to, left_on=TODAY), by=SETTER, name="Trần Thị Mai", at=NOW)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with guards.one_world(django_db_blocker) as cast:
        yield World(cast)


@pytest.fixture(autouse=True)
def _undone(world: World, db: None) -> None:
    """What a test does to the world is undone after it."""


# --- the centre ---------------------------------------------------------------------------------------------------

OF_CENTRES = {"centre": "draft near own", "other_centre": "far"}


def test_a_centre_knows_its_own_agency_alone(world: World) -> None:
    agencies = {world.batch.agency_id: "mine", world.theirs.agency_id: "theirs"}
    own = {"centre": ["mine"], "other_centre": ["theirs"]}
    found = world.everybody.who(lambda viewer: [agencies.get(pk, "?") for pk in policy.own_agencies(viewer)])
    assert found == own
    assert world.everybody.who(policy.agency_of).keys() == own.keys()


def test_rows_and_batches_are_those_of_the_centre(world: World) -> None:
    everybody = world.everybody
    assert everybody.rows(policy.rows_of_centre) == OF_CENTRES
    assert everybody.let_in(lambda viewer: policy.get_row_of_centre(viewer, world.own.pk)) == {"centre"}
    ids = [str(one.pk) for one in ReturnBatch.objects.all()]
    lines = everybody.rows(lambda viewer: kinds.subject_kinds[duties.BATCH].lines(viewer, ids))
    assert lines == {"centre": "batch sheet", "other_centre": "theirs"}
    seen = everybody.who(lambda viewer: [line.name for line in queries.rows_of_batch(viewer, world.batch)])
    assert seen == {"centre": ["Lê Văn Một", "Lê Văn Hai"]}


def test_certificates_are_in_the_book_of_their_centre(world: World) -> None:
    found = world.everybody.who(lambda viewer: [one.holder for one in queries.certificates_of_year(viewer, 2020).lines])
    assert found == {"centre": ["Lê Văn Một"], "other_centre": ["Lê Văn Tư"]}


def _people_on(paper: Paper) -> list[str]:
    (table,) = (block for block in paper.body if isinstance(block, Table))
    return [str(row.cells[1]) for row in table.rows]


def test_the_minutes_name_those_alone_whom_their_reader_knows(world: World) -> None:
    unit, everybody = world.cast.thuong_lac, world.everybody
    given = everybody.who(lambda viewer: _people_on(papers.minutes_of_batch(world.batch, unit, viewer)))
    assert given == {"centre": ["Lê Văn Một"]}
    taken = everybody.who(lambda viewer: _people_on(papers.minutes_of_commune(world.own, viewer)))
    assert taken == each((*DESK, *POLICE), ["Lê Văn Một"])


# --- the commune --------------------------------------------------------------------------------------------------

AWAITED = {
    **each((*DESK, *POLICE), "hand own"),
    **each(NEAR, "near"),
    "stranger_officer": "far",
}


def test_the_awaited_are_seen_by_their_commune(world: World) -> None:
    assert world.everybody.rows(policy.expected_for) == AWAITED
    assert world.everybody.rows(lambda viewer: [one.row for one in queries.expected(viewer, at=NOW)]) == AWAITED


def test_the_work_of_today_names_them_at_both_ends(world: World) -> None:
    ids = [str(row.pk) for row in Returnee.objects.all()]
    found = world.everybody.rows(lambda viewer: kinds.subject_kinds[duties.RETURNEE].lines(viewer, ids))
    assert found == AWAITED | OF_CENTRES
    looks = told("return.listed")
    assert entry("returnee", world.own, world.cast.thuong_lac, world.cast.officer) in looks
    assert entry("returnee", world.own, world.cast.thuong_lac, world.cast.centre) in looks


def test_every_look_at_who_comes_is_logged(world: World) -> None:
    officer = world.everybody.viewers["officer"]
    line = entry("returnee", world.own, world.cast.thuong_lac, world.cast.officer)
    assert queries.name_of(officer, world.own, at=NOW) == "Lê Văn Một"
    assert told("return.listed") == [line]
    queries.opened(officer, world.own, at=NOW)
    assert told("return.viewed") == [line]


# --- moves --------------------------------------------------------------------------------------------------------

INCOMING = {**each((*DESK, *POLICE), "into"), **each(NEAR, "out")}
OUTGOING = {**each((*DESK, *POLICE), "out"), **each(NEAR, "into"), "stranger_officer": "elsewhere"}


def test_moves_are_seen_at_their_two_ends(world: World) -> None:
    everybody = world.everybody
    assert everybody.rows(policy.incoming_for) == INCOMING
    assert everybody.rows(policy.outgoing_for) == OUTGOING
    assert everybody.rows(lambda viewer: [one.transfer for one in queries.incoming(viewer, at=NOW)]) == INCOMING
    assert everybody.rows(queries.outgoing) == OUTGOING
    ids = [str(row.pk) for row in (world.out, world.into, world.else_)]
    both = each((*DESK, *POLICE, *NEAR), "into out") | {"stranger_officer": "elsewhere"}
    assert everybody.rows(lambda viewer: kinds.subject_kinds[duties.TRANSFER].lines(viewer, ids)) == both


def test_a_move_is_taken_back_by_who_sent_it(world: World) -> None:
    sent = world.everybody.let_in(lambda viewer: policy.get_outgoing_for(viewer, world.out.pk))
    assert sent == {*DESK, *POLICE}


def test_a_file_is_sent_by_who_reads_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def senders() -> set[str]:
        return world.everybody.let_in(lambda viewer: policy.get_case_to_send(viewer, world.out.case_id))

    assert senders() == {*DESK, *POLICE}
    may_only(monkeypatch, Role.COMMUNE_OFFICER, May.SEND_MOVE)
    assert senders() == {"leader", "deputy", *POLICE}


# --- behind a figure and in the timeline --------------------------------------------------------------------------

COUNT = (*KNOW, "district_merger", "province_merger")
OPENS = each(KNOW, ["case"])


def test_who_came_back_is_a_line_for_who_counts_and_a_link_for_who_reads(world: World) -> None:
    returns.receive(world.cast, world.hand, on=TODAY)
    found = world.everybody.who(lambda viewer: [line.url for line in row_lines._lines(viewer, [world.hand.pk])])
    assert found == each(COUNT, [""]) | OPENS


def test_departures_and_arrivals_are_lines_of_their_own_end(world: World) -> None:
    case = accept(world)
    arrival = Arrival.objects.get(case=case)
    gone = world.everybody.who(lambda viewer: [line.label for line in row_lines._departures(viewer, [world.into.pk])])
    assert gone == each((*NEAR, "inspector", "district_merger", "province_merger"), [world.into.code])
    came = world.everybody.who(lambda viewer: [line.url for line in row_lines._arrivals(viewer, [arrival.pk])])
    assert came == each(COUNT, [""]) | OPENS


def test_the_timeline_tells_of_coming_and_moving_to_who_reads_of_it(world: World) -> None:
    returned = returns.receive(world.cast, world.hand, on=TODAY).case
    moved = world.out.case
    for tell, case in ((timeline._returns, returned), (timeline._moves, moved)):
        found = world.everybody.who(lambda viewer, tell=tell, case=case: len(list(tell(case, viewer))))
        assert found == each((*DESK, *POLICE), 1), "nor to the inspector, who reads the file"


def test_who_helps_is_who_helps_today(world: World) -> None:
    case = world.out.case
    helper = assign_helper(world.cast, case, on=date(2020, 2, 3))
    assert helping.names_of([case.pk], TODAY) == {case.pk: "Lê Thị Hạnh, Hội LHPN xã"}
    assert helping.names_of([case.pk], date(2020, 2, 2)) == {}
    HelperAssignment.objects.filter(pk=helper.pk).update(valid_to=TODAY)
    assert helping.names_of([case.pk], TODAY) == {}


# --- the log ------------------------------------------------------------------------------------------------------


def accept(world: World) -> Case:
    viewer: Viewer = world.everybody.viewers["officer"]
    return actions.accept(world.into, into=world.cast.thuong_lac, by=viewer.actor, name=viewer.name, at=NOW)


def test_actions_of_a_centre_stand_in_the_log(world: World) -> None:
    cast = world.cast
    by, unit, at = cast.viewer(cast.centre).actor, cast.thuong_lac, cast.dong_thap
    line = entry("returnee", world.own, unit, cast.centre)
    assert line in told("return.announced")
    for code, batch in (("batch.drafted", world.draft), ("batch.sent", world.batch)):
        assert entry("return_batch", batch, at, cast.centre) in told(code)
    actions.cancel_batch(world.draft, by=by, at=NOW)
    assert told("batch.cancelled") == [entry("return_batch", world.draft, at, cast.centre)]
    actions.withdraw_row(world.own, by=by, at=NOW)
    assert told("return.withdrawn") == [line]
    entries = [CertificateDetails(number="02/GCN", on=TODAY, kind=Origin.REHAB_COMPULSORY, holder="Lê Văn Sáu")]
    agency = returns.centre_of(cast)
    actions.record_certificates(agency, entries=entries, by=by, at=NOW)
    assert entry("agency", agency, at, cast.centre) in told("certificate.recorded")


def test_actions_of_a_commune_stand_in_the_log(world: World) -> None:
    cast, unit = world.cast, world.cast.thuong_lac
    by = cast.viewer(cast.officer).actor
    row = actions.announce_by_hand(returns.details("Lê Văn Bảy", unit), by=by, at=NOW)
    line = entry("returnee", row, unit, cast.officer)
    assert line in told("return.announced")
    returns.confirm(cast, row)
    assert told("return.confirmed") == [line]
    returns.receive(cast, row)
    assert told("return.received") == [line]


def test_actions_that_send_somebody_on_stand_in_the_log(world: World) -> None:
    cast = world.cast
    actions.give_back(world.own, because=ReturnedBecause.NOT_HERE, by=cast.viewer(cast.officer).actor, at=NOW)
    assert told("return.given_back") == [entry("returnee", world.own, cast.thuong_lac, cast.officer)]
    world.own.refresh_from_db()
    by = cast.viewer(cast.centre).actor
    actions.redirect_row(world.own, unit=cast.phu_thuan_b, due_on=returns.DAY, by=by, at=NOW + timedelta(hours=1))
    assert entry("returnee", world.own, cast.phu_thuan_b, cast.centre) in told("return.announced")


def test_actions_of_the_night_stand_in_the_log(world: World) -> None:
    watching.keep_watch(by=SETTER, at=clock.at(TODAY + timedelta(days=1), 2))
    assert told("return.missed") == [entry("returnee", world.hand, world.cast.thuong_lac, SETTER.account_id)]


def test_actions_of_a_move_stand_in_the_log(world: World) -> None:
    cast = world.cast
    assert entry("case", world.into.case_id, cast.long_khanh_a, SETTER.account_id) in told("move.sent")
    accept(world)
    assert told("move.accepted") == [entry("case", world.into.case_id, cast.long_khanh_a, cast.officer)]


def test_actions_keep_the_name_of_a_sheet_sealed(world: World) -> None:
    batch = ReturnBatch.objects.get(pk=world.batch.pk)
    assert batch.file_name is not None
    assert b"dot-1" not in bytes(batch.file_name)
    assert Certificate.objects.count() == 2
