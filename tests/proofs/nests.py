"""A row in every table with sealed words, in each of the states a row must be in before some of them can be said.

The makers of the access matrix give what an address names; here comes what stands beside it: struck, ended, answered.
"""

from datetime import date
from uuid import UUID

from hoanhap.foundation import vault
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import Verb
from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category, Verdict
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds as joint_kinds
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.actions import breaches, consents, disclosures
from hoanhap.foundation.privacy.actions import requests as rights
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import (
    Asker,
    Breach,
    Channel,
    ConsentText,
    Disclosure,
    GivenBy,
    IdentityCheck,
    Medium,
    Outcome,
)
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.foundation.watch import actions as watch
from hoanhap.foundation.watch.models import Answer
from hoanhap.foundation.watch.rules import RULES
from hoanhap.kernel import ids
from hoanhap.kernel.ids import new_id
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment import classifying, instruments
from hoanhap.people.assessment.determination_rules import Findings, Lasting, Result
from hoanhap.people.assessment.models import Determination, Kind
from hoanhap.people.care import actions as care
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.health_room_models import HealthRecord
from hoanhap.people.care.models import Contact
from hoanhap.people.cases.models import Case, Correction, PoliceRecord, Standing, UseProfile
from hoanhap.people.community.plans import actions as plans
from hoanhap.people.community.plans import tasks
from hoanhap.people.community.plans.models import WorkKind
from hoanhap.people.inspection.models import Finding
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake.models import Outcome as Met
from hoanhap.people.intake.models import Relation, Source
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.actions import BatchDetails
from hoanhap.people.reception.returning_models import Origin
from hoanhap.people.rehab.models import Dossier, Violation
from hoanhap.people.reintegration.actions import loans, needs
from hoanhap.people.reintegration.models import Loan, LoanFollowUp, Need, NeedAnswer
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.models import OffenceCheck, Review
from hoanhap.people.reviews.rules import ReviewDetails, YearDetails
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import cast as stage
from tests import people, returns
from tests.cast import NOW, SETTER, Cast
from tests.domain.reviews import signing
from tests.watch.matrix import safeguard_things, things
from tests.watch.matrix.things import SUPPORTED, Ground

ENDED_ON = date(2019, 6, 10)
"""A year and some days before the tests' today: assessed by the office, looked up by the police."""


# --- one person ---------------------------------------------------------------------------------------------------


def furnish_person(ground: Ground) -> None:
    """A row in every table that hangs on a person; what is said once only is said of a second row."""
    for part, maker in sorted(things.MAKERS.items()):
        if maker.scope is things.Scope.PERSON:
            ground[part]
    case: Case = ground["case"]
    case.refresh_from_db()
    _rooms_of_the_case(case)
    _written_anew(ground, case)
    _assessed(ground, case)
    _decided(case)
    _answered(ground, case)
    _for_a_child(ground)


def _rooms_of_the_case(case: Case) -> None:
    UseProfile.objects.get_or_create(case=case, defaults={"unit_path": case.unit_path})
    PoliceRecord.objects.get_or_create(
        case=case, defaults={"unit_path": case.unit_path, "recorded_at": NOW, "recorded_by": "x"}
    )


def _written_anew(ground: Ground, case: Case) -> None:
    contact = Contact.objects.get(pk=ground["contact_id"])
    care.correct_contact(contact, changes={"work": "stable"}, reason="ghi nhầm", by=SETTER, at=NOW)
    record = HealthRecord.objects.get(pk=ground["record_id"])
    health_room_actions.correct(record, text="khác", by=SETTER, at=NOW, version=record.version)
    details = ReviewDetails(on=stage.TODAY, condition="progress")
    reviews.correct(Review.objects.get(pk=ground["review_id"]), details=details, reason="ghi nhầm", by=SETTER, at=NOW)
    struck = Correction(
        case=case, unit_path=case.unit_path, number=1, standing=_struck_out(case), corrected_by="x", corrected_at=NOW
    )
    vault.seal(struck, reason="ghi nhầm")
    struck.save(force_insert=True)


def _struck_out(case: Case) -> Standing:
    """A step written by mistake, beside those that hold."""
    row = Standing.objects.filter(case=case).order_by("from_on", "id")[0]
    row.pk, row.number, row.came_from, row.to_on, row.struck = new_id(), 900, row.state, row.from_on, True
    row.save(force_insert=True)
    return row


def _assessed(ground: Ground, case: Case) -> None:
    """Classified, scored, determined by the station that has the person in care, and once by mistake."""
    assessment.classify(case, details=classifying.Details(from_on=stage.TODAY), by=SETTER, at=NOW)
    station: Agency = ground["referral"].agency
    answers = {item.code: 0 for item in instruments.items(Kind.DAST10)}
    assessment.keep_answers(
        case, agency=station, kind=Kind.DAST10, answers=answers, taken_on=stage.TODAY, by=SETTER, at=NOW
    )
    struck = Determination.objects.get(pk=ground["determination_id"])
    assessment.strike(struck, reason="ghi nhầm", by=SETTER, at=NOW)
    details = assessment.DeterminationDetails(
        result=Result.HAS,
        determined_on=stage.TODAY,
        paper_number=f"{ground.number}/PKQ-2",
        facility="Trạm Y tế",
        diagnoser=ground["diagnoser"],
        agency=station,
        findings=Findings(met=frozenset({"craving", "control", "withdrawal"}), lasting=Lasting.MONTH),
    )
    assessment.determine(case, details=details, by=SETTER, at=NOW)


def _decided(case: Case) -> None:
    """What is decided about a measure, in a state of the file in which the law of the day knows it."""
    shared = {"case": case, "unit": case.unit, "unit_path": case.unit_path, "recorded_by": "x", "recorded_at": NOW}
    article = "NĐ 94/2010/NĐ-CP, Điều 18"
    violation = Violation(**shared, number=1, kind="not_registered", step="commune_decision", on=case.opened_on,
                          regime=case.regime, article=article, confidence="SEEN")  # fmt: skip
    vault.seal(violation, said="thấy")
    violation.save(force_insert=True)
    refused = Dossier(**shared, verb="start_home", regime=case.regime, state="refused", opened_on=case.opened_on,
                      ended_on=case.opened_on, ground="x", article=article)  # fmt: skip
    vault.seal(refused, words="chưa đủ")
    refused.save(force_insert=True)


def _answered(ground: Ground, case: Case) -> None:
    """A need with its answer, a loan with its visit."""
    if case.closed_on is not None:
        return  # its needs and loans have ended with it
    need = Need.objects.get(pk=ground["need_id"])
    needs.answer_need(need, answer=NeedAnswer.LOOKING, words="đang tìm", by=SETTER, at=NOW)
    visit = loans.VisitDetails(
        followed_on=stage.TODAY, use=LoanFollowUp.Use.AS_AGREED, result=LoanFollowUp.Result.GOOD, repaid=0, words="tốt"
    )
    loans.follow_up(Loan.objects.get(pk=ground["loan_id"]), details=visit, by=SETTER, at=NOW)


def _for_a_child(ground: Ground) -> None:
    """A consent his guardian signed on paper."""
    given = consents.Given(
        agreed=True,
        medium=Medium.PAPER,
        given_on=stage.TODAY,
        given_by=GivenBy.GUARDIAN,
        giver_name="Phạm Thị Mẹ",
        child_agrees=True,
        paper_number="7/GĐY",
    )
    consents.give(
        text=_text_in_use(ground.unit, "groups"),
        subject_kind=PERSON,
        subject_id=ground["person"].pk,
        unit=ground.unit,
        age=16,
        given=given,
        by=SETTER,
        at=NOW,
    )


def _text_in_use(unit: Place, purpose: str) -> ConsentText:
    found = ConsentText.objects.filter(unit=unit, purpose=purpose, state="published").first()
    if found is not None:
        return found
    body = "Tôi đồng ý để nhóm tôi tham gia biết họ tên của tôi, và rút lại được bất cứ lúc nào."
    text = consents.draft_text(unit=unit, purpose=purpose, body=body, by=SETTER, at=NOW)
    return consents.publish_text(text=text, by=SETTER, at=NOW)


def back_from_rehab(cast: Cast, unit: Place, number: int) -> Case:
    """Somebody whose rehab ended a year ago: assessed twice, once by mistake, and looked up by the police."""
    person = people.register_person(cast, f"Nguyễn Văn Đã Về {number}", unit=unit)
    case = people.open_home_case(cast, person, on=date(2019, 1, 7), number=f"{number}/QĐ-2019")
    case = signing.end_rehab(case, on=ENDED_ON)
    first = reviews.assess(
        case, ended_on=ENDED_ON, details=YearDetails(on=stage.TODAY, outcome="used"), by=SETTER, at=NOW
    )
    details = YearDetails(on=stage.TODAY, outcome="no_use")
    reviews.correct_assessment(first, details=details, reason="ghi nhầm", by=SETTER, at=NOW)
    looked_up = OffenceCheck(case=case, unit_path=case.unit_path, ended_on=ENDED_ON, recorded_by="x", recorded_at=NOW)
    vault.seal(looked_up, finding="yes")
    looked_up.save(force_insert=True)
    return case


# --- one office ---------------------------------------------------------------------------------------------------


Named = dict[str, object]
"""What parts of addresses name."""


def furnish_office(ground: Ground) -> list[Named]:
    """What an office keeps, in the states in which something is said of it: answered, declined, ended, lifted.

    Gives what addresses name there beside the things of the matrix.
    """
    leader = safeguard_things.outsider_once(ground, Role.COMMUNE_LEADER)
    _worked(ground)
    found: list[Named] = [
        _watched(ground, leader),
        *_asked_for_rights(ground),
        _handed_over(ground),
        {"finding_id": _found_and_answered(ground)},
        {"report_id": _amended(ground)},
    ]
    return found + [{"contact_request_id": key} for key in _came_in(ground)]


def _watched(ground: Ground, leader: Viewer) -> Named:
    keeper, officer = (
        safeguard_things.outsider_once(ground, role) for role in (Role.ADMINISTRATOR, Role.COMMUNE_OFFICER)
    )
    alarm = watch.raise_alarm(RULES[1], figure=21, stopped=True, about=officer, at=NOW)
    assert alarm is not None
    watch.answer(alarm, said=Answer.EXPLAINED, note="Đã hỏi, là việc rà soát quý", by=leader, at=NOW)
    reason = "Gặp tai nạn, cần báo tin cho người thân"
    opening = break_glass.open_file(
        subject_id=ids.new_id(),
        label="XX-2020-002",
        unit=ground.unit,
        category=Category.LIFE,
        reason=reason,
        by=officer,
        at=NOW,
    )
    judged = break_glass.judge(opening, verdict=Verdict.NOT_JUSTIFIED, note="Không có tai nạn", by=leader, at=NOW)
    break_glass.lift(judged, note="Đã nhắc, cho mở lại", by=leader, at=NOW)
    act = joint_acts.ask(
        joint_kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=1000 + ground.number,
        unit=ground.unit,
        reason="Cán bộ mới về xã từ đầu tháng",
        by=keeper,
        at=NOW,
    )
    joint_acts.decline(act, reason="Người này chưa về xã", by=leader, at=NOW)
    return {"alarm_id": alarm.pk, "opening_id": opening.pk, "act_id": act.pk}


def _worked(ground: Ground) -> None:
    """In the plan of the team one task that is done and one that was dropped."""
    details = plans.TaskDetails(what="Phát tờ rơi", kind=WorkKind.SPREAD, due_on=stage.TODAY)
    done, dropped = (plans.add_task(ground["work_plan"], details=details, by=SETTER, at=NOW) for _number in range(2))
    tasks.finish(done, on=stage.TODAY, result="Đã phát", version=1, by=SETTER, at=NOW)
    tasks.drop(dropped, reason="Trời lụt", version=1, by=SETTER, at=NOW)


def _asked_for_rights(ground: Ground) -> list[Named]:
    asked = rights.Asked(
        kind=RequestKind.CORRECTION,
        person_name="Nguyễn Văn Ví Dụ",
        asker=Asker.GUARDIAN,
        asker_name="Phạm Thị Mẹ",
        identity_check=IdentityCheck.KINSHIP,
        channel=Channel.DESK,
        received_at=NOW,
        asked="sửa năm sinh",
    )
    request = rights.receive(asked=asked, unit=ground.unit, by=SETTER, at=NOW)
    request = rights.extend(request=request, reason="Phải hỏi nơi cấp giấy", by=SETTER, at=NOW)
    rights.decide(request=request, outcome=Outcome.GRANTED, answer="Đã sửa năm sinh", by=SETTER, at=NOW)
    breach = Breach.objects.get(pk=ground["breach_id"])
    breaches.add_step(breach=breach, said="Đã đổi mật khẩu", taken_at=NOW, by=SETTER, at=NOW)
    ended = Disclosure.objects.get(pk=UUID(str(things.MAKERS["disclosure_id"].make(ground))))
    disclosures.end(disclosure=ended, ending="không giao nữa", by=SETTER, at=NOW)
    # The second person is asked about what is still to be handed over.
    waiting = Disclosure.objects.get(pk=ground["disclosure_id"])
    return [{"request_id": request.pk, "disclosure_id": ended.pk}, {"act_id": UUID(waiting.joint_act)}]


def _came_in(ground: Ground) -> list[object]:
    """A call the police passed on, answered; and one the helper of the ground was asked to look after."""
    details = intake.RequestDetails(source=Source.POLICE, relation=Relation.OFFICIAL, who="người ở đầu ấp")
    made = [intake.ask_contact(ground.unit, details=details, by=SETTER, at=NOW)]
    intake.answer(made[0], outcome=Met.DECLINED, note="đã gặp", by=SETTER, at=NOW)
    if ground.helper:
        details = intake.RequestDetails(
            source=Source.FAMILY, relation=Relation.PARENT, who="người ở giữa ấp", asked=ground.helper
        )
        made.append(intake.ask_contact(ground.unit, details=details, by=SETTER, at=NOW))
    return [request.pk for request in made]


def _handed_over(ground: Ground) -> Named:
    said = BatchDetails(agency=ground["centre"], on=returns.DAY, file_name="dot-2.xlsx")
    rows = [returns.details(f"Đỗ Văn Về {ground.number}", ground.unit, row_no=1)]
    batch = reception.draft_batch(details=said, rows=rows, faults=[(2, "ô trống")], by=SETTER, at=NOW)
    entry = reception.CertificateDetails(
        number=f"{ground.number}/GCN", on=SUPPORTED, kind=Origin.REHAB_COMPULSORY, holder="Đỗ Văn Về"
    )
    reception.record_certificates(ground["centre"], entries=[entry], by=SETTER, at=NOW)
    return {"return_batch_id": batch.pk}


def _found_and_answered(ground: Ground) -> object:
    finding = Finding(unit=ground.unit, unit_path=ground.unit.path, number=500 + ground.number, case=ground["case"],
                      due_on=date(2020, 7, 1), found_by="x", found_name="x", found_at=NOW, state="answered",
                      answered_name="x", answered_at=NOW)  # fmt: skip
    vault.seal(finding, words="Thiếu quyết định", answer="Đã bổ sung")
    finding.save(force_insert=True)
    return finding.pk


def _amended(ground: Ground) -> object:
    """A report of another month that was accepted, and opened again for a stated reason."""
    shape, viewer = report_forms.get("BC01"), ground.cast.viewer(ground.writer)
    report = reports.open_report(shape, ground.unit, shape.period(Window.MONTH, 2020, 5), by=viewer, at=NOW)
    reports.fill(report, by=viewer, at=NOW)
    for verb in (Verb.SUBMIT, Verb.ACCEPT):
        approvals.act(report.run, verb, by=viewer.actor, at=NOW)
    return reports.amend(Report.objects.get(pk=report.pk), reason="ghi sót", by=viewer, at=NOW).pk
