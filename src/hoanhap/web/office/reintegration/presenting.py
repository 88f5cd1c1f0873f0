"""What the screens of the way back show: one person's help, lists of loans, registers, the board, the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period, monthly
from hoanhap.law import aid
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.models import Loan, LoanEntry, LoanList, Partner, PartnerKind
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import diary, kinds, legal_aid, loans, needs, registers, supports
from hoanhap.people.reintegration.queries.legal_aid import OpenedReferral
from hoanhap.people.reintegration.queries.loans import Candidate
from hoanhap.people.reintegration.queries.needs import Link, OpenedNeed
from hoanhap.people.reintegration.queries.registers import CourseRow
from hoanhap.people.reintegration.rules import loans as loan_rules
from hoanhap.people.reintegration.rules import needs as need_rules
from hoanhap.people.reintegration.rules.loans import Reason
from hoanhap.web.office.cases import naming
from hoanhap.web.office.reintegration.register_forms import ShareForm

PER = {"once": lazy("một lần"), "session": lazy("một buổi"), "month": lazy("một tháng")}
BOUNDS = {"exactly": "", "at_least": lazy("ít nhất"), "at_most": lazy("nhiều nhất")}


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """One need with its chain, and the slips to legal aid that answer it."""

    opened: OpenedNeed
    links: tuple[Link, ...]
    slips: Sequence[OpenedReferral] = ()

    @property
    def waits(self) -> bool:
        return self.opened.need.ended_on is None

    @property
    def may_refer(self) -> bool:
        """It asks for legal aid, and no slip is on its way."""
        return self.opened.need.kind == need_rules.LEGAL_AID and self.waits and not any(s.waits for s in self.slips)

    @property
    def silent(self) -> bool:
        return self.opened.need.answered_on is None and self.waits


@dataclass(frozen=True, slots=True)
class ShownLoan:
    loan: Loan
    visits: int
    repaid: int
    state: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a list of loans: who, and what is not as it should be."""

    entry: LoanEntry
    name: str
    missing: tuple[Reason, ...]


def help_page(viewer: Viewer, case: Case) -> dict[str, Any]:
    """Everything on the page of one person's help. The caller has passed its gate."""
    slips = legal_aid.of_case(case)
    shown = [
        ShownNeed(one, tuple(needs.chain(one.need)), slips.get(one.need.pk, ())) for one in needs.of_case(viewer, case)
    ]
    return {
        "case": case,
        "name": naming.line_of(viewer, case),
        "waiting": [one for one in shown if one.waits],
        "ended": [one for one in shown if not one.waits],
        "lines": supports.of_case(case),
        "totals": supports.totals_of_case(case),
        "enrolments": list(supports.enrolments_of(case)),
        "placements": list(supports.placements_of(case)),
        "loans": [_loan(one) for one in loans.of_case(viewer, case)],
        "sessions": diary.of_case(viewer, case)[:20],
        "asks_job": supports.work_to_ask_about(case) is not None,
        "may_give": case.closed_on is None and viewer.may(May.GIVE_SUPPORT, case.unit_path),
        "back_url": reverse("case", args=[case.pk]),
    }


def loan_check(viewer: Viewer, case: Case) -> dict[str, Any]:
    """Each condition of a loan with its reason. The caller has passed its gate."""
    terms = aid.loan_terms_on(viewer.on)
    found = loans.reasons_for(case, viewer.on)
    return {
        "name": naming.line_of(viewer, case),
        "terms": terms,
        "reasons": found,
        "eligible": loan_rules.eligible(found),
        "on": viewer.on,
        "back_url": reverse("case", args=[case.pk]),
    }


def loan_lists(viewer: Viewer) -> dict[str, Any]:
    rows = policy.loan_lists_for(viewer).select_related("unit").prefetch_related("entries")
    return {
        "rows": [(row, len([one for one in row.entries.all() if not one.struck])) for row in rows[:50]],
        "may_make": viewer.may(May.MAKE_LOAN_LIST),
        "terms": aid.loan_terms_on(viewer.on),
    }


def candidates(viewer: Viewer, found: Sequence[Candidate]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Names for the ticks, and beside each what is not as it should be; each name is logged as looked at."""
    names = persons.names_of((one.case.person for one in found), viewer)
    persons.log_look("person.listed", [one.case for one in found], viewer=viewer, at=clock.now())
    people = [(str(one.case.pk), f"{names[one.case.person_id]} · {one.case.code}") for one in found]
    return people, {str(one.case.pk): " ".join(reason.words for reason in one.missing) for one in found}


def loan_list(viewer: Viewer, row: LoanList) -> dict[str, Any]:
    """One list with its names; each is logged as looked at. The caller has passed its gate."""
    entries = list(policy.entries_for(viewer, row))
    names = persons.names_of((entry.case.person for entry in entries), viewer)
    persons.log_look("person.listed", [entry.case for entry in entries], viewer=viewer, at=clock.now())
    lines = [
        EntryLine(entry, names[entry.case.person_id], _missing(reasons))
        for entry, reasons in zip(entries, loans.reasons_of(entries, row.made_on), strict=True)
    ]
    is_open = row.state in (LoanList.State.DRAFT, LoanList.State.RETURNED)
    return {
        "loan_list": row,
        "lines": lines,
        "kept": len([one for one in lines if not one.entry.struck]),
        "may_change": is_open and viewer.may(May.MAKE_LOAN_LIST, row.unit_path),
        "may_decide": row.state == LoanList.State.SENT and viewer.may(May.CONFIRM_LOAN_LIST, row.unit_path),
        "back_url": reverse("loan-lists"),
    }


def entry_said(entry: LoanEntry) -> dict[str, Any]:
    """What a line says now, as the form shows it."""
    facts = ("purpose", "amount", "months", "law_abiding", "trade_paper", "other_loan")
    said = {name: getattr(entry, name) for name in facts}
    return said | {"remark": vault.reveal(entry, "remark") if entry.remark is not None else ""}


def partners(viewer: Viewer) -> dict[str, Any]:
    rows = list(policy.partners_for(viewer).filter(valid_to=None).select_related("unit"))
    return {
        "rows": rows,
        "vacancies": registers.vacancies_for(viewer),
        "may_keep": viewer.may(May.KEEP_REGISTER),
        "trades": kinds.labels(),
    }


def partner(viewer: Viewer, row: Partner) -> dict[str, Any]:
    """One partner with what it did; nobody who was helped is named. The caller has passed its gate."""
    vacancies = registers.vacancies_open(viewer.on, policy.readable(viewer) & Q(partner=row))
    keeps = viewer.may(May.KEEP_REGISTER, row.unit_path)
    return {
        "partner": row,
        "history": registers.history_of(row, viewer),
        "vacancies": [(one, viewer.may(May.KEEP_REGISTER, one.vacancy.unit_path)) for one in vacancies],
        "may_keep": keeps and row.valid_to is None,
        "may_offer": viewer.may(May.KEEP_REGISTER) and row.valid_to is None,
        "may_thank": keeps,
        "employs": row.kind in (PartnerKind.ENTERPRISE, PartnerKind.COOPERATIVE),
        "back_url": reverse("partners"),
    }


def partner_loan(viewer: Viewer, row: Partner, form: ShareForm) -> dict[str, Any]:
    """What the loan of an employer asks, and whether these numbers meet it. The caller has passed its gate."""
    terms = aid.loan_terms_on(viewer.on)
    asks = terms is not None and terms.fact("business_share") is not None
    reasons = []
    if asks and terms is not None and form.is_bound and form.is_valid():
        reasons = [loan_rules.share_reached(form.cleaned_data["workers"], form.cleaned_data["after_rehab"], terms)]
    return {
        "partner": row,
        "terms": terms,
        "asks": asks,
        "form": form,
        "reasons": reasons,
        "back_url": reverse("partner", args=[row.pk]),
    }


def courses(viewer: Viewer) -> dict[str, Any]:
    known = kinds.labels()
    demand = registers.demand_at(viewer).filter(valid_to__gt=viewer.on)
    return {
        "rows": registers.courses(viewer),
        "demand": [(row, known.get(f"trade:{row.trade}", row.trade)) for row in demand],
        "may_keep": viewer.may(May.KEEP_REGISTER),
    }


def course_words(row: CourseRow) -> str:
    """A course as a form offers it, with the warning where nobody here asks for its trade."""
    said = _("%(title)s, %(provider)s (còn %(free)d chỗ)") % {
        "title": row.course.title,
        "provider": row.course.provider.name,
        "free": row.course.seats - row.taken,
    }
    return f"{said} · {_('chưa thấy nơi nào trong địa bàn cần nghề này')}" if row.warns else said


def rates(viewer: Viewer) -> dict[str, Any]:
    """The nation's rates of today, those of the units, and what a loan asks."""
    known = [
        (rate, aid.in_dong(rate, viewer.on), str(BOUNDS[rate.bound]), str(PER[rate.per]))
        for rate in aid.rates_on(viewer.on)
    ]
    return {
        "terms": aid.loan_terms_on(viewer.on),
        "conditions": loan_rules.conditions(aid.loan_terms_on(viewer.on)),
        "known": known,
        "own": list(registers.rates_for(viewer)),
        "may_set": viewer.may(May.KEEP_KINDS),
    }


def board(viewer: Viewer, year: str) -> dict[str, Any]:
    """Needs and help of the viewer's part of the map in a year; names only for who answers needs."""
    chosen = numbers.asked(year, least=2001, most=viewer.on.year) or viewer.on.year
    period = Period(date(chosen, 1, 1), date(chosen + 1, 1, 1))
    # Whether somebody still works there is asked on days that have come.
    so_far = Period(period.start, min(period.end, viewer.on + timedelta(days=1)))
    names = viewer.may(May.READ_SUPPORT)
    now = clock.now()
    return {
        "year": chosen,
        "names": names,
        "late": needs.listed(viewer, needs.late(viewer), at=now) if names else [],
        "unmet": needs.listed(viewer, needs.unmet_long(viewer), at=now) if names else [],
        "by_kind": needs.by_kind(viewer),
        "by_trade": needs.by_trade(viewer),
        "totals": supports.totals(viewer, period),
        "six": supports.six_totals(viewer, period),
        "five": supports.five_totals(viewer, period),
        "sources": supports.by_source(viewer, period),
        "kept": [(row, numbers.percent(row.kept, row.due)) for row in supports.kept_work(viewer, so_far)],
        "may_assign": viewer.may(May.ASSIGN_HELPER),
        "may_allow": viewer.may(May.PRINT_ALLOWANCE),
        "loan_url": reverse("loan-lists") if viewer.may(May.READ_LOAN_LIST) else "",
    }


def allowance(unit: Place, period: Period) -> dict[str, Any]:
    basis = diary.allowance_basis(unit, period)
    before = monthly(period.day_before.year, period.day_before.month, cut_day=1)
    return {
        "unit": unit,
        "month": f"{period.start:%Y-%m}",
        "label": f"{period.start:%m/%Y}",
        "before": f"{before.start:%Y-%m}",
        "basis": basis,
        "total": sum(one.sessions for one in basis),
    }


def month(said: str) -> Period:
    """The calendar month "2020-06"; without one the last that has ended. Raises NotHere for nonsense."""
    if not said:
        last = clock.today().replace(day=1)
        said = f"{date.fromordinal(last.toordinal() - 1):%Y-%m}"
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        raise NotHere from None
    return monthly(first.year, first.month, cut_day=1)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=papers.CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _loan(loan: Loan) -> ShownLoan:
    visits = sorted(loan.follow_ups.all(), key=lambda one: one.followed_on)
    last = visits[-1] if visits else None
    repaid = last.repaid if last else 0
    state = loan_rules.repayment(loan.amount, repaid, last.overdue if last else False)
    return ShownLoan(loan, len(visits), repaid, state)


def _missing(found: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(one for one in found if one.met is not True and one.code != "on_list")
