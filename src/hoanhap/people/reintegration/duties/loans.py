"""A list of loans waits for the chair, a returned one for the police; a loan is looked after until it is repaid."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import calendar, kinds
from hoanhap.foundation.notices.kinds import DutyKind, SubjectLine, Urgency
from hoanhap.foundation.notices.rules import end_of
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import Loan, LoanList
from hoanhap.people.reintegration.rules import loans as rules

SUBJECT = "loan_list"
WORKING_DAYS_TO_CONFIRM = 3
"""Office practice: the person waits for the bank, the bank for the list."""
CONFIRM = DutyKind(
    code="reintegration.loan_list",
    title=_("Xác nhận {subject}"),
    action=_("Xem, xác nhận"),
    subject_kind=SUBJECT,
    url="loan-list",
    urgency=Urgency.PLAN,
)
AMEND = DutyKind(
    code="reintegration.loan_list_returned",
    title=_("Sửa {subject} rồi gửi lại"),
    action=_("Mở danh sách"),
    subject_kind=SUBJECT,
    url="loan-list",
    urgency=Urgency.PLAN,
)
FOLLOW = DutyKind(
    code="reintegration.loan_follow",
    title=_("Theo dõi việc dùng vốn của {subject}"),
    action=_("Ghi lần theo dõi"),
    subject_kind="case",
    url="case-support",
    urgency=Urgency.PLAN,
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    kinds.subject_kinds.add(SUBJECT, kinds.SubjectKind(lines=_lines, unnamed=_("một danh sách của đơn vị khác")))
    for kind in (CONFIRM, AMEND, FOLLOW):
        kinds.declare(kind)


def sent(loan_list: LoanList, *, by: Actor, at: datetime) -> None:
    notices.settle(_key(AMEND, loan_list), by=by, at=at)
    _open(CONFIRM, loan_list, Role.COMMUNE_LEADER, by, at)


def decided(loan_list: LoanList, *, returned: bool, by: Actor, at: datetime) -> None:
    notices.settle(_key(CONFIRM, loan_list), by=by, at=at)
    if returned:
        _open(AMEND, loan_list, Role.COMMUNE_POLICE, by, at)


def look_after(loan: Loan, last_on: date | None, *, by: Actor, at: datetime) -> None:
    """The visit is made, the next one stands; none after the last đồng."""
    key = f"{FOLLOW.code}:{loan.pk}"
    notices.settle(key, by=by, at=at)
    if loan.closed_on is not None:
        return
    spec = notices.DutySpec(
        kind=FOLLOW.code,
        key=key,
        subject_id=str(loan.case_id),
        unit_id=loan.unit_id,
        unit_path=loan.unit_path,
        role=Role.COMMUNE_OFFICER,
        due_at=end_of(rules.next_follow_up(loan.disbursed_on, last_on)),
        confidence="INFER",
    )
    notices.open_duty(spec, by=by, at=at)


def _open(kind: DutyKind, loan_list: LoanList, role: Role, by: Actor, at: datetime) -> None:
    due = calendar.working_calendar().add(clock.local_day(at), WORKING_DAYS_TO_CONFIRM)
    spec = notices.DutySpec(
        kind=kind.code,
        key=_key(kind, loan_list),
        subject_id=str(loan_list.pk),
        unit_id=loan_list.unit_id,
        unit_path=loan_list.unit_path,
        role=role,
        due_at=end_of(due),
        confidence="INFER",
    )
    notices.open_duty(spec, by=by, at=at)


def _lines(viewer: Viewer, list_ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """How lists are called in today's work: by their day and unit, never by a name."""
    found = policy.loan_lists_for(viewer).filter(pk__in=list(list_ids)).select_related("unit")
    return {
        str(row.pk): SubjectLine(
            label=say("danh sách vay vốn ngày %s") % show(row.made_on),
            detail=row.unit.full_name,
            args={"loan_list_id": str(row.pk)},
        )
        for row in found
    }


def _key(kind: DutyKind, loan_list: LoanList) -> str:
    return f"{kind.code}:{loan_list.pk}"
