"""A person about whom everything the house can hold is held: each sensitive field has a word of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from hoanhap import law
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.privacy.actions import consents, disclosures, requests
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, GivenBy, IdentityCheck, Medium, Outcome
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.people.care import actions as care
from hoanhap.people.care import health_room_actions as health
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.sheets import DetoxDay
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.health_room_models import HealthKind, Referral, ReferralOutcome, ReferralPurpose
from hoanhap.people.care.individual_plan import actions as plans
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration import actions as reintegration
from tests import people
from tests.cast import NOW, TODAY, Cast, agency_at
from tests.domain.privacy import (
    history_of_help,
    history_of_intake,
    history_of_measures,
    history_of_reception,
    history_of_reviews,
    history_of_surroundings,
)

ENDED = date(2020, 6, 10)
WORDS = {
    "persons.Person.full_name": "Nguyễn Văn Ví Dụ",
    "persons.Person.id_number": "079092001234",
    "persons.Person.phone": "0912345678",
    "persons.Person.permanent_address": "số 1 đường Thường Trú",
    "persons.Person.current_address": "số 2 đường Tạm Trú",
    "cases.Case.wish": "muốn mở tiệm sửa xe",
    "cases.UseProfile.cause": "mất việc lâu ngày",
    "cases.Correction.reason": "ghi nhầm bước",
    "care.Contact.need": "cần học nghề",
    "care.Contact.note": "nhà vừa lợp lại mái",
    "care.ContactVersion.need": "cần vay vốn",
    "care.ContactVersion.note": "hẹn chiều",
    "care.ContactVersion.reason": "nghe nhầm nhu cầu",
    "care.Referral.message": "hay đau lưng",
    "care.IndividualPlan.wish": "muốn mở tiệm sửa xe",
    "care.IndividualPlan.strengths": "khéo tay",
    "care.IndividualPlan.goals": "học xong nghề sửa xe",
    "care.PlanStep.what": "đăng ký lớp sửa xe",
    "care.Counselling.note": "lo cho con nhỏ",
    "files.StoredFile.title": "bản chụp quyết định",
    "break_glass.Opening.reason": "người nhà báo ông bị tai nạn, cần biết liên hệ ai",
    "reintegration.HelperAssignment.end_reason": "chuyển công tác",
    **history_of_help.WORDS,
    **history_of_measures.WORDS,
    **history_of_intake.WORDS,
    **history_of_reviews.WORDS,
    **history_of_surroundings.WORDS,
    **history_of_reception.WORDS,
    "privacy.RightsRequest.asked": "xin xem mọi thứ về tôi",
    "privacy.RightsRequest.contact": "gặp tại ấp 1",
    "privacy.RightsRequest.answer": "cung cấp một bản sao",
    "privacy.RightsRequest.extension_reason": "phải tìm hồ sơ giấy",
    "privacy.Consent.paper_number": "phiếu số 7",
    "privacy.Disclosure.recipient": "Tòa án nhân dân huyện",
    "privacy.Disclosure.purpose": "xem xét đơn của ông",
    "privacy.Disclosure.document": "công văn 15/CV",
    "privacy.Disclosure.ending": "đã trả lại đủ",
}
"""Sealed field → what stands in it and must be read in the person's copy."""
HEALTH_WORDS = {
    "care.HealthRecord.text": "huyết áp ổn định",
    "care.HealthRecordVersion.text": "huyết áp hơi cao",
    "care.ClinicSheet.facts": "ngủ chập chờn",
    **history_of_intake.HEALTH_WORDS,
}
POLICE_WORD = "từng bị phạt hành chính"
THIRD = {"Lê Thị Hạnh": "helper", "Nguyễn Thị Ớt": "relative", "Trần Văn Bảy": "another person of the register"}
THIRD_NUMBERS = ("0987654321", "079085004321")


@dataclass
class Told:
    """The person and his file, with everything about them."""

    person: Person
    case: Case


def told(cast: Cast, *, ended: bool = False) -> Told:
    """Fill every table about one person; `ended` closes the file on 10/06/2020."""
    officer = cast.viewer(cast.officer).actor
    people.register_person(cast, "Trần Văn Bảy", birth="1990", id_number=THIRD_NUMBERS[1])
    person = people.register_person(
        cast, WORDS["persons.Person.full_name"], birth="16/05/1992", id_number="079092001234", hamlet=cast.ap_1
    )
    persons.correct(person=person, changes=_identity(), by=officer, at=NOW, version=person.version)
    person.refresh_from_db()
    case = people.open_home_case(cast, person)
    _file(cast, case, officer)
    _contacts(cast, case, officer)
    _health(cast, case, officer)
    _talks(cast, case, officer)
    _rights(cast, person, officer)
    _group(cast, case, officer)
    _emergency(cast, case)
    _paper(cast, case)
    _helper(cast, case, officer)
    history_of_measures.fill(cast, case, officer)
    history_of_intake.fill(cast, case, officer)
    history_of_reviews.fill(cast, case)
    history_of_surroundings.fill(cast, case)
    history_of_reception.fill(cast, case, officer)
    if ended:
        case.refresh_from_db()
        end(case, officer)
    case.refresh_from_db()
    return Told(person, case)


def end(case: Case, by: Actor) -> None:
    """The measure is completed; what hangs on it ends with it."""
    cases.close(case=case, verb="close_moved", on=ENDED, signer_title="Chủ tịch", by=by, at=NOW, version=case.version)


def _identity() -> dict[str, object]:
    return {
        "phone": "0912345678",
        "permanent_address": WORDS["persons.Person.permanent_address"],
        "current_address": WORDS["persons.Person.current_address"],
        "relative": f"Nguyễn Thị Ớt (mẹ), {THIRD_NUMBERS[0]}",
        "ethnicity": "kinh",
        "education": "lớp chín",
        "occupation": "thợ hồ",
        "marital_status": "độc thân",
    }


def _file(cast: Cast, case: Case, by: Actor) -> None:
    case = cases.set_wish(case=case, wish=WORDS["cases.Case.wish"], by=by, at=NOW, version=case.version)
    use = UseDetails(
        first_use_year=2015,
        substances="chất A",
        route="cách B",
        level="thỉnh thoảng",
        rehab_count=1,
        cause=WORDS["cases.UseProfile.cause"],
    )
    cases.record_use(case=case, use=use, by=by, at=NOW, version=case.version)
    police = cast.viewer(cast.police).actor
    cases.record_prior(case=case, prior_record=POLICE_WORD, by=police, at=NOW, version=0)
    case.refresh_from_db()
    cases.record_stage(case=case, stage=law.stages(case.regime)[0].code, from_on=date(2020, 1, 20), by=by, at=NOW)
    case.refresh_from_db()
    moved = cases.move(
        case=case,
        verb="withdraw",
        on=date(2020, 3, 1),
        signer_title="Chủ tịch",
        by=by,
        at=NOW,
        version=case.version,
    )
    cases.undo_last_move(
        case=moved.case, reason=WORDS["cases.Correction.reason"], by=by, at=NOW, version=moved.case.version
    )
    case.refresh_from_db()
    people.follow_together(cast, [case])


def _contacts(cast: Cast, case: Case, by: Actor) -> None:
    note = f"{WORDS['care.Contact.note']}; gặp bà Hạnh, Trần Văn Bảy và Nguyễn Thị Ớt, số {THIRD_NUMBERS[0]}"
    before = ContactDetails(
        met_at=clock.at(date(2020, 5, 20), 9),
        place="home",
        met=True,
        condition="progress",
        work="none",
        need=WORDS["care.ContactVersion.need"],
        note=WORDS["care.ContactVersion.note"],
        next_on=date(2020, 6, 20),
    )
    case.refresh_from_db()
    contact = care.log_contact(case, details=before, by=by, at=NOW)
    care.correct_contact(
        contact,
        changes={"need": WORDS["care.Contact.need"], "note": note},
        reason=WORDS["care.ContactVersion.reason"],
        by=by,
        at=NOW,
    )


def _health(cast: Cast, case: Case, by: Actor) -> None:
    nurse = cast.viewer(cast.health_station)
    details = health.ReferralDetails(
        agency=agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE),
        purpose=ReferralPurpose.CARE,
        valid_from=date(2020, 6, 1),
        valid_to=TODAY + timedelta(days=60),
        message=WORDS["care.Referral.message"],
    )
    referral = health.send(case, details=details, by=by, at=NOW)
    referral = health.accept(referral, by=nurse.actor, name=nurse.name, at=NOW)
    record = health.write(
        referral, kind=HealthKind.TREATMENT, text=HEALTH_WORDS["care.HealthRecordVersion.text"], by=nurse.actor, at=NOW
    )
    health.correct(record, text=HEALTH_WORDS["care.HealthRecord.text"], by=nurse.actor, at=NOW, version=record.version)

    _clinic(referral, nurse.actor)


def _clinic(referral: Referral, by: Actor) -> None:
    written = clinic.Written(by=by, at=NOW)
    episode = clinic.start_detox(referral, began_on=TODAY, by=by, at=NOW)
    day = DetoxDay(withdrawal="mild", note=HEALTH_WORDS["care.ClinicSheet.facts"])
    clinic.record_day(referral, episode, day=day, on=TODAY, written=written)
    clinic.end_detox(episode, ended_on=TODAY, ending="stopped", by=by, at=NOW)
    for phase in ("starting", "maintaining"):
        clinic.set_phase(referral, phase=phase, medicine="methadone", on=TODAY, by=by, at=NOW)
    health.say_outcome(referral, outcome=ReferralOutcome.CAME, by=by, at=NOW)


def _talks(cast: Cast, case: Case, by: Actor) -> None:
    """A plan with a step that was done, a talk with a leaflet, a group he came to and left."""
    case.refresh_from_db()
    words = PlanWords(**{name: WORDS[f"care.IndividualPlan.{name}"] for name in ("wish", "strengths", "goals")})
    plans.write(case, words=words, agreed_on=TODAY, by=by, at=NOW, number=0, version=case.version)
    step = StepDetails(what=WORDS["care.PlanStep.what"], owner="person", due_on=TODAY)
    plans.finish(plans.agree(case, step=step, by=by, at=NOW), on=TODAY, by=by, at=NOW)
    leaflet = counselling.add_leaflet(
        unit=cast.thuong_lac,
        details=counselling.LeafletDetails(title="A", source="B", approved_by="C", valid_from=date(2020, 1, 1)),
        by=by,
        at=NOW,
    )
    details = SessionDetails(
        held_on=TODAY,
        audience="person",
        topics=("harm",),
        counsellor="Trần Thị Mai",
        note=WORDS["care.Counselling.note"],
        leaflet=leaflet.pk,
    )
    counselling.record(case, details=details, by=by, at=NOW)


def _group(cast: Cast, case: Case, by: Actor) -> None:
    """After he agreed to groups."""
    group = groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=date(2020, 6, 1), by=by, at=NOW)
    member = groups.join(group, case=case, on=date(2020, 6, 1), by=by, at=NOW)
    groups.meet(group, met_on=date(2020, 6, 2), present=[case.pk], by=by, at=NOW)
    groups.leave(member, on=TODAY, by=by, at=NOW)


def _emergency(cast: Cast, case: Case) -> None:
    break_glass.open_file(
        subject_id=case.pk,
        label=case.code,
        unit=cast.thuong_lac,
        category=Category.LIFE,
        reason=WORDS["break_glass.Opening.reason"],
        by=cast.viewer(cast.neighbour_police),
        at=NOW,
    )


def _paper(cast: Cast, case: Case) -> None:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    files.store(
        drawn.getvalue(),
        name="a.png",
        title=WORDS["files.StoredFile.title"],
        kind="case",
        subject_id=str(case.pk),
        by=cast.viewer(cast.officer),
        at=NOW,
    )


def _rights(cast: Cast, person: Person, by: Actor) -> None:
    asked = requests.Asked(
        kind=RequestKind.ACCESS,
        person_name=WORDS["persons.Person.full_name"],
        asker=Asker.GUARDIAN,
        asker_name="Nguyễn Thị Ớt",
        identity_check=IdentityCheck.KINSHIP,
        channel=Channel.DESK,
        received_at=NOW,
        asked=WORDS["privacy.RightsRequest.asked"],
        contact=WORDS["privacy.RightsRequest.contact"],
        subject_kind=PERSON,
        subject_id=person.pk,
    )
    row = requests.receive(asked=asked, unit=cast.thuong_lac, by=by, at=NOW)
    row = requests.extend(request=row, reason=WORDS["privacy.RightsRequest.extension_reason"], by=by, at=NOW)
    row = requests.decide(
        request=row,
        outcome=Outcome.PARTLY,
        ground="police",
        answer=WORDS["privacy.RightsRequest.answer"],
        by=by,
        at=NOW,
    )
    requests.copy_made(request=row, file="pdf", digest="0" * 64, by=by, at=NOW)
    requests.finish(request=row, by=by, at=NOW)
    _consent(cast, person, by)
    _disclosure(cast, person)


def _consent(cast: Cast, person: Person, by: Actor) -> None:
    body = "Tôi đồng ý để nhóm tôi tham gia biết họ tên của tôi, và có thể rút lại bất cứ lúc nào."
    text = consents.draft_text(unit=cast.thuong_lac, purpose="groups", body=body, by=by, at=NOW)
    text = consents.publish_text(text=text, by=by, at=NOW)
    given = consents.Given(
        agreed=True,
        medium=Medium.PAPER,
        given_on=TODAY,
        paper_number=WORDS["privacy.Consent.paper_number"],
        given_by=GivenBy.GUARDIAN,
        giver_name="Nguyễn Thị Ớt",
    )
    consents.give(
        text=text,
        subject_kind=PERSON,
        subject_id=person.pk,
        unit=cast.thuong_lac,
        age=28,
        given=given,
        by=by,
        at=NOW,
    )


def _disclosure(cast: Cast, person: Person) -> None:
    officer = cast.viewer(cast.officer)
    wanted = disclosures.Wanted(
        basis=Basis.AUTHORITY,
        document=WORDS["privacy.Disclosure.document"],
        recipient=WORDS["privacy.Disclosure.recipient"],
        purpose=WORDS["privacy.Disclosure.purpose"],
        person_count=1,
        expires_on=TODAY + timedelta(days=30),
        identity=True,
        social=True,
        subject_kind=PERSON,
        subject_id=person.pk,
    )
    row = disclosures.ask(wanted=wanted, unit=cast.thuong_lac, by=officer, at=NOW)
    act = joint.confirm(JointAct.objects.get(pk=row.joint_act), by=cast.viewer(cast.leader), at=NOW)
    row = disclosures.hand_over(disclosure=row, act=act, by=officer, at=NOW)
    disclosures.end(disclosure=row, ending=WORDS["privacy.Disclosure.ending"], by=officer.actor, at=NOW)


def _helper(cast: Cast, case: Case, by: Actor) -> None:
    assignment = people.assign_helper(cast, case)
    history_of_help.fill(cast, case, assignment, by)
    reintegration.end_assignment(
        assignment,
        on=date(2020, 6, 1),
        reason=WORDS["reintegration.HelperAssignment.end_reason"],
        by=by,
        at=NOW,
    )
