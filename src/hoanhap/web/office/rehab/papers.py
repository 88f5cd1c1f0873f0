"""Papers of a case: written, taken as an editable file, entered in the register."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.text import fold
from hoanhap.law.casework_model import REFUSE
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import papers, policy, queries
from hoanhap.people.rehab.models import Violation
from hoanhap.people.rehab.papers import drawing
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.rehab import presenting
from hoanhap.web.office.rehab.forms import IssueForm, PaperForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "ground-missing": "ground",
    "completion-missing": "completion",
    "completion-early": "completion",
    "day-ahead": "on",
}
_GROUNDS = {"refusal": REFUSE, "stop_decision": "stop_management"}


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """First which paper, then what that one asks. The law of today says which there are."""
    case = policy.get_case_for(request.viewer, case_id, to=RehabPermission.KEEP)
    rules = law.papers_in(law.regime_on(clock.today()).code, case.state)
    chosen = next((rule for rule in rules if rule.code == request.GET.get("code")), None)
    if chosen is None:
        return _choose(request, case, rules)
    initial = {"on": clock.today(), "measure": case.measure}
    form = PaperForm(request.POST or None, initial=initial, code=chosen.code, **_offered(case, chosen.code))
    if request.method == "POST" and form.is_valid():
        details = form.details(violation=_violation(case, form), dossier=_dossier(case))
        try:
            paper = papers.write(case=case, details=details, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã lập: %s. Tải về để sửa, ký; sau đó vào sổ.") % labels.shown(paper.title))
            return redirect("case-rehab", case.pk)
    title, lead = labels.shown(chosen.title_vi), f"{_hint(chosen)}."
    return presenting.form_page(request, case, form, title=title, submit=_("Lập giấy"), lead=lead)


def _choose(request: OfficeRequest, case: Case, rules: Sequence[law.PaperRule]) -> HttpResponse:
    context = {
        "lead": naming.line_of(request.viewer, case),
        "papers": [(rule.code, labels.shown(rule.title_vi), _hint(rule)) for rule in rules],
        "back_url": reverse("case-rehab", args=[case.pk]),
    }
    return render(request, "rehab/choose_paper.html", context)


def _offered(case: Case, code: str) -> dict[str, Any]:
    """The coded reasons of this paper, and the violations there are."""
    verb = _GROUNDS.get(code)
    found = law.grounds_for(verb, case.state, clock.today()) if verb else ()
    return {
        "grounds": [(f"{verb}:{one.code}", f"{labels.shown(one.label_vi)} ({one.article})") for one in found],
        "violations": [(str(row.pk), _("Lần %d") % row.number) for row in queries.violations_of(case)],
    }


def _hint(rule: law.PaperRule) -> str:
    regime = law.regime_on(clock.today()).code
    form = law.form_of(regime, rule.form)
    number = _("Mẫu %s") % form.number if form else ""
    own = _("mẫu của phần mềm") if form is None or form.title_confidence is not Confidence.SEEN else ""
    return " · ".join(filter(None, [number, own, rule.article]))


def _violation(case: Case, form: PaperForm) -> Violation | None:
    chosen = form.cleaned_data.get("violation", "")
    return next((row for row in queries.violations_of(case) if str(row.pk) == chosen), None)


def _dossier(case: Case) -> Any:
    """The papers of the dossier that was handled last stand in minutes and proposals."""
    return next(iter(queries.dossiers_of(case)), None)


@require_GET
@transaction.atomic
def download(request: OfficeRequest, paper_id: uuid.UUID, suffix: str) -> HttpResponse:
    """The paper as a file; a file that leaves the house is logged."""
    paper = policy.get_paper_for(request.viewer, paper_id)
    if suffix not in drawing.CONTENT_TYPES:
        raise NotHere
    content = papers.as_file(paper, suffix, request.viewer)
    papers.log_file(paper, suffix, by=request.viewer.actor, at=clock.now())
    name = f"{slugify(fold(paper.case.code))}-{slugify(paper.code)}-{paper.on:%Y%m%d}"
    answer = HttpResponse(content, content_type=drawing.CONTENT_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def issue(request: OfficeRequest, paper_id: uuid.UUID) -> HttpResponse:
    paper = policy.get_paper_for(request.viewer, paper_id, to=RehabPermission.KEEP)
    form = IssueForm(request.POST or None, initial={"issued_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            done = papers.issue(
                paper, issued_on=typed["issued_on"], given=typed["number"], by=request.viewer, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal, {"paper-day": "issued_on", "number_taken": "number"})
        else:
            number = done.document.notation if done.document else ""
            flash.done(request, _("Đã vào sổ: số %s.") % number)
            return redirect("case-rehab", paper.case_id)
    lead = _("Giấy lấy số trong sổ văn bản của cơ quan ký. Số đã cấp thì không đổi được.")
    title = _("Vào sổ: %s") % labels.shown(paper.title)
    return presenting.form_page(request, paper.case, form, title=title, submit=_("Lấy số"), lead=lead)
