"""Give one piece of work to somebody, and take it from him (giao việc: ai làm gì)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places import paths
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import owners, queries, rules
from hoanhap.people.commitments.actions.writing import held, placed, record
from hoanhap.people.commitments.models import Charge, ChargeKind, FamilyMember, Guarantor, OwnerKind
from hoanhap.people.community.models import TaskForceMember

Owner = FamilyMember | Guarantor | TaskForceMember | Agency
_COLUMNS: dict[type, tuple[OwnerKind, str]] = {
    FamilyMember: (OwnerKind.FAMILY, "family"),
    Guarantor: (OwnerKind.GUARANTOR, "guarantor"),
    TaskForceMember: (OwnerKind.MEMBER, "member"),
    Agency: (OwnerKind.AGENCY, "agency"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeDetails:
    """What is to be done by whom; without an owner it is the main helper's, and there must be one."""

    kind: ChargeKind
    valid_from: date
    owner: Owner | None = None
    words: str = ""


@transaction.atomic
def charge(case: Case, *, details: ChargeDetails, by: Actor, at: datetime) -> Charge:
    """Give a piece of work to its owner. Raises Refused: nobody, not of this case, or too much for one page."""
    present, today = held(case), clock.local_day(at)
    rules.checked_period(details.valid_from, None, opened_on=present.opened_on, today=today)
    words = rules.checked_words(details.words, needed=details.kind == ChargeKind.OTHER)
    kind, column = _COLUMNS[type(details.owner)] if details.owner is not None else (OwnerKind.HELPER, "")
    _check_owner(present, details.owner, today)
    going_on = present.charges.filter(
        valid_to=None, owner_kind=kind, **({column: details.owner} if details.owner is not None else {})
    )
    if going_on.filter(kind=details.kind).exclude(kind=ChargeKind.OTHER).exists():
        raise Refused(_("Người này đã được giao việc ấy."), code="charge-twice")
    if going_on.count() >= rules.MOST_CHARGES:
        raise Refused(
            _("Một người nhiều nhất %d việc, để phiếu vừa một trang.") % rules.MOST_CHARGES, code="charge-many"
        )
    row = Charge(**placed(present, by, at), kind=details.kind, owner_kind=kind, valid_from=details.valid_from)
    if column:
        setattr(row, column, details.owner)
    vault.seal(row, words=words or None)
    row.save(force_insert=True)
    record("charge.given", row, by, at, kind=row.kind, owner=row.owner_kind)
    return row


@transaction.atomic
def end_charge(row: Charge, *, on: date, by: Actor, at: datetime) -> Charge:
    """It is no longer his work. Raises Refused."""
    if on > clock.local_day(at) or on < row.valid_from:
        raise Refused(_("Ngày thôi phải từ ngày giao đến hôm nay."), code="charge-day")
    if not Charge.objects.filter(pk=row.pk, valid_to=None).update(valid_to=on):
        raise Refused(_("Việc này đã thôi giao."), code="charge-ended")
    row.valid_to = on
    record("charge.ended", row, by, at)
    return row


@transaction.atomic
def end_charges_of_unit(case: Case, *, on: date, by: Actor, at: datetime) -> int:
    """The person has moved house: what members and agencies of the old commune did for him ends. How many."""
    local = Q(owner_kind__in=(OwnerKind.MEMBER, OwnerKind.AGENCY, OwnerKind.HELPER))
    found = list(case.charges.filter(local, valid_to=None).order_by("id"))
    for row in found:
        row.valid_to = max(on, row.valid_from)
        row.save(update_fields=["valid_to"])
        record("charge.ended", row, by, at)
    return len(found)


def _check_owner(case: Case, owner: Owner | None, on: date) -> None:
    if owner is None:
        if not owners.helper_of(case.pk, on):
            raise Refused(
                _("Chưa có người giúp đỡ, nên việc này chưa có ai làm."),
                code="charge-owner",
                way_out=_("Phân công người giúp đỡ trước, hoặc giao cho người khác."),
            )
    elif not _fits(case, owner, on):
        raise Refused(_("Không giao được việc cho người này."), code="charge-owner")


def _fits(case: Case, owner: Owner, on: date) -> bool:
    """Of this case, or of its commune, and still there."""
    if isinstance(owner, FamilyMember):
        return _agreed_kin(case, owner, on)
    if isinstance(owner, Guarantor):
        return owner.case_id == case.pk and rules.lives(owner, on)
    if isinstance(owner, TaskForceMember):
        return rules.lives(owner, on) and _covers(case, owner.task_force.unit_path)
    return owner.place is not None and _covers(case, owner.place.path)


def _agreed_kin(case: Case, one: FamilyMember, on: date) -> bool:
    if one.case_id == case.pk and not queries.agrees(one, on):
        raise Refused(_("Người thân này chưa đồng ý tham gia."), code="charge-owner", way_out=_("Ghi sự đồng ý trước."))
    return one.case_id == case.pk


def _covers(case: Case, path: str) -> bool:
    return paths.is_under(case.unit_path, path)
