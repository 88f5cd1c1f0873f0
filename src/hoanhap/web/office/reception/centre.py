"""The centre: its batches, one batch with its rows and faults, sending, minutes, certificates."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.exchange.reception_list import form as sheet_form
from hoanhap.exchange.reception_list import reading
from hoanhap.foundation import audit
from hoanhap.foundation.documents import docx_writer
from hoanhap.foundation.documents.paper import Paper
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.reception import actions, papers, policy, queries
from hoanhap.people.reception.actions import BatchDetails
from hoanhap.people.reception.models import ReturnBatch
from hoanhap.people.reception.returning_models import BatchState, ReturnState
from hoanhap.web.office import answers
from hoanhap.web.office.reception.forms import RedirectForm, UploadForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIELDS = {"return-day": "on", "batch-agency": "file"}
PAGE = 25


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch of the list, with how many of its people are where."""

    batch: ReturnBatch
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def received(self) -> int:
        return self.counts.get(ReturnState.RECEIVED.value, 0)

    @property
    def missing(self) -> int:
        return self.counts.get(ReturnState.MISSING.value, 0)


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The batches of the centre, the latest day first, with what became of their rows."""
    _agency(request)
    page = Paginator(policy.batches_for(request.viewer), PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_of(page.object_list)
    lines = [BatchRow(batch, counts.get(batch.pk, {})) for batch in page.object_list]
    return render(request, "reception/batches.html", {"lines": lines, "page": page})


@require_http_methods(["GET", "POST"])
def upload(request: OfficeRequest) -> HttpResponse:
    """Read a sheet; what is wrong with it as a whole comes back beside the field, the rest stands on the batch."""
    agency = _agency(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _drafted(request, agency, form)
        except Refused as refusal:
            form.add_error(FIELDS.get(refusal.code, "file"), str(refusal))
        else:
            return redirect("return-batch", batch.pk)
    return render(request, "reception/upload.html", {"form": form, "title": _("Tải danh sách lên")})


@require_http_methods(["GET", "POST"])
def enter_certificates(request: OfficeRequest) -> HttpResponse:
    """Certificates of people who are not handed over: all of the sheet, or none."""
    agency = _agency(request)
    form = UploadForm(request.POST or None, request.FILES or None, certificates=True)
    if request.method == "POST" and form.is_valid():
        try:
            number = _entered(request, agency, form)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            flash.done(request, _("Đã ghi %d giấy chứng nhận vào sổ.") % number)
            return redirect("return-certificates")
    context = {"form": form, "title": _("Ghi sổ giấy chứng nhận"), "certificates": True}
    return render(request, "reception/upload.html", context)


@require_GET
def template(request: OfficeRequest) -> HttpResponse:
    """The empty sheet; it holds nobody."""
    _agency(request)
    answer = HttpResponse(sheet_form.empty_form(), content_type=SPREADSHEET)
    answer["Content-Disposition"] = 'attachment; filename="mau-sap-ve.xlsx"'
    return answer


@require_GET
@transaction.atomic
def show(request: OfficeRequest, return_batch_id: uuid.UUID) -> HttpResponse:
    """One batch: its rows, what was not taken by row number, and what the communes answered. The look is logged."""
    batch = policy.get_batch_for(request.viewer, return_batch_id)
    now = clock.now()
    audit.record(
        "batch.viewed",
        by=request.viewer.actor,
        subject_kind="return_batch",
        subject_id=batch.pk,
        unit_path=batch.unit_path,
        at=now,
    )
    lines = queries.rows_of_batch(request.viewer, batch)
    units = {line.row.unit_id: line.unit for line in lines if line.state != ReturnState.WITHDRAWN}
    context = {
        "batch": batch,
        "lines": lines,
        "faults": queries.faults_of(batch),
        "units": sorted(units.items(), key=lambda item: item[1]),
        "draft": batch.state == BatchState.DRAFT,
        "late": queries.late_batch(batch, now) if batch.state == BatchState.DRAFT else None,
    }
    return render(request, "reception/batch.html", context)


@require_POST
def send(request: OfficeRequest, return_batch_id: uuid.UUID) -> HttpResponse:
    batch, viewer = policy.get_batch_for(request.viewer, return_batch_id), request.viewer
    sent = actions.send_batch(batch, by=viewer.actor, name=viewer.name, at=clock.now())
    number = sent.rows.count()
    words = ngettext("Đã gửi %d người đến các xã.", "Đã gửi %d người đến các xã.", number)
    flash.done(request, words % number)
    return redirect("return-batch", sent.pk)


@require_POST
def cancel(request: OfficeRequest, return_batch_id: uuid.UUID) -> HttpResponse:
    batch = policy.get_batch_for(request.viewer, return_batch_id)
    actions.cancel_batch(batch, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã bỏ danh sách; nội dung đã xóa."))
    return redirect("return-batches")


@require_POST
def withdraw(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_of_centre(request.viewer, returnee_id)
    actions.withdraw_row(row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã rút lại; xã không còn thấy người này."))
    return redirect("return-batch", row.batch_id)


@require_http_methods(["GET", "POST"])
def send_again(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    """A commune gave him back: another is asked."""
    row = policy.get_row_of_centre(request.viewer, returnee_id)
    form = RedirectForm(request.POST or None, initial={"due_on": row.due_on})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.redirect_row(
                row, unit=typed["unit"], due_on=typed["due_on"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"return-day": "due_on", "unit-ended": "unit"})
        else:
            flash.done(request, _("Đã gửi đến xã khác."))
            return redirect("return-batch", row.batch_id)
    address = reverse("return-batch", args=[row.batch_id])
    context = {
        "title": _("Gửi đến xã khác"),
        "lead": str(row.get_returned_because_display()),
        "form": form,
        "submit": _("Gửi"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)


@require_GET
@transaction.atomic
def minutes(request: OfficeRequest, return_batch_id: uuid.UUID, unit_id: int) -> HttpResponse:
    """The minutes of one commune in this batch, to be signed on the day."""
    batch = policy.get_batch_for(request.viewer, return_batch_id)
    unit = Place.objects.filter(pk=unit_id, pk__in=batch.rows.values("unit")).first()
    if unit is None:
        raise NotHere
    return minutes_file(request, batch, unit, papers.minutes_of_batch(batch, unit, request.viewer))


@require_GET
@transaction.atomic
def certificates(request: OfficeRequest) -> HttpResponse:
    """The register of a year: all of them, and how many of each kind."""
    agency = _agency(request)
    year = _year(request)
    audit.record(
        "certificate.viewed",
        by=request.viewer.actor,
        subject_kind="agency",
        subject_id=agency.pk,
        unit_path=agency.place.path if agency.place else "",
        at=clock.now(),
        detail={"year": year},
    )
    book = queries.certificates_of_year(request.viewer, year)
    kinds = [(kind.label, words) for kind, words in book.words.items()]
    context = {"book": book, "kinds": kinds, "years": range(clock.today().year, clock.today().year - 4, -1)}
    return render(request, "reception/certificates.html", context)


@transaction.atomic
def minutes_file(request: OfficeRequest, batch: ReturnBatch, unit: Place, paper: Paper) -> HttpResponse:
    audit.record(
        "minutes.printed",
        by=request.viewer.actor,
        subject_kind="return_batch",
        subject_id=batch.pk,
        unit_path=unit.path,
        at=clock.now(),
    )
    answer = HttpResponse(docx_writer.write(paper), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="bien-ban-{batch.number}.docx"'
    return answer


def _agency(request: OfficeRequest) -> Agency:
    """The centre the viewer hands over for; whoever holds none is told nothing."""
    agency = policy.agency_of(request.viewer)
    if agency is None:
        raise NotHere
    return agency


def _year(request: OfficeRequest) -> int:
    return numbers.asked(request.GET.get("year"), least=2000, most=2100) or clock.today().year


def _drafted(request: OfficeRequest, agency: Agency, form: UploadForm) -> ReturnBatch:
    typed, now = form.cleaned_data, clock.now()
    data, name = typed["file"].read(), typed["file"].name
    assert agency.place is not None  # noqa: S101 - a posting lies at a place
    read = reading.read_returnees(data, name=name, due_on=typed["on"], centre=agency.place, today=now.date())
    details = BatchDetails(
        agency=agency,
        on=typed["on"],
        meeting_place=typed["meeting_place"],
        file_name=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
    )
    by = request.viewer.actor
    return actions.draft_batch(details=details, rows=read.rows, faults=read.faults, by=by, at=now)


def _entered(request: OfficeRequest, agency: Agency, form: UploadForm) -> int:
    file, now = form.cleaned_data["file"], clock.now()
    assert agency.place is not None  # noqa: S101 - a posting lies at a place
    found = reading.read_certificates(file.read(), name=file.name, centre=agency.place, today=now.date())
    if found.faults:
        row, words = found.faults[0]
        raise Refused(_("Dòng %(row)s: %(words)s") % {"row": row, "words": words}, code="sheet")
    actions.record_certificates(agency, entries=found.rows, by=request.viewer.actor, at=now)
    return len(found.rows)
