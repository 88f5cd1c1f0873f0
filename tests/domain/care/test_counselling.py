"""Counselling: topics and leaflets, families apart, groups with attendance; who reads, what opens by a press."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register, rows
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care.counselling import actions, groups, policy, queries
from hoanhap.people.care.counselling.models import Counselling, GroupMember, Leaflet, SupportGroup
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks

EARLIER = date(2020, 6, 1)


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


def figures(cast: Cast, *codes: str) -> tuple[int, ...]:
    question = Question(talks.JUNE, cast.thuong_lac.path)
    return tuple(register.count(code, question) for code in codes)


def shown(cast: Cast, case: Case) -> list[queries.OpenedSession]:
    return queries.of_case(cast.viewer(cast.officer), case, at=NOW)


# --- topics -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S1-21")
def test_a_first_session_without_the_process_is_shown_as_incomplete(cast: Cast, case: Case) -> None:
    talks.counsel(cast, case, on=EARLIER, topics=("harm", "need"))
    talks.counsel(cast, case, topics=("services",))
    later, first = shown(cast, case)
    assert (first.is_complete, first.missing) == (False, ("quy trình cai nghiện",))
    assert (later.is_complete, later.missing) == (True, ())


def test_a_voided_session_is_not_the_first_one(cast: Cast, case: Case) -> None:
    wrong = talks.counsel(cast, case, on=EARLIER, topics=("law",))
    talks.counsel(cast, case, topics=("harm", "need"))
    by = cast.viewer(cast.officer).actor
    actions.void(wrong, by=by, at=NOW)
    assert [one.missing for one in shown(cast, case)] == [("quy trình cai nghiện",), ()]
    with pytest.raises(Refused):
        actions.void(wrong, by=by, at=NOW)


def test_the_first_with_the_family_is_a_first_one_too(cast: Cast, case: Case) -> None:
    talks.counsel(cast, case, on=EARLIER)
    talks.counsel(cast, case, audience="family", topics=("family",))
    family, person = shown(cast, case)
    assert person.is_complete
    assert family.missing == (
        "tác hại của ma túy, bản chất của nghiện",
        "sự cần thiết phải cai nghiện",
        "quy trình cai nghiện",
    )


# --- leaflets -----------------------------------------------------------------------------------------------------


def leaflet(cast: Cast) -> Leaflet:
    return actions.add_leaflet(unit=cast.thuong_lac, details=talks.LEAFLET, by=SETTER, at=NOW)


@pytest.mark.requirement("S1-22")
def test_a_second_version_replaces_the_first_and_old_records_still_point_at_it(cast: Cast, case: Case) -> None:
    one = leaflet(cast)
    session = talks.counsel(cast, case, on=EARLIER, leaflet=one)
    details = actions.LeafletDetails(
        title="Hiểu về cai nghiện", source="Bộ Y tế", approved_by="Lê Văn Thành", valid_from=date(2020, 6, 10)
    )
    two = actions.replace_leaflet(one, details=details, by=SETTER, at=NOW)
    one.refresh_from_db()
    assert (two.version, two.series, one.valid_to) == (2, one.series, date(2020, 6, 10))
    session.refresh_from_db()
    assert session.leaflet == one
    clock.set_start(NOW)
    try:
        assert list(queries.leaflets_in_use(case)) == [two]
    finally:
        clock.set_start(None)
    assert talks.counsel(cast, case, leaflet=two).leaflet == two
    for wrong, on in ((two, date(2020, 6, 9)), (one, date(2020, 6, 10))):
        with pytest.raises(Refused, match="tờ rơi"):
            talks.counsel(cast, case, on=on, leaflet=wrong)
    with pytest.raises(Refused, match="đã được thay"):
        actions.replace_leaflet(one, details=details, by=SETTER, at=NOW)


@pytest.mark.parametrize("missing", ["title", "source", "approved_by"])
def test_a_leaflet_says_where_it_is_from_and_who_approved_it(cast: Cast, missing: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_leaflet(unit=cast.thuong_lac, details=replace(talks.LEAFLET, **{missing: " "}), by=SETTER, at=NOW)
    assert refusal.value.code == f"leaflet-{missing}"
    assert not Leaflet.objects.exists()


def test_the_library_of_a_neighbour_is_not_given_out(cast: Cast, case: Case) -> None:
    theirs = actions.add_leaflet(unit=cast.long_khanh_a, details=talks.LEAFLET, by=SETTER, at=NOW)
    above = actions.add_leaflet(unit=cast.dong_thap, details=talks.LEAFLET, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        talks.counsel(cast, case, leaflet=theirs)
    assert talks.counsel(cast, case, leaflet=above).leaflet == above


# --- figures ------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S3-35")
def test_families_are_counted_apart_and_nobody_twice(cast: Cast, case: Case) -> None:
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ-UBND")
    for on in (EARLIER, TODAY):
        talks.counsel(cast, case, on=on)
    talks.counsel(cast, case, audience="both")
    talks.counsel(cast, case, audience="family")
    talks.counsel(cast, other, audience="family")
    codes = ("total", "sessions", "family_sessions", "people", "families")
    assert figures(cast, *(f"counselling.{code}" for code in codes)) == (5, 3, 2, 1, 2)
    actions.void(Counselling.objects.filter(case=other).get(), by=SETTER, at=NOW)
    assert figures(cast, *(f"counselling.{code}" for code in codes)) == (4, 3, 1, 1, 1)


def test_neither_the_month_before_nor_the_neighbour_counts(cast: Cast, case: Case) -> None:
    talks.counsel(cast, case, on=date(2020, 5, 31))
    talks.counsel(cast, case, on=date(2020, 6, 1))
    assert figures(cast, "counselling.total") == (1,)
    assert register.count("counselling.total", Question(talks.JUNE, cast.long_khanh_a.path)) == 0


def test_behind_a_figure_names_stand_for_the_room_alone(cast: Cast, case: Case) -> None:
    session = talks.counsel(cast, case)
    own = rows.opened(cast.viewer(cast.officer), "counselling", [session.pk])
    above = rows.opened(cast.viewer(cast.district_merger), "counselling", [session.pk])
    assert [line.label for line in own] == ["Nguyễn Văn Đào"]
    assert [(line.label, line.url) for line in above] == [(case.code, "")]
    assert rows.opened(cast.viewer(cast.stranger_officer), "counselling", [session.pk]) == []


# --- who reads ----------------------------------------------------------------------------------------------------


def test_a_talk_of_the_soul_opens_by_a_press_in_the_log(cast: Cast, case: Case) -> None:
    session = talks.counsel(cast, case, kind="psychological", note="Buồn vì xa con")
    talks.counsel(cast, case, note="Hỏi về vay vốn")
    viewer = cast.viewer(cast.officer)
    assert {one.note for one in shown(cast, case)} == {"", "Hỏi về vay vốn"}
    assert {one.hidden for one in shown(cast, case)} == {True, False}
    queries.note_of(viewer, session, at=NOW)
    assert "Buồn vì xa con" in {one.note for one in queries.of_case(viewer, case, at=NOW, opened=session.pk)}
    assert AuditEntry.objects.filter(code="counselling.note_opened").count() == 1
    events = case_queries.timeline(case, viewer)
    assert not any("Buồn" in event.detail for event in events)
    assert any(event.title == "Tư vấn: chính người ấy" for event in events)
    assert not any(event.title.startswith("Tư vấn") for event in case_queries.timeline(case, cast.viewer(cast.police)))


def test_who_may(cast: Cast, case: Case) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    people.refer(cast, case, cast.health_station)
    session = talks.counsel(cast, case)
    reads, writes = set(), set()
    for name, account in cast.everybody().items():
        viewer = cast.viewer(account)
        try:
            policy.get_session_for(viewer, session.pk)
            policy.get_case_for(viewer, case.pk)
        except NotHere:
            assert not policy.visible_to(viewer).exists()
            continue
        reads.add(name)
        try:
            policy.get_case_for(viewer, case.pk, to=CarePermission.COUNSEL)
        except NotHere:
            continue
        writes.add(name)
    assert (reads, writes) == ({"officer", "leader", "deputy"}, {"officer"})


# --- groups -------------------------------------------------------------------------------------------------------


def group_of(cast: Cast) -> SupportGroup:
    return groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=EARLIER, by=SETTER, at=NOW)


def test_nobody_is_put_on_a_list_without_his_consent(cast: Cast, case: Case) -> None:
    group = group_of(cast)
    with pytest.raises(Refused, match="chưa đồng ý"):
        groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW)
    talks.consent(cast, case.person, "groups")
    member = groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW)
    with pytest.raises(Refused, match="đã ở trong nhóm"):
        groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW)
    groups.leave(member, on=TODAY, by=SETTER, at=NOW)
    assert groups.members_on(group, TODAY) == []
    assert groups.join(group, case=case, on=TODAY, by=SETTER, at=NOW).left_on is None


def test_nobody_joins_or_meets_in_a_group_another_has_ended(cast: Cast, case: Case) -> None:
    group = group_of(cast)
    talks.consent(cast, case.person, "groups")
    groups.end(SupportGroup.objects.get(pk=group.pk), on=TODAY, by=SETTER, at=NOW)
    for act in (
        lambda: groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW),
        lambda: groups.meet(group, met_on=TODAY, present=[], by=SETTER, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code in ("group-ended", "meeting-day")
    assert not GroupMember.objects.exists()


@pytest.mark.requirement("S5-26")
def test_attendance_stands_person_by_person(cast: Cast, case: Case) -> None:
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ-UBND")
    group = group_of(cast)
    for one in (case, other):
        talks.consent(cast, one.person, "groups")
        groups.join(group, case=one, on=EARLIER, by=SETTER, at=NOW)
    for on, present in ((EARLIER, [case.pk]), (TODAY - timedelta(days=1), [case.pk, other.pk]), (TODAY, [case.pk])):
        groups.meet(group, met_on=on, present=present, topic="relapse", by=SETTER, at=NOW)
    lines = queries.members_of(cast.viewer(cast.officer), group, at=NOW)
    assert [(line.name, line.came, line.meetings) for line in lines] == [("Nguyễn Văn Đào", 3, 3), ("Lê Văn Mít", 1, 3)]
    assert figures(cast, "groups.meetings", "groups.people") == (3, 2)
    with pytest.raises(Refused, match="đã được ghi"):
        groups.meet(group, met_on=TODAY, present=[case.pk], by=SETTER, at=NOW)


def test_only_members_of_the_day_are_noted_and_an_ended_group_does_not_meet(cast: Cast, case: Case) -> None:
    group = group_of(cast)
    talks.consent(cast, case.person, "groups")
    with pytest.raises(Refused):
        groups.meet(group, met_on=TODAY, present=[case.pk], by=SETTER, at=NOW)
    groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW)
    groups.end(group, on=date(2020, 6, 10), by=SETTER, at=NOW)
    assert GroupMember.objects.get().left_on == date(2020, 6, 10)
    with pytest.raises(Refused, match="không hoạt động"):
        groups.meet(group, met_on=TODAY, present=[case.pk], by=SETTER, at=NOW)
    with pytest.raises(NotHere):
        policy.get_group_for(cast.viewer(cast.neighbour_officer), group.pk)


def test_a_closed_file_is_on_no_list_any_more(cast: Cast, case: Case) -> None:
    group = group_of(cast)
    talks.consent(cast, case.person, "groups")
    groups.join(group, case=case, on=EARLIER, by=SETTER, at=NOW)
    case.refresh_from_db()
    cases.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=SETTER, at=NOW, version=case.version)
    assert GroupMember.objects.get().left_on == TODAY
