"""Somebody under management was away: whether the days count, and how far the end of the term moves."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import conduct_rules, duties, queries
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.conduct_rules import Away
from hoanhap.people.rehab.models import Absence


@transaction.atomic
def begin_absence(*, case: Case, from_on: date, reported: bool, reason: str, by: audit.Actor, at: datetime) -> Absence:
    """Away since a day, not back yet. Raises Refused for a second one at a time."""
    held = shared.hold(case.pk)
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="case-closed")
    if from_on > clock.local_day(at) or from_on < held.opened_on:
        raise Refused(_("Ngày bắt đầu vắng nằm ngoài thời gian của hồ sơ."), code="absence-day")
    overlapping = Absence.objects.filter(case=held, to_on__gt=from_on).order_by("-to_on", "id").first()
    if overlapping is not None and overlapping.to_on is not None:
        raise Refused(_("Đã ghi một lần vắng đến ngày %s.") % show(overlapping.to_on), code="absence-overlap")
    row = Absence(**shared.fields(held, by, at), from_on=from_on, reported=reported)
    vault.seal(row, reason=tidy(reason)[:500])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Đang có một lần vắng chưa ghi ngày về."), code="absence-open", way_out=_("Ghi ngày về trước.")
        ) from error
    shared.log("rehab.absence_begun", row, by=by, at=at, detail={"reported": reported})
    duties.sync([held], by=by, at=at)
    return row


@transaction.atomic
def end_absence(*, absence: Absence, to_on: date, by: audit.Actor, at: datetime) -> Away:
    """Back since `to_on`. Days that do not count by the law of that day move the end of the term."""
    case = shared.hold(absence.case_id)
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    if row.to_on is not None:
        raise Refused(_("Lần vắng này đã ghi ngày về."), code="absence-ended")
    if to_on <= row.from_on or to_on > clock.local_day(at):
        raise Refused(_("Ngày về phải sau ngày bắt đầu vắng và không sau hôm nay."), code="absence-day")
    term = (case.term_from, case.term_to) if case.term_from and case.term_to else None
    found = conduct_rules.away(
        case.state, row.from_on, to_on, reported=row.reported, term=term, days_before=queries.days_away(case)
    )
    added = found.days_added if term and case.closed_on is None else 0
    row.to_on, row.counts, row.days_added, row.article = to_on, found.counts, added, found.article[:200]
    row.save(update_fields=["to_on", "counts", "days_added", "article"])
    shared.log("rehab.absence_ended", row, by=by, at=at, detail={"days_added": added, "counts": found.counts})
    if added:
        cases.move_term_end(case=case, days=added, by=by, at=at)
    else:
        duties.sync([case], by=by, at=at)
    return found
