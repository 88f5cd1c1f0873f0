"""After an import: what became of it, and all imports of the commune."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hoanhap.exchange import policy
from hoanhap.exchange.models import BatchState
from hoanhap.web.office.imports import presenting
from hoanhap.web.office.imports.before import require_importer
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    require_importer(request)
    page = Paginator(policy.batches_for(request.viewer), presenting.PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/index.html", {"page": page, "batches": presenting.listed(page.object_list)})


@require_GET
def result(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponse:
    batch = policy.get_batch_for(request.viewer, batch_id)
    if batch.state == BatchState.PREVIEWED:
        return redirect("import-preview", batch.pk)
    view, page = request.GET.get("show", ""), request.GET.get("page", "")
    return render(request, "imports/result.html", presenting.result(batch, view=view, page=page))
