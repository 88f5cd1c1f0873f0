"""What the parts of an address name around people: plans of teams, clubs, points, workers, training, schemes."""

from datetime import date
from decimal import Decimal

from hoanhap.people.community.clubs import actions as clubs
from hoanhap.people.community.clubs.models import ClubKind, ClubMember
from hoanhap.people.community.plans import actions as plans
from hoanhap.people.community.plans.models import Span, WorkKind
from hoanhap.people.community.pledges.models import SignerKind
from hoanhap.people.community.points import actions as points
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes import activities
from hoanhap.people.community.schemes.models import Finding, SchemeKind
from hoanhap.people.community.stigma import actions as stigma
from hoanhap.people.community.stories import actions as stories
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import CourseKind, Module, TraineeCategory
from hoanhap.people.community.workers import actions as workers
from hoanhap.people.community.workers.models import WorkRole
from tests import cast as stage
from tests.cast import NOW, SETTER
from tests.domain.community import around
from tests.watch.matrix.things import SINCE, Ground, Scope, agrees, makes


@makes("work_plan", of=Scope.UNIT)
def _work_plan(ground: Ground) -> object:
    details = plans.PlanDetails(span=Span.MONTH, starts_on=stage.TODAY, aim="Không ai bị bỏ quên.")
    return plans.make_plan(ground["task_force"], details=details, by=SETTER, at=NOW)


makes("work_plan_id", of=Scope.UNIT)(lambda ground: ground["work_plan"].pk)


@makes("work_task_id", of=Scope.UNIT)
def _work_task(ground: Ground) -> object:
    details = plans.TaskDetails(what="Thăm các gia đình", kind=WorkKind.VISIT, due_on=stage.TODAY)
    return plans.add_task(ground["work_plan"], details=details, by=SETTER, at=NOW).pk


@makes("club", of=Scope.UNIT)
def _club(ground: Ground) -> object:
    details = clubs.ClubDetails(
        name=f"CLB {ground.number}", kind=ClubKind.PEERS, leader="Võ Minh Tâm", valid_from=SINCE
    )
    return clubs.open_club(unit=ground.unit, details=details, by=SETTER, at=NOW)


makes("club_id", of=Scope.UNIT)(lambda ground: ground["club"].pk)


@makes("club_member_id", of=Scope.PERSON)
def _club_member(ground: Ground) -> object:
    """Without the consent asked for when somebody joins: the doors are tried here, not the rule."""
    return ClubMember.objects.create(
        club=ground["club"],
        person=ground["person"],
        unit_path=ground.unit.path,
        valid_from=SINCE,
        recorded_by="x",
        recorded_at=NOW,
    ).pk


@makes("story_id", of=Scope.PERSON)
def _story(ground: Ground) -> object:
    """In use, by consent, of the person of the ground, who has a file."""
    ground["case"]
    agrees(ground, "story")
    words = stories.StoryWords(title="Quán nhỏ", body="Anh mở quán.", shown_as="anh Đ.")
    return stories.show(stories.write(person=ground["person"], words=words, by=SETTER, at=NOW), by=SETTER, at=NOW).pk


@makes("worker", of=Scope.UNIT)
def _worker(ground: Ground) -> object:
    details = workers.WorkerDetails(name=f"Trần Thị Ví Dụ {ground.number}", body=Body.FRONT, valid_from=SINCE)
    return workers.register(unit=ground.unit, details=details, by=SETTER, at=NOW)


makes("worker_id", of=Scope.UNIT)(lambda ground: ground["worker"].pk)


@makes("role_id", of=Scope.UNIT)
def _role(ground: Ground) -> object:
    role = WorkRole.VOLUNTEER
    return workers.give_role(ground["worker"], role=role, valid_from=SINCE, by=SETTER, at=NOW).pk


@makes("point", of=Scope.UNIT)
def _point(ground: Ground) -> object:
    details = points.PointDetails(
        name=f"Điểm {ground.number}", address="cạnh trạm y tế", hours="sáng thứ Hai", services=["counselling"]
    )
    return points.open_point(unit=ground.unit, details=details, valid_from=SINCE, by=SETTER, at=NOW)


makes("point_id", of=Scope.UNIT)(lambda ground: ground["point"].pk)


@makes("survey_id", of=Scope.UNIT)
def _survey(ground: Ground) -> object:
    """Of this year, still open; one row a unit and year, so a second asker finds the first."""
    return stigma.open_survey(unit=ground.unit, by=SETTER, at=NOW).pk


makes("movement", of=Scope.WORD)(lambda ground: "three_noes")


@makes("pledge_id", of=Scope.UNIT)
def _pledge(ground: Ground) -> object:
    return around.pledge(ground.unit, 30, signer=SignerKind.HOUSEHOLD).pk


@makes("staff_id", of=Scope.UNIT)
def _staff(ground: Ground) -> object:
    return points.place_staff(ground["point"], worker=ground["worker"], valid_from=SINCE, by=SETTER, at=NOW).pk


@makes("course", of=Scope.UNIT)
def _course(ground: Ground) -> object:
    details = training.CourseDetails(
        title="Lớp tập huấn tháng sáu",
        kind=CourseKind.CLASS,
        organiser=Body.FRONT,
        modules=[Module.LAW.value],
        starts_on=date(2020, 6, 1),
    )
    return training.plan_course(unit=ground.unit, details=details, by=SETTER, at=NOW)


makes("course_id", of=Scope.UNIT)(lambda ground: ground["course"].pk)


@makes("trainee_id", of=Scope.UNIT)
def _trainee(ground: Ground) -> object:
    sent = training.Nomination(worker=ground["worker"], category=TraineeCategory.FRONT_CADRE)
    found = training.nominate(ground["course"], nominations=[sent], unit=ground.unit, by=SETTER, at=NOW)
    return found[0].pk


@makes("scheme", of=Scope.UNIT)
def _scheme(ground: Ground) -> object:
    details = schemes.SchemeDetails(name=f"Mô hình {ground.number}", kind=SchemeKind.SUPPORT, owner=Body.COMMITTEE)
    return schemes.enter_scheme(unit=ground.unit, details=details, by=SETTER, at=NOW)


makes("scheme_id", of=Scope.UNIT)(lambda ground: ground["scheme"].pk)


@makes("site", of=Scope.UNIT)
def _site(ground: Ground) -> object:
    details = schemes.SiteDetails(planned_on=SINCE)
    site = schemes.plan_site(ground["scheme"], unit=ground.unit, details=details, by=SETTER, at=NOW)
    return schemes.start_site(site, on=SINCE, document="05/KH", by=SETTER, at=NOW)


makes("site_id", of=Scope.UNIT)(lambda ground: ground["site"].pk)


@makes("activity_id", of=Scope.UNIT)
def _activity(ground: Ground) -> object:
    details = activities.ActivityDetails(held_on=stage.TODAY, done="Thăm, động viên", reached=3)
    return activities.log_activity(ground["site"], details=details, by=SETTER, at=NOW).pk


@makes("evaluation_id", of=Scope.UNIT)
def _evaluation(ground: Ground) -> object:
    figure = schemes.Figure(label="số người ghé quán", value=Decimal(9), found_in="12/BC")
    return schemes.evaluate(
        ground["site"], on=stage.TODAY, finding=Finding.EFFECTIVE, words="Tốt.", figures=[figure], by=SETTER, at=NOW
    ).pk
