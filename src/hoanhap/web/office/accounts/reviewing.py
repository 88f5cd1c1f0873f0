"""The quarterly review of rights: one page, each posting kept or ended (rà soát quyền)."""

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation.access import attestation
from hoanhap.foundation.accounts import attesting, policy, queries
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.web.office.accounts import presenting
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def review(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(policy.ATTEST):
        raise NotHere
    if request.method == "POST":
        return _answer(request)
    due = attesting.to_attest(request.viewer)
    rows = list(due[: attesting.PAGE])
    waits = queries.provisional(rows, request.viewer)
    year, quarter = attestation.quarter_of(request.viewer.on)
    lines = [
        {
            "posting": row,
            "role": presenting.role_label(row),
            "lapses": row.attested_until + attestation.GRACE,
            "late": row.attested_until < request.viewer.on,
            "provisional": row.pk in waits,
        }
        for row in rows
    ]
    left = due.count() - len(rows)
    context = {"year": year, "quarter": quarter, "lines": lines, "left": left, "keeps": request.viewer.may(policy.KEEP)}
    return render(request, "accounts/review.html", context)


def _answer(request: OfficeRequest) -> HttpResponse:
    """`rest`: the rows shown and not answered one by one are kept; rows that came meanwhile are not."""
    keep, end = _ids(request.POST.getlist("keep")), _ids(request.POST.getlist("end"))
    if request.POST.get("rest"):
        keep = [*keep, *_ids(request.POST.get("shown", "").split())]
    kept, ended = attesting.answer(keep=keep, end=end, by=request.viewer, at=clock.now())
    if not kept and not ended:
        flash.look(request, _("Chưa chọn dòng nào."))
    else:
        flash.done(request, _("Đã giữ %(kept)d quyền, kết thúc %(ended)d quyền.") % {"kept": kept, "ended": ended})
    return redirect("rights-review")


def _ids(values: Sequence[str]) -> list[uuid.UUID]:
    found = []
    for value in values[: attesting.PAGE]:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found
