"""The quarterly review: each posting is confirmed or ended by somebody else (rà soát quyền)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import duties, policy
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock

PAGE = 500
_LEADS = {"province": "province_leader", "district": "district_leader"}


def to_attest(viewer: Viewer) -> QuerySet[Posting]:
    """What the viewer is to confirm or end in this quarter, never his own; those that end soonest first."""
    rows = Posting.objects.filter(
        viewer.scope_q(policy.ATTEST, "path"), _living(viewer.on), _due(attestation.end_of_quarter(viewer.on))
    ).exclude(account=viewer.account_id)
    return rows.select_related("account", "place").order_by("attested_until", "path", "account__display_name", "id")


@transaction.atomic
def answer(*, keep: Collection[UUID], end: Collection[UUID], by: Viewer, at: datetime) -> tuple[int, int]:
    """Confirm these postings and end those, today; how many of each. What is not the viewer's is left alone."""
    mine = {row.pk: row for row in to_attest(by).select_for_update(of=("self",))}
    today = clock.local_day(at)
    ended = [mine[pk] for pk in end if pk in mine and mine[pk].valid_from < today]
    kept = [mine[pk] for pk in keep if pk in mine and pk not in end]
    for posting in kept:
        access.attest(posting, by=by.actor, at=at)
    for posting in ended:
        access.end_posting(posting, on=today, by=by.actor, at=at)
    _settle({posting.place_id for posting in [*kept, *ended]}, by, at)
    return len(kept), len(ended)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Ask, fifteen days before, for the review of each unit where something is due; how many duties were opened."""
    today = clock.local_day(at)
    rows = Posting.objects.filter(_living(today), _due(today + attestation.NOTICE), account__is_active=True)
    until: dict[int, date] = {}
    for place_id, day in rows.values_list("place_id", "attested_until"):
        until[place_id] = min(day, until.get(place_id, day))
    places = Place.objects.in_bulk(list(until))
    leads = _leads(places, today)
    specs = [_spec(places[pk], leads.get(pk, "administrator"), day) for pk, day in sorted(until.items())]
    return notices.open_many(specs, by=by, at=at)


def _leads(places: Mapping[int, Place], today: date) -> dict[int, str]:
    """The leader's role where somebody holds it; elsewhere the keepers of accounts are asked."""
    wanted = {pk: _LEADS.get(place.kind, "commune_leader") for pk, place in places.items()}
    held = set(
        Posting.objects.filter(
            _living(today), attestation.attested_q(today), place__in=list(places), role__in=set(wanted.values())
        ).values_list("place_id", "role")
    )
    return {pk: role for pk, role in wanted.items() if (pk, role) in held}


def _spec(place: Place, role: str, until: date) -> DutySpec:
    return DutySpec(
        kind=duties.REVIEW,
        key=duties.key(place.pk),
        subject_id=str(place.pk),
        unit_id=place.pk,
        unit_path=place.path,
        role=role,
        due_at=clock.at(until, 17),
    )


def _settle(place_ids: Collection[int], by: Viewer, at: datetime) -> None:
    today = clock.local_day(at)
    left = Posting.objects.filter(_living(today), _due(today + attestation.NOTICE), place__in=list(place_ids))
    done = set(place_ids) - set(left.values_list("place_id", flat=True))
    notices.settle_many([duties.key(pk) for pk in sorted(done)], by=by.actor, at=at)


def _living(day: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def _due(day: date) -> Q:
    """Confirmed no further than this day, and not ending by itself before."""
    return Q(attested_until__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=F("attested_until")))
