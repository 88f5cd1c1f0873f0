"""Breaches of data: the book, a new one, one with its clocks."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation import audit, vault
from hoanhap.foundation.privacy import duties, papers, policy, queries, rules
from hoanhap.foundation.privacy.actions import breaches as actions
from hoanhap.foundation.privacy.facts import BreachClock
from hoanhap.foundation.privacy.models import Breach, BreachKind
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import answers
from hoanhap.web.office.privacy import presenting
from hoanhap.web.office.privacy.forms import moment
from hoanhap.web.office.privacy.outside_forms import ALL_CLASSES, BreachForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.parts import Entry, Fact
from hoanhap.web.ui.requests import OfficeRequest
from hoanhap.web.ui.tags.show import vn_moment

FIELDS = {"known-ahead": "known_on", "too-long": "what"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice the law asks for: until when, and whether it was given."""

    clock: BreachClock
    label: str
    due_at: datetime
    told_at: datetime | None
    late: bool


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    may = presenting.may(request.viewer)
    if not may["breaches"]:
        raise NotHere
    page = Paginator(queries.breaches(request.viewer), presenting.PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    opens = request.viewer.may(May.HANDLE_BREACH)
    rows = [(row, state_of(row, now), opens) for row in page.object_list]
    return render(request, "privacy/breaches.html", {"rows": rows, "page": page, "may": may})


def state_of(row: Breach, now: datetime) -> tuple[str, str]:
    """Where it stands: a word and its colour."""
    if row.closed_at is not None:
        return _("đã đóng"), "plain"
    late = [one for one in notices_of(row, now) if one.late]
    return (_("quá hạn báo"), "late") if late else (_("đang xử lý"), "look")


def notices_of(row: Breach, now: datetime) -> list[Notice]:
    found = []
    for asked, due_at in actions.asked_of(row):
        told_at = getattr(row, actions.NOTICES[asked.code])
        found.append(Notice(asked, labels.shown(asked.label), due_at, told_at, told_at is None and due_at <= now))
    return found


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Anybody of the office reports it at once; the leader answers for what follows."""
    unit, now = policy.own_unit(request.viewer, May.REPORT_BREACH), clock.now()
    form = BreachForm(request.POST or None, initial={"known_on": now.date(), "known_hour": now.time()})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.report(reported=_reported(form.cleaned_data, now), unit=unit, by=request.viewer.actor, at=now)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi sự cố số %s và báo cho lãnh đạo.") % row.code)
            if request.viewer.may(May.HANDLE_BREACH, row.unit_path):
                return redirect("privacy-breach", row.pk)
            return redirect("today")
    back = reverse("today")
    context = {
        "title": _("Báo một sự cố dữ liệu"),
        "lead": _("Báo ngay khi biết, chưa đủ thông tin cũng được. Thời hạn tính từ lúc biết."),
        "form": form,
        "submit": _("Báo sự cố"),
    }
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


def _reported(typed: dict[str, Any], now: datetime) -> actions.Reported:
    touched = typed["classes"]
    return actions.Reported(
        kind=BreachKind(typed["kind"]),
        known_at=moment(typed["known_on"], typed["known_hour"], now),
        what=typed["what"],
        serious=typed["serious"],
        traceable=typed["traceable"],
        person_count=typed["person_count"],
        identity="identity" in touched,
        social="social" in touched,
        health="health" in touched,
        police="police" in touched,
    )


@require_GET
@transaction.atomic
def show(request: OfficeRequest, breach_id: uuid.UUID) -> HttpResponse:
    row, now = policy.get_breach_for(request.viewer, breach_id), clock.now()
    audit.record(
        "privacy.breach_viewed",
        by=request.viewer.actor,
        subject_kind=duties.BREACH,
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=now,
    )
    found = notices_of(row, now)
    context = {
        "row": row,
        "state": state_of(row, now),
        "what": vault.reveal(row, "what"),
        "facts": [fact for fact in _facts(row) if fact.value],
        "notices": found,
        "cautions": [labels.shown(said) for said in rules.cautions([one.clock for one in found])],
        "steps": [Entry(clock.local_day(taken), said) for taken, said in queries.steps_of(row)],
        "document": papers.document_of(row),
        "open": row.closed_at is None,
    }
    return render(request, "privacy/breach.html", context)


def _facts(row: Breach) -> list[Fact]:
    classes = ", ".join(str(label) for name, label in ALL_CLASSES if getattr(row, name))
    return [
        Fact(_("Loại"), row.get_kind_display()),
        Fact(_("Biết lúc"), vn_moment(row.known_at)),
        Fact(_("Đơn vị"), row.unit.full_name),
        Fact(_("Loại dữ liệu"), classes or _("chưa xác định")),
        Fact(_("Số người"), _("chưa xác định") if row.person_count is None else str(row.person_count)),
        Fact(_("Mức độ"), _("nghiêm trọng") if row.serious else _("thường")),
    ]
