"""Ask, confirm, decline, withdraw, use. Each is one conditional update, so of two people only one decides."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import duties, kinds, queries, rules
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.joint_acts.states import OPEN, State, serial_of
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import ids
from hoanhap.kernel.errors import NotHere, Refused


@transaction.atomic
def ask(
    kind: str,
    *,
    subject_kind: str,
    subject_id: object,
    unit: Place,
    reason: str,
    recipient: str = "",
    what: str = "",
    by: Viewer,
    at: datetime,
) -> JointAct:
    """Ask for a second person. `what` says exactly what will be done: `use` must say the same.

    Raises NotHere without the right to ask, Refused for an empty reason or where nobody could confirm.
    """
    row = kinds.register[kind]
    by.require(row.ask, unit.path)
    why = rules.reason(reason)
    roles = queries.roles_that_confirm(row, unit, asker=by.account_id, at=at)
    if not roles:
        raise Refused(
            _("Chưa có người thứ hai nào được quyền xác nhận việc này."),
            code="joint-nobody",
            way_out=_("Nhờ quản trị giao nhiệm vụ cho người đó rồi làm lại."),
        )
    _lapse_own(kind, subject_kind, str(subject_id), by, at)
    act = _new(row, subject_kind, str(subject_id), unit, by, at)
    vault.seal(act, sealed_what=what, sealed_reason=why, sealed_recipient=recipient)
    _insert(act)
    _record("joint.asked", act, by.actor, at)
    notices.open_many(duties.to_confirm(act, roles), by=by.actor, at=at)
    return act


@transaction.atomic
def confirm(act: JointAct, *, by: Viewer, at: datetime, note: str = "") -> JointAct:
    """Say yes as the second person. Raises NotHere, Refused (own act, own second account, too late, decided)."""
    _require_second(act, by, at)
    _decide(act, State.CONFIRMED, note, by, at)
    _record("joint.confirmed", act, by.actor, at)
    notices.settle_many(duties.confirm_keys(act), by=by.actor, at=at)
    role = _role_of_asker(act)
    if role:
        notices.open_duty(duties.to_use(act, role), by=by.actor, at=at)
    return act


@transaction.atomic
def decline(act: JointAct, *, reason: str, by: Viewer, at: datetime) -> JointAct:
    """Say no, with a reason the asker will read."""
    _require_second(act, by, at)
    _decide(act, State.DECLINED, rules.reason(reason, shortest=8), by, at)
    _record("joint.declined", act, by.actor, at)
    notices.settle_many(duties.confirm_keys(act), by=by.actor, at=at)
    return act


@transaction.atomic
def withdraw(act: JointAct, *, by: Viewer, at: datetime) -> JointAct:
    """The asker no longer wants it."""
    if act.asked_by_id != by.account_id:
        raise NotHere
    moved = JointAct.objects.filter(pk=act.pk, asked_by=by.account_id, state__in=OPEN).update(
        state=State.WITHDRAWN.value, version=act.version + 1
    )
    _require_moved(moved)
    act.refresh_from_db()
    _record("joint.withdrawn", act, by.actor, at)
    notices.cancel([*duties.confirm_keys(act), duties.use_key(act)], by=by.actor, at=at)
    return act


@transaction.atomic
def use(act: JointAct, *, by: Viewer, at: datetime, what: str = "") -> JointAct:
    """Take the confirmation for the act about to be done in this transaction: once, by the asker, while it lives."""
    if act.asked_by_id != by.account_id:
        raise NotHere
    by.require(kinds.register[act.kind].ask, act.unit_path)
    if vault.reveal(act, "sealed_what") != what:
        raise Refused(
            _("Việc sắp làm khác với việc đã được xác nhận."),
            code="joint-other",
            way_out=_("Gửi yêu cầu mới cho đúng việc cần làm."),
        )
    moved = JointAct.objects.filter(
        pk=act.pk, asked_by=by.account_id, state=State.CONFIRMED.value, expires_at__gt=at
    ).update(state=State.USED.value, used_at=at, version=act.version + 1)
    _require_moved(moved)
    act.refresh_from_db()
    _record("joint.used", act, by.actor, at)
    notices.settle(duties.use_key(act), by=by.actor, at=at)
    return act


@transaction.atomic
def lapse(*, by: audit.Actor, at: datetime) -> int:
    """End what time has ended, and take its work off the lists; how many."""
    ended = list(
        JointAct.objects.select_for_update(of=("self",)).filter(state__in=OPEN, expires_at__lte=at).order_by("id")
    )
    for act in ended:
        _lapse(act, by, at)
    return len(ended)


def _new(row: kinds.JointKind, subject_kind: str, subject_id: str, unit: Place, by: Viewer, at: datetime) -> JointAct:
    act_id = ids.new_id()
    return JointAct(
        id=act_id,
        serial=serial_of(act_id),
        kind=row.code,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit=unit,
        unit_path=unit.path,
        asked_by_id=by.account_id,
        asked_title=by.title,
        asked_at=at,
        expires_at=at + row.lasts,
    )


def _insert(act: JointAct) -> None:
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Yêu cầu này đã gửi và đang chờ người thứ hai."),
            code="joint-asked",
            way_out=_("Xem ở trang Việc cần hai người."),
        ) from error


def _require_second(act: JointAct, by: Viewer, at: datetime) -> None:
    """Another person, with the right to confirm here, in time."""
    by.require(kinds.register[act.kind].confirm, act.unit_path)
    asker, second = Account.objects.get(pk=act.asked_by_id), Account.objects.get(pk=by.account_id)
    if queries.same_hand(asker, second, at):
        raise Refused(
            _("Việc này phải do một người khác xác nhận, không phải chính người yêu cầu."),
            code="joint-same-hand",
            way_out=_("Nhờ người khác. Tài khoản do người yêu cầu vừa lập hoặc vừa đổi mật khẩu phải chờ 24 giờ."),
        )


def _decide(act: JointAct, state: State, note: str, by: Viewer, at: datetime) -> None:
    """The one place where a decision is written: only while nobody else decided and time has not ended it."""
    vault.seal(act, sealed_note=note.strip())
    moved = (
        JointAct.objects.filter(pk=act.pk, state=State.ASKED.value, expires_at__gt=at)
        .exclude(asked_by=by.account_id)
        .update(
            state=state.value,
            decided_by=by.account_id,
            decided_title=by.title,
            decided_at=at,
            sealed_note=act.sealed_note,
            version=act.version + 1,
        )
    )
    _require_moved(moved)
    act.refresh_from_db()


def _require_moved(moved: int) -> None:
    if not moved:
        raise Refused(
            _("Việc này vừa được người khác xử lý, hoặc đã hết hạn."),
            code="joint-moved-on",
            way_out=_("Mở lại trang để xem trạng thái mới."),
        )


def _role_of_asker(act: JointAct) -> str:
    """The post under which the asker holds the right to ask here: his duty is addressed to it."""
    permission = kinds.register[act.kind].ask
    asker = viewers.of(Account.objects.get(pk=act.asked_by_id))
    for seat in asker.seats:
        if seat.may(permission) and any(paths.is_under(act.unit_path, path) for path in seat.paths):
            return seat.role.value
    return ""


def _lapse_own(kind: str, subject_kind: str, subject_id: str, by: Viewer, at: datetime) -> None:
    """What the asker asked before and time ended must not stand in the way of asking again."""
    old = JointAct.objects.filter(
        kind=kind, subject_kind=subject_kind, subject_id=subject_id, asked_by=by.account_id, state=State.ASKED.value
    )
    for act in old.filter(expires_at__lte=at).order_by("id"):
        _lapse(act, by.actor, at)


def _lapse(act: JointAct, by: audit.Actor, at: datetime) -> None:
    JointAct.objects.filter(pk=act.pk, state__in=OPEN, expires_at__lte=at).update(
        state=State.LAPSED.value, version=act.version + 1
    )
    _record("joint.lapsed", act, by, at)
    notices.cancel([*duties.confirm_keys(act), duties.use_key(act)], by=by, at=at)


def _record(code: str, act: JointAct, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="joint_act",
        subject_id=act.pk,
        unit_path=act.unit_path,
        at=at,
        detail={"kind": act.kind, "serial": act.serial},
    )
