"""The ledger of help: a line is entered, by itself or with a course, work or a loan; a mistake is struck out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import text
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.actions import needs, writing
from hoanhap.people.reintegration.models import Enrolment, Loan, Need, Partner, Placement, Support
from hoanhap.people.reintegration.queries import kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportDetails:
    """What was given, when, how much of whose money; without an amount the help was not money."""

    kind: str
    given_on: date
    amount: int | None = None
    source: Partner | None = None
    need: Need | None = None
    words: str = ""
    client_key: UUID | None = None


@transaction.atomic
def give(case: Case, *, details: SupportDetails, by: Actor, at: datetime) -> Support:
    """Enter help that was given. The same `client_key` twice is one line. Raises Refused."""
    held = writing.locked(case)
    before: Support | None = writing.sent_before(Support.objects.all(), held, details.client_key)
    if before is not None:
        return before
    writing.check_day(details.given_on, case=held, at=at)
    if details.kind not in kinds.supports_at(held.unit_path, details.given_on):
        raise Refused(_("Chọn một loại hỗ trợ trong danh sách."), code="support-kind")
    if details.amount is not None and details.source is None:
        raise Refused(_("Ghi tiền của nguồn nào."), code="support-source")
    needs.arranged(details.need, held, on=details.given_on, by=by, at=at)
    return enter(held, details, by=by, at=at)


@transaction.atomic
def strike(support: Support, *, by: Actor, at: datetime) -> Support:
    """The line was a mistake: it counts no longer and stays readable. What an act entered is ended by that act."""
    if support.enrolment_id or support.placement_id or support.loan_id:
        raise Refused(_("Dòng này do lớp học, việc làm hoặc khoản vay ghi."), code="support-of-act")
    if not Support.objects.filter(pk=support.pk, struck=False).update(struck=True):
        raise Refused(_("Dòng này đã được gạch."), code="support-struck")
    support.refresh_from_db()
    writing.log("support.struck", support, by, at)
    return support


def enter(
    case: Case,
    details: SupportDetails,
    *,
    by: Actor,
    at: datetime,
    enrolment: Enrolment | None = None,
    placement: Placement | None = None,
    loan: Loan | None = None,
) -> Support:
    """One line of the ledger, in the transaction of the act behind it."""
    support = Support(
        **writing.stamp(case, by, at),
        kind=details.kind,
        given_on=details.given_on,
        amount=details.amount,
        source=details.source,
        need=details.need,
        enrolment=enrolment,
        placement=placement,
        loan=loan,
        client_key=details.client_key,
    )
    vault.seal(support, words=text.nfc(details.words).strip())
    try:
        with transaction.atomic():
            support.save(force_insert=True)
    except IntegrityError:
        raise writing.other_case() from None
    writing.log("support.given", support, by, at, {"kind": support.kind})
    return support
