"""The duty to answer a referral, and the commune's reminder to ask again when nobody did."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar, kinds
from hoanhap.foundation.notices.kinds import DutyKind, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.care import health_room, health_room_rules
from hoanhap.people.care.health_room_models import Referral, ReferralState

SUBJECT = "referral"
ANSWER = DutyKind(
    code="care.referral",
    title=_("Trả lời giấy giới thiệu {subject}"),
    action=_("Xem, trả lời"),
    subject_kind=SUBJECT,
    url="referrals",
    urgency=Urgency.PLAN,
)
ASK_AGAIN = DutyKind(
    code="care.referral_late",
    title=_("Hỏi lại nơi nhận giới thiệu của {subject}"),
    action=_("Mở hồ sơ"),
    subject_kind="case",
    url="case",
    urgency=Urgency.PLAN,
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(
        SUBJECT, kinds.SubjectKind(lines=health_room.duty_lines, unnamed=_("gửi một nơi bạn không phụ trách"))
    )
    kinds.declare(ANSWER)
    kinds.declare(ASK_AGAIN)


def ask(referral: Referral, *, by: Actor, at: datetime) -> None:
    """The station or centre is to answer within some working days."""
    agency = referral.agency
    if agency.place_id is None or agency.place is None:
        return
    due = health_room_rules.answer_by(clock.local_day(at), calendar.working_calendar())
    notices.open_duty(
        notices.DutySpec(
            kind=ANSWER.code,
            key=_key(ANSWER, referral),
            subject_id=str(referral.pk),
            unit_id=agency.place_id,
            unit_path=agency.place.path,
            role=health_room.receiving_role(agency),
            due_at=end_of(due),
        ),
        by=by,
        at=at,
    )


def answered(referral: Referral, *, by: Actor, at: datetime) -> None:
    notices.settle_many([_key(ANSWER, referral), _key(ASK_AGAIN, referral)], by=by, at=at)


def withdraw(referrals: Iterable[Referral], *, by: Actor, at: datetime) -> None:
    notices.cancel([_key(kind, one) for one in referrals for kind in (ANSWER, ASK_AGAIN)], by=by, at=at)


def remind_late(*, by: Actor, at: datetime) -> int:
    """Ask the communes to ask again where an answer is overdue. Safe to repeat (nightly); how many were opened."""
    today, days = clock.local_day(at), calendar.working_calendar()
    waiting = Referral.objects.filter(state=ReferralState.SENT, case__closed_on=None, valid_to__gt=today)
    late = [
        one
        for one in waiting.defer("message").order_by("id")
        if end_of(health_room_rules.answer_by(clock.local_day(one.sent_at), days)) <= at
    ]
    return notices.open_many(_specs(late, end_of(health_room_rules.ask_again_by(today, days))), by=by, at=at)


def _specs(late: Collection[Referral], due_at: datetime) -> list[notices.DutySpec]:
    return [
        notices.DutySpec(
            kind=ASK_AGAIN.code,
            key=_key(ASK_AGAIN, one),
            subject_id=str(one.case_id),
            unit_id=one.unit_id,
            unit_path=one.unit_path,
            role=Role.COMMUNE_OFFICER,
            due_at=due_at,
        )
        for one in late
    ]


def _key(kind: DutyKind, referral: Referral) -> str:
    return f"{kind.code}:{referral.pk}"
