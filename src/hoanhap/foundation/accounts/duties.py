"""The duty to review the rights of a unit (việc rà soát quyền)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place

SUBJECT = "unit_rights"
REVIEW = "access.review"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(SUBJECT, kinds.SubjectKind(lines=_lines, unnamed=_("một đơn vị")))
    kinds.declare(
        kinds.DutyKind(
            code=REVIEW,
            title=_("Rà soát quyền của {subject}"),
            action=_("Rà soát"),
            subject_kind=SUBJECT,
            url="rights-review",
            urgency=kinds.Urgency.PLAN,
        )
    )


def key(place_id: int) -> str:
    return f"{REVIEW}:{place_id}"


def _lines(viewer: Viewer, place_ids: Collection[str]) -> dict[str, SubjectLine]:
    scopes = viewer.paths(policy.ATTEST)
    rows = Place.objects.filter(pk__in=[int(one) for one in place_ids])
    mine = [row for row in rows if any(paths.is_under(row.path, scope) for scope in scopes)]
    return {str(row.pk): SubjectLine(label=row.full_name, args={"unit": str(row.pk)}) for row in mine}
