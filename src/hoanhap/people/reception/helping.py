"""Who helps a case, told downward to who-does-what (`commitments.owners`), which knows no helpers."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import HelperKind


def names_of(case_ids: Collection[UUID], on: date) -> Mapping[UUID, str]:
    """Main helpers of these cases on a day, with their office."""
    mains = queries.living(on).filter(case__in=list(case_ids), kind=HelperKind.MAIN).order_by("valid_from", "id")
    return {row.case_id: ", ".join(part for part in (row.helper_name, row.organisation) if part) for row in mains}
