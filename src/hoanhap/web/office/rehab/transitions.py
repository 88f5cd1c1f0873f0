"""When one law gives way to the next: who is concerned, by which article, and the choice that is recorded."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import queries as persons
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import TransitionForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

PAGE = 25


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    if not viewer.may(RehabPermission.KEEP):
        raise NotHere
    on = clock.local_day(now)
    found = list(queries.awaiting_transition(on, policy.reach(viewer, RehabPermission.KEEP)))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    cases = [case for case, _rule in page.object_list]
    persons.log_look("person.listed", cases, viewer=viewer, at=now)
    names = persons.names_of((case.person for case in cases), viewer)
    lines = [
        (
            case,
            names[case.person_id],
            labels.shown(law.state(case.state).label_vi),
            labels.shown(rule.note),
            rule.article,
        )
        for case, rule in page.object_list
    ]
    return render(request, "rehab/transitions.html", {"lines": lines, "page": page, "total": len(found)})


@require_http_methods(["GET", "POST"])
def choose(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case, today = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP), clock.today()
    rule = queries.transition_of(case, today)
    if rule is None:
        flash.look(request, _("Hồ sơ này không có gì phải chuyển tiếp."))
        return redirect("case-rehab", case.pk)
    initial = {"on": today, "way": rule.ways[0] if len(rule.ways) == 1 else ""}
    form = TransitionForm(request.POST or None, initial=initial, ways=rule.ways)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(case=case, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"transition-way": "way", "day-ahead": "on"})
        else:
            flash.done(request, _("Đã ghi lựa chọn khi đổi luật."))
            if form.cleaned_data["way"] == "change" and rule.may_choose:
                return redirect("case-move", case.pk)
            return redirect("case-rehab", case.pk)
    caution = labels.shown(rule.caution)
    lead = " ".join(filter(None, [labels.shown(rule.note), _("Căn cứ: %s.") % rule.article, caution]))
    return presenting.form_page(request, case, form, title=_("Chuyển tiếp sang luật mới"), submit=_("Ghi"), lead=lead)
