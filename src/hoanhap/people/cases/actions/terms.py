"""What changes in a decision that stands: days that do not count move the end of its term, or another law takes over.

No step of the legal table is made, so no standing is written; the present one and the case say the new end.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit
from hoanhap.foundation.notices import actions as notices
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import duties, followers
from hoanhap.people.cases.models import Case, Standing


@transaction.atomic
def move_term_end(*, case: Case, days: int, by: audit.Actor, at: datetime) -> Case:
    """The term ends so many days later: days away that do not count. Raises Refused for a case without a term."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if held.term_to is None or held.closed_on is not None:
        raise Refused(_("Hồ sơ này không có thời hạn đang chạy."), code="no-term")
    if days < 1:
        raise Refused(_("Số ngày không được tính phải từ 1 trở lên."), code="no-days")
    before, after = held.term_to, held.term_to + timedelta(days=days)
    Case.objects.filter(pk=held.pk).update(term_to=after, version=F("version") + 1)
    # What a correction brings back must say the same end.
    Standing.objects.filter(case=held, measure=held.measure, term_to=before).update(term_to=after)
    audit.record(
        "case.term_moved",
        by=by,
        subject_kind=duties.SUBJECT,
        subject_id=held.pk,
        unit_path=held.unit_path,
        at=at,
        detail={"days": days, "from": before.isoformat(), "to": after.isoformat()},
    )
    return _told(held, by, at)


@transaction.atomic
def adopt_regime(*, case: Case, on: date, by: audit.Actor, at: datetime) -> Case:
    """A file without a decision goes on under the law of this day; again changes nothing."""
    regime = law.regime_on(on).code
    if (
        not Case.objects.filter(pk=case.pk, closed_on=None)
        .exclude(regime=regime)
        .update(regime=regime, version=F("version") + 1)
    ):
        case.refresh_from_db()
        return case
    audit.record(
        "case.regime_adopted",
        by=by,
        subject_kind=duties.SUBJECT,
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail={"from": case.regime, "to": regime},
    )
    return _told(case, by, at)


def _told(case: Case, by: audit.Actor, at: datetime) -> Case:
    """The duties about the end of the term begin anew, and the packages above learn of it."""
    case.refresh_from_db()
    notices.cancel(duties.term_keys(case), by=by, at=at)
    notices.open_many(duties.term_duties([case], clock.local_day(at)), by=by, at=at)
    followers.tell([case], by=by, at=at)
    return case
