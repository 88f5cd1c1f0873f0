"""The list of loans: the police choose and send, the chair confirms, either prints it for the bank."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import loans as actions
from hoanhap.people.reintegration.actions.loans import EntryDetails
from hoanhap.people.reintegration.models import LoanEntry, LoanList, Purpose
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import loans as queries
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.office.reintegration.forms import DecisionForm, EntryForm, ListForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

NOTHING_READ = {"list-empty": "people"}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    pages.require(request.viewer, May.READ_LOAN_LIST)
    return render(request, "reintegration/loan_lists.html", presenting.loan_lists(request.viewer))


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Who seems to qualify stands first and is ticked already; the reasons stand beside each name."""
    unit = pages.own_unit(request.viewer, May.MAKE_LOAN_LIST)
    found = {str(one.case.pk): one for one in queries.candidates(request.viewer, unit.path)}
    people, hints = presenting.candidates(request.viewer, list(found.values()))
    ticked = [key for key, one in found.items() if one.eligible]
    form = ListForm(request.POST or None, initial={"people": ticked}, people=people, hints=hints)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        entries = [
            EntryDetails(case=found[key].case, purpose=Purpose(typed["purpose"]), law_abiding=typed["law_abiding"])
            for key in typed["people"]
        ]
        try:
            made = actions.make_list(unit=unit, entries=entries, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, NOTHING_READ)
        else:
            flash.done(request, _("Đã lập danh sách. Xem lại rồi gửi UBND xác nhận."))
            return redirect("loan-list", made.pk)
    return pages.about_register(
        request,
        form,
        title=_("Lập danh sách vay vốn"),
        submit=_("Lập danh sách"),
        back=reverse("loan-lists"),
        template="reintegration/loan_list_new.html",
        nobody=not people,
    )


@require_GET
def show(request: OfficeRequest, loan_list_id: uuid.UUID) -> HttpResponse:
    loan_list = policy.get_loan_list_for(request.viewer, loan_list_id)
    return render(request, "reintegration/loan_list.html", presenting.loan_list(request.viewer, loan_list))


@require_http_methods(["GET", "POST"])
def entry(request: OfficeRequest, loan_entry_id: uuid.UUID) -> HttpResponse:
    """One line is set right while the list is being made."""
    found = policy.get_loan_entry_for(request.viewer, loan_entry_id)
    form = EntryForm(request.POST or None, initial=presenting.entry_said(found))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"purpose": Purpose(form.cleaned_data["purpose"])}
        try:
            actions.change_entry(
                found, details=EntryDetails(case=found.case, **typed), by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã sửa."))
            return redirect("loan-list", found.loan_list_id)
    back = reverse("loan-list", args=[found.loan_list_id])
    name = naming.name_of(request.viewer, found.case)
    return pages.about_register(request, form, title=name, submit=_("Lưu"), back=back)


@require_POST
def remove(request: OfficeRequest, loan_entry_id: uuid.UUID) -> HttpResponse:
    found = policy.get_loan_entry_for(request.viewer, loan_entry_id)
    loan_list_id = found.loan_list_id
    actions.take_off_list(found, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã bỏ khỏi danh sách."))
    return redirect("loan-list", loan_list_id)


@require_POST
def send(request: OfficeRequest, loan_list_id: uuid.UUID) -> HttpResponse:
    loan_list = policy.get_loan_list_for(request.viewer, loan_list_id, to=May.MAKE_LOAN_LIST)
    actions.send_list(loan_list, by=request.viewer.actor, name=request.viewer.name, at=clock.now())
    flash.done(request, _("Đã gửi UBND xác nhận."))
    return redirect("loan-list", loan_list.pk)


@require_http_methods(["GET", "POST"])
def decide(request: OfficeRequest, loan_list_id: uuid.UUID) -> HttpResponse:
    """The chair reads who is on it and why, leaves out whom he does not confirm, and signs."""
    loan_list = policy.get_loan_list_for(request.viewer, loan_list_id, to=May.CONFIRM_LOAN_LIST)
    lines = presenting.loan_list(request.viewer, loan_list)["lines"]
    form = DecisionForm(
        request.POST or None, entries=[(str(one.entry.pk), one.name) for one in lines], struck=LoanEntry.Struck
    )
    if request.method == "POST" and form.is_valid() and _decided(request, loan_list, form):
        return redirect("loan-list", loan_list.pk)
    return pages.about_register(
        request,
        form,
        title=_("Xác nhận danh sách vay vốn"),
        submit=_("Xác nhận"),
        back=reverse("loan-list", args=[loan_list.pk]),
        template="reintegration/loan_list_decide.html",
        lines=lines,
    )


@require_GET
def file(request: OfficeRequest, loan_list_id: uuid.UUID, kind: str) -> HttpResponse:
    """The list as docx, pdf or xlsx; each name and number that leaves is logged."""
    loan_list = policy.get_loan_list_for(request.viewer, loan_list_id)
    if kind not in papers.CONTENT_TYPES:
        raise NotHere
    content = papers.print_loan_list(loan_list, kind, by=request.viewer, at=clock.now())
    return presenting.download(content, kind, f"danh-sach-vay-von-{loan_list.made_on.isoformat()}")


def _decided(request: OfficeRequest, loan_list: LoanList, form: DecisionForm) -> bool:
    viewer, now = request.viewer, clock.now()
    try:
        if request.POST.get("verb") == "return":
            actions.return_list(loan_list, by=viewer.actor, name=viewer.name, at=now)
            flash.done(request, _("Đã trả lại công an."))
            return True
        struck = {
            uuid.UUID(name.removeprefix("entry-")): LoanEntry.Struck(reason)
            for name, reason in form.cleaned_data.items()
            if reason
        }
        actions.confirm_list(loan_list, struck=struck, by=viewer.actor, name=viewer.name, at=now)
    except Refused as refusal:
        answers.explain(form, refusal)
        return False
    flash.done(request, _("Đã xác nhận danh sách. In cho ngân hàng ở dưới."))
    return True
