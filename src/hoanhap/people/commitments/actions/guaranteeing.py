"""Somebody vouches for the person, and stops; his signed paper (bảo lãnh, thôi bảo lãnh)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.files import actions as files
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import duties, rules
from hoanhap.people.commitments.actions.writing import held, placed, record
from hoanhap.people.commitments.models import Guarantor, GuarantorKind
from hoanhap.people.persons.rules import phone_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class GuarantorDetails:
    """Who vouches, as what, from when, on which paper."""

    name: str
    valid_from: date
    kind: GuarantorKind = GuarantorKind.PERSON
    relation: str = ""
    phone: str = ""
    valid_to: date | None = None
    document_number: str = ""


@transaction.atomic
def add_guarantor(case: Case, *, details: GuarantorDetails, by: Actor, at: datetime) -> Guarantor:
    """Record one more guarantor; whoever vouches already goes on. Raises Refused."""
    present, name = held(case), clean_name(details.name)
    if not name:
        raise Refused(_("Cần ghi tên người hoặc tổ chức bảo lãnh."), code="guarantor-name")
    today = clock.local_day(at)
    rules.checked_period(details.valid_from, details.valid_to, opened_on=present.opened_on, today=today)
    phone_digits(details.phone)
    row = Guarantor(
        **placed(present, by, at),
        kind=details.kind,
        document_number=tidy(details.document_number)[:60],
        valid_from=details.valid_from,
        valid_to=details.valid_to,
    )
    relation = tidy(details.relation)[:80] or None
    _refuse_twice(present, details, name, today)
    vault.seal(row, name=name[:200], phone=tidy(details.phone) or None, relation=relation)
    row.save(force_insert=True)
    record("guarantor.added", row, by, at, kind=row.kind)
    if rules.lives(row, today):
        duties.answered([present.pk], by=by, at=at)
    return row


def _refuse_twice(case: Case, details: GuarantorDetails, name: str, today: date) -> None:
    """One person is entered once, also when two officers write him down at once; namesakes differ in something."""
    rows = [row for row in case.guarantors.filter(kind=details.kind).order_by("id") if rules.lives(row, today)]
    for known in vault.reveal_many(rows, "name", "relation", "phone").values():
        apart = fold(known["relation"]) != fold(tidy(details.relation)) or phone_digits(known["phone"]) != phone_digits(
            details.phone
        )
        if fold(known["name"]) == fold(name) and not apart:
            raise Refused(
                _("Người này đang bảo lãnh rồi."),
                code="guarantor-twice",
                way_out=_("Người khác trùng tên thì ghi thêm quan hệ hoặc điện thoại."),
            )


@transaction.atomic
def attach_paper(row: Guarantor, data: bytes, *, name: str, by: Viewer, at: datetime) -> Guarantor:
    """Keep the signed copy among the papers of the file. Raises NotHere, Refused."""
    stored = files.store(
        data, name=name, title=_("Giấy bảo lãnh"), kind="case", subject_id=str(row.case_id), by=by, at=at
    )
    row.paper = stored
    row.save(update_fields=["paper"])
    record("guarantor.paper", row, by.actor, at)
    return row


@transaction.atomic
def end_guarantor(row: Guarantor, *, on: date, reason: str, by: Actor, at: datetime) -> Guarantor:
    """From this day he vouches no longer; the row stays. Raises Refused."""
    if on > clock.local_day(at):
        raise Refused(_("Ghi thôi bảo lãnh khi đã đến ngày."), code="guarantor-future")
    return _end(row, on, reason, by, at)


@transaction.atomic
def end_all(case: Case, *, on: date, reason: str, by: Actor, at: datetime) -> int:
    """The case has ended: nobody vouches any longer. How many."""
    found = list(case.guarantors.filter(ended_by="").exclude(valid_to__lte=on).order_by("valid_from", "id"))
    for row in found:
        _end(row, max(on, row.valid_from), reason, by, at)
    return len(found)


def _end(row: Guarantor, on: date, reason: str, by: Actor, at: datetime) -> Guarantor:
    if on < row.valid_from:
        raise Refused(_("Ngày thôi bảo lãnh không thể trước ngày bắt đầu."), code="guarantor-end")
    vault.seal(row, end_reason=tidy(reason) or None)
    going_on = Guarantor.objects.filter(pk=row.pk, ended_by="")
    if not going_on.update(valid_to=on, ended_by=by.account_id, end_reason=row.end_reason):
        raise Refused(_("Bảo lãnh này đã kết thúc."), code="guarantor-ended")
    row.valid_to, row.ended_by = on, by.account_id
    record("guarantor.ended", row, by, at)
    return row
