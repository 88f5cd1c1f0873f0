"""What detox asks of its station: the first exam, a sheet each day. Only the one whose referral lives knows whom."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import DutyKind, SubjectLine, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.people.care import health_room, policy
from hoanhap.people.care.clinic import rules
from hoanhap.people.care.clinic.models import DetoxEpisode
from hoanhap.people.care.health_room_models import OPEN, Referral
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.persons import queries as persons

SUBJECT = "health_room"
EXAM = DutyKind(
    code="care.detox_exam",
    title=_("Khám ban đầu cho {subject}"),
    action=_("Ghi khám"),
    subject_kind=SUBJECT,
    url="detox-exam",
    urgency=Urgency.PLAN,
)
DAY = DutyKind(
    code="care.detox_day",
    title=_("Ghi phiếu ngày cắt cơn của {subject}"),
    action=_("Ghi phiếu"),
    subject_kind=SUBJECT,
    url="detox-day",
    urgency=Urgency.PLAN,
)
NO_OUTCOME = DutyKind(
    code="care.referral_no_outcome",
    title=_("Hỏi kết quả giới thiệu của {subject}"),
    action=_("Mở hồ sơ"),
    subject_kind="case",
    url="case",
    urgency=Urgency.PLAN,
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(SUBJECT, kinds.SubjectKind(lines=_lines, unnamed=_("một người không còn ở đây")))
    for kind in (EXAM, DAY, NO_OUTCOME):
        kinds.declare(kind)


def ask_exam(episode: DetoxEpisode, *, by: Actor, at: datetime) -> None:
    _open(EXAM, episode, episode.began_on, by, at)


def examined(episode: DetoxEpisode, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(EXAM, episode), by=by, at=at)


def ask_day(episode: DetoxEpisode, days: Collection[date], *, by: Actor, at: datetime) -> None:
    """The first day without a sheet, else tomorrow; what was asked for before is done."""
    notices.settle(_key(DAY, episode), by=by, at=at)
    tomorrow = clock.local_day(at) + timedelta(days=1)
    missing = rules.missing_days(began_on=episode.began_on, ended_on=None, days=days, today=tomorrow)
    _open(DAY, episode, missing[0] if missing else tomorrow, by, at)


def withdraw(episode: DetoxEpisode, *, by: Actor, at: datetime) -> None:
    notices.cancel([_key(EXAM, episode), _key(DAY, episode)], by=by, at=at)


def withdraw_of(referrals: Collection[Referral], *, by: Actor, at: datetime) -> None:
    """The room is shut: its work is no longer anybody's here."""
    ids = [str(one.pk) for one in referrals]
    notices.cancel_about(subject_kind=SUBJECT, subject_ids=ids, by=by, at=at)
    notices.cancel([_outcome_key(one) for one in referrals], by=by, at=at)


def answered(referral: Referral, *, by: Actor, at: datetime) -> None:
    notices.settle(_outcome_key(referral), by=by, at=at)


def remind_open(*, by: Actor, at: datetime) -> int:
    """Ask the communes about referrals open for more than fourteen days without a result. Nightly, safe to repeat."""
    today = clock.local_day(at)
    waiting = Referral.objects.filter(state__in=OPEN, outcome="", case__closed_on=None, valid_to__gt=today)
    specs = [
        notices.DutySpec(
            kind=NO_OUTCOME.code,
            key=_outcome_key(one),
            subject_id=str(one.case_id),
            unit_id=one.unit_id,
            unit_path=one.unit_path,
            role=Role.COMMUNE_OFFICER,
            due_at=end_of(today),
        )
        for one in waiting.defer("message").order_by("id")
        if rules.is_open_too_long(clock.local_day(one.sent_at), today)
    ]
    return notices.open_many(specs, by=by, at=at)


def _open(kind: DutyKind, episode: DetoxEpisode, due_on: date, by: Actor, at: datetime) -> None:
    agency = episode.referral.agency
    if agency.place_id is None or agency.place is None:
        return
    notices.open_duty(
        notices.DutySpec(
            kind=kind.code,
            key=_key(kind, episode),
            subject_id=str(episode.referral_id),
            unit_id=agency.place_id,
            unit_path=agency.place.path,
            role=health_room.receiving_role(agency),
            due_at=end_of(due_on),
        ),
        by=by,
        at=at,
    )


def _lines(viewer: Viewer, referral_ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """By name for the station whose referral lives, and for nobody else; the names shown are logged."""
    rooms = policy.living(viewer, HealthPermission.READ).filter(pk__in=[UUID(one) for one in referral_ids])
    found = list(rooms.select_related("case__person", "case__unit").defer("message").order_by("id"))
    names = persons.names_of((room.case.person for room in found), viewer)
    persons.log_look("person.listed", [room.case for room in found], viewer=viewer, at=clock.now())
    return {
        str(room.pk): SubjectLine(label=names[room.case.person_id], args={"case_id": str(room.case_id)})
        for room in found
    }


def _key(kind: DutyKind, episode: DetoxEpisode) -> str:
    return f"{kind.code}:{episode.pk}"


def _outcome_key(referral: Referral) -> str:
    return f"{NO_OUTCOME.code}:{referral.pk}"
