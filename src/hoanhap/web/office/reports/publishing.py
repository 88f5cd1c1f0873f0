"""Publishing a merged report without its small figures: look, ask a second person, put it out, fetch it."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.joint_acts import queries as joint_acts
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.steering.publications import actions, papers, policy, queries
from hoanhap.steering.publications.models import Publication
from hoanhap.steering.publications.policy import PublicationPermission
from hoanhap.steering.publications.queries import Printed
from hoanhap.steering.reports import export
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.models import Report
from hoanhap.web.office.reports.files import file_name
from hoanhap.web.office.reports.forms import ReasonForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

KINDS = ("docx", "pdf", "xlsx")


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """What was published, the last first."""
    viewer = request.viewer
    if not viewer.may(PublicationPermission.READ):
        raise NotHere
    found = policy.visible_to(viewer).order_by("-published_at", "-id")[:100]
    return render(request, "reports/publications.html", {"publications": [_listed(one) for one in found]})


@require_GET
def show(request: OfficeRequest, publication_id: uuid.UUID) -> HttpResponse:
    publication = policy.get_publication_for(request.viewer, publication_id)
    printed = queries.printed(publication)
    context = _listed(publication) | _shown(printed)
    return render(request, "reports/publication.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def prepare(request: OfficeRequest, report_id: uuid.UUID) -> HttpResponse:
    """The table as it would be printed; asking for the second person, and, once agreed to, putting it out."""
    viewer, now = request.viewer, clock.now()
    report = policy.get_report_for(viewer, report_id)
    published = Publication.objects.filter(report=report).first()
    if published is not None:
        return redirect("publication", published.pk)
    agreed = joint_acts.usable(viewer, actions.KIND, report.pk, now)
    form = ReasonForm(request.POST if request.method == "POST" and agreed is None else None)
    if request.method == "POST" and agreed is not None:
        made = actions.publish(report, by=viewer, at=now)
        flash.done(request, _("Đã công bố bảng số liệu."))
        return redirect("publication", made.pk)
    if request.method == "POST" and form.is_valid():
        act = actions.ask(report, reason=form.cleaned_data["reason"], by=viewer, at=now)
        flash.done(request, _("Đã gửi yêu cầu số %s. Khi lãnh đạo đồng ý, mở lại trang này để công bố.") % act.serial)
        return redirect("report", report.pk)
    return render(request, "reports/publish.html", _draft(report) | {"form": form, "agreed": agreed})


@require_GET
@transaction.atomic
def download(request: OfficeRequest, publication_id: uuid.UUID, kind: str) -> HttpResponse:
    publication = policy.get_publication_for(request.viewer, publication_id)
    if kind not in KINDS:
        raise NotHere
    audit.record(
        "publications.exported",
        by=request.viewer.actor,
        subject_kind="report",
        subject_id=publication.report_id,
        unit_path=publication.unit_path,
        at=clock.now(),
        detail={"kind": kind},
    )
    answer = HttpResponse(papers.as_file(publication, kind), content_type=export.CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="cong-bo-{file_name(publication.report)}.{kind}"'
    return answer


def _draft(report: Report) -> dict[str, Any]:
    printed = queries.draft(report).printed
    label = report_forms.get(report.form_code).period_label(report.period)
    return {"report": report, "label": label} | _shown(printed)


def _listed(publication: Publication) -> dict[str, Any]:
    label = report_forms.get(publication.report.form_code).period_label(publication.period)
    return {"publication": publication, "unit": publication.unit, "label": label}


def _shown(printed: Printed) -> dict[str, Any]:
    return {"printed": printed, "meaning": papers.meaning()}
