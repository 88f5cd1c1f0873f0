"""The work of the demonstration: people declared, decisions, helpers, and contacts month by month."""

from collections.abc import Iterator
from datetime import date, timedelta

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import actions as place_actions
from hoanhap.kernel import clock, dates, durations
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.ops.demonstration import cast
from hoanhap.ops.demonstration.offices import Offices
from hoanhap.people.care import actions as care
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Decision, Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import HelperDetails

# Each reporting month runs from the 15th; contacts of its people lie in between.
MONTHS = ((2020, 2), (2020, 3), (2020, 4), (2020, 5), (2020, 6))
CONDITIONS = {"P": "progress", "W": "progress", "N": "not_yet", "R": "at_risk"}
MISSED = {"A": "absent", "I": "ill"}
Rows = list[tuple[cast.Person, Case]]

SIGNER = "Phó Chủ tịch UBND xã"


def open_pilot(offices: Offices, *, until: date, after: date) -> Rows:
    """Open the cases decided in [after, until): declared, confirmed, registered, decided for six months at home."""
    wanted = [(n, one) for n, one in enumerate(cast.PILOT_PEOPLE) if after <= one.decided_on < until]
    return [(one, _open_home(offices, serial, one)) for serial, one in wanted]


def _open_home(offices: Offices, serial: int, one: cast.Person) -> Case:
    commune, by = offices.communes[cast.PILOT], offices.officer(cast.PILOT, one.decided_on)
    at = clock.at(one.decided_on, 15)
    hamlet = place_actions.hamlet_for(commune=commune, text=f"ấp {one.hamlet}", by=by.actor, at=at)
    person = persons.register(
        details=PersonDetails(
            full_name=one.name,
            birth=dates.parse_vietnamese(one.birth),
            sex=one.sex,
            id_number=cast.invented_number(100 + serial),
            phone=f"0999 000 {100 + serial}",
            current_address=f"số {serial + 3}, {hamlet.full_name}",
            hamlet_id=hamlet.pk,
            ethnicity="kinh",
            occupation=one.job,
        ),
        unit=commune,
        by=by.actor,
        at=at,
    )
    opening = cases.Opening(person=person, steps=_home_steps(serial, one), wish=one.wish)
    case = cases.open_case(opening=opening, unit=commune, by=by.actor, at=at)
    if one.helper is not None:
        _assign(case, one.helper, one.decided_on + timedelta(days=4), offices, by)
    return case


def _home_steps(serial: int, one: cast.Person) -> tuple[Step, ...]:
    decided = one.decided_on
    decision = Decision(
        number=f"{serial + 5:02d}/QĐ-UBND",
        on=decided,
        signer="Lê Văn Thành",
        term_from=decided,
        term_to=durations.add(decided, Duration(one.term, Unit.MONTH)),
    )
    return (
        Step(state="identified", on=decided - timedelta(days=14), verb="self_declare"),
        Step(state="addicted", on=decided - timedelta(days=7)),
        Step(state="registered", on=decided - timedelta(days=3)),
        Step(state="rehab_voluntary_home", on=decided, decision=decision, signer_title=SIGNER),
    )


def _assign(case: Case, helper: int, on: date, offices: Offices, by: Viewer) -> None:
    name, organisation = cast.HELPERS[helper]
    account = offices.accounts["gd.thuonglac"] if name == cast.UNION_HELPER else None
    details = HelperDetails(
        helper_name=name, organisation=organisation, account=account, valid_from=on, decision_number="21/QĐ-UBND"
    )
    reintegration.assign(case, details=details, by=by.actor, at=clock.at(on, 10))


def log_month(offices: Offices, rows: Rows, month: int) -> None:
    """One contact for each person of the pilot in this reporting month, as the diary of the cast says."""
    year, number = MONTHS[month]
    for serial, (one, case) in enumerate(rows):
        mark = one.months[month]
        if mark == "-":
            continue
        on = date(year, number, 1) + timedelta(days=_day_of(serial))
        by = offices.officer(cast.PILOT, on)
        case.refresh_from_db()
        care.log_contact(case, details=_contact(one, mark, on, serial, month), by=by.actor, at=clock.at(on, 17))


def _day_of(serial: int) -> int:
    """The contacts spread over the first twelve days of the month."""
    return 1 + serial * 7 % 12


def _contact(one: cast.Person, mark: str, on: date, serial: int, month: int) -> ContactDetails:
    met = mark in CONDITIONS
    place = ("home", "home", "office", "phone")[(serial + month) % 4] if met else "home"
    return ContactDetails(
        met_at=clock.at(on, 9 + serial % 7),
        place=place,
        met=met,
        condition=CONDITIONS.get(mark, ""),
        missed_reason=MISSED.get(mark, ""),
        work="" if not met else _work(one, mark),
        need="học nghề điện" if one.name == "Nguyễn Văn Đào" and month == 3 else "",
        next_on=_next(one, on, month),
    )


def _work(one: cast.Person, mark: str) -> str:
    if mark == "W":
        return "stable"
    return "occasional" if one.job or mark == "P" else "none"


def _next(one: cast.Person, on: date, month: int) -> date | None:
    """The last appointments fall around the day of the demonstration, so that today's work has something to show."""
    if month < len(MONTHS) - 1:
        return None
    soon = {"Nguyễn Văn Đào": 14, "Trần Văn Bình": 16, "Cao Văn Hậu": 16, "Nguyễn Minh Hiếu": 17, "Lý Văn Phát": 19}
    return date(2020, 6, soon[one.name]) if one.name in soon else durations.add(on, Duration(1, Unit.MONTH))


def open_elsewhere(offices: Offices) -> None:
    """The other nine communes: people in several states, each with a helper and a contact in June."""
    serial = 1
    for name, groups in cast.ELSEWHERE.items():
        for state, count in groups:
            for _ in range(count):
                _open_other(offices, name, state, serial)
                serial += 1


def _open_other(offices: Offices, name: str, state: str, serial: int) -> None:
    commune, on = offices.communes[name], date(2020, 2, 3) + timedelta(days=serial * 3)
    by = offices.officer(name, on)
    at = clock.at(on, 15)
    details = PersonDetails(
        full_name=cast.invented_name(serial),
        birth=dates.PartialDate(1985 + serial % 15),
        sex="male",
        id_number=cast.invented_number(500 + serial),
    )
    person = persons.register(details=details, unit=commune, by=by.actor, at=at)
    opening = cases.Opening(person=person, steps=tuple(_other_steps(state, on, serial)))
    case = cases.open_case(opening=opening, unit=commune, by=by.actor, at=at)
    if serial % 6:
        _help_elsewhere(case, on, serial, by)


def _other_steps(state: str, on: date, serial: int) -> Iterator[Step]:
    if state in {"addicted", "registered", "support_only"}:
        yield Step(state=state, on=on)
        return
    length = Duration(1, Unit.YEAR) if state == "post_rehab_residence" else Duration(6, Unit.MONTH)
    decision = Decision(
        number=f"{40 + serial}/QĐ-UBND", on=on, signer=SIGNER, term_from=on, term_to=durations.add(on, length)
    )
    yield Step(state=state, on=on, decision=decision, signer_title=SIGNER)


def _help_elsewhere(case: Case, on: date, serial: int, by: Viewer) -> None:
    _, organisation = cast.HELPERS[1 + serial % 4]
    details = HelperDetails(helper_name=cast.official_name(serial), organisation=organisation, valid_from=on)
    reintegration.assign(case, details=details, by=by.actor, at=clock.at(on, 16))
    june = date(2020, 6, 2 + serial % 10)
    contact = ContactDetails(
        met_at=clock.at(june, 10),
        place="home",
        met=True,
        condition="progress" if serial % 2 else "not_yet",
        work="none",
    )
    care.log_contact(case, details=contact, by=by.actor, at=clock.at(june, 16))
