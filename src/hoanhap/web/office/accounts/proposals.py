"""One proposal: its rows, the second person, carrying it out, and the slips for those it lets in."""

import uuid

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.accounts import invitations, policy, proposals, queries
from hoanhap.foundation.accounts.models import Proposal
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.accounts import presenting
from hoanhap.web.office.accounts.forms import ReasonForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest, proposal_id: uuid.UUID) -> HttpResponse:
    proposal = policy.get_proposal_to_see(request.viewer, proposal_id)
    context = presenting.proposal(request.viewer, proposal, request.GET.get("page"))
    return render(request, "accounts/proposal.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: OfficeRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    return _ask(request, policy.get_proposal_for(request.viewer, proposal_id))


@step_up.required
def _ask(request: OfficeRequest, proposal: Proposal) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposals.ask(proposal, reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("reason", f"{refusal} {refusal.way_out}".strip())
        else:
            flash.done(request, _("Đã gửi. Khi người thứ hai xác nhận, việc này hiện ở trang Việc hôm nay của bạn."))
            return redirect("proposal", proposal.pk)
    back = reverse("proposal", args=[proposal.pk])
    context = {"title": _("Gửi người thứ hai xác nhận"), "form": form, "submit": _("Gửi yêu cầu")}
    lead = proposals.described(proposal)
    return render(request, "ui/form_page.html", context | {"lead": lead, "back_url": back, "cancel_url": back})


@require_POST
def carry_out(request: OfficeRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    return _carry_out(request, policy.get_proposal_for(request.viewer, proposal_id))


@step_up.required
def _carry_out(request: OfficeRequest, proposal: Proposal) -> HttpResponseRedirect:
    made = proposals.carry_out(proposal, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã xong: %d nhiệm vụ đã giao.") % len(made))
    return redirect("proposal", proposal.pk)


@require_POST
def drop(request: OfficeRequest, proposal_id: uuid.UUID) -> HttpResponseRedirect:
    proposal = policy.get_proposal_for(request.viewer, proposal_id)
    proposals.drop(proposal, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã bỏ đề nghị. Chưa có gì thay đổi."))
    return redirect("accounts")


@require_POST
def slips(request: OfficeRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    return _slips(request, policy.get_proposal_for(request.viewer, proposal_id))


@step_up.required
def _slips(request: OfficeRequest, proposal: Proposal) -> HttpResponse:
    """Slips for those of the proposal who have not come in yet; links handed out before are void."""
    accounts = [row.account for row in proposals.rows_of(proposal) if row.account and proposal.state == "done"]
    joined = queries.joined({account.pk for account in accounts})
    waiting = [account for account in accounts if account.pk not in joined and account.is_active]
    if not waiting:
        raise Refused(_("Không còn ai chờ giấy mời."), way_out=_("Mọi người trong danh sách đã vào, hoặc chưa tạo."))
    return presenting.slips_file(request, invitations.invite(waiting, by=request.viewer, at=clock.now()))
