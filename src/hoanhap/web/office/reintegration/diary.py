"""The diary of helpers: a session written down in a moment, and the month's basis of their allowance."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import actions as care
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import diary as actions
from hoanhap.people.reintegration.actions.diary import SessionDetails
from hoanhap.people.reintegration.models import HelperAssignment, HelperSession
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import diary as queries
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.office.reintegration.register_forms import MetForm, SessionForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "session-backward": "end",
    "session-future": "end",
    "session-long": "end",
    "session-outside": "on",
    "session-at-once": "start",
    "session-helper": "helper",
}


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """A session with its hours; a helper writes his own, the office for who does not sign in."""
    case = policy.get_case_for(request.viewer, case_id, to=May.KEEP_DIARY)
    helpers = _helpers(request, case)
    now = clock.now()
    form = SessionForm(
        request.POST or None,
        initial={
            "helper": next(iter(helpers), ""),
            "on": now.date(),
            "start": f"{now - timedelta(minutes=30):%H:%M}",
            "end": f"{now:%H:%M}",
            "place": HelperSession.Place.HOME.value,
            "client_key": str(ids.new_id()),
        },
        helpers=[(key, one.helper_name) for key, one in helpers.items()],
    )
    if request.method == "POST" and form.is_valid() and _written(request, case, form, helpers):
        return redirect(pages.back_of(request.viewer, case))
    return pages.about_case(
        request,
        case,
        form,
        title=_("Ghi buổi giúp đỡ"),
        submit=_("Ghi"),
        template="reintegration/session.html",
        nobody=not helpers,
    )


@require_http_methods(["GET", "POST"])
def met(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Two presses on the way home: the contact and the session in one act, or neither."""
    case = care_policy.get_case_for(request.viewer, case_id, to=CarePermission.LOG_CONTACT)
    task = queries.own_task(request.viewer, case)
    if task is None:
        raise NotHere
    form = MetForm(request.POST or None, initial={"minutes": "30", "place": "home", "client_key": str(ids.new_id())})
    if request.method == "POST" and form.is_valid():
        try:
            _log_both(request, case, task, form.cleaned_data)
        except Refused as refusal:
            answers.explain(form, refusal, {"session-at-once": "minutes", "contact-condition": "condition"})
        else:
            flash.done(request, _("Đã ghi lần gặp và buổi giúp đỡ."))
            return redirect("case", case.pk)
    return pages.about_case(request, case, form, title=_("Vừa gặp xong"), submit=_("Ghi"))


@require_POST
def strike(request: OfficeRequest, helper_session_id: uuid.UUID) -> HttpResponse:
    session = policy.get_session_for(request.viewer, helper_session_id)
    actions.strike_session(session, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã gạch buổi ghi nhầm."))
    return redirect(pages.back_of(request.viewer, session.case))


@require_GET
def allowance(request: OfficeRequest) -> HttpResponse:
    """The sessions of a month that count, by helper; no person is named."""
    unit = pages.own_unit(request.viewer, May.PRINT_ALLOWANCE)
    period = presenting.month(request.GET.get("month", ""))
    context = presenting.allowance(unit, period)
    return render(request, "reintegration/allowance.html", context)


@require_GET
@transaction.atomic
def allowance_file(request: OfficeRequest, month: str, kind: str) -> HttpResponse:
    unit = pages.own_unit(request.viewer, May.PRINT_ALLOWANCE)
    if kind not in papers.CONTENT_TYPES:
        raise NotHere
    period = presenting.month(month)
    paper = papers.allowance_paper(unit, period, clock.today())
    audit.record(
        "allowance.printed",
        by=request.viewer.actor,
        subject_kind="place",
        subject_id=unit.pk,
        unit_path=unit.path,
        at=clock.now(),
        detail={"kind": kind, "month": f"{period.start:%Y-%m}"},
    )
    return presenting.download(papers.as_file(paper, kind), kind, f"buoi-giup-do-{period.start:%Y-%m}")


def _helpers(request: OfficeRequest, case: Case) -> dict[str, HelperAssignment]:
    """Whose session it may be: his own for a helper, anybody's at the person's side for the office."""
    if request.viewer.may(May.KEEP_DIARY, case.unit_path):
        return {str(one.pk): one for one in queries.living_helpers(case, request.viewer.on)}
    task = queries.own_task(request.viewer, case)
    return {str(task.pk): task} if task else {}


def _written(request: OfficeRequest, case: Case, form: SessionForm, helpers: dict[str, HelperAssignment]) -> bool:
    typed = form.cleaned_data
    begun, ended = form.moments()
    helper = helpers.get(typed["helper"]) or next(iter(helpers.values()), None)
    try:
        if helper is None:
            raise Refused(_("Chưa phân công người giúp đỡ."), code="session-helper")
        details = SessionDetails(
            assignment=helper,
            started_at=begun,
            ended_at=ended,
            place=HelperSession.Place(typed["place"]),
            words=typed["words"],
            client_key=typed["client_key"],
        )
        actions.log_session(case, details=details, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        answers.explain(form, refusal, FIELDS)
        return False
    flash.done(request, _("Đã ghi buổi giúp đỡ."))
    return True


@transaction.atomic
def _log_both(request: OfficeRequest, case: Case, task: HelperAssignment, typed: dict[str, Any]) -> None:
    """The same `client_key` twice is one contact and one session."""
    now, by = clock.now(), request.viewer.actor
    begun = now - timedelta(minutes=int(typed["minutes"]))
    details = SessionDetails(
        assignment=task,
        started_at=begun,
        ended_at=now,
        place=HelperSession.Place(typed["place"]),
        client_key=typed["client_key"],
    )
    actions.log_session(case, details=details, by=by, at=now)
    contact = ContactDetails(
        met_at=begun, place=typed["place"], met=True, condition=typed["condition"], client_key=typed["client_key"]
    )
    care.log_contact(case, details=contact, by=by, at=now)
