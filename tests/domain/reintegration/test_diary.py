"""Helpers' sessions: from moment to moment, never two at once, counted once a person a day, printed without names."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, transaction

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions as helpers
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import diary as actions
from hoanhap.people.reintegration.actions.diary import SessionDetails
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind, HelperSession
from hoanhap.people.reintegration.queries import diary
from tests import people as everybody
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.reintegration import world

MAY = Period(date(2020, 5, 1), date(2020, 6, 1))
DAY = date(2020, 5, 14)


def helped(cast: Cast, name: str, *, account: bool = True) -> HelperAssignment:
    case = everybody.open_home_case(cast, everybody.register_person(cast, name))
    return everybody.assign_helper(cast, case, account=cast.helper if account else None)


def deputy(cast: Cast, case: Case) -> HelperAssignment:
    details = helpers.HelperDetails(
        helper_name="Võ Văn Tám", organisation="Đoàn TN xã", kind=HelperKind.DEPUTY, valid_from=date(2020, 2, 1)
    )
    return helpers.assign(case, details=details, by=SETTER, at=NOW)


@pytest.mark.parametrize("account", [True, False])
def test_one_helper_is_not_with_two_people_at_once(cast: Cast, account: bool) -> None:
    one, other = (helped(cast, name, account=account) for name in ("Nguyễn Văn Đào", "Trần Văn Út"))
    world.session(one, DAY, 9, minutes=60)
    for hour, minutes in ((9, 10), (8, 61), (8, 240)):
        with pytest.raises(Refused) as refusal:
            world.session(other, DAY, hour, minutes=minutes)
        assert refusal.value.code == "session-at-once"
        assert "từ 09:00 đến 10:00 ngày 14/05/2020" in str(refusal.value)
    assert world.session(other, DAY, 10)
    assert world.session(other, DAY, 8, minutes=60)


def test_the_table_itself_refuses_two_at_once(cast: Cast) -> None:
    one, other = helped(cast, "Nguyễn Văn Đào"), helped(cast, "Trần Văn Út")
    world.session(one, DAY, 9)
    apart = world.session(other, DAY, 10)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelperSession.objects.filter(pk=apart.pk).update(started_at=clock.at(DAY, 9), ended_at=clock.at(DAY, 11))
    with pytest.raises(IntegrityError), transaction.atomic():
        HelperSession.objects.bulk_create([_copy(apart, hour=9)])
    HelperSession.objects.bulk_create([_copy(apart, hour=11)])
    HelperSession.objects.bulk_create([_copy(apart, hour=9, helper_key="another")])
    HelperSession.objects.bulk_create([_copy(apart, hour=9, struck=True)])


def _copy(row: HelperSession, *, hour: int, **changes: object) -> HelperSession:
    facts = {
        "case_id": row.case_id,
        "unit_id": row.unit_id,
        "unit_path": row.unit_path,
        "assignment_id": row.assignment_id,
        "helper_key": row.helper_key,
        "started_at": clock.at(DAY, hour),
        "ended_at": clock.at(DAY, hour) + timedelta(minutes=20),
        "place": row.place,
        "recorded_by": "x",
        "recorded_at": NOW,
    }
    return HelperSession(**facts | changes)


def test_a_struck_session_makes_room_and_two_helpers_may_sit_together(cast: Cast) -> None:
    one = helped(cast, "Nguyễn Văn Đào")
    wrong = world.session(one, DAY, 9)
    world.session(deputy(cast, one.case), DAY, 9)
    actions.strike_session(wrong, by=SETTER, at=NOW)
    assert world.session(one, DAY, 9)
    with pytest.raises(Refused) as refusal:
        actions.strike_session(wrong, by=SETTER, at=NOW)
    assert refusal.value.code == "session-struck"


def test_the_basis_of_the_allowance_counts_a_person_once_a_day(cast: Cast) -> None:
    one, other = helped(cast, "Nguyễn Văn Đào"), helped(cast, "Trần Văn Út")
    tam = deputy(cast, one.case)
    for helper, day, hour in (
        (one, DAY, 9),
        (one, DAY, 14),
        (other, DAY, 16),
        (one, date(2020, 5, 31), 9),
        (one, date(2020, 4, 30), 9),
        (one, date(2020, 6, 1), 9),
        (tam, DAY, 9),
    ):
        world.session(helper, day, hour)
    actions.strike_session(world.session(other, DAY, 18), by=SETTER, at=NOW)
    found = diary.allowance_basis(cast.thuong_lac, MAY)
    assert [(one.helper, one.sessions, one.people, one.not_counted, one.hours) for one in found] == [
        ("Lê Thị Hạnh", 3, 2, 1, "1:30"),
        ("Võ Văn Tám", 1, 1, 0, "0:30"),
    ]
    assert diary.allowance_basis(cast.long_khanh_a, MAY) == []
    paper = docx.Document(BytesIO(papers.as_file(papers.allowance_paper(cast.thuong_lac, MAY, TODAY), "docx")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"Lê Thị Hạnh", "Võ Văn Tám", "3", "1:30"} <= set(cells)
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "20.000 đồng" in said
    assert "Đào" not in said + "".join(cells)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2020, 1, 19), "session-outside"), (date(2020, 6, 17), "session-future")],
)
def test_a_session_outside_the_task_is_refused(cast: Cast, day: date, code: str) -> None:
    helper = helped(cast, "Nguyễn Văn Đào")
    with pytest.raises(Refused) as refusal:
        world.session(helper, day, 9, at=NOW)
    assert refusal.value.code == code
    stranger = helped(cast, "Trần Văn Út")
    details = SessionDetails(assignment=stranger, started_at=NOW - timedelta(hours=1), ended_at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.log_session(helper.case, details=details, by=SETTER, at=NOW)
    assert refusal.value.code == "session-helper"


def test_a_helper_reads_and_strikes_what_he_wrote_himself(cast: Cast) -> None:
    helper = helped(cast, "Nguyễn Văn Đào")
    viewer = cast.viewer(cast.helper)
    written_by_office = world.session(helper, DAY, 9)
    details = SessionDetails(assignment=helper, started_at=NOW - timedelta(hours=1), ended_at=NOW, words="đi dạo")
    own = actions.log_session(helper.case, details=details, by=viewer.actor, at=NOW)
    assert [one.session for one in diary.of_case(viewer, helper.case)] == [own]
    assert {one.session for one in diary.of_case(cast.viewer(cast.officer), helper.case)} == {own, written_by_office}
    assert diary.own_task(viewer, helper.case) == helper
    assert policy.get_session_for(viewer, own.pk) == own
    with pytest.raises(NotHere):
        policy.get_session_for(viewer, written_by_office.pk)
    with pytest.raises(NotHere):
        policy.get_session_for(cast.viewer(cast.other_helper), own.pk)
