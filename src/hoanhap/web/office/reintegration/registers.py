"""Partners, vacancies, courses and the demand of a place, kinds and rates: read by many, kept where they lie."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import registers as actions
from hoanhap.people.reintegration.models import LocalKind, PartnerKind, SupportRate
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import kinds
from hoanhap.people.reintegration.queries import registers as queries
from hoanhap.web.office import answers
from hoanhap.web.office.reintegration import pages, presenting
from hoanhap.web.office.reintegration.register_forms import (
    CourseForm,
    DemandForm,
    KindForm,
    PartnerForm,
    RateForm,
    ShareForm,
    VacancyForm,
)
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "partner-twice": "name",
    "partner-name": "name",
    "trade-unknown": "trade",
    "vacancy-seats": "seats",
    "course-backward": "ends_on",
    "demand-backward": "valid_to",
    "demand-source": "said_by",
    "kind-twice": "label",
    "kind-name": "label",
    "rate-one-of-two": "amount",
    "rate-before": "valid_from",
    "rate-document": "document",
}


@require_GET
def partners(request: OfficeRequest) -> HttpResponse:
    pages.require(request.viewer, May.READ_REGISTER)
    return render(request, "reintegration/partners.html", presenting.partners(request.viewer))


@require_http_methods(["GET", "POST"])
def partner_new(request: OfficeRequest) -> HttpResponse:
    unit = pages.own_unit(request.viewer, May.KEEP_REGISTER)
    form = PartnerForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"kind": PartnerKind(form.cleaned_data["kind"])}
        try:
            made = actions.enter_partner(unit=unit, **typed, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi %s.") % made.name)
            return redirect("partner", made.pk)
    return pages.about_register(
        request, form, title=_("Ghi nơi hỗ trợ"), submit=_("Ghi vào sổ"), back=reverse("partners")
    )


@require_GET
def partner(request: OfficeRequest, partner_id: uuid.UUID) -> HttpResponse:
    found = policy.get_partner_for(request.viewer, partner_id)
    return render(request, "reintegration/partner.html", presenting.partner(request.viewer, found))


@require_POST
def partner_end(request: OfficeRequest, partner_id: uuid.UUID) -> HttpResponse:
    found = policy.get_partner_for(request.viewer, partner_id, to=May.KEEP_REGISTER)
    actions.end_partner(found, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã đưa ra khỏi sổ; lịch sử hỗ trợ vẫn giữ."))
    return redirect("partner", found.pk)


@require_GET
def partner_loan(request: OfficeRequest, partner_id: uuid.UUID) -> HttpResponse:
    """May this employer borrow: the share of its workers is asked, weighed and forgotten."""
    found = policy.get_partner_for(request.viewer, partner_id)
    form = ShareForm(request.GET if "workers" in request.GET else None)
    return render(request, "reintegration/partner_loan.html", presenting.partner_loan(request.viewer, found, form))


@require_GET
@transaction.atomic
def thanks(request: OfficeRequest, partner_id: uuid.UUID, paper_kind: str) -> HttpResponse:
    """A letter of thanks; nobody who was helped is named in it."""
    found = policy.get_partner_for(request.viewer, partner_id, to=May.KEEP_REGISTER)
    if paper_kind not in ("docx", "pdf"):
        raise NotHere
    paper = papers.thanks_paper(found, request.viewer, clock.today())
    audit.record(
        "partner.thanked",
        by=request.viewer.actor,
        subject_kind="partner",
        subject_id=found.pk,
        unit_path=found.unit_path,
        at=clock.now(),
        detail={"kind": paper_kind},
    )
    return presenting.download(papers.as_file(paper, paper_kind), paper_kind, "thu-cam-on")


@require_http_methods(["GET", "POST"])
def vacancy_new(request: OfficeRequest, partner_id: uuid.UUID) -> HttpResponse:
    """The work lies where the viewer keeps the register, also when the employer is known to a whole province."""
    found = policy.get_partner_for(request.viewer, partner_id)
    unit = pages.own_unit(request.viewer, May.KEEP_REGISTER)
    today = clock.today()
    form = VacancyForm(
        request.POST or None, initial={"opened_on": today, "seats": 1}, trades=kinds.trades_at(unit.path, today)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_vacancy(found, unit=unit, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi chỗ làm."))
            return redirect("partner", found.pk)
    title = _("Chỗ làm tại %s") % found.name
    return pages.about_register(
        request, form, title=title, submit=_("Ghi chỗ làm"), back=reverse("partner", args=[found.pk])
    )


@require_POST
def vacancy_close(request: OfficeRequest, vacancy_id: uuid.UUID) -> HttpResponse:
    vacancy = policy.get_vacancy_for(request.viewer, vacancy_id)
    actions.close_vacancy(vacancy, on=clock.today(), by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã đóng chỗ làm."))
    return redirect("partner", vacancy.partner_id)


@require_GET
def courses(request: OfficeRequest) -> HttpResponse:
    pages.require(request.viewer, May.READ_REGISTER)
    return render(request, "reintegration/courses.html", presenting.courses(request.viewer))


@require_http_methods(["GET", "POST"])
def course_new(request: OfficeRequest) -> HttpResponse:
    unit, today = pages.own_unit(request.viewer, May.KEEP_REGISTER), clock.today()
    providers = {str(one.pk): one for one in policy.partners_for(request.viewer).filter(valid_to=None)}
    form = CourseForm(
        request.POST or None,
        initial={"starts_on": today, "seats": 20},
        trades=kinds.trades_at(unit.path, today),
        providers=[(key, one.name) for key, one in providers.items()],
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        provider = providers[typed.pop("provider")]
        try:
            made = actions.open_course(provider, unit=unit, **typed, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            if queries.wanted(unit.path, made.trade, made.starts_on):
                flash.done(request, _("Đã ghi lớp."))
            else:
                flash.look(request, _("Đã ghi lớp. Lưu ý: chưa ghi nhận nơi nào trong địa bàn cần nghề này."))
            return redirect("courses")
    return pages.about_register(
        request, form, title=_("Ghi lớp học nghề"), submit=_("Ghi lớp"), back=reverse("courses")
    )


@require_http_methods(["GET", "POST"])
def demand_new(request: OfficeRequest) -> HttpResponse:
    unit, today = pages.own_unit(request.viewer, May.KEEP_REGISTER), clock.today()
    form = DemandForm(request.POST or None, initial={"valid_from": today}, trades=kinds.trades_at(unit.path, today))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_demand(unit=unit, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi nhu cầu lao động."))
            return redirect("courses")
    return pages.about_register(
        request, form, title=_("Nhu cầu lao động của địa phương"), submit=_("Ghi lại"), back=reverse("courses")
    )


@require_GET
def rates(request: OfficeRequest) -> HttpResponse:
    """What loans ask and what help amounts to, in plain words, with article and how sure we are."""
    pages.require(request.viewer, May.READ_REGISTER)
    return render(request, "reintegration/rates.html", presenting.rates(request.viewer))


@require_http_methods(["GET", "POST"])
def rate_set(request: OfficeRequest) -> HttpResponse:
    unit = pages.own_unit(request.viewer, May.KEEP_KINDS)
    form = RateForm(request.POST or None, initial={"valid_from": clock.today(), "confidence": Confidence.SEEN.value})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {
            "per": SupportRate.Per(form.cleaned_data["per"]),
            "confidence": Confidence(form.cleaned_data["confidence"]),
        }
        try:
            actions.set_rate(unit=unit, details=actions.RateDetails(**typed), by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã đặt mức hỗ trợ."))
            return redirect("support-rates")
    title = _("Mức hỗ trợ của %s") % unit.full_name
    return pages.about_register(request, form, title=title, submit=_("Đặt mức"), back=reverse("support-rates"))


@require_http_methods(["GET", "POST"])
def kind_add(request: OfficeRequest) -> HttpResponse:
    """A kind of help or a trade of the province: in every form from that day on."""
    unit = pages.own_unit(request.viewer, May.KEEP_KINDS)
    form = KindForm(request.POST or None, initial={"valid_from": clock.today(), "vocabulary": "help"})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"vocabulary": LocalKind.Vocabulary(form.cleaned_data["vocabulary"])}
        try:
            actions.add_kind(unit=unit, **typed, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã thêm; các biểu có ngay."))
            return redirect("support-kinds")
    return pages.about_register(
        request,
        form,
        title=_("Loại hỗ trợ, nghề của %s") % unit.full_name,
        submit=_("Thêm"),
        back=reverse("support-rates"),
        template="reintegration/kinds.html",
        kinds=kinds.local([unit.path], clock.today()),
    )
