"""Setting up and keeping a task force (lập Tổ, thêm và thôi thành viên, ban hành quy chế, giải thể)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import dates, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import duties, rules
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember, Worker
from hoanhap.people.community.rows import Body
from hoanhap.people.community.workers import actions as workers
from hoanhap.people.persons.models import Person


@transaction.atomic
def set_up(
    *,
    unit: Place,
    decision_number: str,
    decision_on: date,
    valid_from: date,
    by: Actor,
    at: datetime,
    kind: TaskForceKind = TaskForceKind.TASK_FORCE,
    regulation_number: str = "",
    regulation_on: date | None = None,
    name: str = "",
    person: Person | None = None,
) -> TaskForce:
    """Record the decision that sets up a team in a commune, or one that stands by a person of it."""
    number = _decision(decision_number)
    if unit.kind != PlaceKind.COMMUNE or not unit.lives_on(valid_from):
        raise Refused(_("Tổ công tác thuộc một xã, phường, thị trấn đang hoạt động."), code="force-unit")
    if kind == TaskForceKind.TASK_FORCE and _standing(unit, valid_from, None):
        raise Refused(
            _("Xã đã có Tổ công tác trong thời gian này."),
            code="force-exists",
            way_out=_("Giải thể Tổ cũ trước, hoặc thêm thành viên vào Tổ đang có."),
        )
    if bool(regulation_number.strip()) != (regulation_on is not None):
        raise Refused(_("Quy chế cần đủ số và ngày ban hành."), code="force-regulation")
    if person is not None and (kind != TaskForceKind.MANAGEMENT_TEAM or person.unit_id != unit.pk):
        raise Refused(_("Chỉ Tổ quản lý được lập riêng cho một người của xã."), code="force-person")
    force = TaskForce(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        name=text.tidy(name),
        person=person,
        decision_number=number,
        decision_on=decision_on,
        regulation_number=text.nfc(regulation_number).strip(),
        regulation_on=regulation_on,
        regulated_since=regulation_on,
        valid_from=valid_from,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            force.save(force_insert=True)
    except IntegrityError as error:
        said = _("Người này đang có Tổ quản lý.") if person else _("Xã vừa được ghi một Tổ công tác khác.")
        raise Refused(said, code="force-exists") from error
    _done("task_force.set_up", force, by, at)
    return force


@transaction.atomic
def add_member(
    task_force: TaskForce,
    *,
    name: str,
    role: MemberRole,
    valid_from: date,
    by: Actor,
    at: datetime,
    agency_name: str = "",
    seat: Body | None = None,
    account: Account | None = None,
    replace_head: bool = False,
) -> TaskForceMember:
    """Add a member from a day on; nobody sits in a team twice.

    A second head is refused, unless he takes over from the first on that day. Who sits for the family of a person is
    not named here: who he is stands with the family.
    """
    force = _locked(task_force, valid_from)
    if seat == Body.FAMILY and force.person_id is not None:
        name, agency_name, account = str(Body.FAMILY.label), "", None
    if not text.clean_name(name):
        raise Refused(_("Cần ghi họ tên thành viên."), code="member-name")
    _refuse_twice(force, name, agency_name, valid_from)
    if role == MemberRole.HEAD:
        _make_way(force, valid_from, replace_head, by, at)
    member = TaskForceMember(
        task_force=force,
        name=text.clean_name(name),
        agency_name=text.nfc(agency_name).strip(),
        role=role,
        seat=seat or "",
        worker=_worker(force, name, agency_name, seat, valid_from, by, at),
        account=account,
        valid_from=valid_from,
    )
    member.save(force_insert=True)
    _record("task_force.member_added", force, by, at, {"role": role.value, "member": str(member.id)})
    return member


@transaction.atomic
def end_member(member: TaskForceMember, *, on: date, by: Actor, at: datetime) -> TaskForceMember:
    """From this day on the member no longer sits in the team."""
    if on < member.valid_from:
        raise Refused(_("Ngày thôi tham gia không thể trước ngày bắt đầu."), code="member-end")
    if not TaskForceMember.objects.filter(pk=member.pk, valid_to=None).update(valid_to=on):
        raise Refused(_("Thành viên này đã thôi tham gia."), code="member-ended")
    member.valid_to = on
    _record("task_force.member_ended", member.task_force, by, at, {"member": str(member.id)})
    return member


@transaction.atomic
def issue_regulation(task_force: TaskForce, *, number: str, on: date, by: Actor, at: datetime) -> TaskForce:
    """Record the regulation of the team (quy chế); a new one takes the place of the old."""
    if not number.strip():
        raise Refused(_("Quy chế cần đủ số và ngày ban hành."), code="force-regulation")
    force = _locked(task_force, on)
    force.regulation_number, force.regulation_on = text.nfc(number).strip(), on
    force.regulated_since = min(force.regulated_since or on, on)
    force.save(update_fields=["regulation_number", "regulation_on", "regulated_since"])
    _done("task_force.regulated", force, by, at)
    return force


@transaction.atomic
def dissolve(task_force: TaskForce, *, on: date, by: Actor, at: datetime) -> TaskForce:
    """The team lives no longer from this day on, and nobody sits in it."""
    force = TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    if force.valid_to is not None:
        raise Refused(_("Tổ này đã giải thể."), code="force-gone")
    late = force.members.filter(valid_to=None, valid_from__gt=on)
    if on <= force.valid_from or late.exists():
        raise Refused(_("Ngày giải thể phải sau ngày lập Tổ và ngày thành viên bắt đầu."), code="force-end")
    force.valid_to = on
    force.save(update_fields=["valid_to"])
    force.members.filter(valid_to=None).update(valid_to=on)
    _done("task_force.dissolved", force, by, at)
    return force


def _worker(
    force: TaskForce, name: str, agency_name: str, seat: Body | None, since: date, by: Actor, at: datetime
) -> Worker | None:
    """The member in the register of who works here, where his training stands; nobody's family stands there."""
    if seat == Body.FAMILY:
        return None
    return workers.found_or_entered(
        unit=force.unit, name=name, body=seat or Body.OTHER, organisation=agency_name, since=since, by=by, at=at
    )


def _decision(number: str) -> str:
    if not number.strip():
        raise Refused(_("Cần ghi số quyết định thành lập."), code="force-decision")
    return text.nfc(number).strip()


def _standing(unit: Place, start: date, end: date | None) -> bool:
    others = TaskForce.objects.filter(unit=unit, kind=TaskForceKind.TASK_FORCE).values_list("valid_from", "valid_to")
    return any(rules.overlaps(start, end, *other) for other in others)


def _locked(task_force: TaskForce, on: date) -> TaskForce:
    """The team under a lock, so that two hands do not both find no head, or both miss the same new member."""
    force = TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    if on < force.valid_from or (force.valid_to is not None and on >= force.valid_to):
        raise Refused(_("Tổ công tác không hoạt động vào ngày này."), code="force-not-living")
    return force


def _refuse_twice(force: TaskForce, name: str, agency_name: str, on: date) -> None:
    wanted = text.fold(name), text.fold(agency_name)
    for member in force.members.order_by("valid_from", "id"):
        same = (text.fold(member.name), text.fold(member.agency_name)) == wanted
        if same and rules.overlaps(on, None, member.valid_from, member.valid_to):
            raise Refused(
                _("%(name)s đã có trong Tổ từ ngày %(day)s.")
                % {"name": member.name, "day": dates.show(member.valid_from)},
                code="member-twice",
                way_out=_("Đổi vai trò thì ghi thôi vai trò cũ trước; người khác trùng tên thì ghi rõ cơ quan."),
            )


def _make_way(force: TaskForce, on: date, replace: bool, by: Actor, at: datetime) -> None:
    heads = list(force.members.filter(role=MemberRole.HEAD).order_by("valid_from", "id"))
    current = next((head for head in heads if head.valid_to is None), None)
    if current is not None:
        if not replace:
            raise Refused(
                _("Tổ đã có Tổ trưởng."), code="head-exists", way_out=_("Cho Tổ trưởng hiện nay thôi nhiệm vụ trước.")
            )
        end_member(current, on=on, by=by, at=at)
    if any(rules.overlaps(on, None, head.valid_from, head.valid_to) for head in heads if head is not current):
        raise Refused(_("Trong thời gian này Tổ đã có Tổ trưởng khác."), code="head-overlap")


def _done(code: str, force: TaskForce, by: Actor, at: datetime) -> None:
    _record(code, force, by, at, {"kind": force.kind})
    duties.renew(force.unit_path, by=by, at=at)


def _record(code: str, force: TaskForce, by: Actor, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(
        code, by=by, subject_kind="task_force", subject_id=force.id, unit_path=force.unit_path, at=at, detail=detail
    )
