"""The checklist of a dossier: begun, filled in, handed in, refused."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap import law
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.kernel import clock, numbers
from hoanhap.kernel.errors import Refused
from hoanhap.law.casework_model import REFUSE
from hoanhap.people.intake import queries as intake
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.models import Dossier
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import ChoiceForm, ItemForm, RefusalForm, VersionForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

KEEP = RehabPermission.KEEP


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """Which way is wanted: each opens its own checklist."""
    case, on = policy.get_case_for(request.viewer, case_id, to=KEEP), clock.today()
    moves = presenting.verbs_with_dossier(case, on) if case.closed_on is None else []
    choices = [(move.verb, labels.shown(move.label_vi)) for move in moves]
    hints = {move.verb: _hint(move, case.state) for move in moves}
    chosen = intake.chosen_steps(case)
    initial = {"choice": next((move.verb for move in moves if move.verb in chosen), None)}
    form = ChoiceForm(request.POST or None, initial=initial, label=_("Hồ sơ để làm gì"), choices=choices, hints=hints)
    if request.method == "POST" and form.is_valid():
        try:
            dossier = actions.open_dossier(
                case=case, verb=form.cleaned_data["choice"], on=on, by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            return redirect("dossier", dossier.pk)
    title, submit = _("Lập danh mục giấy tờ"), _("Mở danh mục")
    return presenting.form_page(request, case, form, title=title, submit=submit)


def _hint(move: law.Move, state: str) -> str:
    dossier = law.dossier_for(move.regime, move.verb, state)
    assert dossier is not None  # noqa: S101 - only such moves are offered
    return f"{labels.shown(dossier.help_vi)} · {_('Căn cứ: %s') % dossier.article}"


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """All papers on one page: tick what is there, save once; the way to a scan saves what is ticked so far."""
    dossier = policy.get_dossier_for(request.viewer, dossier_id, to=KEEP)
    forms = _item_forms(request, dossier)
    top = VersionForm(request.POST or None, initial={"version": dossier.version})
    # Each form says what is wrong with it: none is left out because one before it failed.
    valid = [form.is_valid() for form in (top, *forms)]
    if request.method == "POST" and all(valid):
        entries = {form.item.paper: form.entry() for form in forms}
        try:
            actions.note_items(
                dossier=dossier, entries=entries, by=request.viewer.actor, at=clock.now(), **top.cleaned_data
            )
        except Refused as refusal:
            dossier.refresh_from_db()
            answers.explain(top, refusal)
            answers.carry(top, version=dossier.version)
        else:
            flash.done(request, _("Đã lưu danh mục giấy tờ."))
            to_scan = [form.item.pk for form in forms if str(form.item.pk) == request.POST.get("scan")]
            return redirect("dossier-scan", *to_scan) if to_scan else redirect("dossier", dossier.pk)
    return render(request, "rehab/dossier.html", _context(request, dossier, forms, top))


def _item_forms(request: OfficeRequest, dossier: Dossier) -> list[ItemForm]:
    words = law.casework_words().papers
    return [
        ItemForm(request.POST or None, item=item, label=labels.shown(words[item.paper]))
        for item in queries.items_of(dossier)
    ]


def _context(request: OfficeRequest, dossier: Dossier, forms: list[ItemForm], top: VersionForm) -> dict[str, object]:
    rules = law.dossier_for(dossier.regime, dossier.verb)
    known = {paper.paper: paper for paper in rules.papers} if rules else {}
    lacks = {lack.paper: lack for lack in queries.lacks_of(dossier, clock.today())} if dossier.state == "open" else {}
    return {
        "dossier": dossier,
        "title": labels.shown(law.verb_label(dossier.verb)),
        "lead": naming.line_of(request.viewer, dossier.case),
        "help": labels.shown(rules.help_vi) if rules else "",
        "due": _due(dossier, rules),
        "article": rules.article if rules else "",
        "lines": [(form, known.get(form.item.paper), lacks.get(form.item.paper)) for form in forms],
        "blocking": [lack for lack in lacks.values() if lack.blocks],
        "form": top,
        "is_open": dossier.state == "open",
        "is_living": dossier.state in ("open", "submitted"),
        "back_url": reverse("case-rehab", args=[dossier.case_id]),
    }


def _due(dossier: Dossier, rules: law.Dossier | None) -> law.Due | None:
    """Until when it would be decided if it were handed in now; nothing where no clock of the day is known."""
    if dossier.state != "open" or rules is None or rules.event is None:
        return None
    try:
        return law.due(rules.event, clock.now(), calendar=working_calendar())
    except Refused:
        return None


@require_POST
def submit(request: OfficeRequest, dossier_id: uuid.UUID) -> HttpResponse:
    dossier = policy.get_dossier_for(request.viewer, dossier_id, to=KEEP)
    try:
        done = actions.submit(dossier=dossier, by=request.viewer.actor, at=clock.now(), version=version_of(request))
    except Refused as refusal:
        flash.look(request, answers.remark_words(str(refusal), refusal.article))
        return redirect("dossier", dossier.pk)
    flash.done(request, _("Đã trình hồ sơ."))
    for remark in done.remarks:
        flash.look(request, answers.remark_words(remark.text, remark.article))
    return redirect("case-rehab", dossier.case_id)


@require_POST
def drop(request: OfficeRequest, dossier_id: uuid.UUID) -> HttpResponse:
    dossier = policy.get_dossier_for(request.viewer, dossier_id, to=KEEP)
    try:
        actions.drop(dossier=dossier, by=request.viewer.actor, at=clock.now(), version=version_of(request))
    except Refused as refusal:
        flash.look(request, str(refusal))
        return redirect("dossier", dossier.pk)
    flash.done(request, _("Đã thôi lập hồ sơ này; các giấy đã ghi vẫn được giữ."))
    return redirect("case-rehab", dossier.case_id)


@require_http_methods(["GET", "POST"])
def refuse(request: OfficeRequest, dossier_id: uuid.UUID) -> HttpResponse:
    """Not accepted; the paper that says so is written next, with the same reason."""
    dossier = policy.get_dossier_for(request.viewer, dossier_id, to=KEEP)
    grounds = law.grounds_for(REFUSE, dossier.case.state, clock.today())
    initial = {"version": dossier.version, "on": clock.today()}
    form = RefusalForm(request.POST or None, initial=initial, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(dossier=dossier, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"ground-missing": "ground", "refusal-day": "on"})
        else:
            flash.done(request, _("Đã ghi không tiếp nhận. Lập thông báo bằng văn bản cho người đăng ký."))
            return redirect(f"{reverse('case-paper-new', args=[dossier.case_id])}?code=refusal")
    title, button = _("Không tiếp nhận hồ sơ"), _("Ghi không tiếp nhận")
    lead = _("Từ chối phải bằng văn bản, nêu lý do và cách khiếu nại.")
    return presenting.form_page(request, dossier.case, form, title=title, submit=button, lead=lead)


def version_of(request: OfficeRequest) -> int:
    return numbers.asked(request.POST.get("version"), least=0, most=999_999_999) or 0
