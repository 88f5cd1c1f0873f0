"""Raise an alarm once, and answer it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.roles import Role, acting_as
from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.watch import duties
from hoanhap.foundation.watch.models import Alarm, Answer
from hoanhap.foundation.watch.policy import WatchPermission
from hoanhap.foundation.watch.rules import Rule
from hoanhap.kernel import ids, reasons
from hoanhap.kernel.errors import NotHere, Refused

_ANSWER_WITHIN = timedelta(days=2)
_LEADERS = {"commune": Role.COMMUNE_LEADER, "district": Role.DISTRICT_LEADER, "province": Role.PROVINCE_LEADER}


@transaction.atomic
def raise_alarm(rule: Rule, *, figure: int, stopped: bool, about: Viewer, at: datetime) -> Alarm | None:
    """Tell the leader of the account's unit; None when he was told already, or nobody is above."""
    seat = about.seat
    if seat is None or _was_told(rule, about, at, stopped):
        return None
    unit, role = _whom_to_tell(seat, about)
    alarm = Alarm(
        id=ids.new_id(),
        account_id=about.account_id,
        title=seat.title,
        home=seat.place_name,
        rule=rule.code,
        unit=unit,
        unit_path=unit.path,
        figure=figure,
        stopped=stopped,
        raised_at=at,
    )
    try:
        with transaction.atomic():
            alarm.save(force_insert=True)
    except IntegrityError:
        return None  # another request of the same account raised it a moment ago
    _record("watch.alarm", alarm, about.actor, at)
    notices.open_duty(_duty(alarm, role, at), by=about.actor, at=at)
    return alarm


@transaction.atomic
def answer(alarm: Alarm, *, said: Answer, note: str, by: Viewer, at: datetime) -> Alarm:
    """What the leader found out. "Explained" lets a stopped account go on. Raises NotHere, Refused."""
    by.require(WatchPermission.SEE_ALARMS, alarm.unit_path)
    if alarm.account_id == by.account_id:
        raise NotHere
    if not reasons.says_something(note):
        raise Refused(
            _("Kết luận cần một câu giải thích."),
            code="watch-note",
            way_out=_("Viết bạn đã hỏi ai, được trả lời thế nào."),
        )
    vault.seal(alarm, note=reasons.cleaned(note))
    moved = Alarm.objects.filter(pk=alarm.pk, answer="").update(
        answer=said.value, answered_by=by.account_id, answered_at=at, note=alarm.note
    )
    if not moved:
        raise Refused(_("Cảnh báo này vừa được người khác xử lý."), code="watch-answered")
    alarm.refresh_from_db()
    _record("watch.answered", alarm, by.actor, at)
    notices.settle(duties.key(alarm), by=by.actor, at=at)
    return alarm


def _was_told(rule: Rule, about: Viewer, at: datetime, stopped: bool) -> bool:
    """An open alarm is enough; an answered one is, as long as the same looks still count."""
    told = Alarm.objects.filter(account=about.account_id, rule=rule.code)
    if told.filter(answer="").exists():
        return True
    return not stopped and told.filter(raised_at__gt=at - rule.within).exists()


def _whom_to_tell(seat: Seat, about: Viewer) -> tuple[Place, Role]:
    """The leader of the account's unit; about a leader, the one above him. A hamlet's leader is the commune's."""
    unit = Place.objects.select_related("parent").get(pk=seat.place_id)
    while unit.parent and (unit.kind not in _LEADERS or about.has_role(*_led_by(unit))):
        unit = unit.parent
    return unit, _LEADERS[unit.kind]


def _led_by(unit: Place) -> tuple[Role, ...]:
    return acting_as(_LEADERS[unit.kind])


def _duty(alarm: Alarm, role: Role, at: datetime) -> DutySpec:
    return DutySpec(
        kind=duties.ALARM,
        key=duties.key(alarm),
        subject_id=str(alarm.pk),
        unit_id=alarm.unit_id,
        unit_path=alarm.unit_path,
        role=role.value,
        due_at=at + _ANSWER_WITHIN,
    )


def _record(code: str, alarm: Alarm, by: audit.Actor, at: datetime) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="account",
        subject_id=alarm.account_id,
        unit_path=alarm.unit_path,
        at=at,
        detail={"rule": alarm.rule, "figure": alarm.figure, "stopped": alarm.stopped, "answer": alarm.answer},
    )
