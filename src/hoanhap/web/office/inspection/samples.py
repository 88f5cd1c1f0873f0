"""The board of inspection, a draw, one sample and its paper."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import completeness
from hoanhap.people.inspection import actions, papers, policy, queries
from hoanhap.people.inspection.models import InspectionKind, Sample, Supervision
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.people.inspection.queries import Exceptions
from hoanhap.web.office.inspection.forms import DrawForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LAST = 20


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """What is missing first; then findings, samples and social supervisions, and how many there were of each kind."""
    viewer = request.viewer
    if not policy.may_enter(viewer):
        raise NotHere
    context = {
        "board": viewer.may(May.READ) or viewer.may(May.FOLLOW),
        "rows": [_line(row) for row in queries.exceptions(viewer)],
        "samples": list(policy.samples_for(viewer)[:LAST]),
        "findings": [
            {"row": row, "late": queries.late(row, viewer.on)}
            for row in policy.findings_for(viewer).exclude(state="closed").defer("words", "answer")[:LAST]
        ],
        "year": viewer.on.year,
        "kinds": queries.by_kind(viewer, viewer.on.year),
        "supervisions": _supervisions(viewer),
        "may_draw": viewer.may(May.DRAW),
        "may_supervise": viewer.may(May.SUPERVISE),
        "may_find": viewer.may(May.FIND),
    }
    return render(request, "inspection/index.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def draw(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.DRAW):
        raise NotHere
    form = DrawForm(request.POST or None, units=policy.units_to_draw(request.viewer))
    if request.method == "POST" and form.is_valid():
        try:
            sample = actions.draw(
                unit=form.chosen,
                size=form.cleaned_data["size"],
                kind=InspectionKind(form.cleaned_data["kind"]),
                by=request.viewer,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            flash.done(request, _("Đã rút %d hồ sơ. Mã rút và ngày nằm trong nhật ký.") % sample.size)
            return redirect("inspection-sample", sample.pk)
    back = reverse("inspection")
    context = {
        "title": _("Rút mẫu hồ sơ"),
        "lead": _("Máy chọn ngẫu nhiên trong các hồ sơ đang mở. Đơn vị thấy mẫu này; mỗi lần rút được ghi nhật ký."),
        "form": form,
        "submit": _("Rút mẫu"),
        "back_url": back,
        "cancel_url": back,
    }
    return render(request, "ui/form_page.html", context)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, sample_id: uuid.UUID) -> HttpResponse:
    sample = policy.get_sample_for(request.viewer, sample_id)
    _log(request, sample, "inspection.read")
    files = queries.files_of(request.viewer, sample)
    may_find = request.viewer.may(May.FIND, sample.unit_path)
    context = {
        "sample": sample,
        "files": files,
        "paper_only": sum(one.row.paper_only for one in files),
        "whole": sum(not one.row.lacking for one in files),
        "again": queries.draws_again(request.viewer, sample) if may_find else None,
        "may_find": may_find,
        "findings": list(policy.findings_for(request.viewer).filter(sample=sample).defer("words", "answer")),
    }
    return render(request, "inspection/sample.html", context)


@require_GET
@transaction.atomic
def paper(request: OfficeRequest, sample_id: uuid.UUID) -> HttpResponse:
    """The sample and its findings as an editable .docx; like every way out it is logged."""
    sample = policy.get_sample_for(request.viewer, sample_id)
    _log(request, sample, "inspection.exported")
    answer = HttpResponse(docx_writer.write(papers.findings(sample, request.viewer)), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="bien-ban-kiem-tra-{sample.on:%Y%m%d}.docx"'
    answer["Cache-Control"] = "no-store"
    return answer


def _supervisions(viewer: Viewer) -> list[tuple[Supervision, int, int]]:
    """The last social supervisions, each with its recommendations and those that wait."""
    rows = list(policy.supervisions_for(viewer).defer("found")[:LAST])
    counted = queries.waiting_of(rows)
    return [(row, *counted.get(row.pk, (0, 0))) for row in rows]


def _line(row: Exceptions) -> dict[str, Any]:
    """One commune with what is missing, as words: only what is missing is said."""
    known = completeness.items
    gaps = [(known[code].lacking, count) for code, count in row.lacking.items() if count != 0 and code != "task_force"]
    return {"row": row, "gaps": gaps}


def _log(request: OfficeRequest, sample: Sample, code: str) -> None:
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind="sample",
        subject_id=sample.pk,
        unit_path=sample.unit_path,
        at=clock.now(),
    )
