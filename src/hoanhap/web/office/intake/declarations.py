"""Self-declarations at the desk: a new one, one on its way, met, withdrawn; the file opens at the usual door."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap import law
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.kernel import clock, ids
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.rules import ages_on
from hoanhap.people.intake import actions, checklists, policy, queries
from hoanhap.people.intake.checklists import Checklist
from hoanhap.people.intake.models import ContactRequest, SelfDeclaration, Stage
from hoanhap.people.intake.policy import IntakePermission as May
from hoanhap.web.office import answers
from hoanhap.web.office.intake.forms import DeclarationForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"declaration-name": "name", "declaration-wish": "wish", "guardian-missing": "guardian"}


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest) -> HttpResponse:
    """`?request=` names the request for contact that turned into this."""
    unit, now = policy.desk_of(request.viewer, May.DECLARE), clock.now()
    asked = _asked(request)
    initial = {"client_key": str(ids.new_id())}
    form = DeclarationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = actions.declare(
                    unit, details=form.details(clock.today()), by=request.viewer.actor, at=now, request=asked
                )
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi tự khai báo %s.") % row.number)
            return redirect("declaration", row.pk)
    address = reverse("contact-requests")
    context = {
        "title": _("Ghi tự khai báo"),
        "lead": _("Cảm ơn người đã đến. Ghi đủ để gặp lại; hồ sơ mở sau, khi người ấy đồng ý hình thức."),
        "form": form,
        "submit": _("Ghi tự khai báo"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)


def _asked(request: OfficeRequest) -> ContactRequest | None:
    named = request.GET.get("request", "")
    return policy.get_request_for(request.viewer, named, to=May.ANSWER_REQUEST) if named else None


@require_GET
@transaction.atomic
def show(request: OfficeRequest, declaration_id: uuid.UUID) -> HttpResponse:
    row = policy.get_declaration_for(request.viewer, declaration_id)
    words = queries.words_of_declaration(request.viewer, row, at=clock.now())
    is_open = row.stage in (Stage.DECLARED, Stage.CONTACTED)
    context = {
        "row": row,
        "words": words,
        "birth": str(PartialDate.from_iso(words["birth"])) if words["birth"] else "",
        "open_address": f"{reverse('person-new')}?declaration={row.pk}",
        "is_open": is_open,
        "may_contact": row.stage == Stage.DECLARED,
        "chosen": row.choice in checklists.STEPS,
        "checklists": _checklists(row, words["birth"]) if is_open else [],
    }
    return render(request, "intake/declaration.html", context)


@dataclass(frozen=True, slots=True)
class Named:
    """One checklist under the name of its step."""

    title: str
    list: Checklist


def _checklists(row: SelfDeclaration, birth: str) -> list[Named]:
    """What to bring, by the law of today and the age told; without an age what any age would need."""
    ages = ages_on(PartialDate.from_iso(birth) if birth else None, clock.today())
    found = checklists.of_choice(row.choice, ages=ages, at=clock.now(), calendar=working_calendar())
    return [Named(labels.shown(law.verb_label(one.verb)), one) for one in found]


@require_POST
def mark(request: OfficeRequest, declaration_id: uuid.UUID) -> HttpResponse:
    """Met, or withdrawn: the word stands in the form."""
    row = policy.get_declaration_for(request.viewer, declaration_id)
    by, now = request.viewer.actor, clock.now()
    try:
        if request.POST.get("to") == "contacted":
            actions.mark_contacted(row, on=clock.today(), by=by, at=now)
            flash.done(request, _("Đã ghi là đã gặp."))
            return redirect("declaration", row.pk)
        if request.POST.get("to") == "withdrawn":
            actions.withdraw(row, by=by, at=now)
            flash.done(request, _("Đã rút lại; nội dung đã được xóa."))
    except Refused as refusal:
        flash.look(request, str(refusal))
    return redirect("contact-requests")


def named_in(request: OfficeRequest, typed: object) -> SelfDeclaration | None:
    """The declaration from which a file is opened, if one is named; through its gate. Raises NotHere."""
    if not typed:
        return None
    row = policy.get_declaration_for(request.viewer, typed)
    if row.stage not in (Stage.DECLARED, Stage.CONTACTED):
        raise NotHere
    return row


def filled_from(request: OfficeRequest, row: SelfDeclaration) -> dict[str, object]:
    """What the desk need not type again; the look is logged."""
    words = queries.words_of_declaration(request.viewer, row, at=clock.now())
    return {
        "full_name": words["name"],
        "birth": PartialDate.from_iso(words["birth"]) if words["birth"] else None,
        "phone": words["phone"],
        "relative": words["guardian"],
        "wish": words["wish"],
        "source": row.declared_by,
        "declaration": str(row.pk),
    }
