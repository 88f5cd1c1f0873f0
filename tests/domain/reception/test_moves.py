"""A file goes from commune to commune: clock, answer, refusal, counts conserved, nothing readable twice."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.commitments import queries as commitment_queries
from hoanhap.people.commitments.actions import GuarantorDetails
from hoanhap.people.persons.relocation_models import RelocationReason
from hoanhap.people.reception import actions, policy, queries
from hoanhap.people.reception.actions import Move
from hoanhap.people.reception.models import Transfer
from hoanhap.people.reception.transfer_models import RefusedBecause
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.succession import actions as succession
from hoanhap.steering.reports import form
from hoanhap.steering.reports.rules import findings
from tests import map_changes, people
from tests.cast import NOW, SETTER, TODAY, Cast, attest_until

HOUR = timedelta(hours=1)
BC01 = form.get("BC01")
JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))


@pytest.fixture
def case(cast: Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2, id_number="087092000111")
    return people.open_home_case(cast, person)


def send(cast: Cast, case: Case, to: Place | None = None, *, at: datetime = NOW, left: date = TODAY) -> Transfer:
    viewer = cast.viewer(cast.officer)
    move = Move(to=to or cast.long_khanh_a, left_on=left)
    return actions.send(case, move=move, by=viewer.actor, name=viewer.name, at=at)


def accept(cast: Cast, transfer: Transfer, *, at: datetime = NOW + HOUR) -> Case:
    viewer = cast.viewer(cast.neighbour_officer, clock.local_day(at))
    (into,) = queries.units_for(viewer, transfer)
    return actions.accept(transfer, into=into, by=viewer.actor, name=viewer.name, at=at)


def reads(cast: Cast, who: Account, case: Case, on: date = TODAY) -> bool:
    return case_policy.visible_to(cast.viewer(who, on)).filter(pk=case.pk).exists()


def figure(code: str, unit: Place, period: Period = JUNE) -> int:
    return register.count(code, Question(period, unit.path))


def kinds(cast: Cast, who: Account, at: datetime) -> list[str]:
    viewer = cast.viewer(who, clock.local_day(at))
    return [line.duty.kind for line in notices.lines(viewer, at) if line.duty.kind.startswith("reception.")]


def test_the_notice_is_there_at_once_and_says_initials_year_step_and_term_alone(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    viewer = cast.viewer(cast.neighbour_officer)
    (notice,) = queries.incoming(viewer, at=NOW)
    assert (notice.initials, notice.transfer.birth_year) == ("N. V. Đ.", 1992)
    assert (notice.transfer.case_state, notice.transfer.term_to) == ("rehab_voluntary_home", date(2020, 7, 16))
    assert not reads(cast, cast.neighbour_officer, case)
    assert reads(cast, cast.officer, case), "whole where it is until somebody accepts"
    (line,) = notices.lines(viewer, NOW)
    assert line.duty.kind == "reception.answer_move"
    assert "Đào" not in line.title + line.detail
    with pytest.raises(NotHere):
        policy.get_incoming_for(cast.viewer(cast.stranger_officer), transfer.pk)
    with pytest.raises(NotHere):
        policy.get_incoming_for(cast.viewer(cast.officer), transfer.pk)


def test_accepted_by_a_named_officer_it_is_whole_there_and_a_line_here(cast: Cast, case: Case) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    by = cast.viewer(cast.officer).actor
    commitments.add_guarantor(case, details=GuarantorDetails(name="Lê Văn Ba", valid_from=TODAY), by=by, at=NOW)
    transfer = send(cast, case)
    moved = accept(cast, transfer)
    transfer.refresh_from_db()
    assert (transfer.answered_name, transfer.accepted_on) == ("Võ Minh Tâm", TODAY)
    assert moved.unit_id == cast.long_khanh_a.pk
    assert not reads(cast, cast.officer, case)
    assert not reads(cast, cast.helper, case)
    assert reads(cast, cast.neighbour_officer, case)
    (line,) = queries.outgoing(cast.viewer(cast.officer))
    assert (line.code, line.state) == (case.code, "accepted")
    assert HelperAssignment.objects.get().valid_to == TODAY, "his helper lives in the old commune"
    there = cast.viewer(cast.neighbour_officer)
    assert [one.name for one in commitment_queries.guarantors(there, moved)] == ["Lê Văn Ba"], "sealed anew, readable"
    assert vault.reveal(Transfer.objects.get(), "initials") == "N. V. Đ."
    assert kinds(cast, cast.neighbour_officer, NOW + 2 * HOUR) == []


def test_counts_are_conserved_out_one_in_one_total_unchanged(cast: Cast, case: Case) -> None:
    before = figure("stock.total", cast.dong_thap)
    accept(cast, send(cast, case))
    assert [figure(code, cast.thuong_lac) for code in ("moves.out", "moves.in", "stock.total")] == [1, 0, 0]
    assert [figure(code, cast.long_khanh_a) for code in ("moves.out", "moves.in", "stock.total")] == [0, 1, 1]
    assert [figure(code, cast.hong_ngu) for code in ("moves.out", "moves.in", "stock.total")] == [1, 1, 1]
    assert figure("stock.total", cast.dong_thap) == before
    assert figure("stock.new", cast.long_khanh_a) == figure("stock.removed", cast.thuong_lac) == 0
    by_unit = register.count_by_unit("moves.in", Question(JUNE, cast.dong_thap.path))
    assert by_unit == {cast.long_khanh_a.pk: 1}
    for unit in (cast.thuong_lac, cast.long_khanh_a, cast.hong_ngu):
        counts = {cell.measure: figure(cell.measure, unit) for cell in BC01.cells if cell.measure}
        assert findings(BC01, counts, None) == [], "what came and went explains the stock"


def test_a_refusal_with_its_reason_leaves_the_file_where_it_is(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    viewer = cast.viewer(cast.neighbour_officer)
    with pytest.raises(Refused, match="Chọn lý do"):
        actions.refuse(transfer, because=RefusedBecause.NONE, by=viewer.actor, name=viewer.name, at=NOW + HOUR)
    actions.refuse(transfer, because=RefusedBecause.NOT_HERE, by=viewer.actor, name=viewer.name, at=NOW + HOUR)
    assert reads(cast, cast.officer, case)
    assert not reads(cast, cast.neighbour_officer, case)
    assert kinds(cast, cast.officer, NOW + 2 * HOUR) == ["reception.move_refused"]
    assert kinds(cast, cast.neighbour_officer, NOW + 2 * HOUR) == []
    again = send(cast, case, cast.phu_thuan_b, at=NOW + 2 * HOUR)
    assert again.state == "sent"
    assert kinds(cast, cast.officer, NOW + 3 * HOUR) == []


def test_not_accepted_in_a_day_and_a_night_both_chiefs_are_warned(cast: Cast, case: Case) -> None:
    from hoanhap.foundation.access import actions as access
    from hoanhap.foundation.access.roles import Role

    chiefs = {}
    for role, name in ((Role.COMMUNE_LEADER, "ct-lka"), (Role.POLICE_CHIEF, "tca-lka")):
        made = access.create_account(username=name, display_name=name, password=None, by=SETTER, at=NOW)
        access.post(made, role=role, place=cast.long_khanh_a, valid_from=date(2019, 1, 1), by=SETTER, at=NOW)
        chiefs[name] = made
    transfer = send(cast, case)
    assert transfer.answer_by == NOW + timedelta(hours=24)
    ends = (cast.leader, cast.police_chief, *chiefs.values())
    actions.keep_watch(by=SETTER, at=NOW + timedelta(hours=23))
    assert all("reception.move_late" not in kinds(cast, who, NOW + timedelta(hours=23)) for who in ends)
    late = NOW + timedelta(hours=24)
    assert actions.keep_watch(by=SETTER, at=late).late_moves == 1
    assert actions.keep_watch(by=SETTER, at=late + HOUR).late_moves == 0
    assert all("reception.move_late" in kinds(cast, who, late + HOUR) for who in ends)
    accept(cast, transfer, at=late + HOUR)
    assert all("reception.move_late" not in kinds(cast, who, late + 2 * HOUR) for who in ends)


@pytest.mark.parametrize(
    ("day", "due", "article"),
    [
        (date(2020, 6, 16), datetime(2020, 6, 17, 9, tzinfo=clock.VN), ""),
        (date(2024, 3, 4), datetime(2024, 3, 11, 23, 59, tzinfo=clock.VN), "Điều 79"),
        (date(2026, 8, 3), datetime(2026, 8, 4, 9, tzinfo=clock.VN), "NĐ 163/2026/NĐ-CP"),
    ],
)
def test_the_clock_is_that_of_the_day_and_of_the_step(day: date, due: datetime, article: str) -> None:
    from hoanhap.kernel.workdays import WorkingCalendar
    from hoanhap.people.reception import rules

    found = rules.answer_clock("after_rehab", clock.at(day, 9), WorkingCalendar())
    assert found.due_at == due
    assert article in found.article


def test_sent_twice_by_a_nervous_thumb_is_one_notice_and_two_notices_are_refused(cast: Cast, case: Case) -> None:
    viewer, key = cast.viewer(cast.officer), uuid4()
    move = Move(to=cast.long_khanh_a, left_on=TODAY, client_key=key)
    first = actions.send(case, move=move, by=viewer.actor, name="x", at=NOW)
    assert actions.send(case, move=move, by=viewer.actor, name="x", at=NOW).pk == first.pk
    with pytest.raises(Refused, match="đang chờ nơi đến"):
        send(cast, case, cast.phu_thuan_b)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to": "thuong_lac"}, "đang thuộc xã ấy"),
        ({"to": "hong_ngu"}, "Chọn xã"),
        ({"left": TODAY + timedelta(days=1)}, "khi đã đến ngày"),
        ({"left": date(2019, 1, 1)}, "không thể sớm hơn"),
    ],
)
def test_a_move_that_cannot_be_is_refused(cast: Cast, case: Case, change: dict[str, object], words: str) -> None:
    more = {name: getattr(cast, value) if isinstance(value, str) else value for name, value in change.items()}
    with pytest.raises(Refused, match=words):
        send(cast, case, **more)  # type: ignore[arg-type]
    assert not Transfer.objects.exists()


def test_taken_back_or_closed_meanwhile_nobody_can_accept(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    by = cast.viewer(cast.officer).actor
    actions.withdraw(transfer, by=by, at=NOW + HOUR)
    with pytest.raises(Refused, match="đã rút lại"):
        accept(cast, transfer)
    second = send(cast, case, at=NOW + HOUR)
    case.refresh_from_db()
    cases.close(case=case, verb="close_deceased", on=TODAY, signer_title="x", by=by, at=NOW, version=case.version)
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert kinds(cast, cast.neighbour_officer, NOW + 2 * HOUR) == []


def test_out_of_the_house_is_an_end_of_the_file(cast: Cast, case: Case) -> None:
    """Where no commune of the house is, the law's own end stands ready."""
    by = cast.viewer(cast.officer).actor
    moved = cases.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=by, at=NOW, version=case.version)
    assert moved.case.state == "closed_moved"


def test_a_twin_there_is_for_a_person_to_look_at(cast: Cast, case: Case) -> None:
    people.register_person(cast, "Nguyễn Văn Đào", unit=cast.long_khanh_a, id_number="087092000111")
    transfer = send(cast, case)
    with pytest.raises(Refused, match="cùng số giấy tờ"):
        accept(cast, transfer)
    transfer.refresh_from_db()
    case.refresh_from_db()
    assert (transfer.state, case.unit_id) == ("sent", cast.thuong_lac.pk), "nothing half done"


def test_only_the_posts_of_the_two_communes_send_and_accept(cast: Cast, case: Case) -> None:
    senders = {name for name, who in cast.everybody().items() if _sends(cast, who, case)}
    assert senders == {"officer", "leader", "deputy", "police", "police_chief"}
    transfer = send(cast, case)
    takers = {
        name
        for name, who in cast.everybody().items()
        if policy.incoming_for(cast.viewer(who)).filter(pk=transfer.pk).exists()
    }
    assert takers == {"neighbour_officer", "neighbour_police"}


def _sends(cast: Cast, who: Account, case: Case) -> bool:
    try:
        policy.get_case_to_send(cast.viewer(who), case.pk)
    except NotHere:
        return False
    return True


# --- the map changes between sending and accepting -----------------------------------------------------------------

AFTER = clock.at(map_changes.DAY, 9)


def test_the_receiver_merged_meanwhile_its_heir_accepts(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    new = map_changes.new_unit(87060, "Thường Phước", parent=cast.hong_ngu)
    map_changes.merge(cast.long_khanh_a, cast.phu_thuan_b, into=new)
    viewer = cast.viewer(cast.neighbour_officer, map_changes.DAY)
    assert [notice.into for notice in queries.incoming(viewer, at=NOW)] == [[new]], "before any job has run"
    succession.hand_over_all(on=map_changes.DAY, by=SETTER, at=AFTER)
    transfer.refresh_from_db()
    assert transfer.to_unit_id == new.pk
    moved = accept(cast, transfer, at=AFTER + HOUR)
    assert moved.unit_id == new.pk
    assert kinds(cast, cast.neighbour_officer, AFTER + 2 * HOUR) == []


def test_the_receiver_was_split_one_of_its_heirs_accepts(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    parts = [map_changes.new_unit(87061 + n, f"Khánh {n}", parent=cast.hong_ngu) for n in range(2)]
    map_changes.split(cast.long_khanh_a, *parts)
    succession.hand_over_all(on=map_changes.DAY, by=SETTER, at=AFTER)
    from hoanhap.foundation.access import actions as access
    from hoanhap.foundation.access.roles import Role

    account = access.create_account(username="can-bo-k0", display_name="Kha", password=None, by=SETTER, at=NOW)
    access.post(account, role=Role.COMMUNE_OFFICER, place=parts[0], valid_from=map_changes.DAY, by=SETTER, at=AFTER)
    viewer = cast.viewer(account, map_changes.DAY)
    found = policy.get_incoming_for(viewer, transfer.pk)
    assert queries.units_for(viewer, found) == [parts[0]]
    with pytest.raises(NotHere):
        actions.accept(found, into=cast.phu_thuan_b, by=viewer.actor, name="Kha", at=AFTER)
    moved = actions.accept(found, into=parts[0], by=viewer.actor, name="Kha", at=AFTER)
    assert moved.unit_id == parts[0].pk


def test_the_sender_merged_meanwhile_the_file_goes_from_its_heir(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    new = map_changes.new_unit(87063, "Lạc Mới", parent=cast.hong_ngu)
    map_changes.merge(cast.thuong_lac, into=new)
    succession.hand_over_all(on=map_changes.DAY, by=SETTER, at=AFTER)
    moved = accept(cast, transfer, at=AFTER + HOUR)
    assert moved.unit_id == cast.long_khanh_a.pk
    july = Period(date(2020, 7, 1), date(2020, 8, 1))
    assert [figure("moves.out", new, july), figure("moves.in", cast.long_khanh_a, july)] == [1, 1]
    assert figure("stock.total", cast.dong_thap, july) == 1
    (line,) = queries.outgoing(cast.viewer(cast.officer, map_changes.DAY))
    assert line.state == "accepted"


def test_both_became_one_and_there_is_nothing_left_to_accept(cast: Cast, case: Case) -> None:
    transfer = send(cast, case)
    map_changes.merge(cast.long_khanh_a, into=cast.thuong_lac)
    succession.hand_over_all(on=map_changes.DAY, by=SETTER, at=AFTER)
    transfer.refresh_from_db()
    assert transfer.state == "withdrawn"
    case.refresh_from_db()
    assert case.unit_id == cast.thuong_lac.pk


def test_long_after_the_move_the_person_may_move_again(cast: Cast, case: Case) -> None:
    attest_until(date(2020, 12, 31))
    accept(cast, send(cast, case))
    back = Move(to=cast.thuong_lac, left_on=date(2020, 7, 1))
    there = cast.viewer(cast.neighbour_officer, date(2020, 7, 2))
    at = clock.at(date(2020, 7, 2), 9)
    case.refresh_from_db()
    second = actions.send(case, move=back, by=there.actor, name="x", at=at)
    home = cast.viewer(cast.officer, date(2020, 7, 2))
    moved = actions.accept(second, into=cast.thuong_lac, by=home.actor, name="y", at=at + HOUR)
    assert moved.unit_id == cast.thuong_lac.pk
    assert moved.person.relocations.filter(reason=RelocationReason.TRANSFERRED).count() == 2
