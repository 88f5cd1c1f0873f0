"""Sheets of the health room: detox with its exam and days, tests, overdose, phases of substitution."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import upper_first
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care.clinic import actions, guardians, policy, queries, rules
from hoanhap.people.care.clinic.actions import Written
from hoanhap.people.care.clinic.models import DetoxEpisode, SheetKind
from hoanhap.people.care.clinic.sheets import SHEETS, DetoxDay, DrugTest, Exam, Overdose
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.web.office import answers
from hoanhap.web.office.cases import naming
from hoanhap.web.office.health import clinic_forms
from hoanhap.web.office.health.clinic_forms import (
    CorrectionForm,
    DetoxEndForm,
    DetoxStartForm,
    PhaseForm,
    SheetForm,
    TestForm,
)
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    **{f"sheet-{name}": name for of in SHEETS.values() for name in of.LABELS},
    "sheet-day": "on",
    "blood-guardian": "giver_name",
    "guardian-name": "giver_name",
    "guardian-text": "giver_name",
    "paper-missing": "paper_number",
    "detox-began": "began_on",
    "detox-ended": "ended_on",
    "detox-exam": "ending",
    "phase-order": "phase",
    "phase-day": "on",
}
Act = Callable[[], object]


@require_http_methods(["GET", "POST"])
@transaction.atomic
def test(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """One press says the result; kit, sample and panel are those of the last test. Sent twice it is one."""
    room = _room(request, case_id)
    begin = queries.usual_test(request.viewer, room)
    form = TestForm(
        request.POST or None,
        of=DrugTest,
        begin=begin,
        initial=_fresh(clock.today()),
        minor=guardians.may_be_minor(room.case),
    )

    def act() -> None:
        sheet = form.sheet()
        assert isinstance(sheet, DrugTest)  # noqa: S101 - the form makes this kind
        actions.record_test(
            room, test=sheet, on=form.cleaned_data["on"], written=_written(request, form), signed=form.signed()
        )

    return _answer(request, room, form, act, title=_("Ghi xét nghiệm"), done=_("Đã ghi kết quả xét nghiệm."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def overdose(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    room = _room(request, case_id)
    form = SheetForm(request.POST or None, of=Overdose, initial=_fresh(clock.today()))

    def act() -> None:
        sheet = form.sheet()
        assert isinstance(sheet, Overdose)  # noqa: S101 - the form makes this kind
        actions.record_overdose(room, event=sheet, on=form.cleaned_data["on"], written=_written(request, form))

    return _answer(request, room, form, act, title=_("Ghi ca quá liều"), done=_("Đã ghi ca quá liều."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def detox_start(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    room = _room(request, case_id)
    form = DetoxStartForm(request.POST or None, initial={"began_on": clock.today()})

    def act() -> None:
        actions.start_detox(room, began_on=form.cleaned_data["began_on"], by=request.viewer.actor, at=clock.now())

    done = _("Đã bắt đầu. Khám ban đầu và phiếu ngày hiện ở Việc hôm nay.")
    return _answer(request, room, form, act, title=_("Bắt đầu cắt cơn"), done=done)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def detox_exam(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    room, episode = _in_detox(request, case_id)
    if episode is None:
        return _none_begun(request, room)
    form = SheetForm(request.POST or None, of=Exam, initial=_fresh(episode.began_on))

    def act() -> None:
        sheet = form.sheet()
        assert isinstance(sheet, Exam)  # noqa: S101 - the form makes this kind
        written = _written(request, form)
        actions.record_exam(room, episode, exam=sheet, on=form.cleaned_data["on"], written=written)

    return _answer(request, room, form, act, title=_("Khám ban đầu"), done=_("Đã ghi khám ban đầu."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def detox_day(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The values of the last sheet stand there already: an unchanged day is one press."""
    room, episode = _in_detox(request, case_id)
    if episode is None:
        return _none_begun(request, room)
    missing = rules.missing_days(
        began_on=episode.began_on, ended_on=None, days=queries.days_of(episode), today=clock.today()
    )
    begin = queries.last_day_of(request.viewer, room, episode)
    initial = _fresh(clinic_forms.first_day(missing, clock.today()))
    form = SheetForm(request.POST or None, of=DetoxDay, begin=begin, initial=initial)

    def act() -> None:
        sheet = form.sheet()
        assert isinstance(sheet, DetoxDay)  # noqa: S101 - the form makes this kind
        actions.record_day(room, episode, day=sheet, on=form.cleaned_data["on"], written=_written(request, form))

    return _answer(request, room, form, act, title=_("Phiếu ngày cắt cơn"), done=_("Đã ghi phiếu ngày."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def detox_end(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    room, episode = _in_detox(request, case_id)
    if episode is None:
        return _none_begun(request, room)
    form = DetoxEndForm(request.POST or None, initial={"ended_on": clock.today()})

    def act() -> None:
        actions.end_detox(episode, **form.cleaned_data, by=request.viewer.actor, at=clock.now())

    return _answer(request, room, form, act, title=_("Kết thúc đợt cắt cơn"), done=_("Đã kết thúc đợt cắt cơn."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def substitution(request: OfficeRequest, case_id: uuid.UUID) -> HttpResponse:
    """The next phase; what the law only remarks on is said after it is done."""
    room = _room(request, case_id)
    phase = policy.phases_for(request.viewer, room).filter(to_on=None).first()
    initial = {"medicine": phase.medicine if phase else "methadone", "on": clock.today()}
    form = PhaseForm(request.POST or None, initial=initial, after=phase.phase if phase else "")

    def act() -> None:
        actions.set_phase(room, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        for remark in guardians.remarks_on_substitution(room.case, on=form.cleaned_data["on"]):
            flash.look(request, remark)

    return _answer(request, room, form, act, title=_("Điều trị thay thế"), done=_("Đã ghi giai đoạn điều trị."))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def correct(request: OfficeRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """What the sheet said before stays; of two who correct, the second is told."""
    row, now = policy.get_sheet_for(request.viewer, sheet_id), clock.now()
    room, of = _room(request, row.case_id), SHEETS[row.kind]
    begin = queries.open_sheet(request.viewer, row, at=now) if request.method == "GET" else None
    form = CorrectionForm(request.POST or None, of=of, begin=begin, initial={"number": row.number})

    def act() -> None:
        actions.correct(row, to=form.sheet(), by=request.viewer.actor, at=now, number=form.cleaned_data["number"])

    title = _("Sửa: %s") % SheetKind(row.kind).label
    return _answer(request, room, form, act, title=title, done=_("Đã sửa phiếu; bản cũ vẫn được giữ."))


def _room(request: OfficeRequest, case_id: uuid.UUID) -> Referral:
    return care_policy.get_room_for(request.viewer, case_id, to=HealthPermission.WRITE)


def _in_detox(request: OfficeRequest, case_id: uuid.UUID) -> tuple[Referral, DetoxEpisode | None]:
    """The room and its open episode, if detox was begun."""
    room = _room(request, case_id)
    return room, policy.episodes_for(request.viewer, room).filter(ended_on=None).first()


def _none_begun(request: OfficeRequest, room: Referral) -> HttpResponse:
    """Without an episode there is nothing to write on."""
    flash.look(request, _("Người này không trong đợt cắt cơn nào. Bắt đầu một đợt trước."))
    return redirect("health-room", room.case_id)


def _fresh(on: date) -> dict[str, Any]:
    return {"on": on, "client_key": str(ids.new_id())}


def _written(request: OfficeRequest, form: SheetForm) -> Written:
    at: datetime = clock.now()
    return Written(by=request.viewer.actor, at=at, client_key=form.key())


def _answer(
    request: OfficeRequest, room: Referral, form: forms.Form, act: Act, *, title: str, done: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act()
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, done)
            return redirect("health-room", room.case_id)
    address = reverse("health-room", args=[room.case_id])
    context: Mapping[str, Any] = {
        "title": upper_first(title),
        "lead": naming.name_of(request.viewer, room.case),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/form_page.html", context)
