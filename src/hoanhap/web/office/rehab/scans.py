"""The scan of one paper of a dossier: attached, saved to the desk, taken back."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.rehab import actions, policy
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.files import saving
from hoanhap.web.office.rehab.dossiers import version_of
from hoanhap.web.office.rehab.forms import ScanForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

KEEP = RehabPermission.KEEP


@require_http_methods(["GET", "POST"])
def attach(request: OfficeRequest, item_id: uuid.UUID) -> HttpResponse:
    """One file, one press; the paper counts as there."""
    item = policy.get_item_for(request.viewer, item_id, to=KEEP)
    dossier = item.dossier
    form = ScanForm(request.POST or None, request.FILES or None, initial={"version": dossier.version})
    if request.method == "POST" and form.is_valid():
        upload, version = form.cleaned_data["file"], form.cleaned_data["version"]
        try:
            actions.attach_scan(
                item, upload.read(), name=upload.name, by=request.viewer, at=clock.now(), version=version
            )
        except Refused as refusal:
            _explain(form, refusal)
        else:
            flash.done(request, _("Đã lưu bản chụp: %s.") % labels.shown(law.casework_words().papers[item.paper]))
            return redirect("dossier", dossier.pk)
    context = {
        "title": labels.shown(law.casework_words().papers[item.paper]),
        "lead": naming.line_of(request.viewer, dossier.case),
        "form": form,
        "item": item,
        "submit": _("Lưu bản chụp"),
        "back_url": reverse("dossier", args=[dossier.pk]),
        "cancel_url": reverse("dossier", args=[dossier.pk]),
        "replaces": item.file is not None and item.file.removed_at is None,
    }
    return render(request, "rehab/scan.html", context)


def _explain(form: ScanForm, refusal: Refused) -> None:
    """What is wrong with the file is said beside it, with the way out."""
    if refusal.code.startswith("file."):
        form.add_error("file", f"{refusal} {refusal.way_out}".strip())
    else:
        answers.explain(form, refusal)


@require_GET
def download(request: OfficeRequest, item_id: uuid.UUID) -> HttpResponse:
    item = policy.get_item_for(request.viewer, item_id)
    content = actions.read_scan(item, by=request.viewer, at=clock.now())
    if item.file is None:
        raise NotHere
    return saving.answer(item.file, content)


@require_POST
def take_back(request: OfficeRequest, item_id: uuid.UUID) -> HttpResponse:
    item = policy.get_item_for(request.viewer, item_id, to=KEEP)
    actions.take_scan_back(item, by=request.viewer, at=clock.now(), version=version_of(request))
    flash.done(request, _("Đã gỡ bản chụp. Xem lại dấu “đã có” của giấy này."))
    return redirect("dossier", item.dossier_id)
