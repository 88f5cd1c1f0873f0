"""What the tests of plans, counselling and the clinic share: made by the real actions."""

from datetime import date

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Consent, GivenBy, Medium
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.care.clinic.actions import Written
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling.actions import LeafletDetails
from hoanhap.people.care.counselling.models import Counselling, Leaflet
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.individual_plan import actions as plans
from hoanhap.people.care.individual_plan.models import IndividualPlan
from hoanhap.people.care.individual_plan.rules import PlanWords
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from tests.cast import NOW, SETTER, TODAY, Cast

JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))
LEAFLET = LeafletDetails(
    title="Hiểu về cai nghiện", source="Sở Y tế", approved_by="Lê Văn Thành", valid_from=date(2020, 1, 1)
)


def write_plan(
    cast: Cast, case: Case, *, wish: str = "Mở tiệm sửa xe", goals: str = "Học xong nghề", on: date = TODAY
) -> IndividualPlan:
    """The next version of the plan, by the officer."""
    case.refresh_from_db()
    number = IndividualPlan.objects.filter(case=case).count()
    return plans.write(
        case,
        words=PlanWords(wish=wish, strengths="Khéo tay, chịu khó", goals=goals),
        agreed_on=on,
        by=cast.viewer(cast.officer).actor,
        at=clock.at(on, 10),
        number=number,
        version=case.version,
    )


def counsel(
    cast: Cast,
    case: Case,
    *,
    on: date = TODAY,
    audience: str = "person",
    topics: tuple[str, ...] = ("harm", "need", "process"),
    leaflet: Leaflet | None = None,
    kind: str = "social",
    note: str = "",
) -> Counselling:
    details = SessionDetails(
        held_on=on,
        audience=audience,
        topics=topics,
        kind=kind,
        counsellor="Trần Thị Mai",
        note=note,
        leaflet=leaflet.pk if leaflet else None,
    )
    return counselling.record(case, details=details, by=cast.viewer(cast.officer).actor, at=clock.at(on, 11))


def consent(cast: Cast, person: Person, purpose: str, *, guardian: str = "", age: int | None = 28) -> Consent:
    """The person, or his guardian by name, agrees; a text is published where none was."""
    by = cast.viewer(cast.leader).actor
    body = "Tôi đồng ý với việc được nói rõ ở đây, và có thể rút lại bất cứ lúc nào, không phải nêu lý do."
    text = publish(cast, purpose, body)
    given = consents.Given(
        agreed=True,
        medium=Medium.SCREEN,
        given_on=TODAY,
        given_by=GivenBy.GUARDIAN if guardian else GivenBy.PERSON,
        giver_name=guardian,
    )
    return consents.give(
        text=text,
        subject_kind=PERSON,
        subject_id=person.pk,
        unit=person.unit,
        age=age,
        given=given,
        by=by,
        at=NOW,
    )


def publish(cast: Cast, purpose: str, body: str) -> consents.ConsentText:
    found = consents.ConsentText.objects.filter(unit=cast.thuong_lac, purpose=purpose, state="published").first()
    if found is not None:
        return found
    text = consents.draft_text(unit=cast.thuong_lac, purpose=purpose, body=body, by=SETTER, at=NOW)
    return consents.publish_text(text=text, by=SETTER, at=NOW)


def written(cast: Cast, account: Account, on: date = TODAY) -> Written:
    return Written(by=cast.viewer(account, on).actor, at=clock.at(on, 9))
