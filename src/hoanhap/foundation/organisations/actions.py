"""Writes to agencies, posts and tasks: each verb by somebody, dated, audited in the same transaction."""

import csv
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit import actions as audit
from hoanhap.foundation.organisations.kinds import AgencyKind, Level
from hoanhap.foundation.organisations.models import Agency, Post, TaskOwner
from hoanhap.foundation.organisations.tasks import DATA, tasks
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy


@transaction.atomic
def create_agency(
    *,
    kind: AgencyKind,
    name: str,
    place: Place | None,
    valid_from: date,
    by: Actor,
    at: datetime,
    parent: Agency | None = None,
) -> Agency:
    """An agency at a place (central without one); its level is the place's. Raises Refused outside the place's life."""
    if place is not None and not place.lives_on(valid_from):
        raise Refused(
            _("Ngày %(on)s không có %(place)s.") % {"on": show(valid_from), "place": place.full_name},
            code="agency.place_not_there",
        )
    level = Level(place.kind) if place is not None else Level.CENTRAL
    written = tidy(name)
    if Agency.objects.filter(kind=kind, place=place, name=written, valid_to__isnull=True).exists():
        raise Refused(_("Đã có cơ quan “%(name)s” tại đây.") % {"name": written}, code="agency.exists")
    agency = Agency.objects.create(
        kind=kind, name=written, level=level, place=place, parent=parent, valid_from=valid_from
    )
    _log("agency.created", agency, by=by, at=at)
    return agency


@transaction.atomic
def end_agency(*, agency: Agency, on: date, by: Actor, at: datetime) -> None:
    """The agency ends on this day, and its open posts with it."""
    _end(agency, on)
    for post in Post.objects.select_for_update().filter(agency=agency, valid_to__isnull=True).order_by("id"):
        _end(post, on)
    _log("agency.ended", agency, by=by, at=at)


@transaction.atomic
def create_post(*, agency: Agency, title: str, code: str, valid_from: date, by: Actor, at: datetime) -> Post:
    """A seat in an agency. Raises Refused for a code that is taken, or a day outside the agency's life."""
    if valid_from < agency.valid_from or (agency.valid_to is not None and valid_from >= agency.valid_to):
        raise Refused(
            _("Ngày %(on)s cơ quan chưa có hoặc không còn.") % {"on": show(valid_from)}, code="post.no_agency"
        )
    if Post.objects.filter(agency=agency, code=code, valid_to__isnull=True).exists():
        raise Refused(_("Cơ quan đã có chức danh mang mã %(code)s.") % {"code": code}, code="post.exists")
    post = Post.objects.create(agency=agency, title=tidy(title), code=code, valid_from=valid_from)
    _log("post.created", agency, by=by, at=at)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by: Actor, at: datetime) -> None:
    _end(post, on)
    _log("post.ended", post.agency, by=by, at=at)


@transaction.atomic
def pass_task(
    *, task: str, level: Level, to: AgencyKind, on: date, source: str, confidence: str, by: Actor, at: datetime
) -> TaskOwner:
    """From this day another kind of agency holds the task. Raises Refused when it holds it already or later."""
    tasks[task]
    rows = TaskOwner.objects.select_for_update().filter(task=task, level=level)
    if rows.filter(valid_from__gte=on).exists():
        raise Refused(_("Từ ngày %(on)s đã ghi cơ quan khác giữ việc này.") % {"on": show(on)}, code="task.later_owner")
    holder = rows.filter(valid_to__isnull=True).first()
    if holder is not None and holder.kind == to:
        raise Refused(_("Cơ quan này đang giữ việc này."), code="task.same_owner")
    if holder is not None:
        _end(holder, on)
    owner = TaskOwner.objects.create(
        task=task, level=level, kind=to, valid_from=on, source=source, confidence=confidence
    )
    audit.record("task.passed", by=by, subject_kind="task_owner", subject_id=owner.pk, at=at, detail={"task": task})
    return owner


@transaction.atomic
def load_task_owners() -> int:
    """Bring the standard owners of tasks into the database; what is there stays. Returns how many were added."""
    there = set(TaskOwner.objects.values_list("task", "level", "valid_from"))
    added = 0
    with (DATA / "task_owners.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            since = date.fromisoformat(row["valid_from"])
            if (tasks[row["task"]].code, row["level"], since) in there:
                continue
            until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            TaskOwner.objects.create(
                task=row["task"],
                level=Level(row["level"]),
                kind=AgencyKind(row["kind"]),
                valid_from=since,
                valid_to=until,
                source=row["source"],
                confidence=row["confidence"],
            )
            added += 1
    return added


def _end(row: Agency | Post | TaskOwner, on: date) -> None:
    if row.valid_to is not None or on <= row.valid_from:
        raise Refused(
            _("Không thể kết thúc vào ngày %(on)s.") % {"on": show(on)},
            code="period.end",
            way_out=_("Chọn một ngày sau ngày bắt đầu, và chỉ kết thúc một lần."),
        )
    row.valid_to = on
    row.save(update_fields=["valid_to"])


def _log(code: str, agency: Agency, *, by: Actor, at: datetime) -> None:
    path = agency.place.path if agency.place is not None else ""
    audit.record(code, by=by, subject_kind="agency", subject_id=agency.pk, unit_path=path, at=at)
