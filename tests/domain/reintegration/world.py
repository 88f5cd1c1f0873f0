"""Partners, courses, vacancies and people with needs, made by the real actions. Everybody is invented."""

from datetime import date, datetime, timedelta

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import diary, legal_aid, needs, registers
from hoanhap.people.reintegration.actions.diary import SessionDetails
from hoanhap.people.reintegration.actions.needs import NeedDetails
from hoanhap.people.reintegration.models import (
    Course,
    HelperAssignment,
    HelperSession,
    LegalAidReferral,
    Need,
    NeedSource,
    Partner,
    PartnerKind,
    Vacancy,
)
from tests.cast import NOW, SETTER, TODAY

SPRING = date(2020, 2, 3)


def partner(unit: Place, name: str = "Công ty May Hồng Ngự", kind: PartnerKind = PartnerKind.ENTERPRISE) -> Partner:
    return registers.enter_partner(unit=unit, kind=kind, name=name, valid_from=SPRING, by=SETTER, at=NOW)


def vacancy(owner: Partner, unit: Place, *, trade: str = "sewing", seats: int = 2, on: date = SPRING) -> Vacancy:
    return registers.open_vacancy(
        owner, unit=unit, trade=trade, title="Thợ may", seats=seats, opened_on=on, by=SETTER, at=NOW
    )


def course(
    owner: Partner, unit: Place, *, trade: str = "sewing", seats: int = 20, on: date = SPRING, days: int = 60
) -> Course:
    return registers.open_course(
        owner,
        unit=unit,
        trade=trade,
        title="May công nghiệp",
        seats=seats,
        starts_on=on,
        ends_on=on + timedelta(days=days),
        by=SETTER,
        at=NOW,
    )


def need(
    case: Case,
    kind: str = "job",
    *,
    on: date = TODAY,
    trade: str = "",
    words: str = "",
    source: NeedSource = NeedSource.OFFICE,
    at: datetime | None = None,
) -> Need:
    details = NeedDetails(kind=kind, raised_on=on, trade=trade, words=words, source=source)
    return needs.raise_need(case, details=details, by=SETTER, at=at or clock.at(on, 10))


def legal_referral(need: Need, *, on: date = TODAY, matter: str = "làm lại giấy khai sinh cho con") -> LegalAidReferral:
    """To the centre of the province, which is entered by the way."""
    known = Partner.objects.filter(kind=PartnerKind.LEGAL_AID, unit=need.unit).first()
    office = known or legal_aid.OfficeDetails(
        name="Trung tâm Trợ giúp pháp lý nhà nước tỉnh", address="số 1, đường Ví Dụ", phone="0277 000 000"
    )
    details = legal_aid.ReferralDetails(office=office, matter=matter, referred_on=on)
    return legal_aid.refer(need, details=details, by=SETTER, at=max(NOW, clock.at(on, 11)))


def session(
    helper: HelperAssignment, day: date, hour: int, *, minutes: int = 30, at: datetime | None = None
) -> HelperSession:
    begun = clock.at(day, hour)
    details = SessionDetails(assignment=helper, started_at=begun, ended_at=begun + timedelta(minutes=minutes))
    return diary.log_session(helper.case, details=details, by=SETTER, at=at or begun + timedelta(hours=8))
