"""Proposing accounts and postings, having a second person confirm them, and carrying them out: all rows or none."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoanhap.foundation import audit
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy, rules
from hoanhap.foundation.accounts.judging import Judge, Planned
from hoanhap.foundation.accounts.models import Proposal, ProposalRow
from hoanhap.foundation.accounts.rules import Draft, Problem
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds
from hoanhap.foundation.joint_acts import queries as joint_queries
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import dates
from hoanhap.kernel.errors import Refused

SUBJECT = "proposal"


def preview(drafts: Sequence[Draft], *, by: Viewer, at: datetime) -> tuple[Proposal | None, list[Problem]]:
    """Read all lines. Everything right: a proposal that waits. Anything wrong: nothing is kept but the sentences."""
    if not drafts:
        raise Refused(_("Tệp không có dòng nào để mời."), way_out=_("Điền tệp mẫu rồi tải lên."))
    if len(drafts) > rules.MOST_ROWS:
        raise Refused(
            _("Danh sách dài quá %d dòng.") % rules.MOST_ROWS, way_out=_("Chia thành nhiều tệp rồi làm từng tệp.")
        )
    planned, problems = Judge(by).all(drafts)
    return (None, problems) if problems else (propose(planned, by=by, at=at), [])


@transaction.atomic
def propose(planned: Sequence[Planned], *, by: Viewer, at: datetime) -> Proposal:
    """Keep what is to be done; it gives no right. Raises NotHere outside the keeper's part of the map, Refused."""
    for place in {row.place.pk: row.place for row in planned}.values():
        by.require(policy.KEEP, place.path)
    if any(row.account is not None and row.account.pk == by.account_id for row in planned):
        raise _own()
    unit = _common(planned)
    proposal = Proposal.objects.create(
        unit=unit,
        unit_path=unit.path,
        made_by_id=by.account_id,
        made_at=at,
        needs_second=any(rules.needs_second_person(row.role) for row in planned),
    )
    ProposalRow.objects.bulk_create([_row(proposal, row) for row in planned])
    _record("accounts.proposed", proposal, by, at, {"rows": len(planned)})
    return proposal


def post(
    account: Account, *, role: Role, place: Place, first: date, last: date | None, title: str, by: Viewer, at: datetime
) -> Proposal:
    """Propose one more posting for somebody who has an account. Raises Refused (one's own, level, agency, days)."""
    start, end = rules.period(first, last, by.on)
    Judge(by).require_fitting(role, place, start, end)
    row = Planned(1, account.display_name, account.username, role, place, title, start, end, account)
    return propose([row], by=by, at=at)


@transaction.atomic
def ask(proposal: Proposal, *, reason: str, by: Viewer, at: datetime) -> JointAct:
    """Ask for the second person, once for all rows."""
    _require_waiting(proposal, by)
    return joint_acts.ask(
        kinds.ROLE_CHANGE,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        unit=proposal.unit,
        reason=reason,
        what=described(proposal),
        by=by,
        at=at,
    )


@transaction.atomic
def carry_out(proposal: Proposal, *, by: Viewer, at: datetime) -> list[Account]:
    """Make all accounts and postings. Raises NotHere, Refused; then nothing at all has happened."""
    _require_waiting(proposal, by)
    if proposal.needs_second:
        joint_acts.use(_act(proposal, by, at), by=by, at=at, what=described(proposal))
    taken = Proposal.objects.filter(pk=proposal.pk, state="waiting").update(state="done", done_at=at)
    if not taken:
        raise _gone()
    made = []
    for row in rows_of(proposal):
        by.require(policy.KEEP, row.place.path)
        made.append(_carry_out_row(row, by, at))
    proposal.refresh_from_db()
    _record("accounts.proposal_done", proposal, by, at, {"rows": len(made)})
    return made


@transaction.atomic
def drop(proposal: Proposal, *, by: Viewer, at: datetime) -> None:
    """The keeper no longer wants it; a request to the second person is taken back with it."""
    _require_waiting(proposal, by)
    Proposal.objects.filter(pk=proposal.pk, state="waiting").update(state="dropped")
    for act in JointAct.objects.filter(
        subject_kind=SUBJECT, subject_id=str(proposal.pk), state__in=["asked", "confirmed"]
    ):
        joint_acts.withdraw(act, by=by, at=at)
    _record("accounts.proposal_dropped", proposal, by, at, {})


def rows_of(proposal: Proposal) -> list[ProposalRow]:
    return list(proposal.rows.select_related("place", "account").order_by("number"))


def described(proposal: Proposal) -> str:
    """What exactly the second person confirms; the digest binds every row, so none can be changed afterwards.

    Always in Vietnamese: asked and carried out under another language of the screen it must be the same text.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _described(proposal, rows_of(proposal))


def _described(proposal: Proposal, rows: list[ProposalRow]) -> str:
    if len(rows) == 1:
        return " ".join((_sentence(rows[0]), _("Mã đối chiếu: %s.") % digest(rows)))
    counts = Counter(DESCRIPTIONS[Role(row.role)].label for row in rows)
    parts = ", ".join(f"{count} {label}" for label, count in sorted(counts.items(), key=lambda item: str(item[0])))
    head = ngettext(
        "Lập %(count)d tài khoản và giao nhiệm vụ tại %(unit)s",
        "Lập %(count)d tài khoản và giao nhiệm vụ tại %(unit)s",
        len(rows),
    ) % {"count": len(rows), "unit": proposal.unit.full_name}
    return " ".join((f"{head}: {parts}.", _("Mã đối chiếu: %s.") % digest(rows)))


def digest(rows: Sequence[ProposalRow]) -> str:
    """128 bits over everything the rows say, in their order."""
    told = hashlib.sha256()
    for row in rows:
        facts = (
            *(row.number, row.display_name, row.username, row.role, row.place_id, row.title),
            *(row.valid_from.isoformat(), row.valid_to.isoformat() if row.valid_to else ""),
        )
        told.update("\x1f".join(map(str, facts)).encode() + b"\x1e")
    return told.hexdigest()[:32]


def _sentence(row: ProposalRow) -> str:
    facts = {
        "name": row.display_name,
        "username": row.username,
        "role": DESCRIPTIONS[Role(row.role)].label,
        "place": row.place.full_name,
        "day": dates.show(row.valid_from),
    }
    words = _("Giao cho %(name)s (%(username)s) vai trò “%(role)s” tại %(place)s từ %(day)s.") % facts
    return " ".join((words, _("Hết ngày %s.") % dates.show(row.valid_to))) if row.valid_to else words


def _carry_out_row(row: ProposalRow, by: Viewer, at: datetime) -> Account:
    account = row.account
    if account is None:
        account = access.create_account(
            username=row.username, display_name=row.display_name, password=None, by=by.actor, at=at
        )
        row.account = account
        row.save(update_fields=["account"])
    access.post(
        account,
        role=Role(row.role),
        place=row.place,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        title=row.title,
        by=by.actor,
        at=at,
    )
    return account


def _row(proposal: Proposal, row: Planned) -> ProposalRow:
    return ProposalRow(
        proposal=proposal,
        number=row.number,
        account=row.account,
        display_name=row.display_name,
        username=row.username,
        role=row.role.value,
        place=row.place,
        title=row.title,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _common(planned: Sequence[Planned]) -> Place:
    """The smallest unit that holds all the places."""
    first, *others = [[part for part in row.place.path.split("/") if part] for row in planned]
    while any(other[: len(first)] != first for other in others):
        first = first[:-1]
    if not first:
        raise Refused(
            _("Danh sách có đơn vị của nhiều tỉnh."), way_out=_("Tách thành mỗi tỉnh một tệp rồi tải lên từng tệp.")
        )
    return Place.objects.get(pk=int(first[-1]))


def _act(proposal: Proposal, by: Viewer, at: datetime) -> JointAct:
    act = joint_queries.usable(by, kinds.ROLE_CHANGE, proposal.pk, at)
    if act is None:
        raise Refused(
            _("Chưa có người thứ hai xác nhận."),
            code="accounts-second",
            way_out=_("Gửi yêu cầu, chờ người thứ hai xác nhận rồi làm tiếp."),
        )
    return act


def _require_waiting(proposal: Proposal, by: Viewer) -> None:
    by.require(policy.KEEP, proposal.unit_path)
    if proposal.made_by_id != by.account_id:
        raise Refused(_("Đề nghị này do người khác lập."), way_out=_("Nhờ chính người đó làm tiếp hoặc bỏ."))
    if proposal.state != "waiting":
        raise _gone()


def _gone() -> Refused:
    return Refused(
        _("Đề nghị này đã làm xong hoặc đã bỏ."), code="accounts-gone", way_out=_("Mở lại danh sách tài khoản.")
    )


def _own() -> Refused:
    return Refused(
        _("Không ai tự giao nhiệm vụ cho mình."), code="accounts-own", way_out=_("Nhờ một quản trị khác làm việc này.")
    )


def _record(
    code: str, proposal: Proposal, by: Viewer, at: datetime, detail: dict[str, str | int | bool | None]
) -> None:
    audit.record(
        code,
        by=by.actor,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        unit_path=proposal.unit_path,
        at=at,
        detail=detail,
    )
