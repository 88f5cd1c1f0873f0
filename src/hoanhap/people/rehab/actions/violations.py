"""A violation found: counted by its kind, answered by the step the law of that day names, never by more."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import conduct_rules, queries
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.conduct_rules import Rung
from hoanhap.people.rehab.models import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The violation and what the law says follows; the case itself has not moved: a person decides that."""

    violation: Violation
    rung: Rung


@transaction.atomic
def record_violation(*, case: Case, kind: str, on: date, said: str, by: audit.Actor, at: datetime) -> Recorded:
    """Raises Refused for a kind the law of the day does not know in this state, and for a day to come."""
    held = shared.hold(case.pk)
    words = tidy(said)
    if held.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="case-closed")
    if on > clock.local_day(at) or on < held.opened_on:
        raise Refused(_("Ngày vi phạm nằm ngoài thời gian của hồ sơ."), code="violation-day")
    if len(words) < 5:
        raise Refused(_("Ghi ngắn gọn việc đã thấy."), code="violation-words")
    found = conduct_rules.rung(kind, held.state, on, queries.count_before(held, kind) + 1)
    last = Violation.objects.filter(case=held).aggregate(last=Max("number"))["last"] or 0
    row = Violation(
        **shared.fields(held, by, at),
        number=last + 1,
        kind=kind,
        step=found.step,
        measure=held.measure,
        on=on,
        regime=law.regime_on(on).code,
        article=found.article[:200],
        confidence=found.confidence,
    )
    vault.seal(row, said=words[:2000])
    row.save(force_insert=True)
    shared.log("rehab.violation_recorded", row, by=by, at=at, detail={"number": row.number, "step": row.step})
    return Recorded(violation=row, rung=found)
