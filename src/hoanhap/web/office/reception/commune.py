"""The commune: who is to come back, the appointment, the reception, who did not come."""

import uuid

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.dates import parse_vietnamese
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons.models import Person
from hoanhap.people.reception import actions, matching, papers, policy, queries
from hoanhap.people.reception.actions import Appointment, Reception, ReturneeDetails
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.policy import ReceptionPermission as May
from hoanhap.people.reception.returning_models import AWAITED, ClosedBecause, Origin, ReturnedBecause
from hoanhap.web.office import answers
from hoanhap.web.office.cases import candidates
from hoanhap.web.office.reception import centre
from hoanhap.web.office.reception.forms import (
    CloseForm,
    ConfirmForm,
    GiveBackForm,
    HandForm,
    MinutesForm,
    ReceiveForm,
)
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "return-day": "on",
    "return-receiver": "receiver_name",
    "return-helper": "helper_name",
    "return-future": "on",
    "return-signers": "giver_name",
    "name-missing": "full_name",
    "birth-in-future": "birth",
    "return-origin": "origin",
}


@require_GET
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.READ):
        raise NotHere
    now = clock.now()
    context = {
        "waiting": queries.expected(request.viewer, at=now),
        "over": queries.expected(request.viewer, at=now, waiting=False)[:50],
        "receives": request.viewer.may(May.RECEIVE),
    }
    return render(request, "reception/returns.html", context)


@require_http_methods(["GET", "POST"])
def by_hand(request: OfficeRequest) -> HttpResponse:
    """Somebody a paper announced: prison, school, a centre that is not here."""
    unit = _unit(request)
    form = HandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.announce_by_hand(_by_hand(form, unit), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS | {"return-day": "due_on", "": "birth"})
        else:
            flash.done(request, _("Đã ghi người sắp về."))
            return redirect("return", row.pk)
    return _page(request, form, _("Ghi người sắp về"), unit.heading, _("Ghi"), reverse("returns"))


@require_GET
@transaction.atomic
def show(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.READ)
    context = {
        "opened": queries.opened(request.viewer, row, at=clock.now()),
        "row": row,
        "awaited": row.state in AWAITED,
        "receives": request.viewer.may(May.RECEIVE, row.unit_path),
        "may_miss": row.state in ("announced", "confirmed") and request.viewer.on >= row.expected_on,
        "file": row.case if row.case is not None and request.viewer.may(May.RECEIVE, row.case.unit_path) else None,
    }
    return render(request, "reception/return.html", context)


@require_http_methods(["GET", "POST"])
def confirm(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    """The day stands there already, and who looks at it; a helper is chosen, and it is sent."""
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    form = ConfirmForm(
        request.POST or None,
        initial={"on": max(row.expected_on, clock.today()), "receiver_name": request.viewer.name},
        known=candidates.of_unit(request.viewer, row.unit),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(row, appointment=_appointment(form), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã hẹn ngày đón; nơi gửi thấy ngay."))
            return redirect("returns")
    return _about(request, row, form, _("Xác nhận ngày đón"), _("Xác nhận"))


@require_http_methods(["GET", "POST"])
def receive(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    namesakes = _namesakes(request, row)
    form = ReceiveForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "on": clock.today(),
            "taker_name": row.receiver_name or request.viewer.name,
            "giver_name": row.batch.sent_name if row.batch else "",
        },
        namesakes=[(str(one.pk), words) for one, words in namesakes],
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                got = _receive(request, row, form, {str(one.pk): one for one, _words in namesakes})
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã tiếp nhận; hồ sơ đã mở."))
            if got.elsewhere:
                flash.look(request, _("Có hồ sơ của người này ở đơn vị khác; đơn vị ấy đã được báo."))
            return redirect("case", got.case.pk)
    return _about(request, row, form, _("Ghi đã nhận"), _("Đã nhận"))


@require_POST
def missing(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    actions.note_missing(row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ghi chưa thấy về; nơi gửi được báo ngay."))
    return redirect("return", row.pk)


@require_http_methods(["GET", "POST"])
def close(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = ClosedBecause(form.cleaned_data["because"])
        try:
            actions.close_row(row, because=because, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Không còn chờ người này."))
            return redirect("returns")
    return _about(request, row, form, _("Không về xã"), _("Ghi"))


@require_http_methods(["GET", "POST"])
def give_back(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    form = GiveBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = ReturnedBecause(form.cleaned_data["because"])
        try:
            actions.give_back(row, because=because, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã trả lại nơi gửi."))
            return redirect("returns")
    return _about(request, row, form, _("Không phải người của xã"), _("Trả lại"))


@require_http_methods(["GET", "POST"])
def keep_minutes(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    form = MinutesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["minutes"]
        try:
            actions.keep_minutes(row, picture.read(), name=picture.name, by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"return-not-received": "minutes"})
        else:
            flash.done(request, _("Đã lưu biên bản vào hồ sơ."))
            return redirect("return", row.pk)
    return _about(request, row, form, _("Lưu biên bản đã ký"), _("Lưu"))


@require_POST
def id_card(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.RECEIVE)
    actions.id_card_made(row, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ghi có căn cước. Nhớ ghi số vào thông tin của người này."))
    return redirect("return", row.pk)


@require_GET
@transaction.atomic
def minutes(request: OfficeRequest, returnee_id: uuid.UUID) -> HttpResponse:
    """The minutes of the commune in the batch of this row."""
    row = policy.get_returnee_for(request.viewer, returnee_id, to=May.READ)
    if row.batch is None:
        raise NotHere
    paper = papers.minutes_of_commune(row, request.viewer)
    return centre.minutes_file(request, row.batch, row.unit, paper)


def _unit(request: OfficeRequest) -> Place:
    """The commune of the viewer's first post that receives."""
    for seat in request.viewer.seats:
        if seat.may(May.RECEIVE):
            return Place.objects.get(pk=seat.place_id)
    raise NotHere


def _by_hand(form: HandForm, unit: Place) -> ReturneeDetails:
    typed = form.cleaned_data
    return ReturneeDetails(
        full_name=typed["full_name"],
        unit=unit,
        origin=Origin(typed["origin"]),
        due_on=typed["due_on"],
        birth=parse_vietnamese(typed["birth"]) if typed["birth"].strip() else None,
        family_contact=typed["family_contact"],
        address=typed["address"],
        lacks_id_card=typed["lacks_id_card"],
    )


def _appointment(form: ConfirmForm) -> Appointment:
    typed = form.cleaned_data
    chosen = form.known.get(typed["helper"])
    return Appointment(
        on=typed["on"],
        receiver_name=typed["receiver_name"],
        helper_name=chosen.name if chosen else typed["helper_name"],
        helper_office=chosen.organisation if chosen else "",
        helper_account=chosen.account if chosen else None,
    )


def _namesakes(request: OfficeRequest, row: Returnee) -> list[tuple[Person, str]]:
    """Who of the commune's own register may be meant: said by hamlet and file, his name is the one above."""
    if row.state not in AWAITED:
        return []
    found = Person.objects.filter(pk__in=matching.namesakes_of(row)).select_related("hamlet").order_by("pk")
    return [(one, _words(one)) for one in found]


def _words(person: Person) -> str:
    where = person.hamlet.heading if person.hamlet else _("chưa rõ ấp, khóm")
    code = person.cases.order_by("-opened_on", "-id").values_list("code", flat=True).first()
    return " · ".join(part for part in (where, code or "") if part)


def _receive(request: OfficeRequest, row: Returnee, form: ReceiveForm, known: dict[str, Person]) -> actions.Received:
    typed, now = form.cleaned_data, clock.now()
    who = typed.get("who", "")
    reception = Reception(
        on=typed["on"],
        giver_name=typed["giver_name"],
        taker_name=typed["taker_name"],
        person=known.get(who),
        as_new=who == "new",
    )
    got = actions.receive(row, reception=reception, by=request.viewer.actor, at=now)
    if picture := typed["minutes"]:
        actions.keep_minutes(got.row, picture.read(), name=picture.name, by=request.viewer, at=now)
    return got


@transaction.atomic
def _about(request: OfficeRequest, row: Returnee, form: Form, title: str, submit: str) -> HttpResponse:
    lead = queries.name_of(request.viewer, row, at=clock.now())
    return _page(request, form, title, lead, submit, reverse("return", args=[row.pk]))


def _page(request: OfficeRequest, form: Form, title: str, lead: str, submit: str, back: str) -> HttpResponse:
    context = {
        "title": title, "lead": lead, "form": form, "submit": submit, "back_url": back, "cancel_url": back
    }  # fmt: skip
    return render(request, "ui/form_page.html", context)
