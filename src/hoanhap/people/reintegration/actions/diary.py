"""A helper's session is written down, or struck out when it was a mistake (nhật ký giúp đỡ)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import writing
from hoanhap.people.reintegration.models import HelperAssignment, HelperSession
from hoanhap.people.reintegration.rules import sessions as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetails:
    """Who sat with the person, from when to when, where, about what."""

    assignment: HelperAssignment
    started_at: datetime
    ended_at: datetime
    place: HelperSession.Place = HelperSession.Place.HOME
    words: str = ""
    client_key: UUID | None = None


@transaction.atomic
def log_session(case: Case, *, details: SessionDetails, by: Actor, at: datetime) -> HelperSession:
    """Write a session down. No helper sits with two people at once: refused here and by the table itself."""
    held = writing.locked(case)
    before: HelperSession | None = writing.sent_before(HelperSession.objects.all(), held, details.client_key)
    if before is not None:
        return before
    helper = details.assignment
    if helper.case_id != held.pk:
        raise Refused(_("Người này không giúp đỡ người được hỗ trợ này."), code="session-helper")
    rules.check(details.started_at, details.ended_at, valid_from=helper.valid_from, valid_to=helper.valid_to, now=at)
    session = HelperSession(
        **writing.stamp(held, by, at),
        assignment=helper,
        helper_key=key_of(helper),
        started_at=details.started_at,
        ended_at=details.ended_at,
        place=details.place,
        client_key=details.client_key,
    )
    vault.seal(session, words=text.nfc(details.words).strip())
    _refuse_two_at_once(session)
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:
        # Written at this very moment by another hand.
        _refuse_two_at_once(session)
        raise writing.other_case() from None
    writing.log("session.logged", session, by, at)
    return session


@transaction.atomic
def strike_session(session: HelperSession, *, by: Actor, at: datetime) -> HelperSession:
    """The session was a mistake: it counts for nothing and stays readable."""
    if not HelperSession.objects.filter(pk=session.pk, struck=False).update(struck=True):
        raise Refused(_("Buổi này đã được gạch."), code="session-struck")
    session.refresh_from_db()
    writing.log("session.struck", session, by, at)
    return session


def key_of(helper: HelperAssignment) -> str:
    """One helper, whichever of his people he sits with: by his account, else by his name in the unit."""
    if helper.account_id is not None:
        return f"account:{helper.account_id}"
    return f"name:{helper.unit_id}:{text.fold(helper.helper_name)}"[:200]


def _refuse_two_at_once(session: HelperSession) -> None:
    other = (
        HelperSession.objects.filter(
            helper_key=session.helper_key,
            struck=False,
            started_at__lt=session.ended_at,
            ended_at__gt=session.started_at,
        )
        .order_by("started_at", "id")
        .first()
    )
    if other is None:
        return
    begun, ended = other.started_at.astimezone(clock.VN), other.ended_at.astimezone(clock.VN)
    raise Refused(
        _("Lúc này người giúp đỡ đã có một buổi khác, từ %(start)s đến %(end)s ngày %(day)s.")
        % {"start": f"{begun:%H:%M}", "end": f"{ended:%H:%M}", "day": f"{begun:%d/%m/%Y}"},
        code="session-at-once",
        way_out=_("Sửa giờ của buổi này, hoặc gạch buổi ghi nhầm trước."),
    )
