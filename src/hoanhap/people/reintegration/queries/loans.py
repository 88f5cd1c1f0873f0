"""What is known of a borrower, and where lists and loans stand (điều kiện vay, danh sách, khoản vay)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.law import aid
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import ages_on
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration.models import Loan, LoanEntry, LoanList
from hoanhap.people.reintegration.rules import loans as rules
from hoanhap.people.reintegration.rules.loans import LoanFacts, Reason

_TREATED = law.states_of_class("in_rehab")
_SERVED = ("completed", *states.AFTER, "support_only")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be put on a list, with every condition and whether it is met."""

    case: Case
    facts: LoanFacts
    reasons: tuple[Reason, ...]

    @property
    def eligible(self) -> bool | None:
        """Leaving aside what the list itself brings about: the police's word and the confirmation."""
        return rules.eligible(list(self.reasons), without=("on_list", "law_abiding"))

    @property
    def missing(self) -> list[Reason]:
        return [one for one in self.reasons if one.met is not True and one.code not in ("on_list", "law_abiding")]


def candidates(viewer: Viewer, unit_path: str) -> list[Candidate]:
    """The people of a unit who have left rehab, those who seem to qualify first. The caller logs the look."""
    standing = Standing.objects.filter(case=OuterRef("pk"), state__in=_SERVED)
    cases = case_policy.visible_to(viewer).filter(Exists(standing), unit_path=unit_path, closed_on=None)
    found = [
        _candidate(case, None, viewer.on) for case in cases.select_related("person", "unit").order_by("code", "id")
    ]
    return sorted(found, key=lambda one: (one.eligible is not True, one.case.code, str(one.case.pk)))


def reasons_for(case: Case, on: date, *, entry: LoanEntry | None = None) -> list[Reason]:
    """Every condition of a loan for this person as the file says today. The caller has passed a gate."""
    return list(_candidate(case, entry, on).reasons)


def facts_of(case: Case, on: date, entry: LoanEntry | None = None) -> LoanFacts:
    """What the file says, and what the police attest on the list. The birth date is asked for the age, not shown."""
    completed, decided = _ends_of_rehab(case.person, on)
    purpose = entry.purpose if entry else rules.BUSINESS
    running = Loan.objects.filter(case__person=case.person_id, closed_on=None, purpose=purpose, disbursed_on__lte=on)
    return LoanFacts(
        on=on,
        ages=ages_on(persons.birth_of(case.person), on),
        completed_on=completed,
        decided_on=decided,
        listed=_confirmed(case, on),
        law_abiding=entry.law_abiding if entry else False,
        purpose=purpose,
        trade_paper=entry.trade_paper if entry else False,
        other_loan=(entry.other_loan if entry else False) or running.exists(),
        amount=entry.amount if entry else None,
        months=entry.months if entry else None,
    )


def last_follow_up(loan_ids: Collection[UUID]) -> dict[UUID, date]:
    """The day of the last visit of each loan."""
    rows = Loan.objects.filter(pk__in=loan_ids, follow_ups__isnull=False).order_by("follow_ups__followed_on")
    return dict(rows.values_list("pk", "follow_ups__followed_on"))


def of_case(viewer: Viewer, case: Case) -> QuerySet[Loan]:
    """The loans of a file. The caller has passed the gate that shows help."""
    return (
        Loan.objects.filter(case=case)
        .select_related("lender")
        .prefetch_related("follow_ups")
        .order_by("-disbursed_on", "-id")
    )


def _candidate(case: Case, entry: LoanEntry | None, on: date) -> Candidate:
    facts = facts_of(case, on, entry)
    return Candidate(case, facts, tuple(rules.reasons(facts, aid.loan_terms_on(on))))


def _confirmed(case: Case, on: date) -> bool:
    """On a confirmed list made by this day, and not struck from it."""
    rows = LoanEntry.objects.filter(case__person=case.person_id, struck="", loan_list__made_on__lte=on)
    return rows.filter(loan_list__state=LoanList.State.CONFIRMED).exists()


def _ends_of_rehab(person: Person, on: date) -> tuple[date | None, date | None]:
    """The last day on which a treatment was completed, and the last decision to manage somebody after it."""
    rows = Standing.objects.filter(case__person=person, from_on__lte=on, state__in=_SERVED).order_by(
        "from_on", "number"
    )
    completed = decided = None
    for row in rows:
        # Taken over from a list straight into after-rehab: whoever is managed after rehab has completed one.
        if row.came_from in _TREATED or (row.came_from == "" and row.state in states.AFTER):
            completed = row.from_on
        if row.state in states.AFTER and row.came_from not in states.AFTER:
            decided = row.decision_on or row.from_on
    return completed, decided
