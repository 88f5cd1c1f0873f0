"""Logging a contact and correcting it with its reason (ghi lần gặp, sửa lần gặp)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock, text
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.people.care import duties, queries, rules
from hoanhap.people.care.models import Contact, ContactPlan, ContactVersion
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case

FACTS = ("met_at", "place", "met", "missed_reason", "condition", "work", "next_on")
CORRECTABLE = frozenset({*FACTS, *queries.SEALED})


@transaction.atomic
def log_contact(case: Case, *, details: ContactDetails, by: Actor, at: datetime) -> Contact:
    """Record a contact, settle the duty to meet and open the next. The same `client_key` twice is one contact."""
    held = _locked(case)
    sent_before = _sent_before(held, details.client_key)
    if sent_before is not None:
        return sent_before
    rules.check(details, opened_on=held.opened_on, closed_on=held.closed_on, now=at)
    contact = Contact(case=held, unit_id=held.unit_id, unit_path=held.unit_path, client_key=details.client_key)
    _write(contact, details, by, at)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        # The same entry of the phone came in for another case at this very moment.
        raise _other_case() from None
    _record("contact.logged", contact, by, at, {"met": contact.met})
    if _is_last(contact):
        duties.settle(held, by=by, at=at)
        _plan_next(held, contact, by=by, at=at)
    return contact


@transaction.atomic
def correct_contact(
    contact: Contact, *, changes: Mapping[str, Any], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contact:
    """Correct what a contact says; the version before stays with who changed it and why. `version`: the one read."""
    if unknown := changes.keys() - CORRECTABLE:
        raise ValueError(f"not to be corrected: {sorted(unknown)}")
    if not reason.strip():
        raise Refused(_("Cần ghi lý do sửa."), code="contact-correction-reason")
    case = _locked(contact.case)
    current = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if version is not None and version != current.version:
        raise Refused(
            _("Lần gặp này vừa được người khác sửa."), code="contact-version", way_out=_("Xem lại rồi sửa tiếp.")
        )
    before = queries.details_of(current)
    details = replace(before, **changes)
    if details == before:
        raise Refused(_("Không có gì thay đổi."), code="contact-unchanged")
    rules.check(details, opened_on=case.opened_on, closed_on=case.closed_on, now=at)
    was_last = _is_last(current)
    _keep_version(current, before, reason, by, at)
    _write(current, details, by, at)
    current.version += 1
    current.save(update_fields=[*FACTS, *queries.SEALED, "recorded_by", "recorded_at", "version"])
    _record("contact.corrected", current, by, at, {"fields": ",".join(sorted(changes)), "version": current.version})
    if (was_last or _is_last(current)) and changes.keys() & {"met_at", "met", "missed_reason", "next_on"}:
        _plan_anew(case, by=by, at=at)
    return current


def _locked(case: Case) -> Case:
    """The case under a lock: two contacts logged at once follow each other and both stay."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _sent_before(case: Case, client_key: UUID | None) -> Contact | None:
    found = Contact.objects.filter(client_key=client_key).first() if client_key else None
    if found is not None and found.case_id != case.pk:
        raise _other_case()
    return found


def _other_case() -> Refused:
    return Refused(_("Mã của lần ghi này đã dùng cho hồ sơ khác."), code="contact-client-key")


def _write(contact: Contact | ContactVersion, details: ContactDetails, by: Actor, at: datetime) -> None:
    for name in FACTS:
        setattr(contact, name, getattr(details, name))
    contact.recorded_by, contact.recorded_at = by.account_id, at
    vault.seal(contact, need=text.nfc(details.need).strip(), note=text.nfc(details.note).strip())


def _keep_version(contact: Contact, before: ContactDetails, reason: str, by: Actor, at: datetime) -> None:
    version = ContactVersion(
        contact=contact, unit_path=contact.unit_path, number=contact.version, replaced_by=by.account_id, replaced_at=at
    )
    _write(version, before, by, at)
    version.recorded_by, version.recorded_at = contact.recorded_by, contact.recorded_at
    vault.seal(version, reason=text.nfc(reason).strip())
    version.save(force_insert=True)


def _is_last(contact: Contact) -> bool:
    later = Contact.objects.filter(case_id=contact.case_id, met_at__gt=contact.met_at)
    return not later.exclude(pk=contact.pk).exists()


def _plan_anew(case: Case, *, by: Actor, at: datetime) -> None:
    """After a correction: the next day follows from what the last contact says now."""
    last = Contact.objects.filter(case=case).order_by("-met_at", "-id").first()
    duties.withdraw([case.pk], by=by, at=at)
    if last is not None:
        _plan_next(case, last, anew=True, by=by, at=at)


def _plan_next(case: Case, contact: Contact, *, by: Actor, at: datetime, anew: bool = False) -> None:
    plan = ContactPlan.objects.filter(case=case).first()
    due = rules.next_due(
        met_on=clock.local_day(contact.met_at),
        given=contact.next_on,
        every=Duration(plan.every_value, Unit(plan.every_unit)) if plan else None,
        planned=plan.next_on if plan and not anew else None,
        missed_reason=contact.missed_reason,
    )
    if due is None or case.closed_on is not None:
        return
    if plan is not None:
        plan.next_on = due
        plan.save(update_fields=["next_on"])
    duties.open_for([(case, due)], by=by, at=at)


def _record(
    code: str, contact: Contact, by: Actor, at: datetime, detail: Mapping[str, str | int | bool | None]
) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=contact.case_id,
        unit_path=contact.unit_path,
        at=at,
        detail={"contact": str(contact.pk), **detail},
    )
