"""Quarterly reviews: written in one list, once a quarter, corrected with a reason; asked of the commune until done."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation import vault
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.actions import moving
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import actions, duties, policy, queries
from hoanhap.people.reviews.actions import RowsRefused
from hoanhap.people.reviews.models import Review
from hoanhap.people.reviews.policy import ReviewPermission
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from tests.cast import SETTER, Cast
from tests.domain.care import people
from tests.domain.reviews.signing import END_OF_Q2, Q2, sign

LATE_JUNE = clock.at(END_OF_Q2, 8)


def test_a_list_is_signed_at_once_and_each_person_stands_in_the_log(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    details = ReviewDetails(on=END_OF_Q2, condition="progress", work="stable", note="Đi làm đều")
    absent = ReviewDetails(on=END_OF_Q2, not_seen="absent")
    done = actions.record([(first, details), (second, absent)], quarter=Q2, by=SETTER, at=LATE_JUNE)
    assert [(row.condition, row.not_seen) for row in done.written] == [("progress", ""), ("", "absent")]
    assert vault.reveal(Review.objects.get(case=first), "note") == "Đi làm đều"
    logged = AuditEntry.objects.filter(code="review.recorded").values_list("subject_id", flat=True)
    assert set(logged) == {str(first.pk), str(second.pk)}


def test_a_file_ended_by_another_hand_is_not_reviewed(cast: Cast) -> None:
    (case,) = people.cases(cast.thuong_lac, 1)
    Case.objects.filter(pk=case.pk).update(state="completed", closed_on=END_OF_Q2)
    details = ReviewDetails(on=END_OF_Q2, condition="progress")
    with pytest.raises(RowsRefused) as refused:
        actions.record([(case, details)], quarter=Q2, by=SETTER, at=LATE_JUNE)
    assert refused.value.rows[case.pk].code == "review-closed"


def test_one_wrong_row_and_nothing_is_saved(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    good, empty = ReviewDetails(on=END_OF_Q2, condition="progress"), ReviewDetails(on=END_OF_Q2)
    with pytest.raises(RowsRefused) as refused:
        actions.record([(first, good), (second, empty)], quarter=Q2, by=SETTER, at=LATE_JUNE)
    assert {pk: one.code for pk, one in refused.value.rows.items()} == {second.pk: "review-empty"}
    assert not Review.objects.exists()


def test_who_was_reviewed_meanwhile_stays_as_the_colleague_signed(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    sign([first], condition="at_risk")
    again = sign([first, second])
    assert (again.already, [row.case_id for row in again.written]) == ((first.pk,), [second.pk])
    assert Review.objects.get(case=first).condition == "at_risk"


def test_a_correction_strikes_out_and_keeps(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    row = sign([case], condition="not_yet", use_seen=True).written[0]
    better = ReviewDetails(on=END_OF_Q2, condition="progress")
    fresh = actions.correct(row, details=better, reason="Nhầm người", by=SETTER, at=LATE_JUNE)
    assert list(Review.objects.filter(case=case)) == [fresh]
    struck = Review.everything.get(pk=row.pk)
    assert (struck.struck_at, vault.reveal(struck, "struck_reason")) == (LATE_JUNE, "Nhầm người")
    with pytest.raises(Refused, match="vừa được người khác sửa"):
        actions.correct(row, details=better, reason="Lại", by=SETTER, at=LATE_JUNE)
    with pytest.raises(Refused, match="lý do"):
        actions.correct(fresh, details=replace(better, work="none"), reason=" ", by=SETTER, at=LATE_JUNE)


WRONG: tuple[dict[str, object], ...] = (
    {"condition": ""},
    {"not_seen": "ill"},
    {"use_seen": True},
    {"condition": "", "not_seen": "ill", "work": "stable"},
    {"quarter": 5},
)


def test_the_table_itself_refuses_what_is_not_whole(cast: Cast) -> None:
    row = sign([people.case(cast.thuong_lac)]).written[0]
    for wrong in WRONG:
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.filter(pk=row.pk).update(**wrong)


def test_two_living_reviews_of_one_quarter_cannot_be(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    row = sign([case]).written[0]
    row.pk, row._state.adding = uuid4(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_holds_those_of_the_quarter_the_waiting_first(cast: Cast) -> None:
    done, waiting = people.cases(cast.thuong_lac, 2)
    people.case(cast.thuong_lac, state=people.FACILITY)
    people.case(cast.thuong_lac, opened_on=Q2.known_by + timedelta(days=1))
    people.case(cast.long_khanh_a)
    sign([done])
    listed = queries.quarter_list(cast.viewer(cast.officer, END_OF_Q2), Q2, size=50, at=LATE_JUNE)
    assert [row.case.pk for row in listed.rows] == [waiting.pk, done.pk]
    assert (listed.waiting, listed.written) == (1, 1)
    assert listed.rows[1].review is not None
    assert AuditEntry.objects.filter(code="person.listed").count() == 2


def test_the_list_asks_as_often_for_ten_as_for_two(cast: Cast) -> None:
    viewer = cast.viewer(cast.officer, END_OF_Q2)
    counts = []
    for more in (2, 8):
        people.cases(cast.thuong_lac, more)
        queries.quarter_list(viewer, Q2, size=50, at=LATE_JUNE)
        with CaptureQueriesContext(connection) as asked:
            queries.quarter_list(viewer, Q2, size=50, at=LATE_JUNE)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- the work -------------------------------------------------------------------------------------------------------


def open_duties(cast: Cast, kind: str = "reviews.quarter") -> list[Duty]:
    return list(Duty.objects.filter(kind=kind, settled_at=None).order_by("key"))


def test_the_commune_is_asked_once_a_quarter_and_the_last_review_settles_it(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    sign([first, second], on=date(2020, 3, 20))
    for _night in range(2):
        duties.renew([cast.thuong_lac, cast.long_khanh_a], by=SETTER, at=clock.at(date(2020, 6, 2), 1))
    (duty,) = open_duties(cast)
    assert (duty.unit, duty.holder_role, duty.due_at) == (
        cast.thuong_lac,
        "commune_officer",
        clock.at(date(2020, 7, 1)),
    )
    line = notices.lines(cast.viewer(cast.officer), clock.at(date(2020, 6, 2), 9))[0]
    assert (line.title, line.detail) == ("Đánh giá quý 2/2020, xã Thường Lạc", "còn 2 người")
    assert line.args == {"quarter": "2020-Q2"}
    sign([first])
    assert open_duties(cast)
    sign([second], not_seen="ill")
    assert not open_duties(cast)


def test_before_the_last_month_nothing_is_asked_of_the_quarter(cast: Cast) -> None:
    (case,) = people.cases(cast.thuong_lac, 1)
    sign([case], on=date(2020, 3, 20))
    duties.renew([cast.thuong_lac], by=SETTER, at=clock.at(date(2020, 5, 31), 1))
    assert not open_duties(cast)


def test_a_quarter_that_passed_unreviewed_stays_late(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    duties.renew([cast.thuong_lac], by=SETTER, at=clock.at(date(2020, 7, 3), 1))
    (duty,) = open_duties(cast)
    assert duty.subject_id.endswith("2020-Q2")
    assert duty.due_at < clock.at(date(2020, 7, 3))


def test_who_left_is_no_longer_waited_for(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    sign([case], on=date(2020, 3, 20))
    at = clock.at(date(2020, 6, 10), 9)
    duties.renew([cast.thuong_lac], by=SETTER, at=at)
    moving.close(case=case, verb="close_moved", on=date(2020, 6, 10), signer_title="x", by=SETTER, at=at,
                 version=case.version)  # fmt: skip
    duties.renew([cast.thuong_lac], by=SETTER, at=at)
    assert not open_duties(cast)


# --- gates ----------------------------------------------------------------------------------------------------------

READS = ("officer", "leader", "police", "inspector")
OTHERS = ("helper", "neighbour_officer", "district_merger", "stranger_officer", "administrator")


def test_who_reads_reviews(cast: Cast) -> None:
    sign([people.case(cast.thuong_lac)])
    seen = {who: viewers.of(getattr(cast, who), END_OF_Q2) for who in (*READS, *OTHERS)}
    read = {who for who, viewer in seen.items() if policy.cases_for(viewer, to=ReviewPermission.READ).exists()}
    assert read == set(READS)


def test_nobody_but_the_officer_signs(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    row = sign([case]).written[0]
    assert policy.get_review_for(cast.viewer(cast.officer), row.pk) == row
    for who in (*READS[1:], *OTHERS):
        viewer = viewers.of(getattr(cast, who), END_OF_Q2)
        with pytest.raises(NotHere):
            policy.get_review_for(viewer, row.pk)
        with pytest.raises(NotHere):
            policy.get_case_for(viewer, case.pk, to=ReviewPermission.WRITE)


def test_the_words_of_a_review_are_of_the_social_room(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    sign([case], note="Vợ đang giúp")
    for account, words in ((cast.officer, "Vợ đang giúp"), (cast.police, ""), (cast.inspector, "")):
        (opened,) = queries.reviews_of(cast.viewer(account), case)
        assert opened.note == words


def test_the_timeline_says_what_was_signed_and_by_whom(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    details = ReviewDetails(on=END_OF_Q2, condition="not_yet", use_seen=True, seen_on=date(2020, 6, 3))
    by = cast.viewer(cast.officer).actor
    actions.record([(case, details)], quarter=Q2, by=by, at=LATE_JUNE)
    event = next(one for one in case_queries.timeline(case, cast.viewer(cast.leader)) if one.kind == "review")
    assert event.title == "Đánh giá quý 2/2020: chưa tiến bộ"
    assert "dấu hiệu sử dụng lại ngày 03/06/2020" in event.detail
    assert event.recorder == cast.officer.display_name


def test_the_filter_finds_who_was_not_reviewed(cast: Cast) -> None:
    first, second = people.cases(cast.thuong_lac, 2)
    sign([first], on=date(2020, 3, 20), quarter=Quarter(2020, 1))
    found = case_queries.my_people(
        cast.viewer(cast.officer), filters=case_queries.PeopleFilter(marks=("not-reviewed",))
    )
    assert [row.case_id for row in found.rows] == [second.pk]
