"""The page of who stands by a person, commitments, and their papers."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.documents import docx_writer
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions, papers, policy
from hoanhap.people.commitments.actions import CommitmentDetails
from hoanhap.people.commitments.models import Commitment
from hoanhap.people.commitments.policy import CommitmentPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.commitments import presenting
from hoanhap.web.office.commitments.forms import FORM_OF_SIGNER, CommitmentForm, SignForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIELDS = {
    "commitment-before-case": "on",
    "commitment-future": "on",
    "commitment-backward": "last_day",
    "commitment-signer": "signer",
    "commitment-code": "code",
}


@require_GET
@transaction.atomic
def circle(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id)
    return render(request, "commitments/circle.html", presenting.circle(request.viewer, case, clock.now()))


@require_http_methods(["GET", "POST"])
def prepare(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=CommitmentPermission.KEEP)
    name = naming.name_of(request.viewer, case)
    signers = presenting.signers_of(request.viewer, case, name)
    form = CommitmentForm(
        request.POST or None,
        initial={"on": clock.today(), "signer": "person"},
        signers=[(key, label) for key, (label, _row) in signers.items()],
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["signer"]
        details = CommitmentDetails(
            form=FORM_OF_SIGNER[key.partition(":")[0]],
            on=form.cleaned_data["on"],
            valid_to=form.valid_to,
            signer=signers[key][1],
        )
        try:
            actions.prepare(case, details=details, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã lập. In ra, ký rồi chụp ảnh lưu lại."))
            return redirect("case-circle", case.pk)
    return _page(request, case, form, naming.with_hamlet(name, case), _("Lập bản cam kết"), _("Lập"))


@require_http_methods(["GET", "POST"])
def sign(request: OfficeRequest, commitment_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_for(request.viewer, Commitment, commitment_id)
    form = SignForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        paper, now = form.cleaned_data["paper"], clock.now()
        try:
            with transaction.atomic():
                if paper:
                    actions.sign_on_paper(row, paper.read(), name=paper.name, by=request.viewer, at=now)
                else:
                    code = form.cleaned_data["code"]
                    actions.sign_electronically(row, code=code, by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Cam kết đã ký."))
            return redirect("case-circle", row.case_id)
    lead = naming.line_of(request.viewer, row.case)
    return _page(request, row.case, form, lead, _("Ghi cam kết đã ký"), _("Lưu"))


@require_POST
def withdraw(request: OfficeRequest, commitment_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_for(request.viewer, Commitment, commitment_id)
    actions.withdraw_commitment(row, on=clock.today(), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Cam kết này không còn hiệu lực."))
    return redirect("case-circle", row.case_id)


@require_GET
@transaction.atomic
def commitment_paper(request: OfficeRequest, commitment_id: uuid.UUID) -> HttpResponse:
    """The commitment as .docx; the look is logged."""
    row = policy.get_row_for(request.viewer, Commitment, commitment_id)
    return _file(request, row.case, papers.commitment(row, request.viewer), "cam-ket")


@require_GET
@transaction.atomic
def charges_paper(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who does what, or with `owner` the one page of somebody who does something."""
    case = policy.get_case_for(request.viewer, case_id)
    owner = request.GET.get("owner", "")
    if owner:
        return _file(request, case, papers.sheet(case, owner, request.viewer), "phieu-viec")
    return _file(request, case, papers.matrix(case, request.viewer), "ai-lam-gi")


@transaction.atomic
def _file(request: OfficeRequest, case: Case, paper: Paper, name: str) -> HttpResponse:
    audit.record(
        "commitment.printed",
        by=request.viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=clock.now(),
        detail={"paper": name},
    )
    answer = HttpResponse(docx_writer.write(paper), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{case.code}.docx"'
    return answer


def _page(
    request: OfficeRequest, case: Case, form: CommitmentForm | SignForm, lead: str, title: str, submit: str
) -> HttpResponse:
    address = reverse("case-circle", args=[case.pk])
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
