"""What happened while a measure ran: a violation, an absence, something that starts or ends a clock."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, conduct_rules, policy, queries
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import AbsenceForm, DayOnlyForm, HappeningForm, ViolationForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def violation(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Each kind says which time it would be and what the law names then; the file itself does not move."""
    case, today = policy.get_case_for(request.viewer, case_id, to=RehabPermission.RECORD_VIOLATION), clock.today()
    kinds = law.ladders_in(case.state, today)
    form = ViolationForm(
        request.POST or None,
        initial={"on": today},
        kinds=[(one.kind, labels.shown(one.label_vi)) for one in kinds],
        hints={one.kind: _rung(case, one) for one in kinds},
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.record_violation(case=case, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"violation-day": "on", "violation-words": "said"})
        else:
            flash.done(request, _("Đã ghi vi phạm. Theo luật: %s.") % done.rung.step_label)
            flash.look(
                request,
                answers.remark_words(
                    done.rung.caution or _("Việc tiếp theo do người có thẩm quyền quyết định."), done.rung.article
                ),
            )
            return redirect("case-rehab", case.pk)
    title, lead = _("Ghi vi phạm"), _("Hồ sơ không tự chuyển bước.")
    return presenting.form_page(request, case, form, title=title, submit=_("Ghi vi phạm"), lead=lead)


def _rung(case: Case, ladder: law.Ladder) -> str:
    found = conduct_rules.rung(ladder.kind, case.state, clock.today(), queries.count_before(case, ladder.kind) + 1)
    words = {"count": found.count, "step": labels.shown(found.step_label)}
    said = [_("Lần %(count)d: %(step)s") % words]
    if found.next_label:
        said.append(_("lần sau: %s") % labels.shown(found.next_label))
    return " · ".join([*said, found.article, *filter(None, [labels.shown(found.caution)])])


@require_http_methods(["GET", "POST"])
def absence(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case, today = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP), clock.today()
    form = AbsenceForm(request.POST or None, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.begin_absence(
                case=case,
                from_on=typed["from_on"],
                reported=typed["reported"] == "yes",
                reason=typed["reason"],
                by=request.viewer.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"absence-day": "from_on"})
        else:
            flash.done(request, _("Đã ghi vắng mặt."))
            return redirect("case-rehab", case.pk)
    rule = law.absence_rule(case.state, today)
    lead = f"{labels.shown(rule.note_vi)} {_('Căn cứ: %s') % rule.article}" if rule else ""
    return presenting.form_page(request, case, form, title=_("Ghi vắng mặt"), submit=_("Ghi vắng mặt"), lead=lead)


@require_http_methods(["GET", "POST"])
def back(request: OfficeRequest, absence_id: uuid.UUID) -> HttpResponse:
    row = policy.get_absence_for(request.viewer, absence_id)
    form = DayOnlyForm(request.POST or None, initial={"on": clock.today()}, label=_("Ngày đã về"))
    if request.method == "POST" and form.is_valid():
        try:
            away = actions.end_absence(
                absence=row, to_on=form.cleaned_data["on"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"absence-day": "on"})
        else:
            _say_away(request, away)
            return redirect("case-rehab", row.case_id)
    return presenting.form_page(request, row.case, form, title=_("Ghi đã về"), submit=_("Ghi đã về"))


def _say_away(request: OfficeRequest, away: conduct_rules.Away) -> None:
    if away.days_added:
        said = _("Đã ghi. %d ngày không được tính, thời hạn lùi lại bằng từng ấy ngày.") % away.days_added
        flash.done(request, answers.remark_words(said, away.article))
    else:
        flash.done(request, _("Đã ghi đã về."))
    for remark in away.remarks:
        flash.look(request, answers.remark_words(remark.text, remark.article))


@require_http_methods(["GET", "POST"])
def happening(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case, now = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP), clock.now()
    initial = {"on": now.date(), "hour": now.time()}
    form = HappeningForm(request.POST or None, initial=initial, codes=_happenings(case))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_happening(
                case=case,
                code=form.cleaned_data["code"],
                happened_at=form.moment(now),
                by=request.viewer.actor,
                at=now,
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"happening-day": "on", "happening-twice": "code"})
        else:
            flash.done(request, _("Đã ghi; thời hạn liên quan được tính lại."))
            return redirect("case-rehab", case.pk)
    title = _("Ghi việc làm mốc thời hạn")
    return presenting.form_page(request, case, form, title=title, submit=_("Ghi việc này"))


def _happenings(case: Case) -> list[tuple[str, str]]:
    """What starts or ends a clock in the state of the case; the rest of the list after it."""
    words = law.casework_words().happenings
    near = {
        code
        for one in law.casework_on(clock.today()).clocks
        if case.state in one.states
        for code in (one.starts, *one.until)
    }
    ordered = sorted(words, key=lambda code: (code not in near, list(words).index(code)))
    return [(code, labels.shown(words[code])) for code in ordered]
