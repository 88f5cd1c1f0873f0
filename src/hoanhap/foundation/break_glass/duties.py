"""The notice to the chair of the file's commune, at once, and until when somebody must have judged (việc xem lại)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.actions import DutySpec

SUBJECT = "break_glass"
REVIEW = "break_glass.review"


def declare() -> None:
    kinds.declare(
        kinds.DutyKind(
            code=REVIEW,
            title=_("Xem lại việc mở khẩn cấp {subject}"),
            action=_("Xem lại"),
            subject_kind=SUBJECT,
            url="break-glass-review",
            urgency=kinds.Urgency.LEGAL,
        )
    )


def key(opening: Opening) -> str:
    return f"{REVIEW}:{opening.pk}"


def review(opening: Opening, *, due_at: datetime | None = None) -> DutySpec:
    return DutySpec(
        kind=REVIEW,
        key=key(opening),
        subject_id=str(opening.pk),
        unit_id=opening.unit_id,
        unit_path=opening.unit_path,
        role=Role.COMMUNE_LEADER.value,
        due_at=due_at or opening.review_due_at,
    )
