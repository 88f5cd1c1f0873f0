"""The page of one file, and the press that opens one masked field: each look is logged before it is answered.

Who reads the whole file has the whole page; a helper has a narrow one of his own (`own_page.py`).
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons.masks import MASKS
from hoanhap.web.office.cases import own_page, presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    return answer(request, policy.get_case_for(request.viewer, case_id))


@require_POST
@transaction.atomic
def reveal(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """One field, whole: shown once on this answer, stored nowhere."""
    case, field = policy.get_case_for(request.viewer, case_id), request.POST.get("field", "")
    if field not in MASKS:
        return redirect("case", case.pk)
    return answer(request, case, revealed={field: opened(request, case.person_id, field)})


def opened(request: OfficeRequest, person_id: uuid.UUID, field: str) -> str:
    """One masked field, through its gate and with its entry in the log. Raises NotHere."""
    person = person_policy.get_person_to_reveal(request.viewer, person_id, field)
    return person_actions.reveal(person, field=field, by=request.viewer.actor, at=clock.now())


def answer(
    request: OfficeRequest,
    case: Case,
    *,
    revealed: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page as this viewer has it; the look at the file is logged each time it is drawn."""
    log_look(request, case)
    if not policy.reads_whole(request.viewer, case):
        context = own_page.page(request.viewer, case, clock.now(), revealed or {})
        return render(request, "cases/own.html", context)
    context = presenting.page(request.viewer, case, clock.now(), revealed or {})
    return render(request, "cases/show.html", context | dict(more or {}))


def log_look(request: OfficeRequest, case: Case) -> None:
    audit.record(
        "case.viewed",
        by=request.viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=clock.now(),
    )
