"""Which rows to take, taking them, taking none of them, and taking the import back."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.exchange import policy
from hoanhap.exchange.models import BatchState, ImportBatch
from hoanhap.exchange.people_list import actions
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.web.office.imports import choice, presenting
from hoanhap.web.office.imports.forms import TicksForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_POST
def choose(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponseRedirect:
    """Keep the ticks of one page and go on to the page asked for."""
    batch = policy.get_batch_for(request.viewer, batch_id)
    form = _keep_ticks(request, batch)
    page = form.cleaned_data.get("go") or form.cleaned_data.get("page") or 1
    return redirect(f"{reverse('import-preview', args=[batch.pk])}?{urlencode({'page': page})}#people")


@require_POST
def apply(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponseRedirect:
    """Take all new rows, or the ticked ones, in one transaction: whoever closes the page breaks nothing off.

    A second press waits for the first, finds it done and shows the result.
    """
    batch = policy.get_batch_for(request.viewer, batch_id)
    rows: set[int] | None = None
    if request.POST.get("take") == "ticked" and batch.state == BatchState.PREVIEWED:
        _keep_ticks(request, batch)
        rows = set(presenting.new_rows(batch)) - choice.left_out(request, batch.pk)
        if not rows:
            flash.look(request, _("Chưa đánh dấu dòng nào. Đánh dấu ít nhất một dòng, hoặc thôi không nhập."))
            return redirect("import-preview", batch.pk)
    try:
        done = actions.apply(batch, rows=rows, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, _refusal(refusal))
    else:
        choice.forget(request, batch.pk)
        flash.done(request, _("Đã nhập %d người.") % done.created_count)
    return redirect("import-result", batch.pk)


@require_POST
def discard(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponseRedirect:
    """Take nobody: what waited is destroyed. When somebody was quicker, the page says what has become of the list."""
    batch = policy.get_batch_for(request.viewer, batch_id)
    try:
        actions.discard(batch, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, _refusal(refusal))
        return redirect("import-result", batch.pk)
    choice.forget(request, batch.pk)
    flash.done(request, _("Đã bỏ bản xem trước. Không ai được nhập."))
    return redirect("imports")


@require_http_methods(["GET", "POST"])
def undo(request: OfficeRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Take out what this import made; refused when somebody has worked on one of its cases since."""
    batch = policy.get_batch_for(request.viewer, batch_id)
    if batch.state != BatchState.APPLIED:
        return redirect("import-result", batch.pk)
    if request.method == "GET":
        return render(request, "ui/confirm.html", presenting.undo_page(batch))
    try:
        actions.undo(batch, by=request.viewer.actor, at=clock.now())
    except Refused as refusal:
        flash.look(request, _refusal(refusal))
    else:
        flash.done(request, _("Đã hoàn tác: %d hồ sơ của lần nhập này đã được gỡ ra.") % batch.created_count)
    return redirect("import-result", batch.pk)


def _refusal(refusal: Refused) -> str:
    """Somebody was quicker: the page that follows shows the new state, so nobody is sent to look for it."""
    return refusal.message if refusal.code == actions.OTHER_STATE else str(refusal)


def _keep_ticks(request: OfficeRequest, batch: ImportBatch) -> TicksForm:
    numbers = presenting.new_rows(batch)
    form = TicksForm(request.POST, rows=numbers)
    if not form.is_valid():
        raise Refused(_("Lựa chọn chưa đọc được."), way_out=_("Mở lại trang xem trước rồi chọn lại."))
    shown = list(presenting.page_of(numbers, form.cleaned_data["page"] or 1).object_list)
    choice.keep(request, batch.pk, shown=shown, ticked=form.cleaned_data["row"])
    return form
