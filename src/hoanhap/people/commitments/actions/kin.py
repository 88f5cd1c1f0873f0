"""Members of the family who agree to be named, called and given work, and who take that back (gia đình)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments.actions.writing import held, placed, record
from hoanhap.people.commitments.models import Charge, FamilyMember, Relation
from hoanhap.people.persons.rules import phone_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDetails:
    """Who it is; `agreed_on` is the day he said yes, none while nobody has asked him."""

    name: str
    relation: Relation
    phone: str = ""
    carer: bool = False
    agreed_on: date | None = None


@transaction.atomic
def add_family(case: Case, *, details: FamilyDetails, by: Actor, at: datetime) -> FamilyMember:
    """Record a member of the family. Raises Refused."""
    present, name = held(case), clean_name(details.name)
    if not name:
        raise Refused(_("Cần ghi họ tên người thân."), code="family-name")
    _check_day(details.agreed_on, at)
    phone_digits(details.phone)
    row = FamilyMember(
        **placed(present, by, at), relation=details.relation, carer=details.carer, agreed_on=details.agreed_on
    )
    vault.seal(row, name=name[:120], phone=tidy(details.phone) or None)
    row.save(force_insert=True)
    record("family.added", row, by, at)
    return row


@transaction.atomic
def agree(row: FamilyMember, *, on: date, by: Actor, at: datetime) -> FamilyMember:
    """He said yes on this day, for the first time or again. Raises Refused."""
    _check_day(on, at)
    waiting = FamilyMember.objects.filter(Q(agreed_on=None) | Q(withdrawn_on__isnull=False), pk=row.pk)
    if not waiting.update(agreed_on=on, withdrawn_on=None):
        raise Refused(_("Người thân này đã đồng ý rồi."), code="family-agreed")
    row.refresh_from_db()
    record("family.agreed", row, by, at)
    return row


@transaction.atomic
def withdraw_agreement(row: FamilyMember, *, on: date, by: Actor, at: datetime) -> FamilyMember:
    """He takes his yes back: from this day he has no work here. Raises Refused."""
    _check_day(on, at)
    if row.agreed_on is not None and on < row.agreed_on:
        raise Refused(_("Ngày rút lại không thể trước ngày đồng ý."), code="family-day")
    agreeing = FamilyMember.objects.filter(pk=row.pk, agreed_on__isnull=False, withdrawn_on=None)
    if not agreeing.update(withdrawn_on=on):
        raise Refused(_("Người thân này chưa đồng ý hoặc đã rút lại."), code="family-not-agreed")
    row.refresh_from_db()
    for charge in Charge.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), family=row).order_by("id"):
        charge.valid_to = max(on, charge.valid_from)
        charge.save(update_fields=["valid_to"])
    record("family.withdrawn", row, by, at)
    return row


def _check_day(on: date | None, at: datetime) -> None:
    if on is not None and on > clock.local_day(at):
        raise Refused(_("Ngày này chưa đến."), code="family-day")
