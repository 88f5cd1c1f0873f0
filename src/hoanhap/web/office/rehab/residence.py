"""The monthly residence check: one list, one press for everybody seen (kiểm tra cư trú)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.actions import CheckEntry
from hoanhap.people.rehab.models import Found
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.rehab.forms import DayOnlyForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

FIELD = "found-"


@require_http_methods(["GET", "POST"])
def index(request: OfficeRequest) -> HttpResponse:
    """Everybody managed, the longest unseen first. `?all=1` ticks all as present: whoever was not is changed."""
    viewer = request.viewer
    if not viewer.may(RehabPermission.CHECK_RESIDENCE):
        raise NotHere
    form = DayOnlyForm(request.POST or None, initial={"on": clock.today()}, label=_("Ngày kiểm tra"))
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, form)
        except Refused as refusal:
            answers.explain(form, refusal, {"check-day": "on"})
    return _page(request, form)


def _save(request: OfficeRequest, form: DayOnlyForm) -> HttpResponse:
    viewer = request.viewer
    entries = [
        CheckEntry(case_id=_id(name.removeprefix(FIELD)), found=str(value))
        for name, value in request.POST.items()
        if name.startswith(FIELD) and value
    ]
    if not entries:
        raise Refused(_("Chưa đánh dấu ai."), code="check-nobody")
    reach = policy.reach(viewer, RehabPermission.CHECK_RESIDENCE)
    cases = list(Case.objects.filter(reach, pk__in=[entry.case_id for entry in entries]).order_by("pk"))
    done = actions.record_checks(
        cases=cases, entries=entries, on=form.cleaned_data["on"], by=viewer.actor, at=clock.now()
    )
    said = ngettext("Đã ghi %d người.", "Đã ghi %d người.", done.written) % done.written
    if done.known:
        said += " " + ngettext("%d người đã ghi trong ngày.", "%d người đã ghi trong ngày.", done.known) % done.known
    flash.done(request, said)
    return redirect("residence-checks")


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotHere from None


def _page(request: OfficeRequest, form: DayOnlyForm) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    on = clock.local_day(now)
    rows = queries.residence_list(viewer, on)
    persons.log_look("person.listed", rows, viewer=viewer, at=now)
    rule = law.casework_on(on).checks
    context: dict[str, Any] = {
        "form": form,
        "lines": [(row, labels.shown(law.state(row.state).label_vi), _last(row.last_found)) for row in rows],
        "gaps": sum(row.gap for row in rows),
        "total": len(rows),
        "found": Found.choices,
        "ticked": Found.PRESENT.value if request.GET.get("all") else "",
        "article": rule.article,
        "caution": labels.shown(rule.confidence.caution_vi),
    }
    return render(request, "rehab/residence.html", context)


def _last(found: str) -> str:
    return str(Found(found).label) if found else ""
