"""The police room of one file: opened by a press that is logged, shown once, written by the police alone.

For everybody else nothing here exists: the page of the file neither offers the room nor changes when it is written.
"""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, policy
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming, page
from hoanhap.web.office.cases.detail_forms import PriorForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
@transaction.atomic
def reveal(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """What is written there, on this one answer; that nothing is written is an answer too, and logged as well."""
    case, now = policy.get_police_room_for(request.viewer, case_id), clock.now()
    written = actions.reveal_prior_record(case=case, by=request.viewer.actor, at=now)
    return page.answer(request, case, more={"prior": written.text or _("chưa ghi")})


@require_http_methods(["GET", "POST"])
def write(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Of two officers the second sees what the first wrote."""
    case = policy.get_police_room_for(request.viewer, case_id, to=PolicePermission.WRITE)
    by, now = request.viewer.actor, clock.now()
    if request.method == "GET":
        written = actions.reveal_prior_record(case=case, by=by, at=now)
        form = PriorForm(initial={"prior_record": written.text, "version": written.version})
    else:
        form = PriorForm(request.POST)
        if form.is_valid():
            try:
                actions.record_prior(case=case, **form.cleaned_data, by=by, at=now)
            except Refused as refusal:
                answers.explain(form, refusal)
            else:
                flash.done(request, _("Đã ghi tiền án, tiền sự."))
                return redirect("case", case.pk)
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Tiền án, tiền sự"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)
