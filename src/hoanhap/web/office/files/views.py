"""The papers of one file: the list with its form, one paper, and taking one away."""

import uuid

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files import actions, policy, queries
from hoanhap.foundation.files.models import StoredFile
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import file_room
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.web.office.files import saving
from hoanhap.web.office.files.forms import FileForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
@transaction.atomic
def index(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = case_policy.get_case_for(request.viewer, case_id, to=CasePermission.READ_SOCIAL)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _stored(request.viewer, case, form):
        flash.done(request, _("Đã lưu giấy tờ vào hồ sơ."))
        return redirect("case-files", case.pk)
    listed = queries.of_subject(request.viewer, file_room.SUBJECT, str(case.pk), at=clock.now())
    return render(request, "files/list.html", {"case": case, "listed": listed, "form": form})


@require_GET
@transaction.atomic
def download(request: OfficeRequest, file_id: uuid.UUID) -> HttpResponse:
    row = policy.get_file_for(request.viewer, file_id)
    return saving.answer(row, actions.read(row, by=request.viewer, at=clock.now()))


@require_POST
@transaction.atomic
def remove(request: OfficeRequest, file_id: uuid.UUID) -> HttpResponseRedirect:
    row: StoredFile = policy.get_file_for(request.viewer, file_id, write=True)
    actions.remove(row, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã gỡ giấy tờ khỏi hồ sơ."))
    return redirect("case-files", row.subject_id)


def _stored(viewer: Viewer, case: Case, form: FileForm) -> bool:
    """Keep the paper; what is wrong with it is said at the field."""
    upload = form.cleaned_data["file"]
    try:
        actions.store(
            upload.read(),
            name=upload.name,
            title=form.cleaned_data["title"],
            kind=file_room.SUBJECT,
            subject_id=str(case.pk),
            by=viewer,
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error("file", f"{refusal} {refusal.way_out}".strip())
        return False
    return True
