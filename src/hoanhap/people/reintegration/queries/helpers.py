"""Who helps whom, and who has nobody (người chưa có người giúp đỡ)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind

CHUNK = 400


def living(on: date) -> QuerySet[HelperAssignment]:
    """All assignments that live on this day. Not for a viewer: duties, measures and relations count with it."""
    return HelperAssignment.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def main_of(on: date, case: str = "pk") -> Exists:
    """For a queryset whose column `case` holds a case id: has it a living main helper on this day?"""
    return Exists(living(on).filter(case=OuterRef(case), kind=HelperKind.MAIN))


def without_helper(viewer: Viewer, unit_path: str | None = None) -> QuerySet[Case]:
    """The open cases the viewer may read that should have a main helper and have none, the longest open first."""
    cases = case_policy.visible_to(viewer).filter(has_no_helper(viewer))
    if unit_path is not None:
        cases = cases.filter(unit_path=unit_path)
    return cases.order_by("opened_on", "id")


def has_no_helper(viewer: Viewer) -> Q:
    """Over Case: open, should have a main helper, has none today (named filter of the list of people)."""
    return Q(~main_of(viewer.on), closed_on=None, state__in=states.FOLLOWED)


def lacking(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Of these cases the open ones that should have a main helper and have none; whoever calls has passed a gate."""
    return cases.filter(~main_of(on), closed_on=None, state__in=states.FOLLOWED).order_by("id")


def history(viewer: Viewer, case: Case) -> QuerySet[HelperAssignment]:
    """All helpers a case ever had, the newest first."""
    return policy.visible_to(viewer).filter(case=case)


def current_of(viewer: Viewer, case_ids: Collection[UUID]) -> dict[UUID, HelperAssignment]:
    """The main helper of each of many cases today; one query (lists)."""
    found = policy.visible_to(viewer).filter(
        Q(valid_to=None) | Q(valid_to__gt=viewer.on),
        case__in=case_ids,
        kind=HelperKind.MAIN,
        valid_from__lte=viewer.on,
    )
    return {assignment.case_id: assignment for assignment in found}


def helped_on(on: date, case_ids: Collection[UUID]) -> set[UUID]:
    """Which of these cases have a main helper on this day. Not for a viewer: duties."""
    mains = living(on).filter(kind=HelperKind.MAIN).order_by()
    return {
        case_id for ids in _chunks(case_ids) for case_id in mains.filter(case__in=ids).values_list("case", flat=True)
    }


def accounts_of(case_ids: Collection[str], on: date) -> Mapping[str, UUID]:
    """Who personally holds the duties of these cases: the account of the main helper, while it has a living post."""
    mains = living(on).filter(posted_on(on), kind=HelperKind.MAIN).order_by()
    held: dict[str, UUID] = {}
    for ids in _chunks([UUID(case_id) for case_id in case_ids]):
        rows = mains.filter(case__in=ids).values_list("case_id", "account_id")
        held.update({str(case_id): account for case_id, account in rows if account is not None})
    return held


def posted_on(on: date) -> Exists:
    """Over HelperAssignment: has the helper's account a living post? Else nobody would see the duties it holds."""
    return Exists(
        Posting.objects.filter(attestation.living_q(on), account=OuterRef("account"), account__is_active=True)
    )


def _chunks(items: Collection[UUID]) -> Iterable[list[UUID]]:
    rows = list(items)
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
