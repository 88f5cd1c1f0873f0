"""Links by which invited people come in: 192 bits, once, for seven days; a new one makes the old one void."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy, queries
from hoanhap.foundation.accounts.models import Invitation
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.sign_in import queries as sign_in
from hoanhap.foundation.sign_in import sessions
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused

LASTS = timedelta(days=7)
_BYTES = 24


@dataclass(frozen=True, slots=True)
class Slip:
    """What one invited person is handed; the token exists nowhere else."""

    account: Account
    posting: Posting | None
    token: str
    expires_at: datetime


@transaction.atomic
def invite(accounts: Sequence[Account], *, by: Viewer, at: datetime) -> list[Slip]:
    """A new link for each; links given before are void. Raises Refused for whoever has come in already, or oneself."""
    joined = queries.joined({account.pk for account in accounts})
    for account in accounts:
        _require_invitable(account, by, joined=account.pk in joined)
    now = clock.wall()
    keys = [account.pk for account in accounts]
    Invitation.objects.filter(account__in=keys, used_at=None, voided_at=None).update(voided_at=now)
    # A link opened half-way has set a password: only the new link counts.
    for account in accounts:
        if account.has_usable_password():
            account.set_unusable_password()
            account.save(update_fields=["password"])
            sessions.end_all(account, why="invited", by=by.actor, at=at)
    latest = queries.latest_postings(keys)
    slips = [Slip(account, latest.get(account.pk), secrets.token_urlsafe(_BYTES), now + LASTS) for account in accounts]
    Invitation.objects.bulk_create([_row(slip, by, now) for slip in slips])
    audit.record_many("access.invited", by=by.actor, at=at, rows=[_subject(slip) for slip in slips])
    return slips


def require_open(token: str) -> Account:
    """Whose link this is, while it works. Unknown, used, void, late and switched off are one answer: NotHere."""
    found = Invitation.objects.select_related("account").filter(
        digest=_digest(token), used_at=None, voided_at=None, expires_at__gt=clock.wall(), account__is_active=True
    )
    link = found.first()
    if link is None or sign_in.has_left(link.account) or sign_in.has_factor(link.account):
        raise NotHere
    return link.account


@transaction.atomic
def accept(token: str, *, password: str, at: datetime) -> Account:
    """Take the link and set the password; both or neither. Raises NotHere, Refused for a weak password.

    Taken by one conditional update: of two who send the form at once, one finds it used.
    """
    account = require_open(token)
    now = clock.wall()
    links = Invitation.objects.filter(digest=_digest(token), used_at=None, voided_at=None, expires_at__gt=now)
    if not links.update(used_at=now):
        raise NotHere
    by = Actor(account_id=str(account.pk), title="", origin="web")
    access.change_password(account, password=password, by=by, at=at)
    audit.record("access.invitation_used", by=by, subject_kind="account", subject_id=account.pk, at=at)
    return account


def _require_invitable(account: Account, by: Viewer, *, joined: bool) -> None:
    if account.pk == by.account_id or joined:
        raise Refused(
            _("%s đã vào rồi nên không mời lại được.") % account.display_name,
            code="accounts-joined",
            way_out=_("Mất mật khẩu hoặc điện thoại: người vận hành máy đặt lại bằng dòng lệnh."),
        )
    if not account.is_active:
        raise Refused(_("Tài khoản này đang tắt."), way_out=_("Bật lại tài khoản rồi mời."))
    if not policy.lies_wholly_with(by, account):
        raise queries.elsewhere()


def _row(slip: Slip, by: Viewer, now: datetime) -> Invitation:
    return Invitation(
        account=slip.account,
        digest=_digest(slip.token),
        made_by_id=by.account_id,
        made_at=now,
        expires_at=slip.expires_at,
    )


def _subject(slip: Slip) -> audit.Subject:
    return audit.Subject("account", slip.account.pk, slip.posting.path if slip.posting else "", {})


def _digest(token: str) -> bytes:
    return vault.blind(token, purpose="accounts.invitation")
