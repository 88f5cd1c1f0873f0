"""Groups that meet: who is in them, who came, begun and ended by the commune."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.places import queries as places
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.counselling import groups, policy, queries
from hoanhap.people.care.counselling.models import SupportGroup
from hoanhap.people.care.policy import CarePermission
from hoanhap.web.office import answers
from hoanhap.web.office.care.forms import EndForm, GroupForm, JoinForm, MeetForm
from hoanhap.web.office.care.leaflets import keeping_seat
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "group-name": "name",
    "group-day": "started_on",
    "group-twice": "case",
    "group-consent": "case",
    "meeting-day": "met_on",
    "meeting-twice": "met_on",
    "meeting-members": "present",
}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    keeping_seat(request.viewer, CarePermission.COUNSEL)
    return render(request, "care/groups.html", {"groups": policy.groups_for(request.viewer)})


@require_http_methods(["GET", "POST"])
def start(request: OfficeRequest) -> HttpResponse:
    seat = keeping_seat(request.viewer, CarePermission.COUNSEL)
    form = GroupForm(request.POST or None, initial={"started_on": clock.today()})

    def act() -> object:
        unit = places.get(seat.place_id)
        return groups.start(unit=unit, **form.cleaned_data, by=request.viewer.actor, at=clock.now())

    return _answer(request, form, act, title=_("Lập nhóm"), back=reverse("groups"))


@require_GET
@transaction.atomic
def show(request: OfficeRequest, group_id: uuid.UUID) -> HttpResponse:
    group = policy.get_group_for(request.viewer, group_id)
    context = {
        "group": group,
        "members": queries.members_of(request.viewer, group, at=clock.now()),
        "meetings": group.meetings.order_by("-met_on", "id")[:12],
        "back_url": reverse("groups"),
    }
    return render(request, "care/group.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def join(request: OfficeRequest, group_id: uuid.UUID) -> HttpResponse:
    """Only who agreed is offered; the page says where consent is given."""
    group = policy.get_group_for(request.viewer, group_id)
    candidates = queries.candidates(request.viewer, group, at=clock.now())
    offered = [(str(case.pk), name) for case, name in candidates]
    form = JoinForm(request.POST or None, initial={"on": clock.today()}, candidates=offered)

    def act() -> object:
        chosen = next(case for case, _name in candidates if str(case.pk) == form.cleaned_data["case"])
        day = form.cleaned_data["on"]
        return groups.join(group, case=chosen, on=day, by=request.viewer.actor, at=clock.now())

    lead = "" if offered else _("Chưa có ai đồng ý tham gia nhóm: ghi ở trang hồ sơ, mục “Đồng ý và rút lại”.")
    return _answer(request, form, act, title=_("Thêm người vào nhóm"), back=_address(group), lead=lead)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def meet(request: OfficeRequest, group_id: uuid.UUID) -> HttpResponse:
    group = policy.get_group_for(request.viewer, group_id)
    members = queries.members_of(request.viewer, group, at=clock.now())
    form = MeetForm(request.POST or None, initial={"met_on": clock.today()}, members=members)

    def act() -> object:
        typed = form.cleaned_data
        present = [uuid.UUID(one) for one in typed["present"]]
        return groups.meet(
            group,
            met_on=typed["met_on"],
            present=present,
            topic=typed["topic"],
            by=request.viewer.actor,
            at=clock.now(),
        )

    return _answer(request, form, act, title=_("Ghi buổi sinh hoạt"), back=_address(group), lead=group.name)


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, group_id: uuid.UUID) -> HttpResponse:
    group = policy.get_group_for(request.viewer, group_id)
    form = EndForm(request.POST or None, initial={"on": clock.today()})

    def act() -> object:
        return groups.end(group, on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now())

    title = _("Nhóm không sinh hoạt nữa")
    return _answer(request, form, act, title=title, back=_address(group), lead=group.name)


@require_POST
@transaction.atomic
def leave(request: OfficeRequest, group_member_id: uuid.UUID) -> HttpResponse:
    """From today, without a reason."""
    member = policy.get_member_for(request.viewer, group_member_id)
    groups.leave(member, on=clock.today(), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã rời nhóm."))
    return redirect("group", member.group_id)


def _address(group: SupportGroup) -> str:
    return reverse("group", args=[group.pk])


def _answer(
    request: OfficeRequest, form: Form, act: Callable[[], object], *, title: str, back: str, lead: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act()
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi."))
            return redirect(back)
    context = {"title": title, "lead": lead, "form": form, "submit": _("Lưu"), "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)
