"""Try, open, close, judge, lift. A try is counted before anything is looked for, found or not."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass import duties, policy, queries, rules
from hoanhap.foundation.break_glass.models import Opening, Tries
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.break_glass.queries import Hold
from hoanhap.foundation.break_glass.rules import Category, Verdict
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, ids, reasons
from hoanhap.kernel.errors import NotHere, Refused


@transaction.atomic
def spend_try(*, by: Viewer, at: datetime) -> None:
    """Count one try of the day. Raises NotHere without the right, Refused when it is suspended or used up."""
    _require_opener(by)
    _require_not_held(by.account_id, at)
    day = clock.local_day(at)
    _count_of(by.account_id, day)
    counted = Tries.objects.filter(account=by.account_id, on=day, made__lt=rules.TRIES_A_DAY).update(made=F("made") + 1)
    if not counted:
        raise Refused(
            _("Hôm nay bạn đã hỏi mở khẩn cấp đủ số lần cho phép."),
            code="glass-tries",
            way_out=_("Gọi cho lãnh đạo xã nơi quản lý hồ sơ, hoặc chờ đến ngày mai."),
        )
    audit.record("glass.tried", by=by.actor, subject_kind="account", subject_id=by.account_id, at=at)


def not_found() -> Refused:
    """The one answer for what is not there, what is out of reach and what was put away."""
    return Refused(
        _("Không có hồ sơ nào mở được theo số hoặc mã này."),
        code="glass-not-found",
        way_out=_("Xem lại từng chữ số. Cần gấp thì gọi lãnh đạo xã nơi người đó ở."),
    )


@transaction.atomic
def open_file(
    *, subject_id: UUID, label: str, unit: Place, category: Category, reason: str, by: Viewer, at: datetime
) -> Opening:
    """Open one file to this account for thirty minutes and tell the chair of its commune. Raises NotHere, Refused."""
    _require_opener(by)
    _require_not_held(by.account_id, at)
    if not any(paths.is_under(unit.path, part) for part in policy.reach(by)):
        raise not_found()
    why = rules.checked_reason(category, reason)
    seat = next(seat for seat in by.seats if seat.may(BreakGlassPermission.OPEN))
    opening = Opening(
        id=ids.new_id(),
        account_id=by.account_id,
        title=seat.title,
        home=seat.place_name,
        subject_id=subject_id,
        label=label,
        unit=unit,
        unit_path=unit.path,
        category=category.value,
        opened_at=at,
        ends_at=at + rules.LASTS,
        review_due_at=at + rules.REVIEW_WITHIN,
    )
    vault.seal(opening, reason=why)
    opening.save(force_insert=True)
    _record("glass.opened", opening, by.actor, at, category=category.value)
    notices.open_duty(duties.review(opening), by=by.actor, at=at)
    return opening


@transaction.atomic
def close(opening: Opening, *, by: Viewer, at: datetime) -> None:
    """The opener needs it no longer; the review stays due."""
    if opening.account_id != by.account_id:
        raise NotHere
    if Opening.objects.filter(pk=opening.pk, account=by.account_id, ends_at__gt=at).update(ends_at=at):
        _record("glass.closed", opening, by.actor, at)


@transaction.atomic
def judge(opening: Opening, *, verdict: Verdict, note: str, by: Viewer, at: datetime) -> Opening:
    """Say whether it was right, by somebody else. What needs follow-up is asked for again within 72 hours."""
    _require_judge(opening, by)
    vault.seal(opening, review_note=_note(note))
    moved = (
        Opening.objects.filter(pk=opening.pk, verdict__in=["", Verdict.FOLLOW_UP.value])
        .exclude(account=by.account_id)
        .update(verdict=verdict.value, reviewed_by=by.account_id, reviewed_at=at, review_note=opening.review_note)
    )
    if not moved:
        raise Refused(_("Việc này vừa được người khác xem lại."), code="glass-judged")
    opening.refresh_from_db()
    _record("glass.judged", opening, by.actor, at, verdict=verdict.value)
    notices.settle(duties.key(opening), by=by.actor, at=at)
    if verdict is Verdict.FOLLOW_UP:
        notices.open_duty(duties.review(opening, due_at=at + rules.REVIEW_WITHIN), by=by.actor, at=at)
    return opening


@transaction.atomic
def lift(opening: Opening, *, note: str, by: Viewer, at: datetime) -> Opening:
    """Give the right to open back after a verdict of "not justified"."""
    _require_judge(opening, by)
    vault.seal(opening, lift_note=_note(note))
    moved = (
        Opening.objects.filter(pk=opening.pk, verdict=Verdict.NOT_JUSTIFIED.value, lifted_at=None)
        .exclude(account=by.account_id)
        .update(lifted_by=by.account_id, lifted_at=at, lift_note=opening.lift_note)
    )
    if not moved:
        raise Refused(_("Không có việc tạm dừng nào để gỡ."), code="glass-nothing-to-lift")
    opening.refresh_from_db()
    _record("glass.lifted", opening, by.actor, at)
    return opening


def log_look(
    code: str,
    opening: Opening,
    *,
    by: Viewer,
    at: datetime,
    kind: str = "case",
    subject_id: object = "",
    field: str = "",
) -> None:
    """Write a read under an opening to the log, upon the file or the person, with the opening's id."""
    audit.record(
        code,
        by=by.actor,
        subject_kind=kind,
        subject_id=str(subject_id or opening.subject_id),
        unit_path=opening.unit_path,
        at=at,
        detail={"opening": str(opening.pk), **({"field": field} if field else {})},
    )


def _require_opener(by: Viewer) -> None:
    if not by.may(BreakGlassPermission.OPEN):
        raise NotHere


def _require_not_held(account_id: UUID, at: datetime) -> None:
    hold = queries.hold_on(account_id, at)
    if hold is Hold.OVERDUE:
        raise Refused(
            _("Lần mở khẩn cấp trước của bạn quá 72 giờ chưa được xem lại, nên quyền này đang tạm dừng."),
            code="glass-overdue",
            way_out=_("Nhắc lãnh đạo xã nơi quản lý hồ sơ đó xem lại."),
        )
    if hold is Hold.NOT_JUSTIFIED:
        raise Refused(
            _("Lần mở khẩn cấp trước của bạn bị kết luận là không chính đáng, nên quyền này đang tạm dừng."),
            code="glass-not-justified",
            way_out=_("Gặp lãnh đạo xã nơi quản lý hồ sơ đó để được xem xét."),
        )


def _require_judge(opening: Opening, by: Viewer) -> None:
    by.require(BreakGlassPermission.REVIEW, opening.unit_path)
    if opening.account_id == by.account_id:
        raise NotHere


def _count_of(account_id: UUID, day: date) -> None:
    try:
        with transaction.atomic():
            Tries.objects.get_or_create(account_id=account_id, on=day)
    except IntegrityError:
        return  # another request of the same account made the row a moment ago


def _note(text: str) -> str:
    if not reasons.says_something(text):
        raise Refused(
            _("Kết luận cần một câu giải thích."),
            code="glass-note",
            way_out=_("Viết vì sao bạn kết luận như vậy."),
        )
    return reasons.cleaned(text)


def _record(code: str, opening: Opening, by: audit.Actor, at: datetime, **detail: str) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=opening.subject_id,
        unit_path=opening.unit_path,
        at=at,
        detail={"opening": str(opening.pk), **detail},
    )
