"""Reading what is known of measures: dossiers, courses for the clocks, residence checks, certificates, transitions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.places import paths
from hoanhap.kernel import clock
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases import rules as case_rules
from hoanhap.people.cases.actions import crossing
from hoanhap.people.cases.models import Case, StageRecord, Standing
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.rehab import clock_rules, policy, rules
from hoanhap.people.rehab.clock_rules import Course, Transition
from hoanhap.people.rehab.models import (
    Absence,
    Certificate,
    Completion,
    Dossier,
    DossierItem,
    FollowedDecision,
    Happening,
    ResidenceCheck,
    TransitionChoice,
    Violation,
)
from hoanhap.people.rehab.models.dossiers import LIVING
from hoanhap.people.rehab.policy import RehabPermission

# -- where cases stand, for their clocks -----------------------------------------------------------------------


def courses_of(cases: Sequence[Case], at: datetime) -> dict[UUID, Course]:
    """Three queries, however many cases. The moment a stay began is that of its recording where both are one day."""
    ids = [case.pk for case in cases]
    begun = _begun(ids)
    happened: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for row in Happening.objects.filter(case__in=ids).order_by("happened_at", "id"):
        happened[row.case_id][row.code] = row.happened_at
    absences = Absence.objects.filter(case__in=ids, to_on=None).order_by()
    away = dict(absences.values_list("case_id", "from_on"))
    return {
        case.pk: Course(
            state=case.state,
            verb=begun[case.pk].verb,
            measure=case.measure,
            since=_moment(begun[case.pk]),
            term_to=case.term_to,
            away_since=away.get(case.pk),
            happened=happened.get(case.pk),
        )
        for case in cases
        if case.pk in begun
    }


def with_clocks(on: date) -> QuerySet[Case]:
    """The cases whose clocks may begin by the passing of days alone: a term of theirs comes near its end."""
    near = on + timedelta(days=clock_rules.AHEAD_DAYS)
    return Case.objects.filter(closed_on=None, term_to__lte=near).order_by("id")


def _begun(case_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """The step by which each case came where it stands; going on in another unit is no step."""
    living: dict[UUID, list[Standing]] = defaultdict(list)
    for row in Standing.objects.filter(case__in=case_ids).order_by("case_id", "number"):
        living[row.case_id].append(row)
    return {case_id: crossing.run_of(rows)[0] for case_id, rows in living.items()}


def _moment(row: Standing) -> datetime:
    same_day = clock.local_day(row.recorded_at) == row.from_on
    return row.recorded_at.astimezone(clock.VN) if same_day else clock.at(row.from_on)


# -- dossiers --------------------------------------------------------------------------------------------------


def dossiers_of(case: Case) -> list[Dossier]:
    """The case's dossiers, the living ones first, then the latest. The caller has passed the gate."""
    found = list(Dossier.objects.filter(case=case).order_by("-opened_on", "-recorded_at", "id"))
    return sorted(found, key=lambda one: one.state not in LIVING)


def living_dossier(case: Case, verb: str) -> Dossier | None:
    return Dossier.objects.filter(case=case, verb=verb, state__in=LIVING).first()


def items_of(dossier: Dossier) -> list[DossierItem]:
    rows = DossierItem.objects.filter(dossier=dossier).select_related("file").defer("file__content", "file__title")
    return list(rows.order_by("position", "id"))


def lacks_of(dossier: Dossier, on: date) -> list[rules.Lack]:
    """What the dossier lacks on this day."""
    items = [
        rules.Item(paper=one.paper, state=one.state, on=one.on, waived_because=one.waived_because)
        for one in items_of(dossier)
    ]
    return rules.lacks(
        dossier.regime, dossier.verb, items, ages=ages_of(dossier.case, on), on=on, calendar=working_calendar()
    )


def ages_of(case: Case, on: date) -> tuple[int, ...]:
    return case_rules.ages_on(person_queries.birth_of(case.person), on)


def stage_gaps_of(case: Case, on: date) -> list[rules.StageGap]:
    """What the stages lack for the present measure to be complete."""
    begun = case.term_from or case.opened_on
    rows = StageRecord.objects.filter(case=case, from_on__gte=begun).order_by("from_on", "id")
    records = {row.stage: (row.from_on, row.to_on) for row in rows}
    return rules.stage_gaps(case.regime, case.measure, records, on=on)


# -- violations, absences --------------------------------------------------------------------------------------


def violations_of(case: Case) -> list[Violation]:
    return list(Violation.objects.filter(case=case).order_by("-number"))


def count_before(case: Case, kind: str) -> int:
    """How many violations of this kind the present measure has seen."""
    return Violation.objects.filter(case=case, kind=kind, measure=case.measure).count()


def absences_of(case: Case) -> list[Absence]:
    return list(Absence.objects.filter(case=case).order_by("-from_on", "id"))


def days_away(case: Case) -> int:
    """Days of the absences that are over, under the present term."""
    rows = Absence.objects.filter(case=case, to_on__isnull=False, from_on__gte=case.term_from or case.opened_on)
    return sum((row.to_on - row.from_on).days for row in rows if row.to_on)


def followed_of(case: Case) -> list[FollowedDecision]:
    return list(FollowedDecision.objects.filter(case=case).order_by("-from_on", "id"))


# -- residence checks ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceRow:
    """One managed person: last seen when and how, and until when to be seen again."""

    case_id: UUID
    person_id: UUID
    unit_id: int
    unit_path: str
    code: str
    name: str
    hamlet: str
    state: str
    last_on: date | None
    last_found: str
    due_on: date
    gap: bool


def residence_list(viewer: Viewer, on: date) -> list[ResidenceRow]:
    """The managed people of whoever checks, the longest unseen first. The page that shows them logs the look."""
    reach = policy.reach(viewer, RehabPermission.CHECK_RESIDENCE)
    cases = list(_managed(reach, on).select_related("person", "person__hamlet"))
    names = person_queries.names_of((case.person for case in cases), viewer)
    calendar = working_calendar()
    rows = [_residence(case, names[case.person_id], on, calendar) for case in cases]
    return sorted(rows, key=lambda row: (row.due_on, row.code))


def residence_of_unit(unit_path: str, on: date) -> list[ResidenceRow]:
    """The same without names, for the work of a commune."""
    calendar = working_calendar()
    return [_residence(case, "", on, calendar) for case in _managed(paths.under("unit_path", unit_path), on)]


def unchecked(viewer: Viewer, on: date) -> list[ResidenceRow]:
    """The gap list: whose check is overdue."""
    return [row for row in residence_list(viewer, on) if row.gap]


def _managed(reach: Q, on: date) -> QuerySet[Any]:
    checks = ResidenceCheck.objects.filter(case=OuterRef("pk"), on__lte=on).order_by("-on", "id")
    rows = Case.objects.filter(reach, closed_on=None, state__in=law.checked_states(on))
    last = rows.annotate(last_on=Subquery(checks.values("on")[:1]), last_found=Subquery(checks.values("found")[:1]))
    return last.order_by("code", "id")


def _residence(case: Any, name: str, on: date, calendar: WorkingCalendar) -> ResidenceRow:
    """`case` carries the last check beside its own columns."""
    last_on: date | None = case.last_on
    begun = max(filter(None, (case.term_from, case.opened_on)), default=case.opened_on)
    due_on = clock_rules.next_check(last_on or begun, on, calendar)
    return ResidenceRow(
        case_id=case.pk,
        person_id=case.person_id,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        code=case.code,
        name=name,
        hamlet=case.person.hamlet.full_name if name and case.person.hamlet else "",
        state=case.state,
        last_on=last_on,
        last_found=case.last_found or "",
        due_on=due_on,
        gap=due_on < on,
    )


# -- certificates ----------------------------------------------------------------------------------------------


def certificates(viewer: Viewer, *, year: int) -> list[Certificate]:
    """The register of one year: number, day, holder by the number of his file."""
    rows = Certificate.objects.filter(_of_cases(viewer), year=year).select_related("case", "case__person")
    return list(rows.order_by("served", "issued_on", "number", "id"))


@dataclass(frozen=True, slots=True)
class CertificateCount:
    """How many of one type; `shown` as in papers: "09"."""

    completion: str
    count: int

    @property
    def shown(self) -> str:
        return f"0{self.count}" if 0 < self.count < 10 else str(self.count)

    @property
    def label(self) -> str:
        return str(Completion(self.completion).label)


def certificates_by_type(viewer: Viewer, *, year: int) -> list[CertificateCount]:
    """Every type with its count in the year, also where it is nought."""
    rows = Certificate.objects.filter(_of_cases(viewer), year=year).order_by()
    found = dict(rows.values_list("completion").annotate(count=Count("id")))
    return [CertificateCount(code, found.get(code, 0)) for code in Completion.values]


def _of_cases(viewer: Viewer) -> Q:
    return Q(case__in=Case.objects.filter(policy.reach(viewer, RehabPermission.READ)).order_by().values("pk"))


# -- a change of law -------------------------------------------------------------------------------------------


def awaiting_transition(on: date, reach: Q | None = None) -> Iterable[tuple[Case, Transition]]:
    """Open cases under an older law whose choice nobody has recorded, with the rule."""
    today = law.regime_on(on).code
    chosen = TransitionChoice.objects.filter(case=OuterRef("pk"), to_regime=today)
    rows = Case.objects.filter(reach or Q(), ~Exists(chosen), closed_on=None).exclude(regime=today)
    for case in rows.select_related("person", "unit").order_by("unit_path", "code", "id").iterator(chunk_size=500):
        found = clock_rules.transition(case.state, case.regime, on)
        if found is not None:
            yield case, found


def transition_of(case: Case, on: date) -> Transition | None:
    """The rule for one case while nobody has recorded the choice."""
    today = law.regime_on(on).code
    if case.closed_on is not None or TransitionChoice.objects.filter(case=case, to_regime=today).exists():
        return None
    return clock_rules.transition(case.state, case.regime, on)


def transition_due(to_regime: str, on: date, days: int) -> datetime:
    """A month from the first day of the new law, or from today when that is over."""
    first = max(law.regime(to_regime).valid_from, on - timedelta(days=days - 1))
    return clock.at(first + timedelta(days=days))


# -- legal acts of the file ------------------------------------------------------------------------------------


def decided_elsewhere(on: date) -> QuerySet[FollowedDecision]:
    """Decisions with number and date, signed by this day, that a facility carries out and the commune follows."""
    return FollowedDecision.objects.filter(decision_on__lte=on).exclude(decision_number="")
