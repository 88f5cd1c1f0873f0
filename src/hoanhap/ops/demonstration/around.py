"""What stands around people: clubs, a counselling point, those who work there, a course, a scheme, a story."""

from datetime import date
from decimal import Decimal

from hoanhap.foundation.places.actions import hamlet_for
from hoanhap.kernel import clock
from hoanhap.ops.demonstration import cast, talking
from hoanhap.ops.demonstration.scene import BINH, DAO, Scene
from hoanhap.people.community.clubs import actions as clubs
from hoanhap.people.community.clubs.models import Activity, Club, ClubKind
from hoanhap.people.community.pledges import actions as pledges
from hoanhap.people.community.pledges.models import SignerKind
from hoanhap.people.community.points import actions as points
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes.models import Finding, SchemeKind, Site
from hoanhap.people.community.stories import actions as stories
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import CourseKind, Module, TraineeCategory
from hoanhap.people.community.workers import actions as workers
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole

THREE_NOES = "three_noes"
_AGREES = (
    "Tôi đồng ý để câu chuyện của tôi được kể trong buổi tuyên truyền đã nói rõ với tôi; "
    "tôi có thể rút lại bất cứ lúc nào."
)


def in_spring(scene: Scene) -> None:
    """The scheme of the commune, its point and those who sit there; a club of people who went through it."""
    _scheme(scene)
    on = date(2020, 3, 10)
    by, at = scene.officer(on), clock.at(on, 9)
    details = points.PointDetails(
        name="Điểm tư vấn Trạm Y tế xã",
        address="Trạm Y tế xã Thường Lạc, ấp 1",
        hours="sáng thứ Ba và thứ Năm, 7 giờ 30 đến 11 giờ",
        services=["counselling", "registering", "medical", "family"],
        office_phone="0277 0000 115",
        decision_number="18/QĐ-UBND",
    )
    point = points.open_point(unit=scene.commune, details=details, valid_from=on, by=by, at=at)
    counsellor = _worker(scene, "Phạm Thị Kim Loan", Body.HEALTH, WorkRole.COUNSELLOR, on)
    _worker(scene, "Nguyễn Văn Út", Body.FRONT, WorkRole.FRONT_CADRE, on)
    points.place_staff(point, worker=counsellor, valid_from=on, by=by, at=at)
    peers = clubs.ClubDetails(
        name="Câu lạc bộ Niềm tin",
        kind=ClubKind.PEERS,
        leader="Bùi Văn Lành",
        valid_from=on,
        place="Nhà văn hóa ấp 2",
        decision_number="19/QĐ-UBND",
        decision_on=on,
    )
    club = clubs.open_club(unit=scene.commune, details=peers, by=by, at=at)
    for name in (DAO, BINH):
        clubs.join(club, person=scene.case(name).person, on=on, by=by, at=at)
    families = clubs.ClubDetails(
        name="Câu lạc bộ Gia đình hạnh phúc", kind=ClubKind.FAMILIES, leader="Lê Thị Hạnh", valid_from=on
    )
    clubs.open_club(unit=scene.commune, details=families, by=by, at=at)
    met = date(2020, 3, 13)
    present = [scene.case(DAO).person_id, scene.case(BINH).person_id]
    meeting = clubs.MeetingDetails(
        held_on=met,
        activity=Activity.TALK,
        title="Trở lại với nghề",
        present=present,
        guests=6,
        movements=[THREE_NOES],
    )
    clubs.meet(club, details=meeting, by=scene.officer(met), at=clock.at(met, 20))
    _pledge(scene, "ấp 1", 118, SignerKind.HOUSEHOLD, date(2020, 3, 12))
    _pledge(scene, "ấp 2", 96, SignerKind.HOUSEHOLD, date(2020, 3, 13))


def in_may(scene: Scene) -> None:
    """A course for those who help, held in one afternoon."""
    on = date(2020, 5, 8)
    by, at = scene.officer(on), clock.at(on, 8)
    details = training.CourseDetails(
        title="Tập huấn kỹ năng tiếp cận và tư vấn",
        kind=CourseKind.CLASS,
        organiser=Body.COMMITTEE,
        modules=[Module.APPROACH.value, Module.COUNSELLING.value],
        starts_on=on,
        place="Hội trường UBND xã",
        seats=25,
    )
    course = training.plan_course(unit=scene.commune, details=details, by=by, at=at)
    nominations = [
        training.Nomination(worker=_with_role(scene, WorkRole.COUNSELLOR), category=TraineeCategory.COUNSELLOR),
        training.Nomination(worker=_with_role(scene, WorkRole.FRONT_CADRE), category=TraineeCategory.FRONT_CADRE),
    ]
    trainees = training.nominate(course, nominations=nominations, unit=scene.commune, by=by, at=at)
    session = training.SessionDetails(
        held_on=on,
        module=Module.COUNSELLING,
        hours=Decimal(4),
        trainer="Võ Thanh Liêm",
        present=[trainee.pk for trainee in trainees],
    )
    training.hold_session(course, details=session, by=by, at=clock.at(on, 17))


def in_june(scene: Scene) -> None:
    """The scheme is looked at after half a year; the club meets; one of the first tells his story."""
    on = date(2020, 6, 12)
    by, at = scene.officer(on), clock.at(on, 15)
    text = talking.publish(scene, stories.PURPOSE, _AGREES, on)
    talking.agree(scene, DAO, text, on)
    words = stories.StoryWords(
        title="Trở lại nghề hồ",
        body="Ngày đầu quay lại công trình, anh chỉ sợ người ta không cho làm. Chú Bảy đưa cái bay rồi bảo: làm đi.",
        shown_as="anh Đ. ở ấp 2",
    )
    story = stories.write(person=scene.case(DAO).person, words=words, by=by, at=at)
    stories.show(story, by=by, at=at)
    met = date(2020, 6, 7)
    club = Club.objects.get(unit=scene.commune, kind=ClubKind.PEERS)
    present = [scene.case(DAO).person_id, scene.case(BINH).person_id]
    sport = clubs.MeetingDetails(held_on=met, activity=Activity.SPORT, title="Bóng chuyền", present=present, guests=9)
    clubs.meet(club, details=sport, by=scene.officer(met), at=clock.at(met, 18))
    _pledge(scene, "", 2, SignerKind.SCHOOL, date(2020, 6, 5))
    _pledge(scene, "", 9, SignerKind.BUSINESS, date(2020, 6, 5))
    site = Site.objects.get(unit=scene.commune)
    figures = [
        schemes.Figure(
            label="số người được quản lý, giúp đỡ", value=Decimal(17), found_in="Sổ theo dõi của Tổ công tác"
        ),
        schemes.Figure(label="số người tiến bộ", value=Decimal(9), found_in="Sổ theo dõi của Tổ công tác"),
    ]
    said = "Gặp gỡ đều hằng tháng, gia đình cùng tham gia; cần thêm việc làm tại chỗ."
    schemes.evaluate(site, on=on, finding=Finding.EFFECTIVE, words=said, figures=figures, by=by, at=at)


def _pledge(scene: Scene, hamlet: str, signed: int, signer: SignerKind, on: date) -> None:
    """One signed sheet of “3 không với ma túy”; ấp 3 is not asked yet."""
    by, at = scene.officer(on), clock.at(on, 16)
    where = hamlet_for(commune=scene.commune, text=hamlet, by=by, at=at) if hamlet else None
    details = pledges.SheetDetails(
        signer=signer, signed=signed, signed_on=on, kept_at="Tủ hồ sơ Mặt trận xã", hamlet=where
    )
    pledges.enter_sheet(unit=scene.commune, movement=THREE_NOES, details=details, by=by, at=at)


def _scheme(scene: Scene) -> None:
    on = date(2020, 1, 16)
    by, at = scene.officer(on), clock.at(on, 16)
    details = schemes.SchemeDetails(
        name="Quản lý, giáo dục, giúp đỡ tại cộng đồng",
        kind=SchemeKind.SUPPORT,
        owner=Body.COMMITTEE,
        movement="help_campaign",
    )
    scheme = schemes.enter_scheme(unit=scene.commune, details=details, by=by, at=at)
    site = schemes.plan_site(
        scheme, unit=scene.commune, details=schemes.SiteDetails(planned_on=on, leader="Lê Văn Thành"), by=by, at=at
    )
    schemes.start_site(site, on=on, document="06/KH-UBND", by=by, at=at)


def _with_role(scene: Scene, role: WorkRole) -> Worker:
    return RoleHeld.objects.get(unit=scene.commune, role=role).worker


def _worker(scene: Scene, name: str, body: Body, role: WorkRole, on: date) -> Worker:
    """Somebody of the task force, who takes on one role more."""
    by, at = scene.officer(on), clock.at(on, 9)
    organisation = dict(cast.HELPERS)[name]
    worker = workers.found_or_entered(
        unit=scene.commune, name=name, body=body, organisation=organisation, since=on, by=by, at=at
    )
    workers.give_role(worker, role=role, valid_from=on, by=by, at=at)
    return worker
