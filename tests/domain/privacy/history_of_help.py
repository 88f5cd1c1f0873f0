"""All help somebody can be given, each sealed field with a word of its own; part of the history of the copies."""

from datetime import date, datetime

from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import diary, legal_aid, loans, needs, registers, supports, work
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperAssignment,
    HelperSession,
    LegalAidOutcome,
    LoanFollowUp,
    NeedAnswer,
    NeedState,
    Partner,
    PartnerKind,
    Placement,
    Purpose,
)
from tests.cast import NOW, Cast

WORDS = {
    "reintegration.Need.words": "mất căn cước đã lâu",
    "reintegration.Need.answer_words": "sáng thứ Năm ra phường chụp ảnh",
    "reintegration.LegalAidReferral.matter": "đòi lại tiền công thợ hồ",
    "reintegration.LoanEntry.remark": "xưởng mộc đã hứa nhận",
    "reintegration.LoanFollowUp.words": "đã mua hai con bò sữa",
    "reintegration.Support.words": "trao mười ký gạo",
    "reintegration.HelperSession.words": "cùng nhau sửa lại hàng rào",
}
DAY = date(2020, 5, 14)


def fill(cast: Cast, case: Case, helper: HelperAssignment, by: Actor) -> None:
    """Every table of help holds a row about the person."""
    at = clock.at(DAY, 17)
    employer = _partner(cast, "Xưởng mộc Ba Tri", PartnerKind.ENTERPRISE, by, at)
    bank = _partner(cast, "Ngân hàng Chính sách xã hội", PartnerKind.BANK, by, at)
    _need(case, by, at)
    _legal_aid(cast, case, by, at)
    _work(cast, case, employer, by, at)
    _loan(cast, case, bank, by, at)
    details = supports.SupportDetails(
        kind="hardship", given_on=DAY, amount=150_000, source=bank, words=WORDS["reintegration.Support.words"]
    )
    supports.give(case, details=details, by=by, at=at)
    held = diary.SessionDetails(
        assignment=helper,
        started_at=clock.at(DAY, 9),
        ended_at=clock.at(DAY, 10),
        place=HelperSession.Place.HOME,
        words=WORDS["reintegration.HelperSession.words"],
    )
    diary.log_session(case, details=held, by=by, at=at)


def _partner(cast: Cast, name: str, kind: PartnerKind, by: Actor, at: datetime) -> Partner:
    return registers.enter_partner(
        unit=cast.thuong_lac, kind=kind, name=name, valid_from=date(2020, 1, 6), by=by, at=at
    )


def _need(case: Case, by: Actor, at: datetime) -> None:
    details = needs.NeedDetails(
        kind="papers", trade="carpentry", raised_on=DAY, words=WORDS["reintegration.Need.words"]
    )
    need = needs.raise_need(case, details=details, by=by, at=at)
    said = WORDS["reintegration.Need.answer_words"]
    needs.answer_need(need, answer=NeedAnswer.ARRANGED, words=said, by=by, at=at)
    needs.end_need(need, state=NeedState.MET, on=DAY, by=by, at=at)


def _legal_aid(cast: Cast, case: Case, by: Actor, at: datetime) -> None:
    need = needs.raise_need(case, details=needs.NeedDetails(kind="legal", raised_on=DAY), by=by, at=at)
    office = _partner(cast, "Trung tâm Trợ giúp pháp lý nhà nước", PartnerKind.LEGAL_AID, by, at)
    matter = WORDS["reintegration.LegalAidReferral.matter"]
    details = legal_aid.ReferralDetails(office=office, matter=matter, referred_on=DAY)
    row = legal_aid.refer(need, details=details, by=by, at=at)
    legal_aid.say_outcome(row, outcome=LegalAidOutcome.ADVISED, on=DAY, by=by, at=at)


def _work(cast: Cast, case: Case, employer: Partner, by: Actor, at: datetime) -> None:
    unit, since = cast.thuong_lac, date(2020, 2, 3)
    course = registers.open_course(
        employer,
        unit=unit,
        trade="carpentry",
        title="Mộc dân dụng",
        seats=9,
        starts_on=since,
        ends_on=DAY,
        by=by,
        at=at,
    )
    enrolled = work.enrol(case, course=course, on=since, by=by, at=at)
    work.end_enrolment(enrolled, result=Enrolment.Result.PASSED, on=DAY, by=by, at=at)
    vacancy = registers.open_vacancy(
        employer, unit=unit, trade="carpentry", title="Thợ bào gỗ", seats=2, opened_on=since, by=by, at=at
    )
    placed = work.start_job(case, trade="", found=Placement.Found.VACANCY, vacancy=vacancy, on=since, by=by, at=at)
    work.check_job(placed, kept=True, on=DAY, by=by, at=at)
    work.end_job(placed, reason=Placement.EndReason.CONTRACT, on=DAY, by=by, at=at)


def _loan(cast: Cast, case: Case, bank: Partner, by: Actor, at: datetime) -> None:
    entry = loans.EntryDetails(
        case=case, amount=25_000_000, months=24, trade_paper=True, remark=WORDS["reintegration.LoanEntry.remark"]
    )
    listed = loans.make_list(unit=cast.thuong_lac, entries=[entry], by=by, at=at)
    listed.entries.update(struck="wish")
    paid = loans.LoanDetails(
        lender=bank, purpose=Purpose.TRADE, amount=7_000_000, months=12, disbursed_on=date(2020, 2, 3)
    )
    loan = loans.record_loan(case, details=paid, by=by, at=at)
    visit = loans.VisitDetails(
        followed_on=DAY,
        use=LoanFollowUp.Use.PARTLY,
        result=LoanFollowUp.Result.SLOW,
        repaid=7_000_000,
        overdue=True,
        words=WORDS["reintegration.LoanFollowUp.words"],
    )
    loans.follow_up(loan, details=visit, by=by, at=NOW)
