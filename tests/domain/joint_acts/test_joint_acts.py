"""Two people for one act: who asks, who confirms, once, in time; and the controls that prove the guards are needed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions, kinds, policy, queries, rules, states
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.joint_acts.states import State
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests import cast as stage
from tests import map_changes
from tests.cast import NOW, PASSWORD, TODAY, Cast
from tests.map_changes import DAY
from tests.two_hands import at_once

KIND = "tests.take_out"
WHY = "Gửi trạm y tế để phối hợp khám sức khỏe"
HOUR = timedelta(hours=1)


def ask(cast: Cast, *, by: Account | None = None, subject: str = "list-1", at: datetime = NOW, **more: Any) -> JointAct:
    return actions.ask(
        KIND,
        subject_kind="list",
        subject_id=subject,
        unit=cast.thuong_lac,
        reason=more.pop("reason", WHY),
        recipient="Trạm y tế xã Thường Lạc",
        by=cast.viewer(by or cast.officer),
        at=at,
        **more,
    )


def deputy(cast: Cast, *, by: Actor = stage.SETTER, name: str = "Mai Thị Út", at: datetime = NOW) -> Viewer:
    account = access.create_account(username="pho", display_name=name, password=PASSWORD, by=by, at=at)
    access.post(account, role=Role.COMMUNE_DEPUTY, place=cast.thuong_lac, valid_from=TODAY, by=by, at=at)
    return cast.viewer(account)


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda error: error.code == code)


# --- the way it goes ----------------------------------------------------------------------------------------------


def test_one_asks_another_confirms_the_first_does_it_once(cast: Cast) -> None:
    officer, leader = cast.viewer(cast.officer), cast.viewer(cast.leader)
    act = ask(cast, what="12 người, hai ấp")
    assert [row.pk for row in queries.waiting_for(leader, NOW)] == [act.pk]
    assert [line.kind.code for line in notices.lines(leader, NOW)] == ["joint_act.confirm"]
    assert queries.usable(officer, KIND, "list-1", NOW) is None

    actions.confirm(act, by=leader, at=NOW + HOUR)
    assert notices.lines(leader, NOW + HOUR) == []
    assert [line.kind.code for line in notices.lines(officer, NOW + HOUR)] == ["joint_act.use"]
    mine = queries.usable(officer, KIND, "list-1", NOW + HOUR)
    assert mine is not None
    assert (mine.recipient, mine.unit) == ("Trạm y tế xã Thường Lạc", cast.thuong_lac)

    actions.use(mine, by=officer, at=NOW + 2 * HOUR, what="12 người, hai ấp")
    assert mine.state == State.USED
    assert notices.lines(officer, NOW + 2 * HOUR) == []
    with refused("joint-moved-on"):
        actions.use(mine, by=officer, at=NOW + 2 * HOUR, what="12 người, hai ấp")


def test_what_is_done_is_what_was_confirmed(cast: Cast) -> None:
    act = ask(cast, what="12 người, hai ấp")
    actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    for other in ("", "120 người, hai ấp"):
        with refused("joint-other"):
            actions.use(act, by=cast.viewer(cast.officer), at=NOW, what=other)


def test_declined_with_a_reason_the_asker_reads(cast: Cast) -> None:
    act = ask(cast)
    with refused("reason-says-nothing"):
        actions.decline(act, reason="không", by=cast.viewer(cast.leader), at=NOW)
    actions.decline(act, reason="Chưa có công văn của trạm y tế", by=cast.viewer(cast.leader), at=NOW)
    assert queries.words_of([act])[act.pk].note == "Chưa có công văn của trạm y tế"
    with refused("joint-moved-on"):
        actions.use(act, by=cast.viewer(cast.officer), at=NOW)
    with refused("joint-moved-on"):
        actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)


def test_withdrawn_it_serves_nobody(cast: Cast) -> None:
    act = ask(cast)
    actions.withdraw(act, by=cast.viewer(cast.officer), at=NOW)
    with refused("joint-moved-on"):
        actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    assert notices.lines(cast.viewer(cast.leader), NOW) == []


# --- the second person --------------------------------------------------------------------------------------------


def test_nobody_confirms_his_own(cast: Cast) -> None:
    deputy(cast)
    act = ask(cast, by=cast.leader)
    with refused("joint-same-hand"):
        actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    assert queries.waiting_for(cast.viewer(cast.leader), NOW).count() == 0


def test_the_database_too_refuses_one_hand(cast: Cast) -> None:
    act = ask(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        JointAct.objects.filter(pk=act.pk).update(
            state="confirmed", decided_by=cast.officer, decided_at=NOW, decided_title="x"
        )


def test_an_account_made_by_the_asker_confirms_nothing_within_a_day(cast: Cast) -> None:
    second = deputy(cast, by=cast.viewer(cast.leader).actor, at=NOW - HOUR)
    act = ask(cast, by=cast.leader)
    with refused("joint-same-hand"):
        actions.confirm(act, by=second, at=NOW)
    actions.confirm(act, by=second, at=NOW + timedelta(hours=24))


def test_nor_one_whose_password_he_has_just_set(cast: Cast) -> None:
    second = deputy(cast, at=NOW - timedelta(days=90))
    act = ask(cast, by=cast.leader)
    account = Account.objects.get(pk=second.account_id)
    access.change_password(account, password=PASSWORD + "x", by=cast.viewer(cast.leader).actor, at=NOW)
    with refused("joint-same-hand"):
        actions.confirm(act, by=second, at=NOW + HOUR)


def test_nor_an_account_under_the_same_name(cast: Cast) -> None:
    second = deputy(cast, name="LÊ VĂN THÀNH")
    act = ask(cast, by=cast.leader)
    with refused("joint-same-hand"):
        actions.confirm(act, by=second, at=NOW)


def test_who_may_neither_ask_nor_confirm_knows_of_nothing(cast: Cast) -> None:
    act = ask(cast)
    for account in (cast.police, cast.helper, cast.neighbour_officer, cast.district_merger, cast.administrator):
        viewer = cast.viewer(account)
        assert queries.waiting_for(viewer, NOW).count() == 0
        with pytest.raises(NotHere):
            policy.get_act_for(viewer, act.pk)
        for verb in (actions.confirm, actions.use, actions.withdraw):
            with pytest.raises(NotHere):
                verb(act, by=viewer, at=NOW)
    with pytest.raises(NotHere):
        ask(cast, by=cast.police)
    with pytest.raises(NotHere):
        policy.get_act_for(cast.viewer(cast.leader), "nonsense")


def test_what_one_asked_for_is_listed_used_and_taken_back_by_him_alone(cast: Cast) -> None:
    officer, leader = cast.viewer(cast.officer), cast.viewer(cast.leader)
    act = ask(cast)
    actions.confirm(act, by=leader, at=NOW)
    assert list(queries.asked_by(officer)) == [act]
    assert queries.usable_many(officer, KIND, ["list-1"], NOW) == {"list-1": act}
    assert policy.get_own_for(officer, act.pk) == act
    # The chair may ask for such an act, too, but not in the officer's place.
    assert not queries.asked_by(leader).exists()
    assert queries.usable(leader, KIND, "list-1", NOW) is None
    assert queries.usable_many(leader, KIND, ["list-1"], NOW) == {}
    assert policy.get_to_confirm(leader, act.pk) == act
    for viewer, gate in ((leader, policy.get_own_for), (officer, policy.get_to_confirm)):
        with pytest.raises(NotHere):
            gate(viewer, act.pk)
    for verb in (actions.use, actions.withdraw):
        with pytest.raises(NotHere):
            verb(act, by=leader, at=NOW)


def test_what_he_asked_for_is_his_while_he_holds_the_post(cast: Cast) -> None:
    act = ask(cast)
    actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    access.end_posting(cast.officer.postings.get(), on=TODAY, by=stage.SETTER, at=NOW)
    former = cast.viewer(cast.officer)
    assert not queries.asked_by(former).exists()
    assert queries.usable(former, KIND, "list-1", NOW) is None
    with pytest.raises(NotHere):
        policy.get_own_for(former, act.pk)


def test_whom_no_kind_of_joint_act_concerns(cast: Cast) -> None:
    assert policy.concerned(cast.viewer(cast.officer))
    assert policy.concerned(cast.viewer(cast.leader))
    assert not policy.concerned(cast.viewer(cast.helper))


def test_an_act_is_named_in_the_work_of_the_two_alone(cast: Cast) -> None:
    act = str(ask(cast).pk)
    for account in (cast.officer, cast.leader):
        assert set(queries.duty_lines(cast.viewer(account), [act])) == {act}
    for account in (cast.police, cast.neighbour_officer, cast.district_merger, cast.administrator):
        assert queries.duty_lines(cast.viewer(account), [act]) == {}


def test_the_work_left_is_addressed_to_the_post_that_asked_not_to_another_of_the_same_account(cast: Cast) -> None:
    since = cast.officer.postings.get().valid_from - timedelta(days=1)
    access.post(cast.officer, role=Role.FINANCE, place=cast.thuong_lac, valid_from=since, by=stage.SETTER, at=NOW)
    assert cast.viewer(cast.officer).title == "cán bộ tài chính"
    actions.confirm(ask(cast), by=cast.viewer(cast.leader), at=NOW)
    assert Duty.objects.get(kind="joint_act.use").holder_role == Role.COMMUNE_OFFICER


def test_asked_before_the_units_merged_the_work_left_comes_to_the_asker_at_the_new_one(cast: Cast) -> None:
    act = ask(cast, at=clock.at(DAY, 8) - timedelta(days=1))
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)
    at = clock.at(DAY, 9)
    clock.set_start(at)
    try:
        actions.confirm(act, by=cast.viewer(cast.leader, DAY), at=at)
        officer = cast.viewer(cast.officer, DAY)
        assert [line.kind.code for line in notices.lines(officer, at)] == ["joint_act.use"]
    finally:
        clock.set_start(None)
    assert actions.use(act, by=officer, at=at).state == State.USED


def test_where_nobody_could_confirm_it_is_said_at_once(cast: Cast) -> None:
    with refused("joint-nobody"):
        ask(cast, by=cast.leader)


def at_the_ward(cast: Cast, **more: Any) -> JointAct:
    """Between midnight of a merger and the nightly hand-over: asked at the new unit, all postings still at the old."""
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)
    return ask_on(cast, ward, **more)


def ask_on(cast: Cast, unit: Place, *, by: Account | None = None) -> JointAct:
    return actions.ask(
        KIND,
        subject_kind="list",
        subject_id="list-1",
        unit=unit,
        reason=WHY,
        by=cast.viewer(by or cast.officer, DAY),
        at=clock.at(DAY, 0, 5),
    )


def confirmers(unit: Place, asker: Account, at: datetime) -> list[Role]:
    return queries.roles_that_confirm(kinds.register[KIND], unit, asker=asker.pk, at=at)


@pytest.mark.parametrize("by", ["officer", "neighbour_officer"])
def test_on_the_day_of_a_merger_the_leader_of_either_side_is_found(cast: Cast, by: str) -> None:
    act = at_the_ward(cast, by=getattr(cast, by))
    actions.confirm(act, by=cast.viewer(cast.leader, DAY), at=clock.at(DAY, 1))
    assert JointAct.objects.get().state == State.CONFIRMED


def test_what_still_lies_at_the_old_unit_finds_the_leader_of_the_heir(cast: Cast) -> None:
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)
    access.end_posting(cast.leader.postings.get(), on=DAY, by=stage.SETTER, at=clock.at(DAY, 0))
    access.post(cast.leader, role=Role.COMMUNE_LEADER, place=ward, valid_from=DAY, by=stage.SETTER, at=clock.at(DAY, 0))
    stage.attest_until(date(2021, 1, 1))
    assert Role.COMMUNE_LEADER in confirmers(cast.thuong_lac, cast.officer, clock.at(DAY, 1))
    assert ask_on(cast, cast.thuong_lac).state == State.ASKED


def test_a_unit_that_was_split_finds_who_worked_there(cast: Cast) -> None:
    parts = [map_changes.new_unit(serial, name, parent=cast.dong_thap) for serial, name in ((87101, "A"), (87102, "B"))]
    map_changes.split(cast.thuong_lac, *parts)
    at = clock.at(DAY, 1)
    assert Role.COMMUNE_LEADER in confirmers(cast.thuong_lac, cast.officer, at)
    assert Role.COMMUNE_LEADER not in confirmers(parts[0], cast.officer, at), "nobody has said which part he works for"


def test_a_leader_of_a_commune_that_did_not_merge_is_not_found(cast: Cast) -> None:
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    map_changes.merge(cast.long_khanh_a, cast.phu_thuan_b, into=ward)
    assert Role.COMMUNE_LEADER not in confirmers(ward, cast.neighbour_officer, clock.at(DAY, 1))


def test_who_no_longer_holds_the_post_uses_nothing(cast: Cast) -> None:
    act = ask(cast)
    actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    access.end_posting(cast.officer.postings.get(), on=TODAY, by=stage.SETTER, at=NOW)
    with pytest.raises(NotHere):
        actions.use(act, by=cast.viewer(cast.officer), at=NOW)


# --- time ---------------------------------------------------------------------------------------------------------


def test_time_ends_what_nobody_ended(cast: Cast) -> None:
    act, late = ask(cast), NOW + timedelta(days=3)
    assert queries.standing(act, late) is State.LAPSED
    assert queries.waiting_for(cast.viewer(cast.leader), late).count() == 0
    with refused("joint-moved-on"):
        actions.confirm(act, by=cast.viewer(cast.leader), at=late)
    actions.confirm(act, by=cast.viewer(cast.leader), at=late - HOUR)
    with refused("joint-moved-on"):
        actions.use(act, by=cast.viewer(cast.officer), at=late)
    assert queries.usable(cast.viewer(cast.officer), KIND, "list-1", late) is None


def test_what_lapsed_leaves_the_lists_of_work(cast: Cast) -> None:
    act, late = ask(cast), NOW + timedelta(days=3)
    assert actions.lapse(by=stage.SETTER, at=late) == 1
    assert actions.lapse(by=stage.SETTER, at=late) == 0
    act.refresh_from_db()
    assert act.state == State.LAPSED
    assert notices.lines(cast.viewer(cast.leader), late) == []


def test_asked_twice_is_asked_once_until_it_lapses(cast: Cast) -> None:
    ask(cast)
    with refused("joint-asked"):
        ask(cast)
    ask(cast, subject="list-2")
    ask(cast, at=NOW + timedelta(days=3))


# --- words, log, serial -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "aaaaaaaaaaaaaaaaaaaa", "ab ab ab ab ab ab ab", "..............", "xem xem xem xem"]
)
def test_a_reason_says_something(text: str) -> None:
    with refused("reason-says-nothing"):
        rules.reason(text)


def test_words_lie_sealed_and_every_step_is_logged_without_them(cast: Cast) -> None:
    act = ask(cast, what="Nguyễn Văn Ví Dụ")
    actions.confirm(act, by=cast.viewer(cast.leader), at=NOW, note="Đồng ý một lần")
    actions.use(act, by=cast.viewer(cast.officer), at=NOW, what="Nguyễn Văn Ví Dụ")
    row = JointAct.objects.filter(pk=act.pk).values_list().get()
    entries = AuditEntry.objects.filter(subject_kind="joint_act").order_by("id")
    assert [entry.code for entry in entries] == ["joint.asked", "joint.confirmed", "joint.used"]
    spoken = repr([bytes(v) if isinstance(v, memoryview | bytes) else v for v in row]) + repr(list(entries.values()))
    for word in ("Ví Dụ", "Trạm y tế", "sức khỏe", "Đồng ý"):
        assert word not in spoken


def test_serials_differ_and_are_read_easily(cast: Cast) -> None:
    serials = {ask(cast, subject=str(n)).serial for n in range(40)}
    assert len(serials) == 40
    assert all(len(serial) == 11 and not set(serial) & set("ILOU") for serial in serials)
    assert states.serial_of(JointAct.objects.order_by("id")[0].pk) in serials


# --- two hands at once --------------------------------------------------------------------------------------------


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return stage.make()


def answers_of(*doings: Any) -> list[str]:
    """Do these at the same moment; "done", the refusal's code or the fault for each."""
    return sorted("done" if isinstance(one, JointAct) else str(one) for one in at_once(*doings))


@pytest.mark.postgres
def test_of_two_who_decide_at_once_one_does(committed: Cast) -> None:
    second, chair, act = deputy(committed), committed.viewer(committed.leader), ask(committed)
    copies = [JointAct.objects.get(pk=act.pk) for _ in range(8)]
    doings = [
        lambda copy=copy, who=who: actions.confirm(copy, by=who, at=NOW)
        for copy, who in zip(copies, [second, chair] * 4, strict=True)
    ]
    assert answers_of(*doings) == ["done"] + ["joint-moved-on"] * 7
    assert AuditEntry.objects.filter(code="joint.confirmed").count() == 1


@pytest.mark.postgres
def test_of_two_uses_at_once_one_happens(committed: Cast) -> None:
    act, officer = ask(committed), committed.viewer(committed.officer)
    actions.confirm(act, by=committed.viewer(committed.leader), at=NOW)
    copies = [JointAct.objects.get(pk=act.pk) for _ in range(8)]
    answers = answers_of(*[lambda copy=copy: actions.use(copy, by=officer, at=NOW) for copy in copies])
    assert answers == ["done"] + ["joint-moved-on"] * 7


# --- known-bad controls -------------------------------------------------------------------------------------------


def test_without_the_condition_a_second_use_would_pass(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above rest on the guard: with it gone, what they forbid happens."""
    act = ask(cast)
    actions.confirm(act, by=cast.viewer(cast.leader), at=NOW)
    monkeypatch.setattr(actions, "_require_moved", lambda moved: None)
    actions.use(act, by=cast.viewer(cast.officer), at=NOW)
    actions.use(act, by=cast.viewer(cast.officer), at=NOW)
    assert AuditEntry.objects.filter(code="joint.used").count() == 2


def test_without_the_question_of_one_hand_a_made_up_deputy_would_pass(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = deputy(cast, by=cast.viewer(cast.leader).actor)
    act = ask(cast, by=cast.leader)
    monkeypatch.setattr(queries, "same_hand", lambda *_: False)
    actions.confirm(act, by=second, at=NOW)
    assert act.state == State.CONFIRMED
