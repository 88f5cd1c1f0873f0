"""The board of assignment: choose people without a helper, choose who helps them, press once (bảng phân công)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions, policy
from hoanhap.people.reintegration.actions import HelperDetails, helper_limits
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import loads
from hoanhap.web.office import answers
from hoanhap.web.office.cases.candidates import Candidate
from hoanhap.web.office.reintegration import assigning_board, pages
from hoanhap.web.office.reintegration.assigning_board import Board, Carrier
from hoanhap.web.office.reintegration.assigning_forms import AssignForm, LimitForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"helper-account": "helper", "helper-name": "helper"}


@require_http_methods(["GET", "POST"])
def show(request: OfficeRequest) -> HttpResponse:
    unit = pages.own_unit(request.viewer, May.ASSIGN_HELPER)
    asked = request.GET
    board = assigning_board.of_unit(request.viewer, unit, page=asked.get("page"), helper=asked.get("helper", ""))
    form = AssignForm(
        request.POST or None,
        people=[(str(line.case.pk), line.name) for line in board.waiting],
        helpers=[one.choice for one in board.asked],
    )
    if request.method == "POST" and form.is_valid():
        chosen = board.carrier(form.cleaned_data["helper"])
        if chosen is None or chosen.candidate is None:
            raise NotHere
        try:
            named = _assign(request, chosen.candidate, form.cleaned_data["people"])
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            _say(request, board, chosen, named)
            return redirect("assignments")
    return render(request, "reintegration/assigning.html", assigning_board.context(board, form=form))


@require_http_methods(["GET", "POST"])
def limit(request: OfficeRequest) -> HttpResponse:
    """How many people one helper should help at most in this commune."""
    unit = pages.own_unit(request.viewer, May.ASSIGN_HELPER)
    form = LimitForm(request.POST or None, initial={"most": loads.limit_at(unit.path, request.viewer.on)})
    if request.method == "POST" and form.is_valid():
        try:
            helper_limits.set_limit(unit=unit, most=form.cleaned_data["most"], by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"helper-limit": "most"})
        else:
            flash.done(request, _("Đã đặt mức. Quá mức thì bảng nhắc, không chặn."))
            return redirect("assignments")
    title = _("Mỗi người giúp đỡ tối đa mấy người")
    return pages.about_register(request, form, title=title, submit=_("Đặt mức"), back=reverse("assignments"))


def _assign(request: OfficeRequest, candidate: Candidate, case_ids: list[str]) -> int:
    """All of them or, refused, none; who got a helper meanwhile keeps him."""
    cases = policy.cases_for(request.viewer, to=May.ASSIGN_HELPER).filter(pk__in=case_ids)
    details = HelperDetails(
        helper_name=candidate.name,
        organisation=candidate.organisation,
        account=candidate.account,
        valid_from=clock.today(),
    )
    items: list[tuple[Case, HelperDetails]] = [(case, details) for case in cases.order_by("id")]
    return actions.bulk_assign(items, by=request.viewer.actor, at=clock.now())


def _say(request: OfficeRequest, board: Board, chosen: Carrier, named: int) -> None:
    load = chosen.load + named
    words = ngettext(
        "Đã phân công %(name)s giúp %(count)d người.", "Đã phân công %(name)s giúp %(count)d người.", named
    )
    flash.done(request, words % {"name": chosen.name, "count": named})
    if board.most is not None and load > board.most:
        over = _("%(name)s đang giúp %(load)d người, quá mức %(most)d người đơn vị đã đặt. Xem có chia bớt được không.")
        flash.look(request, over % {"name": chosen.name, "load": load, "most": board.most})
