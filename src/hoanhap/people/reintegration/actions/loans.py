"""The list of loans is made, sent, confirmed or returned; a loan is paid out and looked after (vay vốn)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, text
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import needs, supports, writing
from hoanhap.people.reintegration.actions.supports import SupportDetails
from hoanhap.people.reintegration.duties import loans as duties
from hoanhap.people.reintegration.models import Loan, LoanEntry, LoanFollowUp, LoanList, Need, Partner, Purpose
from hoanhap.people.reintegration.queries import loans as queries

LOAN_HELP = "loan"
OPEN_LISTS = (LoanList.State.DRAFT, LoanList.State.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetails:
    """One person on a list: what he would borrow for, and what the police attest."""

    case: Case
    purpose: Purpose = Purpose.BUSINESS
    amount: int | None = None
    months: int | None = None
    law_abiding: bool = True
    trade_paper: bool = False
    other_loan: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDetails:
    """What a bank paid out."""

    lender: Partner
    purpose: Purpose
    amount: int
    months: int
    disbursed_on: date
    need: Need | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDetails:
    """What one visit about a loan found. `repaid`: the sum so far."""

    followed_on: date
    use: LoanFollowUp.Use
    result: LoanFollowUp.Result
    repaid: int
    overdue: bool = False
    words: str = ""


@transaction.atomic
def make_list(*, unit: Place, entries: Collection[EntryDetails], by: Actor, at: datetime) -> LoanList:
    """A list of the police with its people, in one act. Raises Refused for nobody, or somebody of another unit."""
    if not entries:
        raise Refused(_("Chọn ít nhất một người."), code="list-empty")
    made = LoanList(**writing.stamp_unit(unit, by, at), made_on=clock.local_day(at))
    made.save(force_insert=True)
    writing.log_register("loan_list.made", made, by, at, {"people": len(entries)})
    for details in entries:
        _enter(made, details, by, at)
    return made


@transaction.atomic
def put_on_list(loan_list: LoanList, *, details: EntryDetails, by: Actor, at: datetime) -> LoanEntry:
    """One more person, while the list is being made."""
    return _enter(_still_open(loan_list), details, by, at)


@transaction.atomic
def change_entry(entry: LoanEntry, *, details: EntryDetails, by: Actor, at: datetime) -> LoanEntry:
    """Set one line right, while the list is being made."""
    _still_open(entry.loan_list)
    _fill(entry, details)
    facts = ["purpose", "amount", "months", "law_abiding", "trade_paper", "other_loan", "remark"]
    entry.save(update_fields=facts)
    writing.log("loan_list.entry_changed", entry, by, at)
    return entry


@transaction.atomic
def take_off_list(entry: LoanEntry, *, by: Actor, at: datetime) -> None:
    """The line goes, while the list is being made; the log keeps that it stood there."""
    _still_open(entry.loan_list)
    writing.log("loan_list.entry_removed", entry, by, at)
    entry.delete()


@transaction.atomic
def send_list(loan_list: LoanList, *, by: Actor, name: str, at: datetime) -> LoanList:
    """The police sign; the chair is asked. Raises Refused where a condition that may block is not met."""
    held = _still_open(loan_list)
    entries = list(held.entries.select_related("case__person").order_by("id"))
    if not entries:
        raise Refused(_("Danh sách chưa có ai."), code="list-empty")
    _check_blocking(entries, clock.local_day(at))
    LoanList.objects.filter(pk=held.pk).update(
        state=LoanList.State.SENT, sent_by=by.account_id, sent_name=name[:120], sent_at=at
    )
    held.refresh_from_db()
    writing.log_register("loan_list.sent", held, by, at, {"people": len(entries)})
    duties.sent(held, by=by, at=at)
    return held


@transaction.atomic
def confirm_list(
    loan_list: LoanList, *, struck: Mapping[UUID, LoanEntry.Struck], by: Actor, name: str, at: datetime
) -> LoanList:
    """The chair confirms the list, but for those he strikes with a reason. Who sent it cannot confirm it."""
    held = _waiting(loan_list)
    if held.sent_by == by.account_id:
        raise Refused(_("Người lập danh sách không tự xác nhận."), code="list-own")
    for entry in held.entries.filter(pk__in=list(struck)).order_by("id"):
        entry.struck = struck[entry.pk]
        entry.save(update_fields=["struck"])
        writing.log("loan_list.entry_struck", entry, by, at, {"reason": entry.struck})
    _decide(held, LoanList.State.CONFIRMED, by, name, at)
    kept = held.entries.filter(struck="").count()
    writing.log_register("loan_list.confirmed", held, by, at, {"people": kept, "struck": len(struck)})
    duties.decided(held, returned=False, by=by, at=at)
    return held


@transaction.atomic
def return_list(loan_list: LoanList, *, by: Actor, name: str, at: datetime) -> LoanList:
    """Back to the police, to be set right."""
    held = _waiting(loan_list)
    _decide(held, LoanList.State.RETURNED, by, name, at)
    writing.log_register("loan_list.returned", held, by, at)
    duties.decided(held, returned=True, by=by, at=at)
    return held


@transaction.atomic
def record_loan(case: Case, *, details: LoanDetails, by: Actor, at: datetime) -> Loan:
    """Money was paid out to the person; a visit follows in three months. Raises Refused."""
    held = writing.locked(case)
    writing.check_day(details.disbursed_on, case=held, at=at)
    if details.amount <= 0 or details.months <= 0:
        raise Refused(_("Ghi số tiền và số tháng vay."), code="loan-amount")
    needs.arranged(details.need, held, on=details.disbursed_on, by=by, at=at)
    loan = Loan(
        **writing.stamp(held, by, at),
        need=details.need,
        lender=details.lender,
        purpose=details.purpose,
        amount=details.amount,
        months=details.months,
        disbursed_on=details.disbursed_on,
    )
    loan.save(force_insert=True)
    writing.log("loan.recorded", loan, by, at, {"purpose": loan.purpose})
    line = SupportDetails(
        kind=LOAN_HELP,
        given_on=details.disbursed_on,
        amount=details.amount,
        source=details.lender,
        need=details.need,
    )
    supports.enter(held, line, by=by, at=at, loan=loan)
    duties.look_after(loan, None, by=by, at=at)
    return loan


@transaction.atomic
def follow_up(loan: Loan, *, details: VisitDetails, by: Actor, at: datetime) -> LoanFollowUp:
    """One visit: what the money is used for, what it brings, how much is paid back. Repaid in full ends the loan."""
    held = Loan.objects.select_for_update(of=("self",)).get(pk=loan.pk)
    if held.closed_on is not None:
        raise Refused(_("Khoản vay này đã trả hết."), code="loan-closed")
    _check_visit(held, details, at)
    visit = LoanFollowUp(
        case_id=held.case_id,
        unit_id=held.unit_id,
        unit_path=held.unit_path,
        recorded_by=by.account_id,
        recorded_at=at,
        loan=held,
        followed_on=details.followed_on,
        use=details.use,
        result=details.result,
        repaid=details.repaid,
        overdue=details.overdue,
    )
    vault.seal(visit, words=text.nfc(details.words).strip())
    visit.save(force_insert=True)
    writing.log("loan.followed", visit, by, at, {"use": visit.use})
    if details.repaid >= held.amount:
        held.closed_on = details.followed_on
        held.save(update_fields=["closed_on"])
    duties.look_after(held, details.followed_on, by=by, at=at)
    return visit


def _check_visit(loan: Loan, details: VisitDetails, at: datetime) -> None:
    if details.followed_on > clock.local_day(at) or details.followed_on < loan.disbursed_on:
        raise Refused(_("Ngày này không nằm giữa ngày vay và hôm nay."), code="follow-day")
    last = loan.follow_ups.order_by("-followed_on").first()
    if last is not None and details.followed_on <= last.followed_on:
        raise Refused(_("Đã ghi một lần theo dõi ngày này hoặc sau đó."), code="follow-day")
    if last is not None and details.repaid < last.repaid:
        raise Refused(
            _("Số đã trả ít hơn lần trước."), code="follow-repaid", way_out=_("Ghi tổng đã trả từ đầu đến nay.")
        )


def _enter(loan_list: LoanList, details: EntryDetails, by: Actor, at: datetime) -> LoanEntry:
    case = writing.locked(details.case)
    if case.unit_id != loan_list.unit_id:
        raise Refused(_("Người này thuộc đơn vị khác."), code="list-other-unit")
    entry = LoanEntry(**writing.stamp(case, by, at), loan_list=loan_list)
    _fill(entry, details)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Người này đã có trong danh sách."), code="list-twice") from None
    writing.log("loan_list.entered", entry, by, at, {"purpose": entry.purpose})
    return entry


def _fill(entry: LoanEntry, details: EntryDetails) -> None:
    entry.purpose, entry.amount, entry.months = details.purpose, details.amount, details.months
    entry.law_abiding, entry.trade_paper = details.law_abiding, details.trade_paper
    entry.other_loan = details.other_loan
    vault.seal(entry, remark=text.nfc(details.remark).strip())


def _check_blocking(entries: Sequence[LoanEntry], on: date) -> None:
    """The list itself is what is being made: being on it is asked of nobody yet."""
    for reasons in queries.reasons_of(entries, on):
        blocking = next((one for one in reasons if one.blocks and one.code != "on_list"), None)
        if blocking is not None:
            raise Refused(blocking.words, code="list-condition", article=blocking.article)


def _still_open(loan_list: LoanList) -> LoanList:
    held = LoanList.objects.select_for_update(of=("self",)).get(pk=loan_list.pk)
    if held.state not in OPEN_LISTS:
        raise Refused(
            _("Danh sách đã gửi, không sửa được."),
            code="list-sent",
            way_out=_("Xin UBND trả lại, hoặc lập danh sách mới."),
        )
    return held


def _waiting(loan_list: LoanList) -> LoanList:
    held = LoanList.objects.select_for_update(of=("self",)).get(pk=loan_list.pk)
    if held.state != LoanList.State.SENT:
        raise Refused(_("Danh sách này không chờ xác nhận."), code="list-not-sent")
    return held


def _decide(held: LoanList, state: LoanList.State, by: Actor, name: str, at: datetime) -> None:
    held.state, held.decided_by, held.decided_name, held.decided_at = state, by.account_id, name[:120], at
    held.save(update_fields=["state", "decided_by", "decided_name", "decided_at"])
