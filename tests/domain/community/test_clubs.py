"""Clubs: who belongs agreed to it, who came is counted for the club and for the person, active means every month."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import rows as figure_rows
from hoanhap.foundation.indicators.register import Question, count, row_ids
from hoanhap.foundation.privacy import copies
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Consent
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.queries import timeline
from hoanhap.people.community import policy
from hoanhap.people.community.clubs import actions, queries
from hoanhap.people.community.clubs import rules as club_rules
from hoanhap.people.community.clubs.models import Activity, Attendance, Club, ClubKind, ClubMember, Meeting
from hoanhap.people.persons import rights as person_rights
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.domain.community.around import JUNE, MONTH, SINCE
from tests.people import open_home_case, register_person


def figure(cast: Cast, code: str, period: Period = JUNE) -> int:
    return count(code, Question(period=period, unit_path=cast.hong_ngu.path))


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.requirement("S2-60", "S2-61", "S4-38", "S5-26")
def test_an_activity_counts_for_the_club_and_for_the_person(cast: Cast) -> None:
    one = around.club(cast.thuong_lac)
    an, binh, cuc = (around.agreed(cast, name) for name in ("Trần An", "Lý Bình", "Ngô Cúc"))
    around.join(one, an, binh, cuc)
    around.meet(one, date(2020, 6, 3), an, binh)
    around.meet(one, date(2020, 6, 10), an, activity=Activity.SPORT, guests=4)
    assert [(row.held_on.day, row.came, row.guests) for row in queries.meetings_of(one)] == [(10, 1, 4), (3, 2, 0)]
    assert {key: (part.times, part.last_on.day) for key, part in queries.participation(one, *MONTH).items()} == {
        an.pk: (2, 10),
        binh.pk: (1, 3),
    }
    assert [row.meeting.activity for row in queries.attended_by(an.pk)] == ["sport", "meeting"]
    assert figure(cast, "clubs.meetings") == 2
    assert figure(cast, "clubs.attendances") == 3
    assert figure(cast, "clubs.participants") == 2


def test_nobody_joins_without_consent_and_who_takes_it_back_is_on_no_list(cast: Cast) -> None:
    one, person = around.club(cast.thuong_lac), register_person(cast, "Trần An")
    assert refused(lambda: around.join(one, person)) == "club-consent"
    asked = around.agreed(cast, "Lý Bình")
    around.join(one, asked)
    assert [row.person_id for row in queries.members_on(one, TODAY)] == [asked.pk]
    consents.withdraw(
        consent=Consent.objects.get(subject_id=str(asked.pk)), person_name="Lý Bình", on=TODAY, by=SETTER, at=NOW
    )
    assert list(queries.members_on(one, TODAY)) == []
    assert refused(lambda: around.meet(one, TODAY, asked)) == "meeting-members"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda one, an: around.join(one, an), "club-member-twice"),
        (lambda one, an: around.join(one, an, on=SINCE - timedelta(days=1)), "club-day"),
        (lambda one, an: around.meet(one, TODAY), "meeting-empty"),
        (lambda one, an: around.meet(one, TODAY, guests=501), "meeting-guests"),
        (lambda one, an: around.meet(one, SINCE - timedelta(days=1), an), "club-day"),
        (lambda one, an: actions.end_club(one, on=TODAY + timedelta(days=1), by=SETTER, at=NOW), "club-day"),
    ],
)
def test_what_a_club_refuses(cast: Cast, act: Callable[[Club, object], object], code: str) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    before = Meeting.objects.count(), ClubMember.objects.count(), AuditEntry.objects.count()
    assert refused(lambda: act(one, an)) == code
    assert (Meeting.objects.count(), ClubMember.objects.count(), AuditEntry.objects.count()) == before


def test_a_club_has_a_name_of_its_own_and_belongs_to_a_living_commune(cast: Cast) -> None:
    around.club(cast.thuong_lac)
    assert refused(lambda: around.club(cast.thuong_lac, "clb niem tin")) == "club-twice"
    assert refused(lambda: around.club(cast.ap_1, "Khác")) == "club-unit"
    around.club(cast.long_khanh_a)


def test_a_stranger_of_another_commune_does_not_join(cast: Cast) -> None:
    one, other = around.club(cast.thuong_lac), around.agreed(cast, "Trần An", unit=cast.long_khanh_a)
    assert refused(lambda: around.join(one, other)) == "club-person"


def test_sent_twice_a_meeting_stands_once(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    details = actions.MeetingDetails(held_on=TODAY, present=[an.pk], client_key=ids.new_id())
    at = clock.at(TODAY, 20)
    first, second = (actions.meet(one, details=details, by=SETTER, at=at) for _try in range(2))
    assert first == second
    assert Attendance.objects.count() == 1
    again = actions.MeetingDetails(held_on=TODAY, present=[an.pk])
    assert refused(lambda: actions.meet(one, details=again, by=SETTER, at=at)) == "meeting-twice"


def test_who_left_is_not_on_the_next_list_and_may_come_back(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    member = ClubMember.objects.get()
    actions.leave(member, on=date(2020, 6, 10), by=SETTER, at=NOW)
    assert refused(lambda: actions.leave(member, on=TODAY, by=SETTER, at=NOW)) == "club-left"
    assert list(queries.members_on(one, date(2020, 6, 10))) == []
    assert len(queries.members_on(one, date(2020, 6, 9))) == 1
    around.join(one, an, on=TODAY)
    assert len(queries.members_on(one, TODAY)) == 1


def test_a_club_that_ended_has_no_members_and_meets_no_more(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    around.meet(one, date(2020, 6, 10), an)
    assert refused(lambda: actions.end_club(one, on=date(2020, 6, 9), by=SETTER, at=NOW)) == "club-met-later"
    actions.end_club(one, on=TODAY, by=SETTER, at=NOW)
    assert not ClubMember.objects.filter(valid_to=None).exists()
    assert refused(lambda: around.meet(one, TODAY, guests=3)) == "club-ended"
    assert figure(cast, "clubs.living") == 0
    assert figure(cast, "clubs.meetings") == 1


def test_what_a_club_did_on_its_last_day_is_kept_and_nothing_after_it(cast: Cast) -> None:
    """The day it ends on is the first without it: what was written for that day before stays, later nothing is."""
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    last = around.meet(one, date(2020, 6, 10), an)
    actions.end_club(one, on=date(2020, 6, 10), by=SETTER, at=NOW)
    assert list(queries.meetings_of(one)) == [last]
    assert last.attendance.count() == 1
    assert (figure(cast, "clubs.meetings"), figure(cast, "clubs.participants")) == (1, 1)
    for day in (date(2020, 6, 10), date(2020, 6, 11), TODAY):
        assert refused(lambda on=day: around.meet(one, on, activity=Activity.SPORT, guests=3)) == "club-ended"
    around.meet(one, date(2020, 6, 9), an)
    assert figure(cast, "clubs.meetings") == 2, "what it did before may be written later"


@pytest.mark.requirement("S4-37")
@pytest.mark.parametrize(
    ("met", "since", "expected"),
    [
        ([date(2020, 6, 1)], SINCE, 1),
        ([date(2020, 5, 31)], SINCE, 0),
        ([], SINCE, 0),
        ([date(2020, 6, 12)], date(2020, 6, 10), 1),
        ([], date(2020, 6, 10), 0),
    ],
)
def test_active_clubs_are_counted_by_what_they_did(cast: Cast, met: list[date], since: date, expected: int) -> None:
    one = around.club(cast.thuong_lac, since=since)
    for day in met:
        around.meet(one, day, guests=9)
    assert figure(cast, "clubs.active") == expected
    assert figure(cast, "clubs.living") == 1
    (line,) = queries.clubs_for(cast.viewer(cast.officer), month=MONTH)
    assert line.active is bool(expected)


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_the_figure_and_the_rule_say_the_same(cast: Cast, length: int) -> None:
    """Clubs of every age and pattern of meetings, counted by the query and by the pure rule."""
    start = date(2020, 1, 1)
    end = date(2020, 1 + length, 1)
    begun = [date(2019, 12, 1), date(2020, 1, 1), date(2020, 1, 10), date(2020, 2, 1), date(2020, 2, 2)]
    days = [date(2020, month, 5) for month in range(1, 7)]
    expected = 0
    for number, since in enumerate(begun):
        for pattern in range(0, 64, 7):
            one = around.club(cast.thuong_lac, f"CLB {number} {pattern}", since=since)
            met = [day for bit, day in enumerate(days) if pattern >> bit & 1 and day >= since and day <= TODAY]
            for day in met:
                around.meet(one, day, guests=1)
            expected += since < end and club_rules.is_active(met, lived_from=since, start=start, end=end)
    assert figure(cast, "clubs.active", Period(start, end)) == expected


def test_a_person_who_goes_to_two_clubs_is_one_participant(cast: Cast) -> None:
    one, other = around.club(cast.thuong_lac), around.club(cast.thuong_lac, "CLB Bóng đá")
    an = around.agreed(cast, "Trần An")
    around.join(one, an)
    around.join(other, an)
    around.meet(one, date(2020, 6, 3), an)
    around.meet(other, date(2020, 6, 4), an)
    around.meet(other, date(2020, 5, 4), an)
    assert (figure(cast, "clubs.attendances"), figure(cast, "clubs.participants")) == (2, 1)


def test_only_who_keeps_the_club_sees_names_and_the_look_is_logged(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    around.meet(one, date(2020, 6, 3), an)
    asked = row_ids("clubs.attendances", Question(period=JUNE, unit_path=cast.hong_ngu.path))
    for who, label in (
        ("officer", "Trần An"),
        ("district_merger", "một người tham gia"),
        ("police", "một người tham gia"),
    ):
        viewer = cast.viewer(getattr(cast, who))
        assert [line.label for line in figure_rows.opened(viewer, "club_attendance", asked)] == [label]
    assert AuditEntry.objects.filter(code="club.viewed", subject_id=str(an.pk)).count() == 1
    assert figure_rows.opened(cast.viewer(cast.neighbour_officer), "club_attendance", asked) == []


@pytest.mark.parametrize(
    "who", ["police", "helper", "front_cadre", "neighbour_officer", "district_merger", "inspector"]
)
def test_others_do_not_reach_a_membership(cast: Cast, who: str) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    with pytest.raises(NotHere):
        policy.get_club_member_for(cast.viewer(getattr(cast, who)), ClubMember.objects.get().pk)
    assert policy.get_club_member_for(cast.viewer(cast.officer), ClubMember.objects.get().pk)


def test_the_person_reads_in_his_copy_where_he_belongs_and_when_he_came(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    around.meet(one, date(2020, 6, 3), an)
    copy = copies.compose(person_rights.subject_of(an), at=NOW)
    said = {section.model: [line.value for row in section.rows for line in row] for section in copy.sections}
    assert said["community.ClubMember"][0] == "CLB Niềm tin"
    assert said["community.Attendance"][0] == "CLB Niềm tin, 03/06/2020"
    assert AuditEntry.objects.filter(code="club.attended", subject_kind=PERSON, subject_id=str(an.pk)).count() == 1


def test_the_table_itself_refuses_a_row_for_who_did_not_come(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    around.meet(one, date(2020, 6, 3), an)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(present=False)


@pytest.mark.requirement("S1-12", "S1-48", "S4-02")
def test_what_a_club_does_is_grouped_by_movement_and_counts_once_in_the_sum(cast: Cast) -> None:
    """Three activities tagged with one campaign, one of them with all four programmes."""
    one = around.club(cast.thuong_lac)
    an = around.agreed(cast, "Trần An")
    around.join(one, an)
    four = ("drugs", "social_evils", "trafficking", "hiv")
    around.meet(one, date(2020, 6, 3), an, guests=14, movements=("help_campaign", *four))
    around.meet(one, date(2020, 6, 4), guests=20, movements=("help_campaign", "four_less"))
    around.meet(one, date(2020, 6, 5), guests=6, movements=("help_campaign",))
    around.meet(one, date(2020, 6, 6), guests=5)
    around.meet(one, date(2020, 5, 6), guests=50, movements=("help_campaign",))
    total, by_movement = queries.together(cast.hong_ngu.path, *MONTH)
    assert (total.activities, total.came) == (4, 46)
    assert (by_movement["help_campaign"].activities, by_movement["help_campaign"].came) == (3, 41)
    assert (by_movement["four_less"].activities, by_movement["four_less"].came) == (1, 20)
    assert [by_movement[code].activities for code in four] == [1, 1, 1, 1]
    assert refused(lambda: around.meet(one, TODAY, guests=1, movements=("no-such",))) == "meeting-movement"


@pytest.mark.requirement("S4-44")
def test_clubs_for_order_have_a_figure_of_their_own(cast: Cast) -> None:
    around.club(cast.thuong_lac)
    around.club(cast.thuong_lac, "CLB Phòng, chống tội phạm khu 1", kind=ClubKind.PREVENTION)
    around.club(cast.thuong_lac, "CLB Phòng, chống tội phạm khu 2", kind=ClubKind.PREVENTION)
    assert (figure(cast, "clubs.living"), figure(cast, "clubs.prevention")) == (3, 2)


@pytest.mark.requirement("S4-38")
def test_what_somebody_took_part_in_stands_in_his_file_for_who_keeps_the_club(cast: Cast) -> None:
    one, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần An")
    around.join(one, an)
    case = open_home_case(cast, an)
    around.meet(one, date(2020, 6, 3), an, activity=Activity.VOLUNTEERING)
    seen = {
        who: [event.title for event in timeline(case, cast.viewer(getattr(cast, who))) if event.kind == "club"]
        for who in ("officer", "leader", "police", "inspector")
    }
    said = ["Tham gia CLB Niềm tin: tình nguyện"]
    assert seen == {"officer": said, "leader": said, "police": [], "inspector": []}
