"""What the list of the commune said about the use of drugs, set right from the page of the file."""

import uuid
from dataclasses import asdict

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, policy
from hoanhap.people.cases.policy import CasePermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.cases.detail_forms import UseForm
from hoanhap.web.office.cases.page import log_look
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"use-first-year": "first_use_year", "use-rehab-count": "rehab_count"}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def edit(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Of two officers the second sees what the first wrote."""
    case = policy.get_case_for(request.viewer, case_id, to=CasePermission.MOVE)
    log_look(request, case)
    if request.method == "GET":
        form = UseForm(initial=asdict(actions.use_of(case)) | {"version": case.version})
    else:
        form = UseForm(request.POST)
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                actions.record_use(
                    case=case, use=form.details(), by=request.viewer.actor, at=clock.now(), version=version
                )
            except Refused as refusal:
                case.refresh_from_db(fields=["version"])
                answers.explain(form, refusal, FIELDS, version=case.version)
            else:
                flash.done(request, _("Đã ghi quá trình sử dụng."))
                return redirect("case", case.pk)
    address = reverse("case", args=[case.pk])
    context = {
        "title": _("Quá trình sử dụng"),
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)
