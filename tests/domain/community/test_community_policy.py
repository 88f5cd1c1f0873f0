"""Each gate of what surrounds people, asked by the whole cast; expected is what docs/roles.md says."""

from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.rows import Opener
from hoanhap.foundation.places.fates import Passage
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.registers import Register
from hoanhap.people.community import actions, carrying, policy, queries, row_lines
from hoanhap.people.community.models import ClubMember, MemberRole, Story, TaskForce, TaskForceKind, TrainingCourse
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import queries as schemes
from hoanhap.people.community.stories import actions as stories
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import Trainee, TraineeCategory
from hoanhap.people.persons.models import Person
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care.talks import consent
from tests.domain.community import around
from tests.guards import ABOVE, DESK, POLICE, passing, seeing

SINCE = date(2019, 9, 2)
AROUND = {*DESK, *POLICE, *ABOVE, "health_station", "front_cadre", "justice", "culture", "finance", "inspector"}
NOTHING_AROUND = {"helper", "other_helper", "neighbour_helper", "centre", "front_hamlet", "administrator"}
NOTHING_AROUND |= {"unposted", "former_officer"}


def put_away(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(sealed_at=NOW)


def test_registers_open_at_their_place_and_below(cast: Cast) -> None:
    club = around.club(cast.thuong_lac)
    model = type(club)
    assert passing(cast, lambda viewer: policy.get_row_for(viewer, model, club.pk)) == AROUND
    assert passing(cast, lambda viewer: policy.get_row_for(viewer, model, club.pk, to=May.KEEP_CLUB)) == DESK
    assert set(cast.everybody()) - passing(cast, policy.check_reads) == NOTHING_AROUND


def test_something_is_entered_at_a_place_of_one_s_own(cast: Cast) -> None:
    here, above = cast.thuong_lac.pk, cast.hong_ngu.pk
    assert passing(cast, lambda viewer: policy.get_unit_for(viewer, here, to=May.KEEP_POINT)) == DESK
    merger = cast.viewer(cast.district_merger)
    assert policy.get_commune_for(merger, here, to=May.KEEP_TRAINING) == cast.thuong_lac
    assert policy.get_unit_for(merger, above, to=May.KEEP_TRAINING) == cast.hong_ngu
    with pytest.raises(NotHere):
        policy.get_commune_for(merger, above, to=May.KEEP_TRAINING)


def test_a_course_from_above_is_read_below_and_answered_by_who_gives_it(cast: Cast) -> None:
    course = around.course(cast.dong_thap)
    chosen = training.Nomination(worker=around.worker(cast.thuong_lac, "Trần An"), category=TraineeCategory.FRONT_CADRE)
    (trainee,) = training.nominate(course, nominations=[chosen], unit=cast.thuong_lac, by=SETTER, at=NOW)
    strangers = {"stranger_officer", "stranger_inspector"}
    reads = set(cast.everybody()) - NOTHING_AROUND - strangers
    assert passing(cast, lambda viewer: policy.get_given_for(viewer, TrainingCourse, course.pk)) == reads
    assert passing(cast, lambda viewer: policy.get_trainee_to_answer(viewer, trainee.pk)) == {"province_merger"}
    assert seeing(cast, lambda viewer: policy.rows_for(viewer, Trainee)) == AROUND


def test_people_served_are_known_to_those_who_know_them(cast: Cast) -> None:
    person = around.agreed(cast, "Nguyễn Văn Đào")
    club = around.club(cast.thuong_lac)
    around.join(club, person)
    member = ClubMember.objects.get()
    to_person = lambda viewer: policy.get_person_for(viewer, person.pk, to=May.KEEP_STORY)  # noqa: E731
    to_member = lambda viewer: policy.get_club_member_for(viewer, member.pk)  # noqa: E731
    assert passing(cast, to_person) == passing(cast, to_member) == DESK
    put_away(person)
    assert passing(cast, to_person) == passing(cast, to_member) == set()


def test_a_story_is_read_where_it_is_told_and_kept_by_the_desk(cast: Cast) -> None:
    person = people.register_person(cast, "Nguyễn Văn Ví Dụ")
    consent(cast, person, "story")
    words = stories.StoryWords(title="Quán sửa xe", body="Anh mở quán.", shown_as="anh Đ.")
    story = stories.show(stories.write(person=person, words=words, by=SETTER, at=NOW), by=SETTER, at=NOW)
    assert passing(cast, lambda viewer: policy.get_story_for(viewer, story.pk)) == {*DESK, "front_cadre"}
    assert passing(cast, lambda viewer: policy.get_story_for(viewer, story.pk, to=May.KEEP_STORY)) == DESK
    assert Story.objects.count() == 1


# --- teams --------------------------------------------------------------------------------------------------------


@pytest.fixture
def stands_by(cast: Cast) -> TaskForce:
    """A team that stands by one person, who is in the care of the station and has a helper."""
    person = people.register_person(cast, "Nguyễn Văn Đào")
    case = people.open_home_case(cast, person)
    people.assign_helper(cast, case, account=cast.helper)
    people.refer(cast, case, cast.health_station)
    return actions.set_up(
        unit=cast.thuong_lac,
        decision_number="32/QĐ-UBND",
        decision_on=SINCE,
        valid_from=SINCE,
        kind=TaskForceKind.MANAGEMENT_TEAM,
        person=person,
        by=SETTER,
        at=NOW,
    )


def test_the_team_of_a_person_is_seen_by_who_knows_him_and_may_see_teams_of_persons(
    cast: Cast, stands_by: TaskForce
) -> None:
    """The station and the helper know him, and still learn nothing of the team."""
    member = actions.add_member(
        stands_by, name="Lý Văn Tám", role=MemberRole.MEMBER, valid_from=SINCE, by=SETTER, at=NOW
    )
    person = stands_by.person
    assert person is not None
    knows = {*DESK, *POLICE, "inspector"}
    to_team = lambda viewer: policy.get_task_force_for(viewer, stands_by.pk, to=May.READ_TASK_FORCE)  # noqa: E731
    to_member = lambda viewer: policy.get_member_for(viewer, member.pk, to=May.READ_TASK_FORCE)  # noqa: E731
    assert passing(cast, to_team) == passing(cast, to_member) == knows
    assert seeing(cast, lambda viewer: queries.of_person(viewer, person)) == knows
    put_away(person)
    assert passing(cast, to_team) == passing(cast, to_member) == set()
    assert seeing(cast, lambda viewer: queries.of_person(viewer, person)) == set()


def test_the_end_of_a_team_with_its_commune_is_in_the_log(cast: Cast, stands_by: TaskForce) -> None:
    passage = Passage(old=cast.thuong_lac, new=cast.long_khanh_a, parts=False, on=TODAY, by=SETTER, at=NOW)
    assert carrying.end(passage) == 1
    entry = AuditEntry.objects.get(code="task_force.dissolved")
    assert (entry.subject_id, entry.account_id, entry.unit_path) == (
        str(stands_by.pk),
        SETTER.account_id,
        cast.thuong_lac.path,
    )


# --- schemes, rows behind figures ---------------------------------------------------------------------------------


def test_schemes_and_sites_end_with_the_viewer_s_part_of_the_map(cast: Cast) -> None:
    given = around.scheme(cast.dong_thap, "Tuyến đường tự quản")
    beside = around.scheme(cast.long_khanh_a, "Nhà trọ tự quản")
    here = around.site(given, cast.thuong_lac)
    there = around.site(given, cast.long_khanh_a, label="Hẻm 12")
    officer, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    assert schemes.named("tuyen duong tu quan", cast.thuong_lac.path) == given
    assert schemes.named("nha tro tu quan", cast.long_khanh_a.path) == beside
    assert schemes.named("nha tro tu quan", cast.thuong_lac.path) is None
    assert list(schemes.schemes_for(officer)) == [given]
    assert list(schemes.schemes_for(officer, text="hem 12")) == []
    assert list(schemes.schemes_for(merger, text="hem 12")) == [given]
    assert [line.site for line in schemes.sites_for(officer, TODAY)] == [here]
    assert {line.site for line in schemes.sites_for(merger, TODAY)} == {here, there}
    assert schemes.sites_for(cast.viewer(cast.stranger_officer), TODAY) == []


def test_rows_behind_a_figure_are_told_to_those_who_read_the_register(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The openers made anew, as at the start of the house."""
    openers: Register[Opener] = Register("openers, made anew")
    monkeypatch.setattr(row_lines, "openers", openers)
    row_lines.declare()
    rows = {
        "club": around.club(cast.thuong_lac),
        "training_course": around.course(cast.thuong_lac, organiser=Body.FRONT),
        "community_worker": around.worker(cast.thuong_lac, "Trần An"),
    }
    for kind, row in rows.items():
        told = seeing(cast, lambda viewer, kind=kind, row=row: openers[kind](viewer, [row.pk]))  # type: ignore[misc]
        assert told == AROUND, kind
