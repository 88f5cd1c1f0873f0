"""The risk list and the review round of a commune, and where one case came from."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.intake import actions, policy, queries, risk, rounds
from hoanhap.people.intake.models import Reason, ReviewRound, Source, Verdict
from hoanhap.people.intake.policy import IntakePermission as May
from hoanhap.people.persons import queries as persons
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.intake.forms import MarkForm, OriginForm, RiskForm, said
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

RISK_FIELDS = {"risk-name": "name", "guardian-missing": "guardian"}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def risks(request: OfficeRequest) -> HttpResponse:
    """The living lines, and a form for one more."""
    unit, now = policy.desk_of(request.viewer, May.KEEP_RISK), clock.now()
    form = RiskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                risk.add(unit, **form.cleaned_data, by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, RISK_FIELDS)
        else:
            flash.done(request, _("Đã ghi; tự xóa sau 12 tháng."))
            return redirect("risk-list")
    return render(request, "intake/risk.html", {"lines": queries.risk_list(request.viewer, at=now), "form": form})


@require_POST
def risk_remove(request: OfficeRequest, risk_id: uuid.UUID) -> HttpResponse:
    row = policy.get_risk_for(request.viewer, risk_id)
    risk.remove(row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã đưa ra khỏi danh sách và xóa nội dung."))
    return redirect("risk-list")


@require_GET
@transaction.atomic
def rounds_index(request: OfficeRequest) -> HttpResponse:
    """The round under way, or the way to begin one; the earlier ones below."""
    policy.desk_of(request.viewer, May.REVIEW_ROUND)
    found = list(policy.rounds_for(request.viewer).order_by("-opened_on", "-id")[:12])
    current = next((row for row in found if row.closed_on is None), None)
    context = {
        "current": current,
        "progress": queries.progress(current) if current else None,
        "earlier": [(row, queries.progress(row)) for row in found if row.closed_on],
    }
    return render(request, "intake/rounds.html", context)


@require_POST
def round_open(request: OfficeRequest) -> HttpResponse:
    unit = policy.desk_of(request.viewer, May.REVIEW_ROUND)
    try:
        row = rounds.open_round(unit, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, str(refusal))
        return redirect("review-rounds")
    return redirect("review-round", row.pk)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def round_show(request: OfficeRequest, round_id: uuid.UUID) -> HttpResponse:
    """Everybody of one round in one list; ticked lines are answered alike with one press."""
    row, viewer = policy.get_round_for(request.viewer, round_id), request.viewer
    rounds.catch_up(row)
    lines = queries.lines_of(viewer, row)
    if request.method == "POST" and _marked(request, row, MarkForm(request.POST, lines=lines)):
        return redirect("review-round", row.pk)
    names = persons.names_of([line.case.person for line in lines], viewer)
    persons.log_look("person.listed", [line.case for line in lines], viewer=viewer, at=clock.now())
    context = {
        "round": row,
        "lines": [(line, names[line.case.person_id]) for line in lines],
        "progress": queries.progress(row),
        "form": MarkForm(lines=[]),
        "verdicts": said(list(Verdict)),
    }
    return render(request, "intake/round.html", context)


def _marked(request: OfficeRequest, row: ReviewRound, form: MarkForm) -> bool:
    if not form.is_valid():
        flash.look(request, _("Chọn người và kết quả rà soát."))
        return True
    typed = form.cleaned_data
    try:
        with transaction.atomic():
            count = rounds.mark(
                row,
                [uuid.UUID(line) for line in typed["lines"]],
                verdict=Verdict(typed["verdict"]),
                reason=Reason(typed["reason"]),
                by=request.viewer.actor,
                at=clock.now(),
            )
    except Refused as refusal:
        flash.look(request, str(refusal))
    else:
        flash.done(request, _("Đã ghi cho %d người.") % count)
    return True


@require_POST
def round_close(request: OfficeRequest, round_id: uuid.UUID) -> HttpResponse:
    row = policy.get_round_for(request.viewer, round_id)
    try:
        rounds.close_round(row, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, str(refusal))
        return redirect("review-round", row.pk)
    flash.done(request, _("Đã kết thúc đợt rà soát."))
    return redirect("review-rounds")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def origin(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who found the person, and where a returnee came from: for files that came from a list."""
    case = policy.get_case_for(request.viewer, case_id)
    known = queries.origin_of(case.pk)
    initial = {"source": known.source, "origin": known.origin} if known else {}
    form = OriginForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        source, chosen = Source(form.cleaned_data["source"]), form.cleaned_data["origin"]
        try:
            actions.note_origin(case, source=source, origin=chosen, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"origin-missing": "origin"})
        else:
            flash.done(request, _("Đã ghi nguồn phát hiện."))
            return redirect("case", case.pk)
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Nguồn phát hiện, nơi trở về"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
