"""What the tests of the surroundings lay out, by the real actions."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.spelling import search_key
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.community.clubs import actions as clubs
from hoanhap.people.community.clubs.models import Activity, Club, ClubKind, Meeting
from hoanhap.people.community.pledges import actions as pledges
from hoanhap.people.community.pledges.models import PledgeSheet, SignerKind
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes import activities
from hoanhap.people.community.schemes.actions import SiteDetails
from hoanhap.people.community.schemes.models import Scheme, SchemeKind, Site, SiteActivity
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import CourseKind, Module, TrainingCourse
from hoanhap.people.community.workers import actions as workers
from hoanhap.people.community.workers.models import Worker, WorkRole
from hoanhap.people.persons.models import Person
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care.talks import consent
from tests.people import register_person

SINCE = date(2020, 1, 6)
JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))
MONTH = (JUNE.start, JUNE.end)


def club(unit: Place, name: str = "CLB Niềm tin", *, kind: ClubKind = ClubKind.PEERS, since: date = SINCE) -> Club:
    details = clubs.ClubDetails(name=name, kind=kind, leader="Võ Minh Tâm", valid_from=since, place="nhà văn hóa")
    return clubs.open_club(unit=unit, details=details, by=SETTER, at=NOW)


def agreed(cast: Cast, name: str, *, unit: Place | None = None) -> Person:
    """Somebody who agreed to belong to groups."""
    person = register_person(cast, name, unit=unit)
    consent(cast, person, "groups")
    return person


def join(one: Club, *people: Person, on: date = SINCE) -> None:
    for person in people:
        clubs.join(one, person=person, on=on, by=SETTER, at=NOW)


def meet(
    one: Club,
    on: date,
    *present: Person,
    activity: Activity = Activity.MEETING,
    guests: int = 0,
    movements: tuple[str, ...] = (),
) -> Meeting:
    ids: list[UUID] = [person.pk for person in present]
    details = clubs.MeetingDetails(held_on=on, activity=activity, present=ids, guests=guests, movements=movements)
    return clubs.meet(one, details=details, by=SETTER, at=clock.at(max(on, TODAY), 20))


def worker(unit: Place, name: str, *roles: WorkRole, body: Body = Body.FRONT, hamlet: Place | None = None) -> Worker:
    details = workers.WorkerDetails(name=name, body=body, valid_from=SINCE, roles=roles, hamlet=hamlet)
    return workers.register(unit=unit, details=details, by=SETTER, at=NOW)


def course(
    unit: Place,
    title: str = "Tập huấn nghiệp vụ",
    *,
    modules: tuple[Module, ...] = (Module.LAW, Module.COUNSELLING),
    kind: CourseKind = CourseKind.CLASS,
    organiser: Body = Body.FRONT,
    movements: tuple[str, ...] = (),
    seats: int | None = None,
) -> TrainingCourse:
    details = training.CourseDetails(
        title=title,
        kind=kind,
        organiser=organiser,
        modules=[one.value for one in modules],
        movements=movements,
        starts_on=date(2020, 6, 2),
        seats=seats,
    )
    return training.plan_course(unit=unit, details=details, by=SETTER, at=NOW)


def session(one: TrainingCourse, *present: UUID, on: date = date(2020, 6, 9), module: Module = Module.LAW) -> None:
    details = training.SessionDetails(
        held_on=on, module=module, hours=Decimal("3.5"), trainer="Bùi Thanh Sơn", present=present
    )
    training.hold_session(one, details=details, by=SETTER, at=NOW)


def scheme(
    unit: Place,
    name: str = "Quản lý, giáo dục, giúp đỡ tại cộng đồng",
    *,
    kind: SchemeKind = SchemeKind.SUPPORT,
    owner: Body = Body.COMMITTEE,
) -> Scheme:
    details = schemes.SchemeDetails(name=name, kind=kind, owner=owner)
    return schemes.enter_scheme(unit=unit, details=details, by=SETTER, at=NOW)


def site(one: Scheme, unit: Place, *, started: date | None = date(2019, 8, 1), label: str = "", **more: object) -> Site:
    details = SiteDetails(planned_on=date(2019, 6, 1), label=label, **more)  # type: ignore[arg-type]
    planned = schemes.plan_site(one, unit=unit, details=details, by=SETTER, at=NOW)
    if started is None:
        return planned
    return schemes.start_site(planned, on=started, document="KH 05/KH-UBND", by=SETTER, at=NOW)


def activity(
    one: Site, on: date, *, done: str = "Thăm, động viên ba gia đình", reached: int = 3, at: datetime = NOW
) -> SiteActivity:
    details = activities.ActivityDetails(held_on=on, done=done, reached=reached)
    return activities.log_activity(one, details=details, by=SETTER, at=at)


def pledge(
    unit: Place,
    signed: int,
    *,
    hamlet: Place | None = None,
    signer: SignerKind = SignerKind.HOUSEHOLD,
    on: date = TODAY,
    movement: str = "three_noes",
    parts: Collection[str] | None = None,
) -> PledgeSheet:
    details = pledges.SheetDetails(
        signer=signer, signed=signed, signed_on=on, kept_at="Tủ hồ sơ Mặt trận", hamlet=hamlet, parts=parts
    )
    return pledges.enter_sheet(unit=unit, movement=movement, details=details, by=SETTER, at=NOW)


def commune(cast: Cast, serial: int, name: str) -> Place:
    """One more commune of the district."""
    return Place.objects.create(
        id=serial,
        key=f"t-{serial}",
        title="xã",
        name=name,
        folded=search_key(name),
        kind=PlaceKind.COMMUNE,
        parent=cast.hong_ngu,
        path=paths.join(cast.hong_ngu.path, serial),
        valid_from=date(2004, 1, 1),
    )
