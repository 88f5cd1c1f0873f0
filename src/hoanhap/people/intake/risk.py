"""The risk list (người có nguy cơ): a name, a guardian for a minor, an end; nothing on drugs, apart from all lists."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.intake import rules
from hoanhap.people.intake.models import RiskEntry

WORDS = ("name", "guardian")


@transaction.atomic
def add(unit: Place, *, name: str, minor: bool = False, guardian: str = "", by: Actor, at: datetime) -> RiskEntry:
    """Put somebody on the list for twelve months. Raises Refused."""
    today = clock.local_day(at)
    row = RiskEntry(
        unit=unit,
        unit_path=unit.path,
        minor=minor,
        noted_on=today,
        expires_on=rules.expires_on(today),
        recorded_by=by.account_id,
        recorded_at=at,
    )
    vault.seal(
        row,
        name=rules.checked_who(name, code="risk-name"),
        guardian=rules.checked_guardian(guardian, minor=minor),
    )
    row.save(force_insert=True)
    _log("intake.risk_noted", row, by, at)
    return row


@transaction.atomic
def remove(row: RiskEntry, *, by: Actor, at: datetime) -> None:
    """Off the list before its end: the words go at once. Raises Refused."""
    today = clock.local_day(at)
    gone = dict.fromkeys(WORDS)
    if not RiskEntry.objects.filter(pk=row.pk, erased_at=None).update(removed_on=today, erased_at=at, **gone):
        raise Refused(_("Dòng này đã được đưa ra khỏi danh sách."), code="risk-removed")
    _log("intake.risk_removed", row, by, at)


@transaction.atomic
def erase_due(*, on: date, by: Actor, at: datetime) -> int:
    """Erase what has run out (nightly). How many lines."""
    found = list(
        RiskEntry.objects.select_for_update(of=("self",)).filter(expires_on__lte=on, erased_at=None).order_by("id")
    )
    RiskEntry.objects.filter(pk__in=[row.pk for row in found]).update(erased_at=at, **dict.fromkeys(WORDS))
    subjects = [audit.Subject("risk", row.pk, row.unit_path) for row in found]
    audit.record_many("intake.erased", by=by, at=at, rows=subjects)
    return len(found)


def _log(code: str, row: RiskEntry, by: Actor, at: datetime) -> None:
    audit.record(code, by=by, subject_kind="risk", subject_id=row.pk, unit_path=row.unit_path, at=at)
