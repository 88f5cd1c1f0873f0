"""What is known of a borrower, and where lists and loans stand (điều kiện vay, danh sách, khoản vay)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
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
    rows = list(cases.select_related("person", "unit").order_by("code", "id"))
    found = [
        Candidate(case, facts, tuple(rules.reasons(facts, aid.loan_terms_on(viewer.on))))
        for case, facts in zip(rows, facts_of([(case, None) for case in rows], viewer.on), strict=True)
    ]
    return sorted(found, key=lambda one: (one.eligible is not True, one.case.code, str(one.case.pk)))


def reasons_for(case: Case, on: date, *, entry: LoanEntry | None = None) -> list[Reason]:
    """Every condition of a loan for this person as the file says today. The caller has passed a gate."""
    (facts,) = facts_of([(case, entry)], on)
    return rules.reasons(facts, aid.loan_terms_on(on))


def reasons_of(entries: Sequence[LoanEntry], on: date) -> list[list[Reason]]:
    """The same for all lines of a list, in their order, with as few questions as for one."""
    terms = aid.loan_terms_on(on)
    return [rules.reasons(facts, terms) for facts in facts_of([(entry.case, entry) for entry in entries], on)]


def facts_of(asked: Sequence[tuple[Case, LoanEntry | None]], on: date) -> list[LoanFacts]:
    """What the files say, and what the police attest on the list. Birth dates are asked for ages, not shown."""
    known = _known({case.person_id for case, _entry in asked}, on)
    return [_facts(case, entry, known[case.person_id], on) for case, entry in asked]


def of_case(viewer: Viewer, case: Case) -> QuerySet[Loan]:
    """The loans of a file. The caller has passed the gate that shows help."""
    rows = Loan.objects.filter(case=case).select_related("lender").prefetch_related("follow_ups")
    return rows.order_by("-disbursed_on", "-id")


@dataclass(slots=True)
class _Known:
    """What the register says about one person, whichever of his files it lies in."""

    completed_on: date | None = None
    decided_on: date | None = None
    listed: bool = False
    running: set[str] = field(default_factory=set)


def _known(person_ids: Collection[UUID], on: date) -> dict[UUID, _Known]:
    """Three questions, however many people are asked about."""
    found: dict[UUID, _Known] = defaultdict(_Known)
    standings = Standing.objects.filter(case__person__in=person_ids, from_on__lte=on, state__in=_SERVED)
    for row in standings.select_related("case").order_by("from_on", "number", "id"):
        _serve(found[row.case.person_id], row)
    listed = LoanEntry.objects.filter(case__person__in=person_ids, struck="", loan_list__made_on__lte=on)
    confirmed = listed.filter(loan_list__state=LoanList.State.CONFIRMED).order_by("id")
    for person in confirmed.values_list("case__person_id", flat=True):
        found[person].listed = True
    running = Loan.objects.filter(case__person__in=person_ids, closed_on=None, disbursed_on__lte=on).order_by("id")
    for person, purpose in running.values_list("case__person_id", "purpose"):
        found[person].running.add(purpose)
    return found


def _serve(known: _Known, row: Standing) -> None:
    """The last day on which a treatment was completed, and the last decision to manage somebody after it."""
    # Taken over from a list straight into after-rehab: whoever is managed after rehab has completed one.
    if row.came_from in _TREATED or (row.came_from == "" and row.state in states.AFTER):
        known.completed_on = row.from_on
    if row.state in states.AFTER and row.came_from not in states.AFTER:
        known.decided_on = row.decision_on or row.from_on


def _facts(case: Case, entry: LoanEntry | None, known: _Known, on: date) -> LoanFacts:
    purpose = entry.purpose if entry else rules.BUSINESS
    return LoanFacts(
        on=on,
        ages=ages_on(persons.birth_of(case.person), on),
        completed_on=known.completed_on,
        decided_on=known.decided_on,
        listed=known.listed,
        law_abiding=entry.law_abiding if entry else False,
        purpose=purpose,
        trade_paper=entry.trade_paper if entry else False,
        other_loan=(entry.other_loan if entry else False) or purpose in known.running,
        amount=entry.amount if entry else None,
        months=entry.months if entry else None,
    )
