"""What needs a second person: see it, confirm it, decline it; and one's own requests."""

import uuid

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.joint_acts import actions, policy
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office import step_up
from hoanhap.web.office.joint_acts import presenting
from hoanhap.web.office.joint_acts.forms import DeclineForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Everybody signed in has this page; it shows nobody else's acts."""
    context = presenting.lists(request.viewer, clock.now(), request.GET.get("page"))
    return render(request, "joint_acts/list.html", context)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, act_id: uuid.UUID) -> HttpResponse:
    act = policy.get_to_confirm(request.viewer, act_id)
    _log_look(request, act)
    return render(request, "joint_acts/show.html", presenting.page(act, clock.now()) | {"second": True})


@require_GET
@transaction.atomic
def show_mine(request: OfficeRequest, act_id: uuid.UUID) -> HttpResponse:
    act = policy.get_own_for(request.viewer, act_id)
    _log_look(request, act)
    return render(request, "joint_acts/show.html", presenting.page(act, clock.now()))


@require_POST
def confirm(request: OfficeRequest, act_id: uuid.UUID) -> HttpResponseBase:
    """Whoever may not know of it is not even asked for his second factor."""
    return _confirm(request, policy.get_to_confirm(request.viewer, act_id))


@step_up.required
def _confirm(request: OfficeRequest, act: JointAct) -> HttpResponseRedirect:
    actions.confirm(act, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã xác nhận. %s làm tiếp được.") % act.asked_by.display_name)
    return redirect("joint-acts")


@require_http_methods(["GET", "POST"])
def decline(request: OfficeRequest, act_id: uuid.UUID) -> HttpResponse:
    act = policy.get_to_confirm(request.viewer, act_id)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(act, reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now())
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            flash.done(request, _("Đã trả lời là không đồng ý."))
            return redirect("joint-acts")
    back = reverse("joint-act", args=[act.pk])
    context = {"title": _("Không đồng ý"), "lead": presenting.title_of(act), "form": form, "submit": _("Không đồng ý")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


@require_POST
def withdraw(request: OfficeRequest, act_id: uuid.UUID) -> HttpResponseRedirect:
    act = policy.get_own_for(request.viewer, act_id)
    actions.withdraw(act, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã rút lại yêu cầu."))
    return redirect("joint-acts")


def _log_look(request: OfficeRequest, act: JointAct) -> None:
    audit.record(
        "joint.viewed",
        by=request.viewer.actor,
        subject_kind="joint_act",
        subject_id=act.pk,
        unit_path=act.unit_path,
        at=clock.now(),
    )
