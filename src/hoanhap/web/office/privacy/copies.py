"""The copy for the person: looked through first, then drawn as PDF or JSON after the identity was confirmed again."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.foundation import audit
from hoanhap.foundation.documents import pdf_writer
from hoanhap.foundation.privacy import copies, duties, papers, policy, subjects
from hoanhap.foundation.privacy.actions import requests as actions
from hoanhap.foundation.privacy.copies import Copy
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import RightsRequest
from hoanhap.foundation.privacy.parts import Room
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.foundation.privacy.subjects import Subject
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import annex as health_annex
from hoanhap.web.office import step_up
from hoanhap.web.office.privacy.forms import CopyForm
from hoanhap.web.ui.requests import OfficeRequest

TYPES = {"pdf": "application/pdf", "json": "application/json"}
Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


@require_http_methods(["GET", "POST"])
def main(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponseBase:
    """Whoever may not know of the request is not even asked for his second factor."""
    return _main(request, policy.get_request_for(request.viewer, request_id, to=May.MAKE_COPY))


@step_up.required
@transaction.atomic
def _main(request: OfficeRequest, row: RightsRequest) -> HttpResponse:
    subject = _subject_of(request, row)
    if subject is None:
        return render(request, "privacy/copy_without.html", {"row": row})
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _file(request, row, subject, form)
    also = form.names() if form.is_bound and form.is_valid() else []
    copy = copies.compose(subject, at=clock.now(), also=also)
    _log(request, "privacy.copy_read", row)
    return render(request, "privacy/copy.html", _context(row, copy, form))


@require_http_methods(["GET", "POST"])
def annex(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponseBase:
    """The health part, handed over by the station or centre that wrote it; the commune never opens it."""
    _annex_of(request, request_id, looks=False)
    return _annex(request, request_id)


@step_up.required
@transaction.atomic
def _annex(request: OfficeRequest, request_id: uuid.UUID) -> HttpResponse:
    row, subject, narrow = _annex_of(request, request_id)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _file(request, row, subject, form, room=Room.HEALTH, narrow=narrow)
    copy = copies.compose(subject, at=clock.now(), room=Room.HEALTH, narrow=narrow)
    _log(request, "privacy.copy_read", row)
    return render(request, "privacy/copy.html", _context(row, copy, form))


def _annex_of(
    request: OfficeRequest, request_id: uuid.UUID, *, looks: bool = True
) -> tuple[RightsRequest, Subject, Narrow]:
    row = RightsRequest.objects.filter(pk=request_id, kind=RequestKind.ACCESS).select_related("unit").first()
    if row is None or not row.subject_id:
        raise NotHere
    subject, narrow = health_annex.open_annex(request.viewer, uuid.UUID(row.subject_id), clock.now(), looks=looks)
    return row, subject, narrow


def _subject_of(request: OfficeRequest, row: RightsRequest) -> Subject | None:
    """The person, through his own gate; a file that was put away must be opened by two first."""
    if not row.subject_id:
        return None
    try:
        return subjects.open_for(request.viewer, row.subject_id, clock.now())
    except NotHere:
        raise Refused(
            _("Hồ sơ của người này không mở được lúc này."),
            way_out=_("Nếu hồ sơ đã niêm phong, xin mở niêm phong ở mục Hồ sơ đã niêm phong rồi làm lại."),
        ) from None


def _file(
    request: OfficeRequest,
    row: RightsRequest,
    subject: Subject,
    form: CopyForm,
    *,
    room: Room = Room.MAIN,
    narrow: Narrow | None = None,
) -> HttpResponse:
    now, kind = clock.now(), form.cleaned_data["kind"]
    copy = copies.compose(subject, at=now, room=room, also=form.names(), narrow=narrow)
    content = pdf_writer.write(papers.of_copy(copy, row.unit)) if kind == "pdf" else copies.as_json(copy)
    digest = hashlib.sha256(content).hexdigest()
    if room is Room.MAIN:
        actions.copy_made(request=row, file=kind, digest=digest, by=request.viewer.actor, at=now)
    else:
        health_annex.handed(request.viewer, row, at=now)
    _log_person(request, subject, room, digest, now)
    answer = HttpResponse(content, content_type=TYPES[kind])
    part = "" if room is Room.MAIN else f"-{room.value}"
    answer["Content-Disposition"] = f'attachment; filename="ban-sao-{row.year}-{row.number:02d}{part}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _context(row: RightsRequest, copy: Copy, form: CopyForm) -> dict[str, Any]:
    back = reverse("privacy-request", args=[row.pk]) if copy.room is Room.MAIN else reverse("today")
    return {"row": row, "copy": copy, "form": form, "back_url": back, "looks": len(copy.looks)}


def _log(request: OfficeRequest, code: str, row: RightsRequest) -> None:
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind=duties.REQUEST,
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=clock.now(),
    )


def _log_person(request: OfficeRequest, subject: Subject, room: Room, digest: str, now: datetime) -> None:
    """The person's own trail says that a copy was made of his data. The health room's has a code of its own."""
    code = "privacy.person_copied" if room is Room.MAIN else "health.copied"
    audit.record(
        code,
        by=request.viewer.actor,
        subject_kind=subject.kind,
        subject_id=subject.id,
        unit_path=subject.unit.path,
        at=now,
        detail={"digest": digest[:16]},
    )
