"""Terms of keeping, and the inventory of fields."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.roles import DESCRIPTIONS
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import facts, inventory, policy, queries
from hoanhap.foundation.privacy.actions import retention as actions
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import answers
from hoanhap.web.office.privacy import navigation, presenting
from hoanhap.web.office.privacy.outside_forms import ALL_CLASSES, TermForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {"seal-days": "seal_after_days", "keep-years": "keep_years", "basis": "basis"}


@require_GET
def terms(request: OfficeRequest) -> HttpResponse:
    if not presenting.may(request.viewer)["terms"]:
        raise NotHere
    unit = _unit(request)
    found = queries.terms_at(unit.path)
    context = {
        "unit": unit,
        "terms": [(term, labels.shown(term.label), labels.shown(term.confidence.caution_vi)) for term in found],
        "may_set": request.viewer.may(May.KEEP_RETENTION),
    }
    return render(request, "privacy/terms.html", context)


@require_http_methods(["GET", "POST"])
def set_term(request: OfficeRequest, category: str) -> HttpResponse:
    unit = policy.own_unit(request.viewer, May.KEEP_RETENTION)
    wanted = category.replace("-", ".")
    if wanted not in facts.facts().retention:
        raise NotHere
    term = queries.term_at(unit.path, wanted)
    known = {"seal_after_days": term.seal_after_days, "keep_years": term.keep_years}
    form = TermForm(
        request.POST or None, seals=term.automatic, initial=known | {"basis": term.article if term.set_at else ""}
    )
    if request.method == "POST" and form.is_valid():
        typed = {"seal_after_days": None, **form.cleaned_data}
        try:
            actions.set_term(unit=unit, category=wanted, **typed, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã đặt thời hạn cho %s.") % unit.full_name)
            return redirect("privacy-terms")
    back = reverse("privacy-terms")
    context = {
        "title": labels.shown(term.label),
        "lead": _("Không đặt dưới %(floor)s năm. Thời hạn mới áp dụng từ đêm nay.") % {"floor": term.floor_years},
        "form": form,
        "submit": _("Đặt thời hạn"),
    }
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


@require_GET
def fields(request: OfficeRequest) -> HttpResponse:
    """The inventory is of the house, not of a unit: it names tables and roles, nobody's data."""
    if not navigation.concerned(request.viewer):
        raise NotHere
    tables = [_table(model, list(rows)) for model, rows in groupby(inventory.rows(), key=lambda row: row.model)]
    return render(request, "privacy/inventory.html", {"tables": tables})


def _table(model: str, rows: list[inventory.Row]) -> dict[str, Any]:
    """One table as the page shows it; who reads it is said of its plain fields, as docs/data-inventory.md does."""
    first = next((row for row in rows if not row.room), rows[0])
    terms, rooms = facts.facts().retention, dict(ALL_CLASSES)
    return {
        "model": model,
        "rows": [(row, rooms.get(row.room, "")) for row in rows],
        "purpose": first.purpose,
        "basis": first.basis,
        "retention": terms[first.retention].label if first.retention in terms else first.retention,
        "readers": ", ".join(str(DESCRIPTIONS[role].label) for role in first.roles),
    }


def _unit(request: OfficeRequest) -> Place:
    """The unit whose terms are shown: where the viewer sets them, else where he oversees them."""
    for permission in (May.KEEP_RETENTION, May.SEE_REGISTERS):
        if request.viewer.may(permission):
            return policy.own_unit(request.viewer, permission)
    raise NotHere
