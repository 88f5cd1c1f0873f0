"""The list of a quarter: everybody due on one page, a tick a person, saved together; one review written anew."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import vault
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.reviews import actions, policy
from hoanhap.people.reviews.actions import RowsRefused
from hoanhap.people.reviews.models import Review
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from hoanhap.web.office.reviews import presenting
from hoanhap.web.office.reviews.forms import ReviewForm, Ticked, ticked
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The quarter before until it is done, then the present one."""
    if not request.viewer.may(May.READ):
        raise NotHere
    return redirect("reviews-quarter", presenting.first_quarter(request.viewer).code)


@require_GET
@transaction.atomic
def show(request: OfficeRequest, quarter: str) -> HttpResponse:
    return _page(request, _asked(request, quarter, May.READ), {})


@require_POST
@transaction.atomic
def sign(request: OfficeRequest, quarter: str) -> HttpResponse:
    """Only the rows that were touched are signed, all or none; the others wait."""
    asked = _asked(request, quarter, May.WRITE)
    ids = [uuid.UUID(one) for one in request.POST.get("shown", "").split() if presenting.is_id(one)]
    cases = {case.pk: case for case in policy.cases_for(request.viewer, to=May.WRITE).filter(pk__in=ids)}
    rows = {pk: ticked(request.POST, pk) for pk in ids if pk in cases}
    entries = [(cases[pk], row.details(request.viewer.on)) for pk, row in rows.items() if row.touched]
    if not entries:
        flash.look(request, _("Chưa chọn dòng nào."))
        return redirect("reviews-quarter", asked.code)
    try:
        done = actions.record(entries, quarter=asked, by=request.viewer.actor, at=clock.now())
    except RowsRefused as refusal:
        wrong = {pk: replace(row, error=_said(refusal.rows.get(pk))) for pk, row in rows.items()}
        flash.look(request, str(refusal))
        return _page(request, asked, wrong, status=422)
    flash.done(request, _saved(len(done.written), len(done.already)))
    return redirect("reviews-quarter", asked.code)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def correct(request: OfficeRequest, review_id: uuid.UUID) -> HttpResponse:
    """A review written anew, with the reason; the first version stays, struck out."""
    review = policy.get_review_for(request.viewer, review_id)
    form = ReviewForm(request.POST or None, initial=_initial(review))
    back = reverse("reviews-quarter", args=[f"{review.year}-Q{review.quarter}"])
    if request.method == "POST" and form.is_valid():
        details: ReviewDetails = form.details()
        try:
            actions.correct(
                review, details=details, reason=form.cleaned_data["reason"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, presenting.refusal_words(refusal))
        else:
            flash.done(request, _("Đã ghi lại bản đánh giá."))
            return redirect(back)
    name = presenting.name_of(request.viewer, review.case)
    title = _("Sửa đánh giá %(quarter)s: %(name)s") % {
        "quarter": Quarter(review.year, review.quarter).label,
        "name": name,
    }
    return presenting.form_page(request, form, title=title, submit=_("Ghi lại"), back=back)


def _asked(request: OfficeRequest, code: str, to: May) -> Quarter:
    if not request.viewer.may(to):
        raise NotHere
    try:
        return Quarter.read(code)
    except ValueError:
        raise NotHere from None


def _page(
    request: OfficeRequest, quarter: Quarter, typed: Mapping[uuid.UUID, Ticked], *, status: int = 200
) -> HttpResponse:
    context = presenting.quarter_page(request.viewer, quarter, typed, at=clock.now())
    return render(request, "reviews/quarter.html", context, status=status)


def _said(refusal: Refused | None) -> str:
    return presenting.refusal_words(refusal) if refusal else ""


def _saved(written: int, already: int) -> str:
    said = ngettext("Đã đánh giá %(count)d người.", "Đã đánh giá %(count)d người.", written) % {"count": written}
    if already:
        more = ngettext(
            "%(count)d người vừa được người khác đánh giá, giữ nguyên.",
            "%(count)d người vừa được người khác đánh giá, giữ nguyên.",
            already,
        )
        said = f"{said} {more % {'count': already}}"
    return said


def _initial(review: Review) -> dict[str, Any]:
    said = vault.reveal(review, "note") if review.note is not None else ""
    return {
        "condition": review.condition or "none",
        "not_seen": review.not_seen,
        "use_seen": review.use_seen,
        "seen_on": review.seen_on,
        "work": review.work,
        "note": said,
        "on": review.reviewed_on,
    }
