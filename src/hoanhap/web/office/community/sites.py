"""One place of a scheme: its years, what was done, evaluations, what was decided (nơi làm, hoạt động, đánh giá)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock, ids
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import actions, activities, queries
from hoanhap.people.community.schemes.models import Decided, Evaluation, Finding, Site, SiteActivity, SiteStatus
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.scheme_forms import (
    ActivityForm,
    DecisionForm,
    EvaluationForm,
    EvidenceForm,
    StartForm,
    YearForm,
)
from hoanhap.web.office.community.schemes import communes_of
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def show(request: OfficeRequest, site_id: uuid.UUID) -> HttpResponse:
    site = policy.get_row_for(request.viewer, Site, site_id)
    sheets = site.evaluations.select_related("decision").prefetch_related("evidence").order_by("-evaluated_on", "-id")
    done, waiting = queries.replication(site)
    context = {
        "site": site,
        "years": site.years.order_by("-year", "id"),
        "sheets": sheets,
        "activities": site.activities.filter(taken_back_at=None).order_by("-held_on", "-recorded_at", "id"),
        "undoes": request.viewer.may(May.KEEP_SCHEME, site.unit_path),
        "replicated": "" if done == "0/0" else done,
        "waiting": waiting,
        "keeps": site.ended_on is None and request.viewer.may(May.KEEP_SCHEME, site.unit_path),
        "decides": request.viewer.may(May.DECIDE_SCHEME, site.unit_path),
    }
    return render(request, "community/site.html", context)


@require_http_methods(["GET", "POST"])
def start(request: OfficeRequest, site_id: uuid.UUID) -> HttpResponse:
    site = policy.get_row_for(request.viewer, Site, site_id, to=May.KEEP_SCHEME)
    return asking.ask(
        request,
        StartForm(request.POST or None, initial={"on": clock.today()}),
        lambda typed: actions.start_site(site, **typed, by=request.viewer.actor, at=clock.now()),
        title=_("Bắt đầu mô hình ở %s") % site.unit.full_name,
        submit=_("Ghi bắt đầu"),
        done=_("Đã ghi mô hình bắt đầu."),
        back=_address(site),
        fields={"site-day": "on", "site-started": "on", "site-document": "document"},
    )


@require_http_methods(["GET", "POST"])
def activity(request: OfficeRequest, site_id: uuid.UUID) -> HttpResponse:
    """What was done there: three answers, one press."""
    site = policy.get_row_for(request.viewer, Site, site_id, to=May.KEEP_SCHEME)
    form = ActivityForm(request.POST or None, initial={"held_on": clock.today(), "client_key": str(ids.new_id())})

    def act(typed: asking.Typed) -> SiteActivity:
        details = activities.ActivityDetails(**typed)
        return activities.log_activity(site, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi hoạt động ở %s") % (site.label or site.unit.full_name),
        submit=_("Ghi hoạt động"),
        done=_("Đã ghi hoạt động."),
        back=_address(site),
        fields={
            "activity-day": "held_on",
            "activity-twice": "done",
            "activity-done": "done",
            "activity-reached": "reached",
        },
    )


@require_POST
def take_back(request: OfficeRequest, activity_id: uuid.UUID) -> HttpResponse:
    """A wrong line: it counts no more."""
    row = policy.get_row_for(request.viewer, SiteActivity, activity_id, to=May.KEEP_SCHEME)
    return asking.press(
        request,
        lambda: activities.take_back(row, by=request.viewer.actor, at=clock.now()),
        done=_("Đã bỏ dòng ghi nhầm."),
        to=_address(row.site),
    )


@require_http_methods(["GET", "POST"])
def year(request: OfficeRequest, site_id: uuid.UUID) -> HttpResponse:
    site = policy.get_row_for(request.viewer, Site, site_id, to=May.KEEP_SCHEME)

    def act(typed: asking.Typed) -> object:
        said = typed | {"status": SiteStatus(typed["status"])}
        return actions.set_year(site, **said, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        YearForm(request.POST or None, initial={"year": clock.today().year}),
        act,
        title=_("Tình trạng theo năm"),
        submit=_("Ghi tình trạng"),
        done=_("Đã ghi tình trạng của năm."),
        back=_address(site),
        fields={
            "site-status": "status",
            "site-ended": "status",
            "site-document": "document",
            "site-stop-day": "stopped_on",
        },
    )


@require_http_methods(["GET", "POST"])
def evaluate(request: OfficeRequest, site_id: uuid.UUID) -> HttpResponse:
    site = policy.get_row_for(request.viewer, Site, site_id, to=May.KEEP_SCHEME)
    form = EvaluationForm(request.POST or None, initial={"on": clock.today()})

    def act(typed: asking.Typed) -> Evaluation:
        return actions.evaluate(
            site,
            on=typed["on"],
            finding=Finding(typed["finding"]),
            words=typed["words"],
            figures=form.figures(),
            by=request.viewer.actor,
            at=clock.now(),
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Phiếu đánh giá"),
        lead=_("Chỉ duyệt được khi có số liệu chứng minh."),
        submit=_("Ghi phiếu đánh giá"),
        done=_("Đã ghi phiếu đánh giá."),
        back=_address(site),
        fields={"evaluation-day": "on", "evaluation-twice": "on", "evaluation-words": "words"},
    )


@require_http_methods(["GET", "POST"])
def evidence(request: OfficeRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    sheet = policy.get_row_for(request.viewer, Evaluation, evaluation_id, to=May.KEEP_SCHEME)
    form = EvidenceForm(request.POST or None)
    return asking.ask(
        request,
        form,
        lambda _typed: actions.add_evidence(sheet, figures=form.figures(), by=request.viewer.actor, at=clock.now()),
        title=_("Thêm số liệu chứng minh"),
        submit=_("Thêm số liệu"),
        done=_("Đã thêm số liệu."),
        back=_address(sheet.site),
        fields={"evidence-twice": "label_1"},
    )


@require_POST
def approve(request: OfficeRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    sheet = policy.get_row_for(request.viewer, Evaluation, evaluation_id, to=May.DECIDE_SCHEME)
    return asking.press(
        request,
        lambda: actions.approve(sheet, on=clock.today(), by=request.viewer.actor, at=clock.now()),
        done=_("Đã duyệt phiếu đánh giá."),
        to=_address(sheet.site),
    )


@require_http_methods(["GET", "POST"])
def decide(request: OfficeRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """Who decides for a district may send it to all its communes; a commune to none but itself."""
    sheet = policy.get_row_for(request.viewer, Evaluation, evaluation_id, to=May.DECIDE_SCHEME)
    scheme = sheet.site.scheme
    units = communes_of(scheme.unit) if request.viewer.may(May.DECIDE_SCHEME, scheme.unit_path) else {}
    others = [(key, one.full_name) for key, one in units.items() if one.pk != sheet.site.unit_id]
    form = DecisionForm(request.POST or None, units=others, initial={"on": clock.today()})

    def act(typed: asking.Typed) -> object:
        targets = [units[key] for key in typed["targets"]]
        said = typed | {"decided": Decided(typed["decided"]), "targets": targets}
        return actions.decide(sheet, **said, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Quyết định về mô hình"),
        submit=_("Ghi quyết định"),
        done=_("Đã ghi quyết định."),
        back=_address(sheet.site),
        fields={"decision-targets": "targets", "decision-early": "on", "decision-day": "on"},
    )


def _address(site: Site) -> str:
    return reverse("site", args=[site.pk])
