"""Setting how many people one helper should help at most (đặt mức số người mỗi người giúp đỡ)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.reintegration.actions import writing
from hoanhap.people.reintegration.models import HelperLimit
from hoanhap.people.reintegration.rules import helpers as rules


@transaction.atomic
def set_limit(*, unit: Place, most: int, by: Actor, at: datetime) -> HelperLimit:
    """From today on the unit warns above this number; the number before ends today. Raises Refused."""
    if not 1 <= most <= rules.GREATEST_LIMIT:
        raise Refused(_("Số người từ 1 đến %d.") % rules.GREATEST_LIMIT, code="helper-limit")
    on = clock.local_day(at)
    # The unit's own row makes two who set it at once wait for each other, also where nothing was set before.
    Place.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    before = HelperLimit.objects.filter(unit=unit, valid_to=None).first()
    if before is not None and before.most == most:
        return before
    if before is not None:
        before.valid_to = max(on, before.valid_from)
        before.save(update_fields=["valid_to"])
    limit = HelperLimit(**writing.stamp_unit(unit, by, at), most=most, valid_from=on)
    limit.save(force_insert=True)
    writing.log_register("helper.limit_set", limit, by, at, {"most": most})
    return limit
