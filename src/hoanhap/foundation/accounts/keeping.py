"""Switching accounts off and on, and ending postings: whoever leaves is out at his next request."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy, queries
from hoanhap.foundation.accounts.models import Invitation
from hoanhap.foundation.sign_in import sessions
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


@transaction.atomic
def switch_off(account: Account, *, by: Viewer, at: datetime) -> None:
    """Nobody gets in with this account any more: its sessions end, its open link is void. Raises Refused."""
    _require_others(account.pk, by)
    _require_whole(account, by)
    if account.is_active:
        access.set_active(account, active=False, by=by.actor, at=at)
    Invitation.objects.filter(account=account, used_at=None, voided_at=None).update(voided_at=clock.wall())
    sessions.end_all(account, why="switched_off", by=by.actor, at=at)


@transaction.atomic
def switch_on(account: Account, *, by: Viewer, at: datetime) -> None:
    """The account counts again with the postings it has. Raises Refused."""
    _require_others(account.pk, by)
    _require_whole(account, by)
    if not account.is_active:
        access.set_active(account, active=True, by=by.actor, at=at)


@transaction.atomic
def end_posting(posting: Posting, *, on: date, by: Viewer, at: datetime) -> None:
    """From this day on the posting gives no right. Raises Refused: one's own, ended, a day that is past."""
    _require_others(posting.account_id, by)
    today = clock.local_day(at)
    if posting.valid_to is not None and posting.valid_to <= max(on, today):
        raise Refused(
            _("Nhiệm vụ này đã kết thúc, hoặc sẽ kết thúc trước ngày đó."), way_out=_("Mở lại trang tài khoản.")
        )
    if on < today:
        raise Refused(_("Không ghi lùi ngày thôi giữ nhiệm vụ."), way_out=_("Ghi hôm nay để thôi ngay."))
    if on <= posting.valid_from:
        raise Refused(
            _("Nhiệm vụ này bắt đầu ngày đó nên chưa kết thúc được trong ngày."),
            way_out=_("Giao nhầm: tắt tài khoản ngay, rồi ghi thôi giữ từ ngày hôm sau."),
        )
    access.end_posting(posting, on=on, by=by.actor, at=at)


def _require_others(account_id: object, by: Viewer) -> None:
    if account_id == by.account_id:
        raise Refused(
            _("Không ai tự sửa quyền của mình."), code="accounts-own", way_out=_("Nhờ một quản trị khác làm việc này.")
        )


def _require_whole(account: Account, by: Viewer) -> None:
    if not policy.lies_wholly_with(by, account):
        raise queries.elsewhere()
