"""Before anything is saved: choose a file, and look at what was read from it."""

import uuid

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.exchange import policy
from hoanhap.exchange.models import BatchState, ImportBatch
from hoanhap.exchange.people_list import actions, sheet_writer
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office.imports import choice, presenting
from hoanhap.web.office.imports.forms import UploadForm
from hoanhap.web.ui.requests import OfficeRequest

# Refusals that speak of the day of the list and not of the file.
OF_THE_DAY = {"list.day", "place.ended", "place.not_yet"}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Choose a file; whatever is wrong with it as a whole comes back beside the field."""
    require_importer(request)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        viewer=request.viewer,
        too_heavy=_too_heavy(request),
        initial={"on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            batch = _preview(request, form)
        except Refused as refusal:
            form.add_error("on" if refusal.code in OF_THE_DAY else "file", str(refusal))
        else:
            return redirect("import-preview", batch.pk)
    return render(request, "imports/new.html", {"form": form})


@require_GET
def template(request: OfficeRequest) -> HttpResponse:
    """The empty form; it holds nobody."""
    require_importer(request)
    answer = HttpResponse(sheet_writer.empty_form(), content_type=SPREADSHEET)
    answer["Content-Disposition"] = 'attachment; filename="danh-sach-mau.xlsx"'
    return answer


@require_GET
@transaction.atomic
def preview(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponse:
    """What would become of each row. Every look at the names on it is logged."""
    batch = policy.get_batch_for(request.viewer, batch_id)
    if batch.state != BatchState.PREVIEWED:
        return redirect("import-result", batch.pk)
    left_out = choice.left_out(request, batch.pk)
    view, page = request.GET.get("show", ""), request.GET.get("page", "")
    context = presenting.preview(batch, view=view, page=page, left_out=left_out)
    presenting.log_look(batch, context["page"], by=request.viewer.actor)
    return render(request, "imports/preview.html", context)


def require_importer(request: OfficeRequest) -> None:
    if not request.viewer.may(ExchangePermission.IMPORT_PEOPLE):
        raise NotHere


def _preview(request: OfficeRequest, form: UploadForm) -> ImportBatch:
    typed = form.cleaned_data
    unit = Place.objects.get(pk=typed["unit"])
    request.viewer.require(ExchangePermission.IMPORT_PEOPLE, unit.path)
    file = typed["file"]
    return actions.preview(
        file.read(), name=file.name, unit=unit, on=typed["on"], by=request.viewer.actor, at=clock.now()
    )


def _too_heavy(request: OfficeRequest) -> bool:
    """Larger requests never become a file (settings.FILE_UPLOAD_HANDLERS keeps uploads off the disk)."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    return length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
