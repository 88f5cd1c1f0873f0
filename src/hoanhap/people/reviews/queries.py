"""Reads of reviews, always for somebody: the list of a quarter, one person's history, those due a year after rehab."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.care import queries as care
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.reviews import duties, following, policy, rules
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.policy import ReviewPermission
from hoanhap.people.reviews.rules import Quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One person of a quarter's list: what was signed, or what may help to sign it (last contact, last review)."""

    case: Case
    name: str
    hamlet: str
    review: Review | None
    before: Review | None
    contact: Contact | None

    @property
    def person_id(self) -> UUID:
        return self.case.person_id

    @property
    def unit_path(self) -> str:
        return self.case.unit_path


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, those still to be reviewed first, and how far the quarter came."""

    rows: Sequence[ListRow]
    waiting: int
    written: int


@dataclass(frozen=True, slots=True)
class YearDue:
    """Somebody whose rehab ended about a year ago, and the assessment if there is one."""

    case: Case
    name: str
    hamlet: str
    ended_on: date
    due_on: date
    row: YearAssessment | None

    @property
    def person_id(self) -> UUID:
        return self.case.person_id

    @property
    def unit_path(self) -> str:
        return self.case.unit_path


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A review or an assessment with its sealed words, for who reads the social room ("" for others)."""

    row: Review | YearAssessment
    note: str
    struck_reason: str


def reviewed_in(quarter: Quarter, case: str = "pk") -> Exists:
    """For a queryset whose column `case` holds a case id: was it reviewed in this quarter, or said why not?"""
    rows = Review.objects.filter(case=OuterRef(case), year=quarter.year, quarter=quarter.number)
    return Exists(rows)


def quarter_list(viewer: Viewer, quarter: Quarter, *, size: int, at: datetime | None = None) -> Listed:
    """Who is due in this quarter among the viewer's people, and who was reviewed. Each name shown is logged."""
    due = duties.managed(quarter).filter(pk__in=policy.cases_for(viewer, to=ReviewPermission.READ).values("pk"))
    cases = due | _reviewed_cases(viewer, quarter)
    done = reviewed_in(quarter)
    found = list(
        cases.annotate(done=done)
        .select_related("person", "person__hamlet")
        .defer("wish")
        .order_by("done", "code", "id")
    )
    waiting = sum(not case.done for case in found)
    rows = _rows(viewer, found[:size], quarter)
    persons.log_look("person.listed", rows, viewer=viewer, at=at or clock.now())
    return Listed(rows, waiting=waiting, written=len(found) - waiting)


def years_due(viewer: Viewer, on: date, *, at: datetime | None = None) -> list[YearDue]:
    """Whose rehab ended a year ago: from a month before the year is over until a year after. Each name is logged."""
    cases = policy.cases_for(viewer, to=ReviewPermission.READ)
    since, until = date(on.year - 2, on.month, 1), date(on.year - 1, on.month, 1) + duties.TWO_MONTHS
    ended = following.ended_between(cases, since, until)
    wanted = {pk: day for pk, day in ended.items() if rules.due_on(day) - rules.EARLY <= on}
    written = {(row.case_id, row.ended_on): row for row in YearAssessment.objects.filter(case__in=list(wanted))}
    found = list(cases.filter(pk__in=list(wanted)).select_related("person", "person__hamlet").defer("wish"))
    names = persons.names_of((case.person for case in found), viewer)
    rows = [_year(case, names[case.person_id], wanted[case.pk], written) for case in found]
    persons.log_look("person.listed", rows, viewer=viewer, at=at or clock.now())
    return sorted(rows, key=lambda row: (row.row is not None, row.due_on, row.case.code, str(row.case.pk)))


def last_end_of(case: Case) -> date | None:
    """The day the last rehab of this case ended; the gate was the case's."""
    found = following.episodes_of([case.pk]).get(case.pk, [])
    return found[-1].ended_on if found else None


def assessment_of(case: Case, ended_on: date) -> YearAssessment | None:
    return YearAssessment.objects.filter(case=case, ended_on=ended_on).select_related("case").first()


def reviews_of(viewer: Viewer, case: Case) -> list[OpenedReview]:
    """Each review signed of one person, also what was struck out, the newest first; the gate was the case's."""
    if not viewer.may(ReviewPermission.READ, case.unit_path):
        return []
    rows = Review.everything.filter(case=case).select_related("case").order_by("-reviewed_on", "-id")
    return _opened(viewer, case, list(rows))


def years_of(viewer: Viewer, case: Case) -> list[OpenedReview]:
    """Each assessment after one year, as `reviews_of` gives the reviews."""
    if not viewer.may(ReviewPermission.READ, case.unit_path):
        return []
    rows = YearAssessment.everything.filter(case=case).select_related("case").order_by("-assessed_on", "-id")
    return _opened(viewer, case, list(rows))


def overdue(viewer: Viewer) -> Q:
    """Over Case: those without a review of the quarter that has ended (named filter of the list of people)."""
    quarter = Quarter.of(viewer.on).previous
    return Q(~reviewed_in(quarter), closed_on=None, state__in=states.FOLLOWED, opened_on__lte=quarter.known_by)


def _reviewed_cases(viewer: Viewer, quarter: Quarter) -> QuerySet[Case]:
    return Case.objects.filter(
        reviewed_in(quarter), pk__in=policy.cases_for(viewer, to=ReviewPermission.READ).values("pk")
    )


def _rows(viewer: Viewer, cases: Sequence[Case], quarter: Quarter) -> list[ListRow]:
    ids = [case.pk for case in cases]
    names = persons.names_of((case.person for case in cases), viewer)
    signed = Review.objects.filter(case__in=ids).defer("note", "struck_reason").order_by("year", "quarter", "id")
    here, before = {}, {}
    for row in signed:
        if (row.year, row.quarter) == (quarter.year, quarter.number):
            here[row.case_id] = row
        elif (row.year, row.quarter) < (quarter.year, quarter.number):
            before[row.case_id] = row
    contacts = care.last_of(viewer, ids)
    return [
        ListRow(
            case=case,
            name=names[case.person_id],
            hamlet=case.person.hamlet.full_name if case.person.hamlet else "",
            review=here.get(case.pk),
            before=before.get(case.pk),
            contact=contacts.get(case.pk),
        )
        for case in cases
    ]


def _year(case: Case, name: str, ended_on: date, written: dict[tuple[UUID, date], YearAssessment]) -> YearDue:
    hamlet = case.person.hamlet.full_name if case.person.hamlet else ""
    return YearDue(case, name, hamlet, ended_on, rules.due_on(ended_on), written.get((case.pk, ended_on)))


def _opened(viewer: Viewer, case: Case, rows: Sequence[Review] | Sequence[YearAssessment]) -> list[OpenedReview]:
    """What was said in words is of the social room; others see what was signed."""
    social = bool(rows) and viewer.may(policy.SOCIAL, case.unit_path)
    said = vault.reveal_many(rows, "note", "struck_reason") if social else {}
    words = {pk: (one["note"], one["struck_reason"]) for pk, one in said.items()}
    return [OpenedReview(row, *words.get(row.pk, ("", ""))) for row in rows]
