"""The page of one file, and the presses that open a masked field: each is logged before it is answered."""

import uuid
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
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.web.office.cases import presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id)
    log_look(request, "case.viewed", "case", case)
    return render(request, "cases/show.html", presenting.page(request.viewer, case, clock.now()))


@require_POST
@transaction.atomic
def reveal(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The whole number, or where the person can be reached: shown once on this answer, stored nowhere."""
    case, now = policy.get_case_for(request.viewer, case_id), clock.now()
    what = request.POST.get("what")
    if what == "number":
        person = person_policy.get_person_for(request.viewer, case.person_id, to=PersonPermission.REVEAL)
        shown: dict[str, Any] = {"number": person_actions.reveal_id_number(person, by=request.viewer.actor, at=now)}
    elif what == "reach":
        person = person_policy.get_person_for(request.viewer, case.person_id)
        log_look(request, "person.opened", "person", person)
        shown = {"reach": presenting.contact_facts(person_queries.details_of(person))}
    else:
        return redirect("case", case.pk)
    return render(request, "cases/show.html", presenting.page(request.viewer, case, now) | shown)


def log_look(request: OfficeRequest, code: str, kind: str, row: Case | Person) -> None:
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind=kind,
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=clock.now(),
    )
