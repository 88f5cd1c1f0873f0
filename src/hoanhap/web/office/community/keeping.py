"""A commune keeps its task force: the decision that sets it up, its regulation, its end."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import actions, papers, policy, queries
from hoanhap.people.community.models import TaskForceKind
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.web.office.community import presenting
from hoanhap.web.office.community.forms import EndForm, RegulationForm, TeamForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def set_up(request: OfficeRequest, unit: int) -> HttpResponse:
    commune = policy.get_commune_for(request.viewer, unit, to=CommunityPermission.KEEP_TASK_FORCE)
    kinds = presenting.team_kinds(clock.today())
    form = TeamForm(request.POST or None, kinds=kinds, initial={"kind": kinds[0][0]})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"kind": TaskForceKind(form.cleaned_data["kind"] or kinds[0][0])}
        try:
            force = actions.set_up(unit=commune, **typed, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            flash.done(request, _("Đã lập Tổ công tác. Hãy thêm Tổ trưởng và thành viên."))
            return redirect("task-force", force.pk)
    title = _("Lập Tổ công tác %s") % commune.full_name
    return presenting.form_page(request, form, title=title, submit=_("Lập Tổ công tác"), back=reverse("task-forces"))


@require_http_methods(["GET", "POST"])
def regulation(request: OfficeRequest, unit: int) -> HttpResponse:
    """The regulation of the commune's living task force; the link of a duty leads here."""
    commune = policy.get_commune_for(request.viewer, unit, to=CommunityPermission.KEEP_TASK_FORCE)
    force = queries.living(clock.today()).filter(unit=commune).order_by("id").first()
    if force is None:
        return redirect("task-force-set-up", commune.pk)
    form = RegulationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.issue_regulation(force, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            flash.done(request, _("Đã ghi quy chế hoạt động."))
            return redirect("task-force", force.pk)
    back = reverse("task-force", args=[force.pk])
    return presenting.form_page(request, form, title=_("Quy chế hoạt động của Tổ"), submit=_("Ghi quy chế"), back=back)


@require_GET
def paper(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    """The decision that sets up the team, as a draft to be edited."""
    force = policy.get_task_force_for(request.viewer, task_force_id, to=CommunityPermission.KEEP_TASK_FORCE)
    return presenting.download(papers.team_paper(force, request.viewer), "quyet-dinh-to")


@require_http_methods(["GET", "POST"])
def dissolve(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    force = policy.get_task_force_for(request.viewer, task_force_id, to=CommunityPermission.KEEP_TASK_FORCE)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve(force, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            flash.done(request, _("Đã ghi việc giải thể Tổ công tác."))
            return redirect("task-force", force.pk)
    return render(request, "ui/confirm.html", presenting.dissolve_page(force, form))
