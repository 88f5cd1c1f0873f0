"""Naming a helper and ending his task (phân công, thay, thôi phân công người giúp đỡ)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.kernel import clock, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import duties, rules
from hoanhap.people.reintegration.models import HelperAssignment, HelperKind

CHUNK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperDetails:
    """Who helps, from when, by which decision."""

    helper_name: str
    valid_from: date
    kind: HelperKind = HelperKind.MAIN
    organisation: str = ""
    account: Account | None = None
    decision_number: str = ""


@transaction.atomic
def assign(case: Case, *, details: HelperDetails, by: Actor, at: datetime, replace: bool = False) -> HelperAssignment:
    """Name a helper. A second main helper is refused, unless he takes over from the first on that day."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _check(held, details, at)
    others = list(held.helpers.order_by("valid_from", "id"))
    if details.account and any(other.valid_to is None and other.account_id == details.account.pk for other in others):
        raise Refused(_("Người này đang giúp đỡ người được hỗ trợ này rồi."), code="helper-twice")
    if details.kind == HelperKind.MAIN:
        _make_way(others, details, replace, by, at)
    assignment = _row(held, details, by, at)
    assignment.save(force_insert=True)
    _record("helper.assigned", assignment, by, at)
    if details.kind == HelperKind.MAIN:
        duties.answered([held.pk], by=by, at=at)
        duties.give_to([held.pk], _id(details.account), by=by, at=at)
    return assignment


@transaction.atomic
def end_assignment(assignment: HelperAssignment, *, on: date, reason: str, by: Actor, at: datetime) -> HelperAssignment:
    """From this day on he helps no longer; without a main helper the person stands on the missing list at once."""
    if on > clock.local_day(at):
        raise Refused(_("Ghi thôi phân công khi đã đến ngày."), code="helper-future")
    _end(assignment, on, reason, by, at)
    if assignment.kind == HelperKind.MAIN:
        duties.give_to([assignment.case_id], None, by=by, at=at)
        duties.remind([assignment.case], by=by, at=at)
    return assignment


@transaction.atomic
def end_all(case: Case, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """The case has ended: nobody helps any longer. What begins later than that day counts on no day."""
    for assignment in case.helpers.filter(valid_to=None).order_by("valid_from", "id"):
        _end(assignment, max(on, assignment.valid_from), reason, by, at)


@transaction.atomic
def bulk_assign(items: Collection[tuple[Case, HelperDetails]], *, by: Actor, at: datetime) -> int:
    """Main helpers for many cases at once (imports); cases that have one keep him. How many were named."""
    wanted = {case.pk: (case, details) for case, details in items}
    seats = _seats({details.account.pk for _, details in wanted.values() if details.account})
    for case, details in wanted.values():
        _check(case, details, at, seats)
    named: list[HelperAssignment] = []
    for ids in _chunks(list(wanted)):
        having = _having({case_id: wanted[case_id][1].valid_from for case_id in ids})
        rows = [_row(*wanted[case_id], by, at) for case_id in ids if case_id not in having]
        named += HelperAssignment.objects.bulk_create(rows)
    audit.record_many("helper.assigned", by=by, at=at, rows=[_subject(row) for row in named])
    duties.answered([row.case_id for row in named], by=by, at=at)
    by_account: dict[UUID, list[UUID]] = defaultdict(list)
    for row in named:
        if row.account_id is not None:
            by_account[row.account_id].append(row.case_id)
    for account, case_ids in by_account.items():
        duties.give_to(case_ids, account, by=by, at=at)
    return len(named)


Seats = dict[UUID, list[tuple[str, date, date | None]]]
"""Paths of an account's postings with their periods."""


def _seats(accounts: Collection[UUID]) -> Seats:
    seats: Seats = defaultdict(list)
    rows = Posting.objects.filter(account__in=accounts, account__is_active=True).order_by("id")
    for account, path, start, end in rows.values_list("account_id", "path", "valid_from", "valid_to"):
        seats[account].append((path, start, end))
    return seats


def _check(case: Case, details: HelperDetails, at: datetime, seats: Seats | None = None) -> None:
    on = clock.local_day(at)
    if not text.clean_name(details.helper_name):
        raise Refused(_("Cần ghi họ tên người giúp đỡ."), code="helper-name")
    if case.closed_on is not None:
        raise Refused(_("Hồ sơ đã kết thúc."), code="helper-case-closed")
    if details.valid_from < case.opened_on:
        raise Refused(_("Ngày phân công không thể trước ngày mở hồ sơ."), code="helper-before-case")
    if details.valid_from > on:
        raise Refused(_("Ghi phân công khi đã đến ngày."), code="helper-future")
    if details.account is not None:
        _check_seat(case, details.account, on, seats)


def _check_seat(case: Case, account: Account, on: date, seats: Seats | None) -> None:
    """An account without a living post in the unit would hold the duties where nobody sees them."""
    held = (_seats([account.pk]) if seats is None else seats).get(account.pk, [])
    if not any(rules.lives(start, end, on) and paths.is_under(case.unit_path, path) for path, start, end in held):
        raise Refused(
            _("Tài khoản này không có nhiệm vụ tại đơn vị."),
            code="helper-account",
            way_out=_("Phân công tài khoản một nhiệm vụ tại xã trước, hoặc ghi người giúp đỡ không có tài khoản."),
        )


def _make_way(others: list[HelperAssignment], details: HelperDetails, replace: bool, by: Actor, at: datetime) -> None:
    mains = [other for other in others if other.kind == HelperKind.MAIN]
    current = next((main for main in mains if main.valid_to is None), None)
    if current is not None:
        if not replace:
            raise Refused(
                _("Người này đã có người giúp đỡ chính."),
                code="helper-exists",
                way_out=_("Chọn “Thay người giúp đỡ”, hoặc phân công thêm người cùng giúp đỡ."),
            )
        _end(current, details.valid_from, _("thay người giúp đỡ"), by, at)
    if any(main.valid_to is None or main.valid_to > details.valid_from for main in mains):
        raise Refused(_("Trong thời gian này đã có người giúp đỡ chính khác."), code="helper-overlap")


def _end(assignment: HelperAssignment, on: date, reason: str, by: Actor, at: datetime) -> None:
    if on < assignment.valid_from:
        raise Refused(_("Ngày thôi phân công không thể trước ngày phân công."), code="helper-end")
    living = HelperAssignment.objects.filter(pk=assignment.pk, valid_to=None)
    vault.seal(assignment, end_reason=text.nfc(reason).strip())
    if not living.update(valid_to=on, end_reason=assignment.end_reason):
        raise Refused(_("Phân công này đã kết thúc."), code="helper-ended")
    assignment.valid_to = on
    _record("helper.ended", assignment, by, at)


def _having(starts: dict[UUID, date]) -> set[UUID]:
    mains = HelperAssignment.objects.filter(case__in=list(starts), kind=HelperKind.MAIN).order_by("id")
    rows = mains.values_list("case_id", "valid_to")
    return {case_id for case_id, valid_to in rows if valid_to is None or valid_to > starts[case_id]}


def _row(case: Case, details: HelperDetails, by: Actor, at: datetime) -> HelperAssignment:
    return HelperAssignment(
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        kind=details.kind,
        helper_name=text.clean_name(details.helper_name),
        organisation=text.nfc(details.organisation).strip(),
        account=details.account,
        decision_number=text.nfc(details.decision_number).strip(),
        valid_from=details.valid_from,
        recorded_by=by.account_id,
        recorded_at=at,
    )


def _id(account: Account | None) -> UUID | None:
    return account.pk if account else None


def _record(code: str, assignment: HelperAssignment, by: Actor, at: datetime) -> None:
    audit.record_many(code, by=by, at=at, rows=[_subject(assignment)])


def _subject(row: HelperAssignment) -> audit.Subject:
    return audit.Subject("case", row.case_id, row.unit_path, {"assignment": str(row.pk), "kind": row.kind})


def _chunks(items: list[UUID]) -> list[list[UUID]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
