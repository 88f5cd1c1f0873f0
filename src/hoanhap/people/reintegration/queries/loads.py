"""Who helps how many in a unit, against the number the unit set (số người mỗi người đang giúp)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.text import fold
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import HelperAssignment, HelperLimit


def limit_at(unit_path: str, on: date) -> int | None:
    """How many people one helper of this unit should help at most on a day; None where the unit set nothing."""
    living = HelperLimit.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit_path=unit_path, valid_from__lte=on)
    return living.order_by("-valid_from", "id").values_list("most", flat=True).first()


def carried(viewer: Viewer, unit_path: str) -> list[HelperAssignment]:
    """The living assignments of open files of a unit, as far as the viewer may read them; by day and id."""
    found = policy.visible_to(viewer).filter(
        Q(valid_to=None) | Q(valid_to__gt=viewer.on),
        unit_path=unit_path,
        valid_from__lte=viewer.on,
        case__closed_on=None,
    )
    rows = found.select_related("case", "case__person", "case__person__hamlet").defer("end_reason")
    return list(rows.order_by("valid_from", "id"))


def of_one(rows: Iterable[HelperAssignment], *, account: UUID | None, name: str) -> list[HelperAssignment]:
    """Whom one helper helps, each person once: by his account, or by his name where the row has no account."""
    folded = fold(name)
    mine = [
        row
        for row in rows
        if (row.account_id == account if row.account_id is not None else fold(row.helper_name) == folded)
    ]
    return list({row.case_id: row for row in mine}.values())


def unnamed(rows: Iterable[HelperAssignment], claimed: Sequence[HelperAssignment]) -> dict[str, list[HelperAssignment]]:
    """Helper's name → whom he helps, for those nobody of the commune's list claims."""
    taken = {row.pk for row in claimed}
    found: dict[str, list[HelperAssignment]] = {}
    for row in rows:
        if row.pk not in taken:
            found.setdefault(row.helper_name, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: fold(pair[0])))
