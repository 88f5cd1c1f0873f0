"""Files that were put away: the list without names, whose file it is by the card on the desk, opening one by two."""

import uuid

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.joint_acts import actions as joint_actions
from hoanhap.foundation.joint_acts import queries as joint
from hoanhap.foundation.privacy import subjects
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import sealed as policy
from hoanhap.people.cases.actions import sealing
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.sealed import SealedPermission
from hoanhap.web.office import answers, step_up
from hoanhap.web.office.privacy import presenting
from hoanhap.web.office.privacy.outside_forms import FindForm, ReasonForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    """Numbers and days; with an ID card on the desk, that person's alone. Asking is logged."""
    unit_path = _own_path(request)
    rows = policy.put_away(request.viewer)
    form = FindForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    if asked:
        found = subjects.register[PERSON].find(unit_path, form.cleaned_data["id_number"])
        rows = policy.of_person(request.viewer, found) if found else rows.none()
        _log(request, "case.sealed_asked", unit_path, {"found": found is not None})
    else:
        _log(request, "case.sealed_listed", unit_path, {})
    page = Paginator(rows, presenting.PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    acts = joint.usable_many(request.viewer, policy.KIND, [case.pk for case in shown])
    lines = [(case, acts.get(str(case.pk))) for case in shown]
    return render(request, "privacy/sealed.html", {"lines": lines, "page": page, "form": form, "asked": asked})


@require_http_methods(["GET", "POST"])
def ask(request: OfficeRequest, sealed_id: uuid.UUID) -> HttpResponse:
    """Why it must be opened, for the second person to read."""
    case = policy.get_sealed_case_for(request.viewer, sealed_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joint_actions.ask(
                policy.KIND,
                subject_kind=policy.SUBJECT,
                subject_id=case.pk,
                unit=case.unit,
                reason=form.cleaned_data["reason"],
                what=sealing.what_of(case),
                by=request.viewer,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"joint-reason": "reason"})
        else:
            flash.done(request, _("Đã gửi cho người thứ hai xác nhận."))
            return redirect("privacy-sealed")
    back = reverse("privacy-sealed")
    context = {
        "title": _("Xin mở niêm phong"),
        "lead": _("Hồ sơ %s. Được mở thì mở 30 ngày rồi tự niêm phong lại.") % case.code,
        "form": form,
        "submit": _("Gửi để xác nhận"),
    }
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


@require_POST
def open_again(request: OfficeRequest, sealed_id: uuid.UUID) -> HttpResponseBase:
    """Whoever may not know of it is not even asked for his second factor."""
    return _open_again(request, policy.get_sealed_case_for(request.viewer, sealed_id))


@step_up.required
def _open_again(request: OfficeRequest, case: Case) -> HttpResponseRedirect:
    act = joint.usable(request.viewer, policy.KIND, case.pk)
    if act is None:
        raise Refused(
            _("Chưa có người thứ hai xác nhận, hoặc xác nhận đã hết hạn."),
            way_out=_("Gửi yêu cầu mở niêm phong, hoặc nhắc lãnh đạo xác nhận."),
        )
    case = sealing.unseal_case(case=case, act=act, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã mở niêm phong hồ sơ %s trong 30 ngày.") % case.code)
    return redirect("case", case.pk)


@require_http_methods(["GET", "POST"])
def seal(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Put one ended file away before its day."""
    case = policy.get_case_to_seal(request.viewer, case_id)
    if request.method == "POST":
        sealing.seal_case(case=case, by=request.viewer.actor, at=clock.now())
        flash.done(request, _("Đã niêm phong hồ sơ %s.") % case.code)
        return redirect("people")
    return render(request, "privacy/seal.html", _seal_context(case))


def _seal_context(case: Case) -> dict[str, object]:
    return {"case": case, "title": _("Niêm phong hồ sơ %s") % case.code, "ended": case.closed_on is not None}


def _own_path(request: OfficeRequest) -> str:
    for seat in request.viewer.seats:
        if seat.may(SealedPermission.UNSEAL):
            return seat.path
    raise NotHere


def _log(request: OfficeRequest, code: str, unit_path: str, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind="place",
        subject_id=unit_path.strip("/").split("/")[-1],
        unit_path=unit_path,
        at=clock.now(),
        detail=detail,
    )
