"""Who is certified to determine addiction, and the cross table of level and cause."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.assessment import actions, classifying, policy, queries
from hoanhap.people.assessment import cross_table as cross_tables
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.web.office import answers
from hoanhap.web.office.assessment.forms import DiagnoserForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"diagnoser-name": "name", "diagnoser-days": "valid_until", "diagnoser-twice": "certificate"}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def diagnosers(request: OfficeRequest) -> HttpResponse:
    unit, today = policy.keeping_unit(request.viewer), clock.today()
    form = DiagnoserForm(request.POST or None, day=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_diagnoser(details=form.details(), unit=unit, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi vào danh sách."))
            return redirect("diagnosers")
    known = {code: name for regime in law.regimes() for code, name in regime.determination.signers.kinds.items()}
    # One code may read otherwise in each law: here as the law of the day says it.
    kinds = known | dict(law.determination_on(today).signers.kinds)
    found = [
        (row, labels.shown(kinds.get(row.qualification, "")), row.valid_to is None or row.valid_to > today)
        for row in policy.diagnosers_for(request.viewer)
    ]
    return render(request, "assessment/diagnosers.html", {"lines": found, "form": form})


@require_POST
def diagnoser_end(request: OfficeRequest, diagnoser_id: uuid.UUID) -> HttpResponse:
    row = policy.get_diagnoser_for(request.viewer, diagnoser_id)
    try:
        actions.end_diagnoser(row, on=clock.today(), by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, str(refusal))
    else:
        flash.done(request, _("Chứng chỉ không còn hiệu lực từ hôm nay."))
    return redirect("diagnosers")


@require_GET
def cross_table(request: OfficeRequest) -> HttpResponse:
    """Level by cause of the viewer's part of the map, without a name."""
    seats = [seat for seat in request.viewer.seats if seat.may(May.COUNT)]
    if not seats:
        raise NotHere
    table, above = queries.level_by_cause(request.viewer, seats[0].path, clock.today()), policy.counts_above(seats[0])
    table = cross_tables.above_commune(table) if above else table
    context = {
        "place": seats[0].place_name,
        "above": above,
        "causes": [(code, label, table.column(code)) for code, label in classifying.CAUSES.items()],
        "rows": [
            (label, [table.at(level, cause) for cause in classifying.CAUSES], table.row(level))
            for level, label in classifying.LEVELS.items()
        ],
        "table": table,
    }
    return render(request, "assessment/cross_table.html", context)
