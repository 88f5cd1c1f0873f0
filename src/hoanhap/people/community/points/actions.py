"""Open a counselling point, change what is said of it, close it; who works there (mở, sửa, đóng điểm tư vấn)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.points.models import Point, PointStaff, Service
from hoanhap.people.community.rows import joined
from hoanhap.people.community.workers.models import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDetails:
    """What people who look for help read: where, when, how to call, what for."""

    name: str
    address: str
    hours: str
    services: Collection[str]
    office_phone: str = ""
    hamlet: Place | None = None
    decision_number: str = ""


@transaction.atomic
def open_point(*, unit: Place, details: PointDetails, valid_from: date, by: Actor, at: datetime) -> Point:
    """Enter a point of a commune. Raises Refused."""
    if unit.kind != PlaceKind.COMMUNE or not unit.lives_on(valid_from):
        raise Refused(_("Điểm tư vấn thuộc một xã, phường, thị trấn đang hoạt động."), code="point-unit")
    point = Point(**writing.stamp(unit, by, at), valid_from=valid_from)
    _say(point, details)
    writing.insert(point, words=_("Đã có điểm tư vấn tên này."), code="point-twice")
    writing.log("point.opened", point, by, at)
    return point


@transaction.atomic
def change_point(point: Point, *, details: PointDetails, by: Actor, at: datetime) -> Point:
    """Say anew what a point offers, where and when. Raises Refused once it is closed."""
    held = _open(point)
    _say(held, details)
    held.save(
        update_fields=["name", "folded", "address", "hours", "services", "office_phone", "hamlet", "decision_number"]
    )
    writing.log("point.changed", held, by, at)
    return held


@transaction.atomic
def close_point(point: Point, *, on: date, by: Actor, at: datetime) -> Point:
    """Nobody is sent there any more. Raises Refused."""
    writing.check_day(on, since=point.valid_from, at=at, code="point-day")
    held = _open(point)
    writing.end(held, on=on, code="point-closed")
    held.staff.filter(valid_to=None).update(valid_to=Greatest(Value(on), F("valid_from")))
    writing.log("point.closed", held, by, at)
    return held


@transaction.atomic
def place_staff(point: Point, *, worker: Worker, valid_from: date, by: Actor, at: datetime) -> PointStaff:
    """Somebody of the register works there from this day on. Raises Refused."""
    held, worker = _open(point), Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    if worker.valid_to is not None or valid_from < max(held.valid_from, worker.valid_from):
        raise Refused(_("Người này hoặc điểm tư vấn không hoạt động vào ngày đó."), code="staff-day")
    staff = PointStaff(**writing.stamp(held.unit, by, at), point=held, worker=worker, valid_from=valid_from)
    writing.insert(staff, words=_("Người này đã làm ở đây."), code="staff-twice")
    writing.log("point.staffed", held, by, at, {"worker": str(worker.pk)})
    return staff


@transaction.atomic
def end_staff(staff: PointStaff, *, on: date, by: Actor, at: datetime) -> PointStaff:
    """From this day on he no longer works there. Raises Refused."""
    writing.end(staff, on=on, code="staff-end")
    writing.log("point.staff_ended", staff.point, by, at, {"worker": str(staff.worker_id)})
    return staff


def _open(point: Point) -> Point:
    held = Point.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if held.valid_to is not None:
        raise Refused(_("Điểm tư vấn này đã đóng."), code="point-closed")
    return held


def _say(point: Point, details: PointDetails) -> None:
    services = joined(details.services, known=Service.values)
    address, hours = tidy(details.address), tidy(details.hours)
    if not (services and address and hours):
        raise Refused(_("Cần ghi địa chỉ, giờ làm việc và ít nhất một dịch vụ."), code="point-facts")
    if details.hamlet is not None and not paths.is_under(details.hamlet.path, point.unit_path):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="point-hamlet")
    point.name = writing.named(details.name, code="point-name")
    point.folded = fold(point.name)
    point.address, point.hours, point.services = address, hours, services
    point.office_phone, point.decision_number = tidy(details.office_phone), tidy(details.decision_number)
    point.hamlet = details.hamlet
