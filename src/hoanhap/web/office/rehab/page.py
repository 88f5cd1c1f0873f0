"""The page of the measures of one file."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.people.rehab import policy
from hoanhap.web.office.rehab import presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = policy.get_case_for(request.viewer, case_id), clock.now()
    audit.record(
        "rehab.viewed",
        by=request.viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=now,
    )
    return render(request, "rehab/page.html", presenting.page(request.viewer, case, now))
