"""Breaches: reported, worked on, notified in time, closed (sự cố dữ liệu)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import duties, rules
from hoanhap.foundation.privacy.actions.numbering import draw
from hoanhap.foundation.privacy.facts import BreachClock
from hoanhap.foundation.privacy.models import Breach, BreachKind, BreachStep
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc

BOOK = "breaches"
NOTICES = {"first_notice": "first_notice_at", "authority": "authority_at", "persons": "persons_at"}
"""Code of a notice → the column that says when it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is known of a breach when it is first reported."""

    kind: BreachKind
    known_at: datetime
    what: str
    serious: bool = False
    traceable: bool = False
    identity: bool = False
    social: bool = False
    health: bool = False
    police: bool = False
    person_count: int | None = None
    happened_on: date | None = None


@transaction.atomic
def report(*, reported: Reported, unit: Place, by: audit.Actor, at: datetime) -> Breach:
    """Enter a breach; its clocks run from the moment of knowing, not from now. Raises Refused."""
    _check(reported, at)
    year = clock.local_day(reported.known_at).year
    row = Breach(
        unit=unit,
        unit_path=unit.path,
        year=year,
        number=draw(unit, BOOK, year),
        kind=reported.kind,
        known_at=reported.known_at,
        happened_on=reported.happened_on,
        serious=reported.serious,
        traceable=reported.traceable,
        identity=reported.identity,
        social=reported.social,
        health=reported.health,
        police=reported.police,
        person_count=reported.person_count,
        reported_by=by.account_id,
        reported_at=at,
    )
    vault.seal(row, what=nfc(reported.what).strip())
    row.save(force_insert=True)
    _record("privacy.breach_reported", row, by, at, {"kind": row.kind, "serious": row.serious})
    _open_clocks(row, by, at)
    return row


@transaction.atomic
def assess(
    *, breach: Breach, serious: bool, traceable: bool, person_count: int | None, by: audit.Actor, at: datetime
) -> Breach:
    """Say anew how grave it is and how many it touches; a graver one gets the clocks it lacked. Raises Refused."""
    moved = Breach.objects.filter(pk=breach.pk, version=breach.version, closed_at=None).update(
        serious=serious, traceable=traceable, person_count=person_count, version=F("version") + 1
    )
    if not moved:
        raise _moved_on()
    breach.refresh_from_db()
    _record("privacy.breach_assessed", breach, by, at, {"serious": serious, "count": person_count})
    _open_clocks(breach, by, at)
    return breach


@transaction.atomic
def add_step(*, breach: Breach, said: str, taken_at: datetime, by: audit.Actor, at: datetime) -> BreachStep:
    """What was done about it. Raises Refused."""
    words = rules.said(nfc(said).strip(), name=_("việc đã làm"), least=4)
    held = Breach.objects.select_for_update().get(pk=breach.pk)
    if held.closed_at is not None:
        raise Refused(_("Hồ sơ sự cố đã đóng."), code="breach-closed")
    if taken_at > at or taken_at < held.known_at:
        raise Refused(_("Lúc làm phải sau lúc biết sự cố và không sau lúc này."), code="step-time")
    last = held.steps.aggregate(last=Max("number"))["last"] or 0
    step = BreachStep(
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        breach=held,
        number=last + 1,
        taken_at=taken_at,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    vault.seal(step, said=words)
    step.save(force_insert=True)
    _record("privacy.breach_step", held, by, at, {"number": step.number})
    return step


@transaction.atomic
def notified(*, breach: Breach, notice: str, told_at: datetime, by: audit.Actor, at: datetime) -> Breach:
    """One of the notices was given; late or not, the moment stands in the book. Raises Refused."""
    column = NOTICES[notice]
    if told_at > at or told_at < breach.known_at:
        raise Refused(_("Lúc báo phải sau lúc biết sự cố và không sau lúc này."), code="told-time")
    moved = Breach.objects.filter(pk=breach.pk, closed_at=None, **{f"{column}__isnull": True}).update(
        **{column: told_at}, version=F("version") + 1
    )
    if not moved:
        raise _moved_on()
    breach.refresh_from_db()
    _record("privacy.breach_notified", breach, by, at, {"notice": notice})
    notices.settle(duties.notify_key(breach, notice), by=by, at=at)
    return breach


@transaction.atomic
def close(*, breach: Breach, by: audit.Actor, at: datetime) -> Breach:
    """All that was asked was told and done. Raises Refused while a notice is missing."""
    missing = [clock.label for clock, _due in asked_of(breach) if getattr(breach, NOTICES[clock.code]) is None]
    if missing:
        raise Refused(_("Chưa ghi: %s.") % "; ".join(missing), code="not-notified")
    if not breach.steps.exists():
        raise Refused(_("Chưa ghi việc nào đã làm để khắc phục."), code="no-step")
    moved = Breach.objects.filter(pk=breach.pk, closed_at=None).update(
        closed_at=at, closed_by=by.account_id, version=F("version") + 1
    )
    if not moved:
        raise _moved_on()
    breach.refresh_from_db()
    _record("privacy.breach_closed", breach, by, at)
    return breach


def asked_of(breach: Breach) -> list[tuple[BreachClock, datetime]]:
    """The notices this breach asks for, with their moments."""
    return rules.notices_asked(breach.known_at, serious=breach.serious, traceable=breach.traceable)


def _open_clocks(row: Breach, by: audit.Actor, at: datetime) -> None:
    specs = [
        duties.notify(row, clock, due_at)
        for clock, due_at in asked_of(row)
        if getattr(row, NOTICES[clock.code]) is None
    ]
    notices.open_many(specs, by=by, at=at)


def _check(reported: Reported, at: datetime) -> None:
    rules.said(nfc(reported.what).strip(), name=_("chuyện gì đã xảy ra"), least=10)
    if reported.known_at > at:
        raise Refused(_("Lúc biết sự cố không thể sau lúc này."), code="known-ahead")
    if reported.happened_on and reported.happened_on > clock.local_day(reported.known_at):
        raise Refused(_("Sự cố không thể xảy ra sau khi biết."), code="happened-after")


def _moved_on() -> Refused:
    return Refused(_("Mục này vừa được người khác ghi."), code="breach-moved-on", way_out=_("Mở lại trang."))


def _record(
    code: str,
    row: Breach,
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(
        code, by=by, subject_kind=duties.BREACH, subject_id=row.pk, unit_path=row.unit_path, at=at, detail=detail
    )
