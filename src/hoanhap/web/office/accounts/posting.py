"""Giving somebody one more posting, and ending one."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.accounts import keeping, policy, proposals
from hoanhap.foundation.accounts.judging import Judge
from hoanhap.foundation.accounts.models import Proposal
from hoanhap.kernel import clock, dates
from hoanhap.kernel.errors import Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.accounts.forms import EndForm, PostingForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def give(request: OfficeRequest, account_id: uuid.UUID) -> HttpResponseBase:
    return _give(request, policy.get_account_for(request.viewer, account_id))


@step_up.required
def _give(request: OfficeRequest, account: Account) -> HttpResponse:
    form = PostingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed, at = form.cleaned_data, clock.now()
        try:
            proposal = proposals.post(
                account,
                role=form.role_typed,
                place=Judge(request.viewer).place(typed["unit"]),
                first=typed["valid_from"],
                last=typed["last_day"],
                title=typed["title"],
                by=request.viewer,
                at=at,
            )
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.way_out}".strip())
        else:
            return go_on(request, proposal)
    back = reverse("account", args=[account.pk])
    lead = _("Vai trò xem được họ tên, hoặc quản trị, cần người thứ hai xác nhận trước khi có hiệu lực.")
    title = _("Giao nhiệm vụ cho %s") % account.display_name
    context = {"title": title, "lead": lead, "form": form, "submit": _("Giao nhiệm vụ")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


def go_on(request: OfficeRequest, proposal: Proposal) -> HttpResponse:
    """One row: done at once when nobody else has to agree, else to the words for the second person."""
    if proposal.needs_second:
        return redirect("proposal-ask", proposal.pk)
    (account,) = proposals.carry_out(proposal, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã giao nhiệm vụ cho %s.") % account.display_name)
    return redirect("account", account.pk)


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, posting_id: uuid.UUID) -> HttpResponse:
    posting = policy.get_posting_for(request.viewer, posting_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            keeping.end_posting(posting, on=on, by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("on", f"{refusal} {refusal.way_out}".strip())
        else:
            flash.done(request, _("Từ ngày %s nhiệm vụ này không còn quyền gì.") % dates.show(on))
            return redirect("account", posting.account_id)
    back = reverse("account", args=[posting.account_id])
    lead = _("Ghi hôm nay thì quyền hết ngay, cả ở máy đang mở.")
    title = _("Thôi giao nhiệm vụ cho %s") % posting.account.display_name
    context = {"title": title, "lead": lead, "form": form, "submit": _("Ghi thôi giữ nhiệm vụ")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})
