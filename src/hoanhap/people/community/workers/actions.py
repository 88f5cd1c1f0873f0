"""Enter somebody who works here, give and end roles, end his work (ghi người làm công tác, giao và thôi vai trò)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.rows import Body
from hoanhap.people.community.workers.models import RoleHeld, Worker, WorkRole


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerDetails:
    """Who he is in his work. Nothing about his private life is kept, not even a telephone."""

    name: str
    body: Body
    valid_from: date
    organisation: str = ""
    hamlet: Place | None = None
    roles: Sequence[WorkRole] = ()


@transaction.atomic
def register(*, unit: Place, details: WorkerDetails, by: Actor, at: datetime) -> Worker:
    """Enter somebody with his roles. Raises Refused for somebody already there."""
    if details.hamlet is not None and not paths.is_under(details.hamlet.path, unit.path):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="worker-hamlet")
    worker = _worker(unit, details, by, at)
    writing.insert(
        worker,
        words=_("%s đã có trong sổ. Thêm vai trò cho người ấy thay vì ghi lại.") % worker.name,
        code="worker-twice",
    )
    writing.log("worker.entered", worker, by, at)
    for role in details.roles:
        give_role(worker, role=role, valid_from=details.valid_from, by=by, at=at)
    return worker


@transaction.atomic
def found_or_entered(
    *, unit: Place, name: str, body: Body, organisation: str, since: date, by: Actor, at: datetime
) -> Worker:
    """The living worker of this name and organisation; entered when nobody was. A seat of a team asks this."""
    wanted = fold(tidy(organisation))
    rows = Worker.objects.filter(unit=unit, folded=fold(clean_name(name)), valid_to=None).order_by("id")
    for worker in rows:
        if fold(worker.organisation) == wanted:
            return worker
    details = WorkerDetails(name=name, body=body, organisation=organisation, valid_from=since)
    return register(unit=unit, details=details, by=by, at=at)


@transaction.atomic
def give_role(worker: Worker, *, role: WorkRole, valid_from: date, by: Actor, at: datetime) -> RoleHeld:
    """From this day on he works in this role, too. Raises Refused."""
    worker = _locked(worker)
    if worker.valid_to is not None:
        raise Refused(_("Người này đã thôi tham gia."), code="worker-ended")
    if valid_from < worker.valid_from:
        raise Refused(_("Ngày này trước ngày bắt đầu."), code="worker-day")
    held = RoleHeld(**writing.stamp(worker.unit, by, at), worker=worker, role=role, valid_from=valid_from)
    writing.insert(held, words=_("Người này đang giữ vai trò ấy."), code="role-twice")
    writing.log("worker.role_given", worker, by, at, {"role": role.value})
    return held


@transaction.atomic
def end_role(held: RoleHeld, *, on: date, by: Actor, at: datetime) -> RoleHeld:
    """From this day on no longer in this role. Raises Refused."""
    writing.end(held, on=on, code="role-end")
    writing.log("worker.role_ended", held.worker, by, at, {"role": held.role})
    return held


@transaction.atomic
def end_worker(worker: Worker, *, on: date, by: Actor, at: datetime) -> Worker:
    """He works here no more, in no role; what he did and learned stays. Raises Refused."""
    worker = _locked(worker)
    if worker.roles.filter(valid_to=None, valid_from__gt=on).exists():
        raise Refused(_("Ngày thôi không thể trước ngày bắt đầu."), code="worker-end")
    writing.end(worker, on=on, code="worker-end")
    worker.roles.filter(valid_to=None).update(valid_to=on)
    worker.points.filter(valid_to=None).update(valid_to=Greatest(Value(on), F("valid_from")))
    writing.log("worker.ended", worker, by, at)
    return worker


def _locked(worker: Worker) -> Worker:
    """The worker as he stands, so that nobody gets a role while another ends his work."""
    return Worker.objects.select_for_update(of=("self",)).select_related("unit").get(pk=worker.pk)


def _worker(unit: Place, details: WorkerDetails, by: Actor, at: datetime) -> Worker:
    name = clean_name(writing.named(details.name, code="worker-name"))
    return Worker(
        **writing.stamp(unit, by, at),
        name=name,
        folded=fold(name),
        body=details.body,
        organisation=tidy(details.organisation),
        hamlet=details.hamlet,
        valid_from=details.valid_from,
    )
