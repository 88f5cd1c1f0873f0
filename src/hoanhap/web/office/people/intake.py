"""A new person at the desk: one page, a warning before a second file, the law's answer with its article."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap import law
from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, dates, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases import rules as case_rules
from hoanhap.people.cases import states
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import rules as intake_rules
from hoanhap.people.intake.models import SelfDeclaration, Source
from hoanhap.people.persons import actions, queries
from hoanhap.people.persons import rules as person_rules
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.persons.queries import Whose
from hoanhap.web.office import answers
from hoanhap.web.office.intake import declarations
from hoanhap.web.office.people import presenting
from hoanhap.web.office.people.forms import IntakeForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = answers.OF_PERSONS | {
    "day-ahead": "on",
    "decision-half": "number",
    "decision-ahead": "decided_on",
    "term-backward": "term_to",
    "term-outside-law": "term_to",
    "move-not-in-law": "start",
    "law.measure_refused": "start",
    "law.age": "start",
    "origin-missing": "origin",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Whether somebody of these details is registered; of one elsewhere nothing more is said."""

    whose: Whose = Whose.NONE
    case_id: UUID | None = None


@require_http_methods(["GET", "POST"])
def show(request: OfficeRequest) -> HttpResponse:
    unit, now = registering_unit(request.viewer), clock.now()
    hamlets = presenting.hamlets_under(unit, request.viewer)
    if request.method == "GET":
        initial: dict[str, object] = {"on": clock.today(), "client_key": str(ids.new_id())}
        if declared := declarations.named_in(request, request.GET.get("declaration", "")):
            initial |= declarations.filled_from(request, declared)
        form = IntakeForm(initial=initial, hamlets=hamlets, day=clock.today())
        return _page(request, form, Known())
    form = IntakeForm(request.POST, hamlets=hamlets, day=_day(request.POST.get("on", "")))
    if not form.is_valid():
        return _page(request, form, Known())
    if sent := sent_before(form, request.viewer):
        return _same_answer(request, form, sent)
    try:
        known = known_as(form, unit, request.viewer)
        log_question(known, unit, by=request.viewer, at=now)
        if known.whose is not Whose.NONE and not form.cleaned_data["different"]:
            return _page(request, form, known)
        declared = declarations.named_in(request, form.cleaned_data["declaration"])
        case = take_in(form, unit, declared, by=request.viewer, at=now)
    except Refused as refusal:
        if sent := sent_before(form, request.viewer):  # the same entry came in beside this one
            return _same_answer(request, form, sent)
        answers.explain(form, refusal, FIELDS)
        return _page(request, form, Known())
    flash.done(request, _("Đã mở hồ sơ %s.") % case.code)
    for remark in remarks(form, now):
        flash.look(request, remark)
    return redirect("case", case.pk)


def registering_unit(viewer: Viewer) -> Place:
    """The commune whose register the viewer keeps. Raises NotHere for everybody else."""
    for seat in viewer.seats:
        if seat.may(CasePermission.OPEN) and seat.may(PersonPermission.REGISTER):
            return places.get(seat.place_id)
    raise NotHere


def sent_before(form: IntakeForm, viewer: Viewer) -> Case | None:
    """The file this very form opened when it was sent the first time: by a nervous thumb, or a weak network."""
    person = queries.registered_by_key(viewer, form.cleaned_data["client_key"])
    return case_policy.visible_to(viewer).filter(person=person).order_by("opened_on", "id").first() if person else None


def _same_answer(request: OfficeRequest, form: IntakeForm, case: Case) -> HttpResponse:
    """The answer of the first time; who went back and typed somebody else is told that he was not saved."""
    there, typed = queries.details_of(case.person), person_rules.checked(form.details(), on=request.viewer.on)
    if (there.full_name, there.birth, there.id_number) == (typed.full_name, typed.birth, typed.id_number):
        flash.done(request, _("Đã mở hồ sơ %s.") % case.code)
    else:
        unsaved = _("Trang ấy đã gửi một lần và mở hồ sơ %s. Bản vừa gửi khác và chưa được lưu; hãy bấm “Thêm người”.")
        flash.look(request, unsaved % case.code)
    return redirect("case", case.pk)


def known_as(form: IntakeForm, unit: Place, viewer: Viewer) -> Known:
    """Is a person of these details registered already? Raises Refused for details that cannot be."""
    details = person_rules.checked(form.details(), on=viewer.on)
    match = queries.match_many([details], unit.path)[0]
    if match.person_id is None:
        return Known(match.whose)
    newest = case_policy.visible_to(viewer).filter(person=match.person_id).order_by("-opened_on", "-id").first()
    return Known(match.whose, newest.pk if newest else None)


@transaction.atomic
def log_question(known: Known, unit: Place, *, by: Viewer, at: datetime) -> None:
    """Whoever asks whether somebody is registered leaves a trace, also when he then opens no file."""
    audit.record(
        "person.asked",
        by=by.actor,
        subject_kind="place",
        subject_id=unit.pk,
        unit_path=unit.path,
        at=at,
        detail={"answer": known.whose.value},
    )


@transaction.atomic
def take_in(
    form: IntakeForm, unit: Place, declared: SelfDeclaration | None = None, *, by: Viewer, at: datetime
) -> Case:
    """Person, file and where it came from in one transaction: a refusal leaves no person without a file."""
    person = actions.register(
        details=form.details(), unit=unit, by=by.actor, at=at, client_key=form.cleaned_data["client_key"]
    )
    opening = Opening(person=person, steps=(form.step(),), wish=form.cleaned_data["wish"])
    case = case_actions.open_case(opening=opening, unit=unit, by=by.actor, at=at)
    if declared is not None:
        intake.register(declared, case, by=by.actor, at=at)
    source, origin = form.cleaned_data["source"], form.cleaned_data["origin"]
    if source or origin:
        intake.note_origin(case, source=Source(source or Source.FACILITY), origin=origin, by=by.actor, at=at)
    else:
        intake_rules.checked_origin(case.state, "", "", after=states.AFTER)
    return case


def remarks(form: IntakeForm, at: datetime) -> list[str]:
    """What the law gives to think about; it does not block."""
    step = form.step()
    verdict = case_rules.may_open(
        state=step.state,
        on=step.on,
        today=clock.local_day(at),
        decision=step.decision,
        birth=form.cleaned_data["birth"],
        verb=step.verb,
    )
    return [answers.remark_words(remark.text, remark.article) for remark in verdict.remarks]


def _day(typed: str) -> date:
    """The day the file is to open; today when it cannot be read, so that choices can be drawn at all."""
    try:
        day = min(dates.parse_day(typed), clock.today())
        law.regime_on(day)
    except Refused:
        return clock.today()
    return day


def _page(request: OfficeRequest, form: IntakeForm, known: Known) -> HttpResponse:
    address = reverse("people")
    context: dict[str, Any] = {
        "title": _("Thêm người"),
        "lead": _("Chỉ họ tên, ngày và bước của hồ sơ là cần ngay; phần còn lại ghi dần."),
        "form": form,
        "known": known.whose.value,
        "known_case": known.case_id,
        "decision_open": _said(form, form.DECISION),
        "more_open": _said(form, form.MORE),
        "submit": _("Mở hồ sơ"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "people/intake.html", context)


def _said(form: IntakeForm, names: tuple[str, ...]) -> bool:
    """Whether one of these folded fields holds something or is to be looked at again."""
    return any(form.errors.get(name) or form[name].value() for name in names) if form.is_bound else False
