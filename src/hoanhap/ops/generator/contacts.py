"""Contacts in bulk. `care.actions.log_contact` takes one at a time, each with its own lock and some ten queries: right
for an officer, hours for a province. Here the same rows are written by bulk insert, sealed and logged alike, and the
duties move as they would: those to meet are settled, the next ones opened by the plan.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.people.care import actions as care
from hoanhap.people.care import duties, rules
from hoanhap.people.care.models import Contact, ContactPlan
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case

_CHUNK = 500


def write(items: Sequence[tuple[Case, Sequence[ContactDetails]]], *, on: date, by: Actor) -> int:
    """Write the contacts of these cases; each was checked against the rules of care. How many were written."""
    at = clock.at(on, 7)
    rows: list[Contact] = []
    texts: list[dict[str, str | None]] = []
    for case, said in items:
        for details in said:
            rules.check(details, opened_on=case.opened_on, closed_on=case.closed_on, now=at)
            rows.append(_row(case, details, by))
            texts.append({"need": details.need, "note": details.note})
    sealing.seal_many(zip(rows, texts, strict=True))
    Contact.objects.bulk_create(rows, batch_size=_CHUNK)
    subjects = [
        audit.Subject("case", row.case_id, row.unit_path, {"contact": str(row.pk), "met": row.met}) for row in rows
    ]
    audit.record_many("contact.logged", by=by, at=at, rows=subjects)
    _plan_on(items, by)
    return len(rows)


def _row(case: Case, details: ContactDetails, by: Actor) -> Contact:
    return Contact(
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        recorded_by=by.account_id,
        recorded_at=details.met_at,
        **{name: getattr(details, name) for name in care.FACTS},
    )


def _plan_on(items: Sequence[tuple[Case, Sequence[ContactDetails]]], by: Actor) -> None:
    """One month after the last contact, as the usual rhythm has it."""
    by_day: dict[date, list[tuple[Case, date]]] = defaultdict(list)
    for case, said in items:
        met_on = clock.local_day(max(details.met_at for details in said))
        due = rules.next_due(met_on=met_on, given=None, every=rules.USUAL_RHYTHM)
        if due is not None:
            by_day[met_on].append((case, due))
    for met_on, wanted in sorted(by_day.items()):
        at, ids = clock.at(met_on, 17), [case.pk for case, _due in wanted]
        notices.settle_many([duties.key_of(case_id) for case_id in ids], by=by, at=at)
        _set_next(ids, wanted[0][1])
        duties.open_for(wanted, by=by, at=at)


def _set_next(ids: list[UUID], due: date) -> None:
    for start in range(0, len(ids), _CHUNK):
        ContactPlan.objects.filter(case__in=ids[start : start + _CHUNK]).update(next_on=due)
