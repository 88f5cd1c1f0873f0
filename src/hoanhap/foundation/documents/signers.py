"""Who signs for a unit on a day: its chair; without one a deputy for him (KT.); without either the name stays blank."""

from datetime import date

from django.db.models import Q

from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.documents import rules
from hoanhap.foundation.documents.paper import Signature
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import text

_LEADERS = (Role.COMMUNE_LEADER, Role.COMMUNE_DEPUTY, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)


def leader_of(unit: Place, on: date) -> Signature:
    """The chair posted at the unit on that day, else a deputy."""
    living = Posting.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        role__in=[role.value for role in _LEADERS],
        path=unit.path,
        valid_from__lte=on,
    )
    found = living.select_related("account").order_by("valid_from", "id")
    posting = min(found, key=_is_deputy, default=None)
    deputy = posting is not None and _is_deputy(posting)
    seat = rules.Seat.COMMITTEE_VICE_CHAIR if deputy else rules.Seat.COMMITTEE_CHAIR
    return rules.signature(seat, posting.account.display_name if posting else "")


def _is_deputy(posting: Posting) -> bool:
    return posting.role == Role.COMMUNE_DEPUTY or text.fold(posting.title).startswith("pho")
