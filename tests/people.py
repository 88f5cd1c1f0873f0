"""People for tests, made by the real actions: registered, their case opened, met, helped."""

from datetime import date, timedelta

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, durations
from hoanhap.kernel.dates import parse_vietnamese
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.people.care import actions as care
from hoanhap.people.care import health_room_actions
from hoanhap.people.care.health_room_models import HealthKind, HealthRecord, Referral, ReferralPurpose
from hoanhap.people.care.models import Contact
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case, Cohort
from hoanhap.people.cases.rules import Decision, Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperAssignment
from tests.cast import NOW, TODAY, Cast

DECIDED = date(2020, 1, 16)


def register_person(
    cast: Cast,
    name: str,
    *,
    unit: Place | None = None,
    hamlet: Place | None = None,
    birth: str = "1992",
    id_number: str = "",
    phone: str = "",
    by: Viewer | None = None,
) -> Person:
    """A person of xã Thường Lạc (or another commune), registered on the day of the decision."""
    place = unit or cast.thuong_lac
    details = PersonDetails(
        full_name=name,
        birth=parse_vietnamese(birth),
        sex="male",
        id_number=id_number,
        phone=phone,
        hamlet_id=hamlet.pk if hamlet else None,
    )
    actor = (by or cast.viewer(cast.officer)).actor
    return persons.register(details=details, unit=place, by=actor, at=clock.at(DECIDED, 9))


def open_home_case(cast: Cast, person: Person, *, on: date = DECIDED, number: str = "05/QĐ-UBND") -> Case:
    """Six months of voluntary rehab at home, decided on the day."""
    decision = Decision(
        number=number,
        on=on,
        signer="Lê Văn Thành",
        term_from=on,
        term_to=durations.add(on, Duration(6, Unit.MONTH)),
    )
    steps = (
        Step(state="registered", on=on - timedelta(days=3)),
        Step(state="rehab_voluntary_home", on=on, decision=decision, signer_title="Phó Chủ tịch UBND xã"),
    )
    opening = cases.Opening(person=person, steps=steps)
    actor = cast.viewer(cast.officer).actor
    return cases.open_case(opening=opening, unit=person.unit, by=actor, at=clock.at(on, 15))


def assign_helper(
    cast: Cast, case: Case, *, account: Account | None = None, on: date | None = None
) -> HelperAssignment:
    """Bà Lê Thị Hạnh of the women's union helps; with `account` she signs in herself."""
    start = on or case.opened_on + timedelta(days=7)
    details = HelperDetails(helper_name="Lê Thị Hạnh", organisation="Hội LHPN xã", account=account, valid_from=start)
    return reintegration.assign(case, details=details, by=cast.viewer(cast.officer).actor, at=clock.at(start, 10))


def log_contact(
    cast: Cast, case: Case, *, on: date, condition: str = "progress", work: str = "none", missed: str = ""
) -> Contact:
    """One contact at nine in the morning; `missed` says why the person was not met."""
    details = ContactDetails(
        met_at=clock.at(on, 9),
        place="home",
        met=not missed,
        condition="" if missed else condition,
        work="" if missed else work,
        missed_reason=missed,
    )
    case.refresh_from_db()
    return care.log_contact(case, details=details, by=cast.viewer(cast.officer).actor, at=clock.at(on, 17))


def follow_together(cast: Cast, followed: list[Case], *, since: date = DECIDED) -> Cohort:
    """One cohort of xã Thường Lạc."""
    by = cast.viewer(cast.officer).actor
    at = clock.at(since, 17)
    cohort = cases.start_cohort(unit=cast.thuong_lac, name="Nhóm thí điểm", from_on=since, by=by, at=at)
    cases.add_to_cohort(cohort=cohort, cases=followed, joined_on=since, by=by, at=at)
    return cohort


def refer(
    cast: Cast,
    case: Case,
    to: Account,
    *,
    accepted: bool = True,
    days: int = 90,
    message: str = "",
    purpose: ReferralPurpose = ReferralPurpose.CARE,
) -> Referral:
    """The officer asks the station or centre of this account to see the person; it accepts, unless told otherwise."""
    agency = to.postings.get().agency
    assert agency is not None
    details = health_room_actions.ReferralDetails(
        agency=agency,
        purpose=purpose,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=days),
        message=message,
    )
    sent = health_room_actions.send(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)
    if accepted:
        health_room_actions.accept(sent, by=cast.viewer(to).actor, name=to.display_name, at=NOW)
    return sent


def write_health(cast: Cast, room: Referral, by: Account, text: str, *, kind: str = "treatment") -> HealthRecord:
    """An entry of the health room by somebody of the station or centre."""
    return health_room_actions.write(room, kind=HealthKind(kind), text=text, by=cast.viewer(by).actor, at=NOW)
