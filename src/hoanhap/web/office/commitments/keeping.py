"""Guarantors, family and work given: written and ended."""

import uuid
from collections.abc import Callable

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions, policy, queries
from hoanhap.people.commitments.actions import ChargeDetails
from hoanhap.people.commitments.models import Charge, ChargeKind, FamilyMember, Guarantor
from hoanhap.people.commitments.policy import CommitmentPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.commitments import presenting
from hoanhap.web.office.commitments.forms import ChargeForm, EndForm, FamilyForm, GuarantorForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "guarantor-name": "name",
    "family-name": "name",
    "phone": "phone",
    "family-day": "agreed_on",
    "commitment-before-case": "valid_from",
    "commitment-future": "valid_from",
    "commitment-backward": "last_day",
    "charge-words": "words",
    "charge-owner": "owner",
    "charge-twice": "kind",
    "charge-many": "owner",
    "guarantor-end": "on",
    "guarantor-future": "on",
    "file.kind": "paper",
}
KEEP = CommitmentPermission.KEEP


@require_http_methods(["GET", "POST"])
@transaction.atomic
def add_guarantor(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=KEEP)
    form = GuarantorForm(
        request.POST or None, request.FILES or None, initial={"kind": "person", "valid_from": clock.today()}
    )

    def act() -> None:
        now, viewer = clock.now(), request.viewer
        row = actions.add_guarantor(case, details=form.details(), by=viewer.actor, at=now)
        if paper := form.cleaned_data["paper"]:
            actions.attach_paper(row, paper.read(), name=paper.name, by=viewer, at=now)

    return _answer(request, case, form, act, _("Ghi bảo lãnh"), _("Ghi"), _("Đã ghi bảo lãnh."))


@require_http_methods(["GET", "POST"])
def end_guarantor(request: OfficeRequest, guarantor_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_for(request.viewer, Guarantor, guarantor_id)
    form = EndForm(request.POST or None, initial={"on": clock.today()})

    def act() -> None:
        typed = form.cleaned_data
        actions.end_guarantor(row, on=typed["on"], reason=typed["reason"], by=request.viewer.actor, at=clock.now())

    done = _("Đã ghi thôi bảo lãnh.")
    return _answer(request, row.case, form, act, _("Thôi bảo lãnh"), _("Thôi bảo lãnh"), done)


@require_http_methods(["GET", "POST"])
def add_family(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=KEEP)
    form = FamilyForm(request.POST or None)

    def act() -> None:
        actions.add_family(case, details=form.details(), by=request.viewer.actor, at=clock.now())

    return _answer(request, case, form, act, _("Ghi người thân"), _("Ghi"), _("Đã ghi người thân."))


@require_POST
def consent(request: OfficeRequest, family_id: uuid.UUID) -> HttpResponse:
    """He agrees, or takes it back: whichever is not so now; said to the officer today."""
    row, by, now = policy.get_row_for(request.viewer, FamilyMember, family_id), request.viewer.actor, clock.now()
    if queries.agrees(row, request.viewer.on):
        actions.withdraw_agreement(row, on=now.date(), by=by, at=now)
        flash.done(request, _("Đã ghi rút lại sự đồng ý; việc giao cho người này đã thôi."))
    else:
        actions.agree(row, on=now.date(), by=by, at=now)
        flash.done(request, _("Đã ghi sự đồng ý."))
    return redirect("case-circle", row.case_id)


@require_http_methods(["GET", "POST"])
def give_charge(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    case = policy.get_case_for(request.viewer, case_id, to=KEEP)
    owners = presenting.owners_of(request.viewer, case)
    form = ChargeForm(
        request.POST or None,
        initial={"valid_from": clock.today()},
        owners=[(key, label) for key, (label, _row) in owners.items()],
    )

    def act() -> None:
        typed = form.cleaned_data
        details = ChargeDetails(
            kind=ChargeKind(typed["kind"]),
            words=typed["words"],
            valid_from=typed["valid_from"],
            owner=owners[typed["owner"]][1],
        )
        actions.charge(case, details=details, by=request.viewer.actor, at=clock.now())

    return _answer(request, case, form, act, _("Giao việc"), _("Giao việc"), _("Đã giao việc."))


@require_POST
def end_charge(request: OfficeRequest, charge_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_for(request.viewer, Charge, charge_id)
    actions.end_charge(row, on=clock.today(), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Việc này không còn giao nữa."))
    return redirect("case-circle", row.case_id)


def _answer(
    request: OfficeRequest,
    case: Case,
    form: forms.Form,
    act: Callable[[], None],
    title: str,
    submit: str,
    done: str,
) -> HttpResponse:
    """One form about a case: acted upon, or drawn with what is wrong beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act()
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, done)
            return redirect("case-circle", case.pk)
    address = reverse("case-circle", args=[case.pk])
    context = {
        "title": title,
        "lead": naming.line_of(request.viewer, case),
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
