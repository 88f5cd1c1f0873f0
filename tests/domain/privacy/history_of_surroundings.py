"""What stands by people: guarantors, family, commitments, clubs and teams, with every field of their rows filled."""

from datetime import date

from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as teams
from hoanhap.people.community.clubs import actions as clubs
from hoanhap.people.community.clubs.models import ClubKind
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind
from hoanhap.people.community.plans import actions as plans
from hoanhap.people.community.plans import tasks
from hoanhap.people.community.plans.models import Span, WorkKind
from hoanhap.people.community.rows import Body
from hoanhap.people.community.stories import actions as stories
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care.talks import consent

WORDS = {
    "community.Story.title": "chuyện quán sửa xe đầu ngõ",
    "community.Story.body": "ông mở quán từ mùa mưa năm ngoái",
    "community.Story.shown_as": "ông Đ. ở ấp dưới",
    "community.WorkPlan.aim": "cùng ông qua mùa nước nổi",
    "community.WorkTask.what": "chở ông đi học nghề lái máy cày",
    "community.WorkTask.result": "ông đã học buổi đầu ở huyện",
    "community.WorkTask.reason": "ông hẹn sang tháng sau",
}


def fill(cast: Cast, case: Case) -> None:
    """What surrounds the person: he agreed to belong to groups before."""
    person = case.person
    consent(cast, person, "story")
    words = stories.StoryWords(
        title=WORDS["community.Story.title"],
        body=WORDS["community.Story.body"],
        shown_as=WORDS["community.Story.shown_as"],
    )
    stories.show(stories.write(person=person, words=words, by=SETTER, at=NOW), by=SETTER, at=NOW)
    details = clubs.ClubDetails(
        name="CLB Niềm tin", kind=ClubKind.PEERS, leader="Võ Minh Tâm", valid_from=date(2020, 1, 6)
    )
    club = clubs.open_club(unit=cast.thuong_lac, details=details, by=SETTER, at=NOW)
    clubs.join(club, person=person, on=date(2020, 5, 4), by=SETTER, at=NOW)
    met = clubs.MeetingDetails(held_on=date(2020, 6, 3), present=[person.pk])
    clubs.meet(club, details=met, by=SETTER, at=NOW)
    team = teams.set_up(
        unit=cast.thuong_lac,
        kind=TaskForceKind.MANAGEMENT_TEAM,
        person=person,
        decision_number="44/QĐ-UBND",
        decision_on=TODAY,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
    )
    teams.add_member(
        team,
        name="Đỗ Thị Tám",
        agency_name="Hội LHPN xã",
        role=MemberRole.MEMBER,
        seat=Body.WOMEN,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
    )
    _plan(team)


def _plan(team: TaskForce) -> None:
    """What the team means to do, what it did and what it left."""
    details = plans.PlanDetails(span=Span.MONTH, starts_on=TODAY, aim=WORDS["community.WorkPlan.aim"])
    plan = plans.make_plan(team, details=details, by=SETTER, at=NOW)
    task = plans.TaskDetails(what=WORDS["community.WorkTask.what"], kind=WorkKind.VISIT, due_on=TODAY)
    done, left = (plans.add_task(plan, details=task, by=SETTER, at=NOW) for _number in range(2))
    tasks.finish(done, on=TODAY, result=WORDS["community.WorkTask.result"], version=1, by=SETTER, at=NOW)
    tasks.drop(left, reason=WORDS["community.WorkTask.reason"], version=1, by=SETTER, at=NOW)
