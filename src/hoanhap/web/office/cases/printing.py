"""The file on paper: what the viewer may see, masked where he sees it masked; who printed it stands in the log."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases import completeness, policy
from hoanhap.people.cases.models import Case
from hoanhap.web.office.cases import presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """One page for the printer; a helper has no whole file to print."""
    case = policy.get_case_for(request.viewer, case_id)
    if not policy.reads_whole(request.viewer, case):
        raise NotHere
    now = clock.now()
    audit.record(
        "case.printed",
        by=request.viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=now,
    )
    context = presenting.page(request.viewer, case, now, {})
    marked = completeness.marked(Case.objects.filter(pk=case.pk), request.viewer.on).get()
    context |= {"now": now, "state": _items(marked), "printed_by": request.viewer.name}
    return render(request, "cases/print.html", context)


def _items(case: Case) -> list[tuple[str, bool]]:
    """What the file should have, and whether it has it."""
    lacks = set(completeness.lacking(case))
    return [(str(completeness.items[code].label), code not in lacks) for code in completeness.asked(case)]
