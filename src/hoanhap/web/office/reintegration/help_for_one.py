"""Help for one person: the page of it, and each act: help given, a course, work, a loan."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.actions import loans, supports, work
from hoanhap.people.reintegration.models import Enrolment, LoanFollowUp, Partner, PartnerKind, Purpose
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds, registers
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.office.reintegration.forms import EnrolForm, EnrolmentEndForm, LoanForm, SupportForm, VisitForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "support-kind": "kind",
    "support-source": "source",
    "support-day": "given_on",
    "course-full": "course",
    "course-over": "course",
    "enrolled-twice": "course",
    "enrolment-result": "result",
    "enrolment-day": "on",
    "loan-amount": "amount",
    "follow-day": "followed_on",
    "follow-repaid": "repaid",
}
LENDERS = (PartnerKind.BANK, PartnerKind.FUND, PartnerKind.PROGRAMME, PartnerKind.ORGANISATION, PartnerKind.BUDGET)


@require_GET
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """What the person needs and was given, what is to be done next."""
    case = policy.get_case_for(request.viewer, case_id, to=May.READ_SUPPORT)
    return render(request, "reintegration/help.html", presenting.help_page(request.viewer, case))


@require_http_methods(["GET", "POST"])
def give(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=May.GIVE_SUPPORT)
    partners = {str(one.pk): one for one in policy.partners_for(request.viewer).filter(valid_to=None)}
    form = SupportForm(
        request.POST or None,
        initial={"given_on": clock.today(), "client_key": str(ids.new_id())},
        kinds=kinds.supports_at(case.unit_path, clock.today()),
        sources=[(key, one.name) for key, one in partners.items()],
        needs=pages.waiting_needs(case),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        details = supports.SupportDetails(
            kind=typed["kind"],
            given_on=typed["given_on"],
            amount=typed["amount"],
            source=partners.get(typed["source"]),
            need=pages.chosen_need(case, typed["need"]),
            words=typed["words"],
            client_key=typed["client_key"],
        )
        try:
            supports.give(case, details=details, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi hỗ trợ."))
            return redirect("case-support", case.pk)
    return pages.about_case(request, case, form, title=_("Ghi hỗ trợ"), submit=_("Ghi hỗ trợ"))


@require_POST
def strike(request: OfficeRequest, support_id: uuid.UUID) -> HttpResponse:
    support = policy.get_support_for(request.viewer, support_id)
    supports.strike(support, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã gạch dòng ghi nhầm."))
    return redirect("case-support", support.case_id)


@require_http_methods(["GET", "POST"])
def enrol(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=May.GIVE_SUPPORT)
    offered = {str(row.course.pk): row for row in registers.courses(request.viewer, open_only=True) if not row.full}
    form = EnrolForm(
        request.POST or None,
        initial={"on": clock.today()},
        courses=[(key, presenting.course_words(row)) for key, row in offered.items()],
        needs=pages.waiting_needs(case),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            work.enrol(
                case,
                course=offered[typed["course"]].course,
                on=typed["on"],
                amount=typed["amount"],
                need=pages.chosen_need(case, typed["need"]),
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS | {"support-day": "on"})
        else:
            flash.done(request, _("Đã ghi người ấy vào lớp."))
            return redirect("case-support", case.pk)
    return pages.about_case(
        request, case, form, title=_("Học nghề"), submit=_("Ghi vào lớp"), template="reintegration/enrol.html"
    )


@require_http_methods(["GET", "POST"])
def end_enrolment(request: OfficeRequest, enrolment_id: uuid.UUID) -> HttpResponse:
    enrolment = policy.get_enrolment_for(request.viewer, enrolment_id)
    form = EnrolmentEndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        result = Enrolment.Result(form.cleaned_data["result"])
        try:
            work.end_enrolment(
                enrolment, result=result, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi kết quả học nghề."))
            return redirect("case-support", enrolment.case_id)
    title = _("Kết quả lớp %s") % enrolment.course.title
    return pages.about_case(request, enrolment.case, form, title=title, submit=_("Ghi kết quả"))


@require_http_methods(["GET", "POST"])
def record_loan(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=May.GIVE_SUPPORT)
    lenders = _lenders(request)
    form = LoanForm(
        request.POST or None,
        initial={"disbursed_on": clock.today(), "purpose": Purpose.BUSINESS.value},
        lenders=[(key, one.name) for key, one in lenders.items()],
        needs=pages.waiting_needs(case),
    )
    if request.method == "POST" and form.is_valid() and _write_loan(request, case, form, lenders):
        flash.done(request, _("Đã ghi khoản vay. Ba tháng nữa có việc theo dõi."))
        return redirect("case-support", case.pk)
    return pages.about_case(
        request, case, form, title=_("Ghi khoản vay"), submit=_("Ghi khoản vay"), template="reintegration/loan.html"
    )


@require_http_methods(["GET", "POST"])
def follow_loan(request: OfficeRequest, loan_id: uuid.UUID) -> HttpResponse:
    loan = policy.get_loan_for(request.viewer, loan_id)
    form = VisitForm(request.POST or None, initial={"followed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        use, result = LoanFollowUp.Use(typed["use"]), LoanFollowUp.Result(typed["result"])
        visit = loans.VisitDetails(**typed | {"use": use, "result": result})
        try:
            loans.follow_up(loan, details=visit, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi lần theo dõi."))
            return redirect("case-support", loan.case_id)
    return pages.about_case(request, loan.case, form, title=_("Theo dõi khoản vay"), submit=_("Ghi lần theo dõi"))


@require_GET
def loan_check(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """May this person borrow, why, why not; for the posts that make and confirm the list."""
    case = policy.get_case_for(request.viewer, case_id, to=May.READ_LOAN_LIST)
    return render(request, "reintegration/loan_check.html", presenting.loan_check(request.viewer, case))


def _lenders(request: OfficeRequest) -> dict[str, Partner]:
    found = policy.partners_for(request.viewer).filter(valid_to=None, kind__in=LENDERS)
    return {str(one.pk): one for one in found}


def _write_loan(request: OfficeRequest, case: Case, form: LoanForm, lenders: dict[str, Partner]) -> bool:
    typed = form.cleaned_data
    details = loans.LoanDetails(
        lender=lenders[typed["lender"]],
        purpose=Purpose(typed["purpose"]),
        amount=typed["amount"],
        months=typed["months"],
        disbursed_on=typed["disbursed_on"],
        need=pages.chosen_need(case, typed["need"]),
    )
    try:
        loans.record_loan(case, details=details, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        answers.explain(form, refusal, FIELDS | {"support-day": "disbursed_on"})
        return False
    return True
