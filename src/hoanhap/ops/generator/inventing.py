"""One seed and a day → any number of invented persons with their cases, helpers and contacts. Pure, no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from hoanhap import law
from hoanhap.kernel import clock, durations
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.durations import Duration
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.ops.generator import names, proportions
from hoanhap.ops.generator.proportions import Share
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import rules as case_rules
from hoanhap.people.cases import states
from hoanhap.people.cases.rules import Decision, Step, UseDetails
from hoanhap.people.persons.rules import PersonDetails

ARRIVED = 45
"""Most are in the register since so many days; newcomers and leavers are entered 20 days ago."""
ARRIVED_LATELY = 20
_CALENDAR = WorkingCalendar()
_SIGNER = "Chủ tịch Ủy ban nhân dân xã"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person who does not exist, with everything a commune would have entered about him."""

    details: PersonDetails
    steps: tuple[Step, ...]
    use: UseDetails
    entered_on: date
    wish: str = ""
    helper: str = ""
    organisation: str = ""
    in_cohort: bool = False
    contacts: tuple[ContactDetails, ...] = ()

    @property
    def state(self) -> str:
        return self.steps[-1].state


def people(
    count: int, *, seed: str, on: date, hamlets: Sequence[tuple[int, str]], first_number: int = 0
) -> Iterator[Invented]:
    """`count` persons of one commune as of a day; `hamlets` are (id, name). ID numbers run on from `first_number`."""
    dice = Random(f"{seed}|{on.isoformat()}")  # noqa: S311 - nothing secret: the people are invented
    for offset in range(count):
        yield _person(dice, on, hamlets, first_number + offset)


def id_number(serial: int) -> str:
    """Twelve digits that no office gave out: no province has the code 999."""
    return f"999{serial:09d}"


def _person(dice: Random, on: date, hamlets: Sequence[tuple[int, str]], serial: int) -> Invented:
    lately = dice.random() < proportions.NEWCOMERS
    leaves = dice.random() < proportions.LEAVERS
    entered_on = on - timedelta(days=ARRIVED_LATELY if lately or leaves else ARRIVED)
    details = _details(dice, on, hamlets, serial)
    share = dice.choices(proportions.STATES, weights=[row.weight for row in proportions.STATES])[0]
    steps = _steps(dice, share, on, entered_on, lately, details.birth)
    if leaves:
        steps = _leaving(dice, steps, entered_on, details.birth)
    stays = steps[-1].state in states.FOLLOWED
    helped = stays and dice.random() < proportions.WITH_HELPER
    return Invented(
        details=details,
        steps=steps,
        use=_use(dice, on),
        entered_on=entered_on,
        wish=dice.choice(proportions.NEEDS) if dice.random() < 0.3 else "",
        helper=names.person(dice, dice.choice(("male", "female"))) if helped else "",
        organisation=dice.choice(proportions.ORGANISATIONS) if helped else "",
        in_cohort=stays and not lately and dice.random() < proportions.IN_COHORT,
        contacts=_contacts(dice, on, entered_on) if stays else (),
    )


def _details(dice: Random, on: date, hamlets: Sequence[tuple[int, str]], serial: int) -> PersonDetails:
    sex = "male" if dice.random() < proportions.MALE else "female"
    hamlet_id, hamlet = dice.choice(hamlets) if hamlets else (None, "")
    year = on.year - min(22 + int(dice.expovariate(1 / 12)), 62)
    whole = dice.random() < proportions.WHOLE_BIRTH_DATE
    address = f"Số {dice.randrange(1, 400)}, {hamlet}" if hamlet else f"Số {dice.randrange(1, 400)}"
    return PersonDetails(
        full_name=names.person(dice, sex),
        birth=PartialDate(year, dice.randrange(1, 13), dice.randrange(1, 29)) if whole else PartialDate(year),
        sex=sex,
        id_number=id_number(serial) if dice.random() < proportions.WITH_ID_NUMBER else "",
        phone=f"000{serial % 10_000_000:07d}" if dice.random() < proportions.WITH_PHONE else "",
        permanent_address=address,
        current_address=address,
        relative=f"{names.person(dice, 'female')} (mẹ)",
        hamlet_id=hamlet_id,
        ethnicity="kinh" if dice.random() < 0.87 else "other",
        education=dice.choice(proportions.EDUCATION),
        occupation=dice.choice(proportions.OCCUPATIONS),
        marital_status=dice.choice(proportions.MARITAL),
    )


def _steps(
    dice: Random, share: Share, on: date, entered_on: date, lately: bool, birth: PartialDate | None
) -> tuple[Step, ...]:
    longest = share.since[1] if not lately else ARRIVED_LATELY + 4
    begun = min(on - timedelta(days=dice.randint(min(share.since[0], longest), longest)), entered_on)
    number = f"{dice.randrange(1, 900)}/QĐ-UBND"
    last = _step(share.state, begun, number, share.decided, birth)
    if share.before:
        earlier = _step(share.before, begun - timedelta(days=dice.randint(190, 300)), f"0{number}", True, birth)
        if _lawful((earlier, last), birth):
            return (earlier, last)
    # Some measures did not exist on some days: the person is then known and nothing was decided.
    return (last,) if _lawful((last,), birth) else (Step(state=proportions.WITHOUT_MEASURE, on=begun),)


def _step(state: str, on: date, number: str, decided: bool, birth: PartialDate | None) -> Step:
    if not decided:
        return Step(state=state, on=on)
    decision = Decision(number=number, on=on, signer=_SIGNER, term_from=on, term_to=_term_end(state, on, birth))
    return Step(state=state, on=on, decision=decision, signer_title=_SIGNER)


def _term_end(state: str, on: date, birth: PartialDate | None) -> date | None:
    """The shortest lawful term: none is invented where the law of the day names none."""
    age = min(case_rules.ages_on(birth, on), default=None)
    try:
        term = law.term(state, on, age=age, times=1)
    except Refused:
        return None
    return durations.add(on, Duration(term.min, term.unit)) if term.min else None


def _leaving(dice: Random, steps: tuple[Step, ...], entered_on: date, birth: PartialDate | None) -> tuple[Step, ...]:
    gone_on = max(entered_on - timedelta(days=dice.randint(0, 4)), steps[-1].on)
    left = (*steps, Step(state=dice.choice(proportions.LEAVING), on=gone_on))
    return left if _lawful(left, birth) else steps


def _lawful(steps: tuple[Step, ...], birth: PartialDate | None) -> bool:
    try:
        case_rules.plan(steps, birth=birth, today=steps[-1].on, calendar=_CALENDAR)
    except Refused:
        return False
    return True


def _use(dice: Random, on: date) -> UseDetails:
    return UseDetails(
        first_use_year=on.year - dice.randint(1, 12),
        level=dice.choice(("thỉnh thoảng", "thường xuyên", "")),
        cause=dice.choice(("bạn bè rủ rê", "buồn chuyện gia đình", "tò mò", "")),
        rehab_count=dice.choice((0, 0, 1, 2)),
    )


def _contacts(dice: Random, on: date, entered_on: date) -> tuple[ContactDetails, ...]:
    if dice.random() >= proportions.CONTACT:
        return ()
    first = _contact(dice, _moment(dice, entered_on, on))
    return (first, _contact(dice, _moment(dice, entered_on, on))) if dice.random() < 0.2 else (first,)


def _moment(dice: Random, start: date, end: date) -> datetime:
    """In office hours of a day after the person was entered and before the day of the world."""
    day = start + timedelta(days=dice.randrange(1, (end - start).days))
    return clock.at(day, dice.randrange(7, 17), dice.randrange(60))


def _contact(dice: Random, met_at: datetime) -> ContactDetails:
    place = _drawn(dice, proportions.PLACES)
    if dice.random() >= proportions.MET:
        return ContactDetails(met_at=met_at, place=place, met=False, missed_reason=_drawn(dice, proportions.MISSED))
    return ContactDetails(
        met_at=met_at,
        place=place,
        met=True,
        condition=_drawn(dice, proportions.CONDITIONS),
        work=_drawn(dice, proportions.WORK),
        need=dice.choice(proportions.NEEDS) if dice.random() < 0.3 else "",
    )


def _drawn(dice: Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), weights=list(weights.values()))[0]
