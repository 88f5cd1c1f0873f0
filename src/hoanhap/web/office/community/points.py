"""Counselling points on screen: commune by commune, one point with its staff (điểm tư vấn)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.places.queries import heirs
from hoanhap.kernel import clock
from hoanhap.people.community import policy
from hoanhap.people.community.points import actions, queries
from hoanhap.people.community.points.actions import PointDetails
from hoanhap.people.community.points.models import Point, PointStaff
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.workers import queries as workers
from hoanhap.people.community.workers.models import Worker
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.around_forms import DayForm, NewPointForm, PointForm, StaffForm
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "point-name": "name",
    "point-twice": "name",
    "point-facts": "services",
    "point-hamlet": "hamlet",
    "point-unit": "valid_from",
}
KEPT = ("name", "address", "hours", "office_phone", "services", "decision_number")


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    policy.check_reads(request.viewer)
    rows = queries.board(request.viewer, clock.today())
    home = asking.home_of(request.viewer, May.KEEP_POINT)
    return render(request, "community/points.html", {"rows": rows, "home": home})


@require_GET
def show(request: OfficeRequest, point_id: uuid.UUID) -> HttpResponse:
    point = policy.get_row_for(request.viewer, Point, point_id)
    keeps = point.valid_to is None and request.viewer.may(May.KEEP_POINT, point.unit_path)
    staff = queries.staffed(point, clock.today())
    return render(request, "community/point.html", {"point": point, "keeps": keeps, "staff": staff})


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    commune = policy.get_commune_for(request.viewer, unit, to=May.KEEP_POINT)
    form = NewPointForm(request.POST or None, hamlets=asking.hamlets_of(commune), initial={"valid_from": clock.today()})

    def act(typed: asking.Typed) -> Point:
        since = typed["valid_from"]
        return actions.open_point(
            unit=commune, details=_details(typed), valid_from=since, by=request.viewer.actor, at=clock.now()
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Mở điểm tư vấn"),
        lead=_("Thông tin ở đây công khai: người cần giúp đỡ đọc được."),
        submit=_("Ghi điểm tư vấn"),
        done=_("Đã ghi điểm tư vấn."),
        back=reverse("points"),
        to=_address,
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def change(request: OfficeRequest, point_id: uuid.UUID) -> HttpResponse:
    point = policy.get_row_for(request.viewer, Point, point_id, to=May.KEEP_POINT)
    stands = {name: getattr(point, name) for name in KEPT}
    initial = stands | {"services": point.service_codes, "hamlet": point.hamlet_id}
    form = PointForm(request.POST or None, hamlets=asking.hamlets_of(point.unit), initial=initial)
    return asking.ask(
        request,
        form,
        lambda typed: actions.change_point(point, details=_details(typed), by=request.viewer.actor, at=clock.now()),
        title=_("Sửa %s") % point.name,
        submit=_("Lưu"),
        done=_("Đã sửa thông tin điểm tư vấn."),
        back=_address(point),
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
def close(request: OfficeRequest, point_id: uuid.UUID) -> HttpResponse:
    point = policy.get_row_for(request.viewer, Point, point_id, to=May.KEEP_POINT)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.close_point(point, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("Đóng %s") % point.name,
        submit=_("Đóng điểm tư vấn"),
        done=_("Đã đóng điểm tư vấn."),
        back=_address(point),
        fields={"point-day": "on", "point-closed": "on"},
        template="ui/confirm.html",
        more={"consequence": _("Từ ngày này không giới thiệu ai đến đây nữa.")},
    )


@require_http_methods(["GET", "POST"])
def staff(request: OfficeRequest, point_id: uuid.UUID) -> HttpResponse:
    point = policy.get_row_for(request.viewer, Point, point_id, to=May.KEEP_POINT)
    today = clock.today()
    units = [point.unit, *heirs(point.unit, today)]
    known = {str(one.pk): one for one in workers.workers_for(request.viewer, today).filter(unit__in=units)}
    choices = [(key, f"{one.name}, {one.organisation or one.get_body_display()}") for key, one in known.items()]
    form = StaffForm(request.POST or None, workers=choices, initial={"valid_from": today})

    def act(typed: asking.Typed) -> None:
        worker: Worker = known[typed["worker"]]
        actions.place_staff(
            point, worker=worker, valid_from=typed["valid_from"], by=request.viewer.actor, at=clock.now()
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm người trực"),
        submit=_("Thêm người trực"),
        done=_("Đã thêm người trực."),
        back=_address(point),
        fields={"staff-twice": "worker", "staff-day": "valid_from"},
    )


@require_http_methods(["GET", "POST"])
def staff_end(request: OfficeRequest, staff_id: uuid.UUID) -> HttpResponse:
    row = policy.get_row_for(request.viewer, PointStaff, staff_id, to=May.KEEP_POINT)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.end_staff(row, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("%s thôi trực") % row.worker.name,
        submit=_("Ghi lại"),
        done=_("Đã ghi thôi trực."),
        back=_address(row.point),
        fields={"staff-end": "on"},
    )


def _address(point: Point) -> str:
    return reverse("point", args=[point.pk])


def _details(typed: asking.Typed) -> PointDetails:
    said = {name: typed[name] for name in KEPT}
    return PointDetails(**said, hamlet=asking.hamlet(typed))
