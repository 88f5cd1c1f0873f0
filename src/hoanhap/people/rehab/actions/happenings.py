"""Something happened that starts or ends a clock of the law (đã thông báo, đã nhận quyết định, đã trở về)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import duties
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import Happening


@transaction.atomic
def record_happening(*, case: Case, code: str, happened_at: datetime, by: audit.Actor, at: datetime) -> Happening:
    """Raises Refused for an unknown one, a moment to come, and the same one twice."""
    held = shared.hold(case.pk)
    if code not in law.casework_words().happenings:
        raise Refused(_("Không có việc “%s” trong danh mục.") % code, code="happening-unknown")
    if happened_at > at or clock.local_day(happened_at) < held.opened_on:
        raise Refused(_("Lúc xảy ra nằm ngoài thời gian của hồ sơ."), code="happening-day")
    row = Happening(**shared.fields(held, by, at), code=code, happened_at=happened_at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Việc này đã được ghi."), code="happening-twice") from error
    shared.log("rehab.happening_recorded", row, by=by, at=at, detail={"code": code})
    duties.sync([held], by=by, at=at)
    return row
