"""Somebody is asked to make contact, until a day; a declaration waits to be met and registered (việc liên hệ)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import DutyKind, SubjectKind, SubjectLine, Urgency
from hoanhap.kernel import clock
from hoanhap.people.intake import policy
from hoanhap.people.intake.models import ContactRequest, SelfDeclaration, Stage

REQUEST, DECLARATION = "contact_request", "declaration"
CONTACT = DutyKind(
    code="intake.contact",
    title=_("Liên hệ theo yêu cầu {subject}"),
    action=_("Ghi kết quả"),
    subject_kind=REQUEST,
    url="contact-request",
    urgency=Urgency.PLAN,
)
CONTACT_ASKED = DutyKind(
    code="intake.contact_asked",
    title=_("Liên hệ theo yêu cầu {subject}"),
    action=_("Ghi kết quả"),
    subject_kind=REQUEST,
    url="contact-request-asked",
    urgency=Urgency.PLAN,
)
DECLARED = DutyKind(
    code="intake.declared",
    title=_("Gặp người tự khai báo {subject}"),
    action=_("Mở"),
    subject_kind=DECLARATION,
    url="declaration",
    urgency=Urgency.PLAN,
)
_DAYS_TO_MEET = 3
"""Our plan, no law's: who came by himself or through his family is met within three days."""


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(REQUEST, SubjectKind(lines=_requests, unnamed=_("một yêu cầu liên hệ")))
    kinds.subject_kinds.add(DECLARATION, SubjectKind(lines=_declarations, unnamed=_("một khai báo")))
    for kind in (CONTACT, CONTACT_ASKED, DECLARED):
        kinds.declare(kind)


def ask(row: ContactRequest, *, by: Actor, at: datetime) -> None:
    asked = row.asked_account_id is not None
    kind = CONTACT_ASKED if asked else CONTACT
    spec = notices.DutySpec(
        kind=kind.code,
        key=_key(row.pk),
        subject_id=str(row.pk),
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        role=(Role.HELPER if asked else Role.COMMUNE_OFFICER).value,
        due_at=row.due_at,
        account=row.asked_account_id,
    )
    notices.open_duty(spec, by=by, at=at)


def answered(pk: UUID, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(pk), by=by, at=at)


def withdraw(pks: Collection[UUID], *, by: Actor, at: datetime) -> None:
    notices.cancel([_key(pk) for pk in pks], by=by, at=at)


def follow_declaration(row: SelfDeclaration, *, by: Actor, at: datetime) -> None:
    """Declared: somebody is to meet the person. Met: that is done."""
    if row.stage != Stage.DECLARED:
        notices.settle(_key(row.pk), by=by, at=at)
        return
    spec = notices.DutySpec(
        kind=DECLARED.code,
        key=_key(row.pk),
        subject_id=str(row.pk),
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        role=Role.COMMUNE_OFFICER.value,
        due_at=clock.at(clock.local_day(at) + timedelta(days=_DAYS_TO_MEET), 23, 59),
    )
    notices.open_duty(spec, by=by, at=at)


def _key(pk: UUID) -> str:
    return f"intake:{pk}"


def _requests(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """By number, never by a name."""
    rows = [*policy.requests_for(viewer).filter(pk__in=ids), *policy.asked_of(viewer).filter(pk__in=ids)]
    desk = "contact-request" if viewer.may(policy.IntakePermission.ANSWER_REQUEST) else ""
    return {
        str(row.pk): SubjectLine(
            label=row.number,
            detail=str(row.get_source_display()),
            args={"contact_request_id": str(row.pk)},
            url=desk,
        )
        for row in rows
    }


def _declarations(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    rows = policy.declarations_for(viewer).filter(pk__in=ids)
    return {
        str(row.pk): SubjectLine(
            label=row.number,
            detail=say("khai báo ngày %s") % clock.local_day(row.recorded_at).strftime("%d/%m/%Y"),
            args={"declaration_id": str(row.pk)},
        )
        for row in rows
    }
