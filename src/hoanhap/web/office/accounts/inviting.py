"""Inviting one person or a list of them, and inviting again whoever has not come in."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.accounts import invitations, policy, proposals
from hoanhap.foundation.accounts.rules import Draft, Problem
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.accounts import presenting, sheets
from hoanhap.web.office.accounts.forms import InviteForm, SheetForm
from hoanhap.web.office.accounts.posting import go_on
from hoanhap.web.office.accounts.views import require_keeper
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def one(request: OfficeRequest) -> HttpResponseBase:
    require_keeper(request)
    return _one(request)


@step_up.required
def _one(request: OfficeRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proposal, problems = proposals.preview(
            [Draft(number=1, **form.cleaned_data)], by=request.viewer, at=clock.now()
        )
        if proposal is not None:
            return go_on(request, proposal)
        for problem in problems:
            form.add_error(None, problem.sentence)
    back = reverse("accounts")
    lead = _("Người được mời nhận một đường dẫn, tự đặt mật khẩu và cài lớp bảo vệ thứ hai.")
    context = {"title": _("Mời một cán bộ"), "lead": lead, "form": form, "submit": _("Tiếp tục")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


@require_http_methods(["GET", "POST"])
def sheet(request: OfficeRequest) -> HttpResponse:
    """Read a list: either every line is right and it goes on, or the lines to mend are named and nothing is kept."""
    require_keeper(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            drafts = sheets.drafts(file.read(), name=file.name)
            proposal, problems = proposals.preview(drafts, by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("file", f"{refusal} {refusal.way_out}".strip())
        else:
            if proposal is not None:
                return redirect("proposal", proposal.pk)
    return render(request, "accounts/sheet.html", {"form": form, "problems": problems})


@require_GET
def template(request: OfficeRequest) -> HttpResponse:
    require_keeper(request)
    answer = HttpResponse(sheets.template(), content_type=sheets.SPREADSHEET)
    answer["Content-Disposition"] = 'attachment; filename="moi-can-bo.xlsx"'
    return answer


@require_POST
def again(request: OfficeRequest, account_id: uuid.UUID) -> HttpResponseBase:
    return _again(request, policy.get_account_for(request.viewer, account_id))


@step_up.required
def _again(request: OfficeRequest, account: Account) -> HttpResponse:
    return presenting.slips_file(request, invitations.invite([account], by=request.viewer, at=clock.now()))
