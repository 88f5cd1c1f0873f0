"""A cohort ends with its unit and goes on in the new one: its members leave and join on the same day."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from hoanhap.foundation import audit
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import ids
from hoanhap.people.cases.models import Cohort, CohortMember


def cross(case_ids: Collection[UUID], *, to: Place | None, on: date, by: audit.Actor, at: datetime) -> None:
    """Members of other units go along into a cohort of the new one; without a new one they only leave."""
    living = CohortMember.objects.select_for_update(of=("self",)).filter(
        Q(left_on=None) | Q(left_on__gt=on),
        Q(cohort__to_on=None) | Q(cohort__to_on__gt=on),
        case__in=list(case_ids),
    )
    if to is not None:
        living = living.exclude(unit=to)
    heirs: dict[UUID, Cohort] = {}
    joined: list[CohortMember] = []
    left: list[audit.Subject] = []
    for member in living.select_related("cohort", "cohort__unit").order_by("pk"):
        heir = _heir(member.cohort, to, on, heirs, by, at) if to is not None else None
        if member.joined_on >= on:
            if heir is None:
                continue
            # Entered in the old unit after the day, before anybody handed over.
            member.cohort, member.unit_id, member.unit_path = heir, heir.unit_id, heir.unit_path
            member.save(update_fields=["cohort", "unit", "unit_path"])
            continue
        until, member.left_on = member.left_on, on
        member.save(update_fields=["left_on"])
        left.append(audit.Subject("case", member.case_id, member.unit_path, {"cohort": str(member.cohort_id)}))
        if heir is not None:
            joined.append(_member(member, heir, on, until))
    CohortMember.objects.bulk_create(joined, batch_size=500)
    audit.record_many("cohort.left", by=by, at=at, rows=left)
    subjects = [audit.Subject("case", row.case_id, row.unit_path, {"cohort": str(row.cohort_id)}) for row in joined]
    audit.record_many("cohort.joined", by=by, at=at, rows=subjects)


def _member(member: CohortMember, heir: Cohort, on: date, until: date | None) -> CohortMember:
    return CohortMember(
        id=ids.new_id(),
        cohort=heir,
        case_id=member.case_id,
        unit_id=heir.unit_id,
        unit_path=heir.unit_path,
        joined_on=on,
        left_on=until,
    )


def _heir(cohort: Cohort, to: Place, on: date, heirs: dict[UUID, Cohort], by: audit.Actor, at: datetime) -> Cohort:
    """The cohort that goes on in the new unit, named after the old one and its unit; made when first needed."""
    if cohort.pk not in heirs:
        name = f"{cohort.name[:150]} ({cohort.unit.full_name[:46]})"
        found, made = Cohort.objects.get_or_create(
            unit=to,
            name=name,
            from_on=max(on, cohort.from_on),
            defaults={"unit_path": to.path, "to_on": cohort.to_on},
        )
        if made:
            audit.record(
                "cohort.started",
                by=by,
                subject_kind="cohort",
                subject_id=found.pk,
                unit_path=to.path,
                at=at,
                detail={"members": 0, "instead_of": str(cohort.pk)},
            )
        heirs[cohort.pk] = found
    return heirs[cohort.pk]
