"""How one case is classified and whether addiction was determined: the page, a new classification, a result, a slip."""

import uuid
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import vault
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.assessment import actions, classifying, papers, policy, queries
from hoanhap.people.assessment.models import Classification, Determination
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.people.assessment.rights import words
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.web.office import answers
from hoanhap.web.office.assessment.forms import ClassifyForm, ResultForm, StrikeForm
from hoanhap.web.office.cases import naming
from hoanhap.web.office.cases.page import log_look
from hoanhap.web.ui import flash
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.requests import OfficeRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CLASS_FIELDS = {"classified-ahead": "from_on", "classified-before": "from_on", "use-first-year": "first_use_year"}
RESULT_FIELDS = {
    "determination-ahead": "determined_on",
    "determination-received": "received_on",
    "determination-twice": "paper_number",
    "diagnoser-uncertified": "diagnoser",
    "determination-paper": "signer",
    "guardian-missing": "guardian",
    "determination-disagrees": "criteria",
    "determination-observe": "observed",
}


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """What holds today, a suggestion in one sentence, and what was written before."""
    viewer = request.viewer
    case = policy.get_case_for(viewer, case_id, to=May.READ_RESULT)
    log_look(request, case)
    classed = viewer.may(May.READ_CLASS, case.unit_path)
    held = queries.classification_of(case, clock.today()) if classed else None
    context: dict[str, Any] = {
        "case": case,
        "name": naming.line_of(viewer, case),
        "result": queries.determination_of(case),
        "results": Determination.everything.filter(case=case).order_by("-determined_on", "-recorded_at", "-id"),
        "may_write": viewer.may(May.WRITE_RESULT, case.unit_path),
        "may_classify": viewer.may(May.CLASSIFY, case.unit_path),
        "reads_class": classed,
        "held": held,
        "facts": _facts(held) if held else [],
        "note": _note(request, held),
        "suggestion": queries.suggestion_for(case, clock.today()) if classed else None,
    }
    return render(request, "assessment/show.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def classify(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=May.CLASSIFY)
    form = ClassifyForm(request.POST or None, initial=_initial(request, case))
    if request.method == "POST" and form.is_valid():
        try:
            actions.classify(case, details=form.details(), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, CLASS_FIELDS)
        else:
            flash.done(request, _("Đã ghi phân loại."))
            return redirect("case-assessment", case.pk)
    return page(request, case, form, title=_("Phân loại"), submit=_("Lưu phân loại"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def determine(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The paper of the health facility, as the commune received it; the state of the file is moved by its own step."""
    case = policy.get_case_for(request.viewer, case_id, to=May.WRITE_RESULT)
    initial = {"client_key": str(ids.new_id()), "determined_on": clock.today()}
    form = ResultForm(request.POST or None, initial=initial, diagnosers=policy.diagnosers_for(request.viewer))
    if request.method == "POST" and form.is_valid() and written(request, case, form):
        return redirect("case-assessment", case.pk)
    return page(request, case, form, title=_("Kết quả xác định tình trạng nghiện"), submit=_("Ghi kết quả"))


@require_GET
@transaction.atomic
def paper(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The letter that asks a health facility, to be completed and signed."""
    case = policy.get_case_for(request.viewer, case_id, to=May.WRITE_RESULT)
    answer = HttpResponse(papers.print_request(request.viewer, case, at=clock.now()), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="de-nghi-xac-dinh-{case.code}.docx"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
@transaction.atomic
def strike(request: OfficeRequest, determination_id: uuid.UUID) -> HttpResponse:
    row = policy.get_result_for(request.viewer, determination_id)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.strike(row, reason=form.cleaned_data["reason"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"strike-reason": "reason"})
        else:
            flash.done(request, _("Đã gạch bỏ; dòng cũ vẫn đọc được."))
            return redirect("case-assessment", row.case_id)
    return page(request, row.case, form, title=_("Gạch bỏ kết quả ghi nhầm"), submit=_("Gạch bỏ"))


def written(request: OfficeRequest, case: Case, form: ResultForm) -> bool:
    """Write the result of a valid form; a refusal stands on the form, a remark above the next page."""
    try:
        with transaction.atomic():
            _row, remarks = actions.determine(case, details=form.details(), by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        answers.explain(form, refusal, RESULT_FIELDS)
        return False
    flash.done(request, _("Đã ghi kết quả. Bước của hồ sơ không tự đổi."))
    for remark in remarks:
        flash.look(request, answers.remark_words(remark.text, remark.article))
    return True


def page(
    request: OfficeRequest, case: Case, form: Form, *, title: str, submit: str, back: str = "", lead: str = ""
) -> HttpResponse:
    """One form about one case."""
    address = back or reverse("case-assessment", args=[case.pk])
    context = {
        "title": title,
        "lead": lead or naming.line_of(request.viewer, case),
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)


def _initial(request: OfficeRequest, case: Case) -> dict[str, Any]:
    """What held so far, so that one change needs one press."""
    held = queries.classification_of(case, clock.today())
    if held is None:
        return {"from_on": clock.today(), "level": "unknown", "cause": "unknown"}
    known = queries.details_of(held)
    return {
        "from_on": clock.today(),
        "level": known.level,
        "cause": known.cause,
        "traits": known.traits,
        "drugs": known.drugs,
        "routes": known.routes,
        "first_use_year": known.first_use_year,
        "note": _note(request, held),
    }


def _note(request: OfficeRequest, held: Classification | None) -> str:
    """The sealed word beside a classification, for the social room."""
    if held is None or held.note is None or not request.viewer.may(CasePermission.READ_SOCIAL, held.unit_path):
        return ""
    return vault.reveal(held, "note")


def _facts(held: Classification) -> list[Fact]:
    said = [
        (_("Mức độ"), str(classifying.LEVELS[held.level])),
        (_("Nguyên nhân"), str(classifying.CAUSES[held.cause])),
        (_("Đặc điểm nhân thân"), words(held.traits, classifying.TRAITS)),
        (_("Loại chất"), words(held.drugs, classifying.DRUGS)),
        (_("Hình thức sử dụng"), words(held.routes, classifying.ROUTES)),
        (_("Sử dụng từ năm"), str(held.first_use_year or "")),
    ]
    return [Fact(label, value) for label, value in said if value]
