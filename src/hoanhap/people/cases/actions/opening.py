"""Opening cases: one at an intake, thousands from a list, all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import duties, followers, queries, rules, states
from hoanhap.people.cases.actions.numbering import draw_codes
from hoanhap.people.cases.models import Case, PoliceRecord, Standing, UseProfile
from hoanhap.people.cases.rules import Position, Step, UseDetails, Verdict
from hoanhap.people.persons.models import Person

_CHUNK = 500
Way = list[tuple[Step, Verdict, Position]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case to be opened: whose, in which steps, and what the intake or the row of a list says beside."""

    person: Person
    steps: tuple[Step, ...]
    wish: str = ""
    use: UseDetails | None = None
    prior_record: str = ""


class BadOpening(Refused):
    """One of many openings is refused; `index` is its place in the order given."""

    def __init__(self, refusal: Refused, index: int) -> None:
        super().__init__(refusal.message, code=refusal.code, way_out=refusal.way_out, article=refusal.article)
        self.index = index


def open_case(*, opening: Opening, unit: Place, by: audit.Actor, at: datetime) -> Case:
    """Open one case. Raises Refused."""
    return bulk_open(openings=[opening], unit=unit, by=by, at=at)[0]


@transaction.atomic
def bulk_open(
    *, openings: Sequence[Opening], unit: Place, by: audit.Actor, at: datetime, follow: bool = True
) -> list[Case]:
    """Open many cases of one commune, all or none, in the order given. Raises BadOpening with the row's place.

    A caller who names helpers for the new cases first passes `follow=False` and tells the followers himself afterwards,
    in the same transaction: nobody is missed who is named a moment later.
    """
    _hold_persons(openings, unit)
    ways = _ways(openings, unit, at)
    codes = draw_codes(unit, [way[0][0].on.year for way in ways])
    cases = [_case(opening.person, unit, code, way) for opening, code, way in zip(openings, codes, ways, strict=True)]
    sealing.seal_many((case, {"wish": tidy(row.wish)}) for case, row in zip(cases, openings, strict=True))
    Case.objects.bulk_create(cases, batch_size=_CHUNK)
    standings = [
        standing for case, way in zip(cases, ways, strict=True) for standing in standings_of(case, way, by, at)
    ]
    Standing.objects.bulk_create(standings, batch_size=_CHUNK)
    _add_details(cases, openings, by, at)
    subjects = [
        audit.Subject("case", case.pk, case.unit_path, {"code": case.code, "state": case.state, "regime": case.regime})
        for case in cases
    ]
    audit.record_many("case.opened", by=by, at=at, rows=subjects)
    _open_duties(cases, ways, by, at)
    if follow:
        followers.tell(cases, by=by, at=at)
    return cases


def standings_of(case: Case, way: Way, by: audit.Actor, at: datetime, *, first_number: int = 1) -> list[Standing]:
    """The intervals of the steps; each ends when the next begins."""
    ends = [step.on for step, _verdict, _position in way[1:]]
    rows = []
    for offset, (step, verdict, position) in enumerate(way):
        came_from = way[offset - 1][2].state if offset else ""
        rows.append(standing(case, step, verdict, position, by, at, came_from, first_number + offset))
        rows[-1].to_on = ends[offset] if offset < len(ends) else None
    return rows


def standing(
    case: Case,
    step: Step,
    verdict: Verdict,
    position: Position,
    by: audit.Actor,
    at: datetime,
    came_from: str,
    number: int,
) -> Standing:
    """One interval as it is written: the step's own decision, else that of the measure it continues."""
    own = step.decision.number != ""
    return Standing(
        case=case,
        number=number,
        state=verdict.to,
        came_from=came_from,
        verb=verdict.verb,
        from_on=step.on,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        regime=verdict.regime,
        measure=position.measure,
        term_from=position.term_from,
        term_to=position.term_to,
        times=position.times,
        decision_number=step.decision.number if own else position.decision_number,
        decision_on=step.decision.on if own else position.decision_on,
        decision_signer=step.decision.signer if own else position.decision_signer,
        signer_title=step.signer_title or step.decision.signer,
        article=verdict.article[:200],
        recorded_by=by.account_id,
        recorded_at=at,
    )


def _hold_persons(openings: Sequence[Opening], unit: Place) -> None:
    """While we open, nobody gives these persons to another unit; who is gone already is refused."""
    wanted = {opening.person.pk: index for index, opening in enumerate(openings)}
    held = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    for pk, unit_id in held.values_list("pk", "unit_id"):
        if unit_id != unit.pk:
            raise BadOpening(_elsewhere(unit), wanted[pk])


def _elsewhere(unit: Place) -> Refused:
    return Refused(_("Người này không thuộc danh sách của %s.") % unit.full_name, code="person-elsewhere")


def _ways(openings: Sequence[Opening], unit: Place, at: datetime) -> list[Way]:
    births = _births([opening.person for opening in openings])
    open_already = set(queries.open_cases_of([opening.person.pk for opening in openings]))
    calendar, today = working_calendar(), clock.local_day(at)
    ways = []
    for index, opening in enumerate(openings):
        person = opening.person
        try:
            _check_person(person, unit, open_already)
            way = rules.plan(opening.steps, birth=births[person.pk], today=today, calendar=calendar)
        except Refused as refusal:
            raise BadOpening(refusal, index) from refusal
        if way[-1][2].state not in states.CLOSED:
            open_already.add(person.pk)
        ways.append(way)
    return ways


def _births(persons: Sequence[Person]) -> Mapping[UUID, PartialDate | None]:
    opened = vault.reveal_many(persons, "birth_date")
    return {pk: PartialDate.from_iso(said["birth_date"]) if said["birth_date"] else None for pk, said in opened.items()}


def _check_person(person: Person, unit: Place, open_already: set[UUID]) -> None:
    if person.unit_id != unit.pk:
        raise _elsewhere(unit)
    if person.pk in open_already:
        raise Refused(
            _("Người này đang có một hồ sơ chưa kết thúc."),
            code="case-open",
            way_out=_("Ghi tiếp vào hồ sơ đang mở."),
        )


def _case(person: Person, unit: Place, code: str, way: Way) -> Case:
    step, _verdict, position = way[-1]
    return Case(
        person=person,
        unit=unit,
        unit_path=unit.path,
        code=code,
        opened_on=way[0][0].on,
        closed_on=step.on if position.state in states.CLOSED else None,
        **asdict(position),
    )


def _add_details(cases: Sequence[Case], openings: Sequence[Opening], by: audit.Actor, at: datetime) -> None:
    profiles, causes, records, priors = [], [], [], []
    for case, opening in zip(cases, openings, strict=True):
        if opening.use:
            profiles.append(use_profile(case, opening.use))
            causes.append({"cause": tidy(opening.use.cause)})
        if tidy(opening.prior_record):
            records.append(PoliceRecord(case=case, unit_path=case.unit_path, recorded_by=by.account_id, recorded_at=at))
            priors.append({"prior_record": tidy(opening.prior_record)})
    sealing.seal_many(zip(profiles, causes, strict=True))
    sealing.seal_many(zip(records, priors, strict=True))
    UseProfile.objects.bulk_create(profiles, batch_size=_CHUNK)
    PoliceRecord.objects.bulk_create(records, batch_size=_CHUNK)


def use_profile(case: Case, use: UseDetails) -> UseProfile:
    """The row without its sealed cause."""
    return UseProfile(
        case=case,
        unit_path=case.unit_path,
        first_use_year=use.first_use_year,
        substances=tidy(use.substances)[:200],
        route=tidy(use.route)[:80],
        level=tidy(use.level)[:80],
        rehab_count=use.rehab_count,
    )


def _open_duties(cases: Sequence[Case], ways: Sequence[Way], by: audit.Actor, at: datetime) -> None:
    calendar = working_calendar()
    specs = duties.term_duties(cases, clock.local_day(at))
    for case, way in zip(cases, ways, strict=True):
        specs += duties.asked_by(case, duties.moment_of(way[-1][0].on, at), calendar)
        if way[-1][1].verb in states.TAKEN_IN:
            specs.append(duties.first_contact(case, at))
    notices.open_many(specs, by=by, at=at)
