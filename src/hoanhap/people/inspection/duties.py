"""A finding is work of the unit's leader until its day; it goes along when the unit becomes part of another."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.kinds import DutyKind, SubjectKind, SubjectLine, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places.fates import Passage
from hoanhap.people.inspection import policy
from hoanhap.people.inspection.models import Finding, State

SUBJECT = "finding"
FINDING = DutyKind(
    code="inspection.finding",
    title=_("Khắc phục {subject}"),
    action=_("Trả lời"),
    subject_kind=SUBJECT,
    url="finding",
    urgency=Urgency.GAP,
)


def ask(finding: Finding, *, by: Actor, at: datetime) -> None:
    spec = notices.DutySpec(
        kind=FINDING.code,
        key=_key(finding),
        subject_id=str(finding.pk),
        unit_id=finding.unit_id,
        unit_path=finding.unit_path,
        role=Role.COMMUNE_LEADER,
        due_at=end_of(finding.due_on),
    )
    notices.open_duty(spec, by=by, at=at)


def settle(finding: Finding, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(finding), by=by, at=at)


def carry(passage: Passage) -> int:
    """What a unit that has ended was to mend is asked of its successor; where there is none, no longer."""
    waiting = Finding.objects.filter(unit=passage.old).exclude(state=State.CLOSED)
    ids = [str(pk) for pk in waiting.order_by("id").values_list("pk", flat=True)]
    if passage.new is None:
        return notices.cancel_about(subject_kind=SUBJECT, subject_ids=ids, by=passage.by, at=passage.at)
    return notices.move_about(subject_kind=SUBJECT, subject_ids=ids, unit=passage.new, by=passage.by, at=passage.at)


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    found = policy.findings_for(viewer).filter(pk__in=list(ids)).defer("words", "answer")
    return {
        str(row.pk): SubjectLine(
            label=say("kiến nghị kiểm tra số %d") % row.number,
            detail=row.case.code if row.case is not None else "",
            args={"finding_id": str(row.pk)},
        )
        for row in found
    }


SUBJECTS = SubjectKind(lines=_lines, unnamed=_("một kiến nghị kiểm tra"))


def _key(finding: Finding) -> str:
    return f"{FINDING.code}:{finding.pk}"
