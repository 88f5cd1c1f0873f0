"""Who sits in a task force: somebody joins, somebody leaves."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import actions, policy
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.web.office.community import presenting
from hoanhap.web.office.community.forms import EndForm, MemberForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

# Refusals that speak of who joins and not of the day.
OF_THE_NAME = {"member-name", "member-twice"}


@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    force = policy.get_task_force_for(request.viewer, task_force_id, to=CommunityPermission.KEEP_TASK_FORCE)
    asked = {key: request.GET[key] for key in ("seat", "role") if key in request.GET}
    form = MemberForm(
        request.POST or None,
        of_person=force.person_id is not None,
        initial={"valid_from": max(clock.today(), force.valid_from), **asked},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.typed()
        try:
            member = actions.add_member(force, **typed, replace_head=True, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error("name" if refusal.code in OF_THE_NAME else "valid_from", str(refusal))
        else:
            flash.done(request, _("Đã thêm %s vào Tổ.") % member.name)
            return redirect("task-force", force.pk)
    back = reverse("task-force", args=[force.pk])
    return presenting.form_page(request, form, title=_("Thêm thành viên"), submit=_("Thêm vào Tổ"), back=back)


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, member_id: uuid.UUID) -> HttpResponse:
    member = policy.get_member_for(request.viewer, member_id, to=CommunityPermission.KEEP_TASK_FORCE)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_member(member, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            flash.done(request, _("Đã ghi: %s thôi tham gia Tổ.") % member.name)
            return redirect("task-force", member.task_force_id)
    back = reverse("task-force", args=[member.task_force_id])
    title = _("%s thôi tham gia Tổ") % member.name
    return presenting.form_page(request, form, title=title, submit=_("Ghi lại"), back=back)
