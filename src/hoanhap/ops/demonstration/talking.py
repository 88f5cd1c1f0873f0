"""What is talked over: leaflets, counselling, plans of people themselves, a group that meets, the clinic's sheets."""

from datetime import date
from uuid import UUID

from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import ConsentText, Medium
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import BINH, DAO, DIEM, HIEU, LEADER, LOI, STATION, Scene
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest, Exam
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.counselling.actions import LeafletDetails
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.health_room_models import Referral, ReferralOutcome
from hoanhap.people.care.individual_plan import actions as plans
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails

GROUPS = "groups"
MEMBERS = (DAO, BINH, LOI)
_AGREES = (
    "Tôi đồng ý tham gia nhóm, câu lạc bộ của xã và để người trong nhóm biết tên tôi; "
    "tôi có thể rút lại bất cứ lúc nào."
)


def in_spring(scene: Scene) -> None:
    """The leaflets, the first talks, and who agreed to be with others."""
    on = date(2020, 3, 3)
    by, at = scene.officer(on), clock.at(on, 9)
    known = [_leaflet(scene, title, on) for title in ("Hiểu về cai nghiện tại gia đình", "Khi thấy người bị quá liều")]
    first = SessionDetails(
        held_on=on,
        audience="both",
        topics=("harm", "need", "process", "family"),
        counsellor="Trần Thị Mai",
        note="Mẹ cùng dự. Anh lo nhất là mất việc; đã nói rõ cai tại nhà vẫn đi làm được.",
        leaflet=known[0],
    )
    counselling.record(scene.case(DAO), details=first, by=by, at=at)
    third = SessionDetails(held_on=on, audience="person", topics=("harm", "process"), counsellor="Lê Thị Hạnh")
    counselling.record(scene.case(DIEM), details=third, by=by, at=at)
    text = publish(scene, GROUPS, _AGREES, on)
    for name in MEMBERS:
        agree(scene, name, text, on)


def in_may(scene: Scene) -> None:
    """A plan in the person's own words, a talk with a psychologist, a group that begins."""
    on = date(2020, 5, 6)
    by, at = scene.officer(on), clock.at(on, 9)
    case = scene.case(DAO)
    words = PlanWords(
        wish="Có việc làm gần nhà, đưa con đi học.",
        strengths="Khéo tay, biết nghề hồ, được mẹ và bạn thợ tin.",
        goals="Đi làm đều đến cuối năm; tối ở nhà với con.",
    )
    plans.write(case, words=words, agreed_on=on, by=by, at=at, number=0, version=case.version)
    steps = (
        ("Xin nhận lại vào đội thợ của chú Bảy", "person", date(2020, 5, 31)),
        ("Làm thẻ bảo hiểm y tế", "officer", date(2020, 6, 30)),
        ("Khám lại, hỏi bác sĩ về giấc ngủ", "station", date(2020, 7, 10)),
    )
    agreed = [
        plans.agree(case, step=StepDetails(what=what, owner=owner, due_on=due), by=by, at=at)
        for what, owner, due in steps
    ]
    done = date(2020, 5, 13)
    plans.finish(agreed[0], on=done, by=scene.officer(done), at=clock.at(done, 9))
    talk = SessionDetails(
        held_on=on,
        audience="person",
        topics=("relapse", "treatment"),
        kind="psychological",
        counsellor="Huỳnh Thị Lụa",
        note="Hay lo, khó ngủ. Tập thở chậm, hẹn gặp bác sĩ mỗi tháng.",
    )
    counselling.record(scene.case(HIEU), details=talk, by=by, at=at)
    group = groups.start(unit=scene.commune, name="Nhóm Bình Minh", started_on=on, by=by, at=at)
    cases = [scene.case(name) for name in MEMBERS]
    for member in cases:
        groups.join(group, case=member, on=on, by=by, at=at)
    met = date(2020, 5, 12)
    present = [member.pk for member in cases[:2]]
    groups.meet(group, met_on=met, present=present, topic="relapse", by=scene.officer(met), at=clock.at(met, 19))


def in_june(scene: Scene) -> None:
    """The clinic's own sheets of the person in its care: the first exam, some days, a test that anybody may ask for."""
    room = Referral.objects.get(case=scene.case(DAO))
    began = date(2020, 5, 28)
    station = scene.actor(STATION, began)
    episode = clinic.start_detox(room, began_on=began, by=station, at=clock.at(began, 10))
    exam = Exam(fit="here", pressure="120/75", pulse="78", temperature="36,8", weight="56", allergy="không")
    clinic.record_exam(room, episode, exam=exam, on=began, written=clinic.Written(by=station, at=clock.at(began, 10)))
    for day, withdrawal, sleep in ((28, "moderate", "poor"), (29, "mild", "poor"), (30, "mild", "good")):
        on = date(2020, 5, day)
        sheet = DetoxDay(withdrawal=withdrawal, pressure="120/80", pulse="76", sleep=sleep, eating="well")
        written = clinic.Written(by=station, at=clock.at(on, 16))
        clinic.record_day(room, episode, day=sheet, on=on, written=written)
    ended = date(2020, 6, 3)
    clinic.end_detox(episode, ended_on=ended, ending="completed", by=station, at=clock.at(ended, 16))
    on = date(2020, 6, 10)
    test = DrugTest(result="negative", kit="QuickTest 4")
    clinic.record_test(room, test=test, on=on, written=clinic.Written(by=station, at=clock.at(on, 9)))
    health_room_actions.say_outcome(room, outcome=ReferralOutcome.CAME, by=station, at=clock.at(on, 9))


def publish(scene: Scene, purpose: str, body: str, on: date) -> ConsentText:
    """The words people agree to, put in force by the commune's leader."""
    by, at = scene.actor(LEADER, on), clock.at(on, 8)
    text = consents.draft_text(unit=scene.commune, purpose=purpose, body=body, by=by, at=at)
    return consents.publish_text(text=text, by=by, at=at)


def agree(scene: Scene, name: str, text: ConsentText, on: date) -> None:
    """Somebody agrees on the officer's screen."""
    person = scene.case(name).person
    consents.give(
        text=text,
        subject_kind=PERSON,
        subject_id=person.pk,
        unit=scene.commune,
        age=on.year - (person.birth_year or 1990) - 1,
        given=consents.Given(agreed=True, medium=Medium.SCREEN, given_on=on),
        by=scene.officer(on),
        at=clock.at(on, 9),
    )


def _leaflet(scene: Scene, title: str, on: date) -> UUID:
    details = LeafletDetails(
        title=title, source="Trung tâm Y tế huyện Hồng Ngự", approved_by="Lê Văn Thành", valid_from=date(2020, 1, 6)
    )
    by, at = scene.officer(on), clock.at(on, 8)
    return counselling.add_leaflet(unit=scene.commune, details=details, by=by, at=at).id
