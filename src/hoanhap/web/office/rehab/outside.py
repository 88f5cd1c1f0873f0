"""A measure carried out elsewhere: followed from here, and how it ended there."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.rehab import actions, policy
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import FollowedEndForm, FollowedForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "followed-name": "facility_name",
    "decision-half": "decision_number",
    "term-backward": "to_on",
    "day-ahead": "from_on",
    "followed-day": "on",
}


@require_http_methods(["GET", "POST"])
def follow(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP)
    initial = {"from_on": case.term_from or clock.today(), "decision_number": case.decision_number}
    form = FollowedForm(request.POST or None, initial=initial | {"decision_on": case.decision_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_decision(case=case, details=form.details(), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi nơi đang thực hiện."))
            return redirect("case-rehab", case.pk)
    title = _("Theo dõi biện pháp do nơi khác thực hiện")
    return presenting.form_page(request, case, form, title=title, submit=_("Ghi nơi thực hiện"))


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, followed_id: uuid.UUID) -> HttpResponse:
    row = policy.get_followed_for(request.viewer, followed_id)
    form = FollowedEndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_followed(followed=row, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi. Bước tiếp theo của hồ sơ ghi ở “Chuyển bước”."))
            return redirect("case-rehab", row.case_id)
    title = _("Kết thúc tại %s") % row.facility_name
    return presenting.form_page(request, row.case, form, title=title, submit=_("Ghi kết thúc"))
