"""Rules over the log: what counts, whom it concerns, when it stops, who is told; with controls."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation import audit
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.watch import actions, guarding, policy, queries, rules
from hoanhap.foundation.watch.models import Alarm, Answer
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests import cast as stage
from tests import map_changes, people
from tests.cast import NOW, TODAY, Cast
from tests.map_changes import DAY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NOTE = "Đã hỏi: đang đối chiếu danh sách cuối quý"
OUTSIDE, FILES, NIGHT, REVEALS, QUESTIONS = (
    rules.BY_CODE[code] for code in ("outside_hour", "files_hour", "night", "reveals_hour", "questions_hour")
)


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


def looked(
    viewer: Viewer,
    unit_path: str,
    *,
    times: int,
    at: datetime = NOW,
    code: str = "case.viewed",
    ids: Iterable[object] = (),
) -> None:
    """So many looks at different files, evenly within the last minutes."""
    subjects = list(ids) or [uuid.uuid4() for _time in range(times)]
    rows = [audit.Subject("case", subject, unit_path) for subject in subjects]
    with transaction.atomic():
        audit.record_many(code, by=viewer.actor, at=at, rows=rows)


def alarms() -> list[str]:
    return list(Alarm.objects.order_by("id").values_list("rule", flat=True))


def look_again(viewer: Viewer, unit_path: str, at: datetime = NOW) -> None:
    guarding.look(viewer, unit_path, at)


# --- outside one's own work: a stop -------------------------------------------------------------------------------


def test_too_many_outside_stop_and_the_leader_is_told(cast: Cast) -> None:
    inspector, path = cast.viewer(cast.inspector), cast.thuong_lac.path
    looked(inspector, path, times=OUTSIDE.more_than - 1)
    look_again(inspector, path)
    looked(inspector, path, times=1)
    with pytest.raises(guarding.Stopped) as stop:
        look_again(inspector, path)
    guarding.keep(stop.value, at=NOW)
    alarm = Alarm.objects.get()
    assert (alarm.rule, alarm.stopped, alarm.figure) == ("outside_hour", True, OUTSIDE.more_than)
    (line,) = notices.lines(cast.viewer(cast.district_leader), NOW)
    assert line.kind.code == "watch.alarm"
    assert "Vũ Thị Minh" in line.title
    assert AuditEntry.objects.filter(code="watch.stopped").count() == 1


def test_one_file_looked_at_often_is_one_person(cast: Cast) -> None:
    inspector, one = cast.viewer(cast.inspector), uuid.uuid4()
    looked(inspector, cast.thuong_lac.path, times=0, ids=[one] * 60)
    look_again(inspector, cast.thuong_lac.path)
    assert alarms() == []


def test_an_hour_later_the_hour_is_over_but_the_day_is_counted(cast: Cast) -> None:
    inspector, path = cast.viewer(cast.inspector), cast.thuong_lac.path
    day = rules.BY_CODE["outside_day"]
    for hour in range(3):
        looked(inspector, path, times=day.more_than // 3, at=NOW + hour * HOUR)
    with pytest.raises(guarding.Stopped) as stop:
        look_again(inspector, path, NOW + 4 * HOUR)
    assert stop.value.rule.code == "outside_day"
    look_again(inspector, path, NOW + timedelta(hours=25))


def test_a_leader_who_finds_it_explained_lets_him_go_on(cast: Cast) -> None:
    inspector, path, leader = cast.viewer(cast.inspector), cast.thuong_lac.path, cast.viewer(cast.district_leader)
    looked(inspector, path, times=OUTSIDE.more_than)
    with pytest.raises(guarding.Stopped) as stop:
        look_again(inspector, path)
    guarding.keep(stop.value, at=NOW)
    actions.answer(Alarm.objects.get(), said=Answer.EXPLAINED, note=NOTE, by=leader, at=NOW + MINUTE)
    assert notices.lines(leader, NOW + MINUTE) == []
    look_again(inspector, path, NOW + 2 * MINUTE)
    looked(inspector, path, times=OUTSIDE.more_than, at=NOW + 3 * MINUTE)
    with pytest.raises(guarding.Stopped) as second:
        look_again(inspector, path, NOW + 4 * MINUTE)
    guarding.keep(second.value, at=NOW + 4 * MINUTE)
    assert alarms() == ["outside_hour", "outside_hour"]


def test_a_leader_who_finds_it_wrong_does_not(cast: Cast) -> None:
    inspector, path = cast.viewer(cast.inspector), cast.thuong_lac.path
    looked(inspector, path, times=OUTSIDE.more_than)
    with pytest.raises(guarding.Stopped) as stop:
        look_again(inspector, path)
    guarding.keep(stop.value, at=NOW)
    by = cast.viewer(cast.district_leader)
    actions.answer(
        Alarm.objects.get(), said=Answer.TO_ACT, note="Không có lý do nào liên quan đợt thanh tra", by=by, at=NOW
    )
    with pytest.raises(guarding.Stopped):
        look_again(inspector, path, NOW + MINUTE)


def test_what_lies_at_a_unit_taken_over_or_not_placed_yet_is_own_work(cast: Cast) -> None:
    """Else whoever places the people of a split commune would be stopped in the middle of it."""
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    north = map_changes.new_unit(87102, "Phú Bắc", parent=cast.dong_thap)
    south = map_changes.new_unit(87103, "Phú Nam", parent=cast.dong_thap)
    map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)
    map_changes.split(cast.phu_thuan_b, north, south)
    access.post(cast.unposted, role=Role.COMMUNE_OFFICER, place=north, valid_from=DAY, by=stage.SETTER, at=NOW)
    merged, newcomer = cast.viewer(cast.officer, DAY), cast.viewer(cast.unposted, DAY)
    for viewer, own, other in (
        (merged, (ward, cast.thuong_lac, cast.long_khanh_a), cast.phu_thuan_b),
        (newcomer, (north, cast.phu_thuan_b), south),
    ):
        assert all(policy.is_own(viewer, unit.path) for unit in own)
        assert not policy.is_own(viewer, other.path)
    at = clock.at(DAY, 9)
    looked(newcomer, cast.phu_thuan_b.path, times=OUTSIDE.more_than, at=at)
    look_again(newcomer, cast.phu_thuan_b.path, at)


# --- within one's own work: an alarm ------------------------------------------------------------------------------


def test_an_officer_is_never_stopped_in_his_own_commune_but_noticed(cast: Cast) -> None:
    officer, path = cast.viewer(cast.officer), cast.thuong_lac.path
    looked(officer, path, times=FILES.more_than)
    look_again(officer, path)
    assert alarms() == []
    looked(officer, path, times=1)
    look_again(officer, path)
    look_again(officer, path)
    assert alarms() == ["files_hour"]
    assert [line.kind.code for line in notices.lines(cast.viewer(cast.leader), NOW)] == ["watch.alarm"]
    assert notices.lines(officer, NOW) == []


def test_ten_files_at_night_and_forty_by_day_are_not_the_same(cast: Cast) -> None:
    officer, path = cast.viewer(cast.officer), cast.thuong_lac.path
    late = clock.at(TODAY, 23)
    looked(officer, path, times=NIGHT.more_than + 1, at=late)
    look_again(officer, path, late + MINUTE)
    assert alarms() == ["night"]


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (0, True), (4, True), (5, False), (12, False)])
def test_the_night(hour: int, night: bool) -> None:
    began = rules.night_began(clock.at(TODAY, hour))
    assert (began is not None) is night
    if began:
        assert began.astimezone(clock.VN).hour == 22
        assert timedelta(0) <= clock.at(TODAY, hour) - began < timedelta(hours=7)


def test_pressing_and_asking_in_vain_again_and_again(cast: Cast) -> None:
    officer, path = cast.viewer(cast.officer), cast.thuong_lac.path
    looked(officer, path, times=REVEALS.more_than + 1, code="person.id_number_revealed")
    for _time in range(QUESTIONS.more_than + 2):
        guarding.asked_in_vain(officer, "case", NOW)
    assert sorted(alarms()) == ["questions_hour", "reveals_hour"]
    entry = AuditEntry.objects.filter(code="watch.not_here").order_by("id")[0]
    assert (entry.subject_kind, entry.subject_id, entry.unit_path) == ("door", "case", "")


def test_what_is_asked_in_vain_does_not_fill_the_log_for_ever(cast: Cast) -> None:
    officer = cast.viewer(cast.officer)
    for _time in range(130):
        guarding.asked_in_vain(officer, "case", NOW)
    assert AuditEntry.objects.filter(code="watch.not_here").count() == 100


# --- whose alarm, who is told -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("officer", "leader"),
        ("helper", "leader"),
        ("leader", "district_leader"),
        ("deputy", "district_leader"),
        ("centre", "province_leader"),
        ("province_leader", "province_leader"),
    ],
)
def test_the_leader_of_the_unit_is_told_and_of_a_leader_the_one_above(cast: Cast, who: str, told: str) -> None:
    about = cast.viewer(getattr(cast, who))
    actions.raise_alarm(FILES, figure=99, stopped=False, about=about, at=NOW)
    boss = cast.viewer(getattr(cast, told))
    seen = policy.visible_to(boss).count()
    assert seen == (0 if who == told else 1)
    assert policy.visible_to(about).count() == 0


def test_whom_nobody_stands_above_does_not_answer_about_himself_either(cast: Cast) -> None:
    leader = cast.viewer(cast.province_leader)
    alarm = actions.raise_alarm(FILES, figure=99, stopped=False, about=leader, at=NOW)
    assert alarm is not None
    with pytest.raises(NotHere):
        actions.answer(alarm, said=Answer.EXPLAINED, note=NOTE, by=leader, at=NOW)
    alarm.refresh_from_db()
    assert alarm.answer == ""


def test_nobody_answers_about_himself_and_nobody_outside_sees(cast: Cast) -> None:
    officer = cast.viewer(cast.officer)
    alarm = actions.raise_alarm(FILES, figure=99, stopped=False, about=officer, at=NOW)
    assert alarm is not None
    assert set(queries.duty_lines(cast.viewer(cast.leader), [str(alarm.pk)])) == {str(alarm.pk)}
    for account in (cast.officer, cast.police, cast.stranger_officer, cast.administrator, cast.inspector):
        assert queries.duty_lines(cast.viewer(account), [str(alarm.pk)]) == {}
        with pytest.raises(NotHere):
            policy.get_alarm_for(cast.viewer(account), alarm.pk)
        with pytest.raises(NotHere):
            actions.answer(alarm, said=Answer.EXPLAINED, note=NOTE, by=cast.viewer(account), at=NOW)
    leader = cast.viewer(cast.leader)
    with pytest.raises(Refused):
        actions.answer(alarm, said=Answer.EXPLAINED, note="ok", by=leader, at=NOW)
    actions.answer(alarm, said=Answer.EXPLAINED, note=NOTE, by=leader, at=NOW)
    with pytest.raises(Refused):
        actions.answer(alarm, said=Answer.TO_ACT, note=NOTE, by=cast.viewer(cast.deputy), at=NOW)
    assert actions.raise_alarm(FILES, figure=99, stopped=False, about=officer, at=NOW + MINUTE) is None
    entries = AuditEntry.objects.filter(code__startswith="watch.", subject_id=str(cast.officer.pk)).order_by("id")
    assert [entry.code for entry in entries] == ["watch.alarm", "watch.answered"]
    assert queries.note_of(alarm) == NOTE
    assert NOTE.encode() not in bytes(alarm.note)


# --- the price ----------------------------------------------------------------------------------------------------


def test_a_look_costs_one_query_that_an_index_answers(cast: Cast) -> None:
    for account in (cast.officer, cast.inspector):
        viewer = cast.viewer(account)
        with CaptureQueriesContext(connection) as seen:
            look_again(viewer, cast.thuong_lac.path)
        assert len(seen.captured_queries) == 1
        plan = _plan(seen.captured_queries[0]["sql"])
        assert "audit_by_account" in plan


def _plan(sql: str) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute((explain + sql).replace("%", "%%"))
        return repr(cursor.fetchall())


# --- who looked ---------------------------------------------------------------------------------------------------


def test_who_looked_says_who_what_and_why_and_no_value(cast: Cast) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào", id_number="087092001234")
    case = people.open_home_case(cast, person)
    looked(cast.viewer(cast.police), cast.thuong_lac.path, times=0, ids=[case.pk])
    page = queries.history([("case", case.pk), ("person", person.pk)])
    assert [(line.name, line.act) for line in page.lines if line.act == "Xem hồ sơ"] == [("Phạm Quốc Huy", "Xem hồ sơ")]
    assert page.total == len(page.lines) >= 3
    assert "Đào" not in repr(page)
    assert "087092001234" not in repr(page)


def test_who_looked_comes_in_pages(cast: Cast) -> None:
    subject = uuid.uuid4()
    looked(cast.viewer(cast.police), cast.thuong_lac.path, times=0, ids=[subject] * 120)
    first, last = queries.history([("case", subject)]), queries.history([("case", subject)], page=99)
    assert (first.total, first.people, first.pages) == (120, 1, 3)
    assert (len(first.lines), len(last.lines), last.number) == (50, 20, 3)


# --- known-bad controls -------------------------------------------------------------------------------------------


def test_without_the_stop_an_inspector_would_read_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    inspector, path = cast.viewer(cast.inspector), cast.thuong_lac.path
    looked(inspector, path, times=OUTSIDE.more_than)
    monkeypatch.setattr(queries, "stopping", lambda figures: [])
    look_again(inspector, path)


def test_were_everything_own_nobody_would_be_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    inspector, path = cast.viewer(cast.inspector), cast.thuong_lac.path
    looked(inspector, path, times=OUTSIDE.more_than)
    monkeypatch.setattr(policy, "is_own", lambda viewer, unit_path: True)
    look_again(inspector, path)
