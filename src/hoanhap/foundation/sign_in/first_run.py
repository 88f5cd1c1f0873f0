"""The first account of an office: a link that works once, for an hour, and only while there is no account at all."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.sign_in.models import SetUp
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused

LASTS = timedelta(hours=1)
OPERATOR = Actor(account_id="command", title="dòng lệnh", origin="cli")
FIRST = Actor(account_id="set-up", title="thiết lập lần đầu", origin="web")


@transaction.atomic
def open_set_up(*, at: datetime) -> str:
    """A new token for the link; one given before dies. Raises Refused when the office has accounts."""
    if Account.objects.exists():
        raise Refused(
            "Hệ thống đã có tài khoản; không thiết lập lần đầu được nữa.",
            way_out="Người quản trị đăng nhập rồi cấp tài khoản, hoặc dùng ./hoanhap account create.",
        )
    token = secrets.token_urlsafe(24)
    SetUp.objects.update_or_create(id=1, defaults={"digest": _digest(token), "made_at": clock.wall(), "used_at": None})
    audit.record("access.set_up_opened", by=OPERATOR, subject_kind="account", subject_id="", at=at)
    return token


def require_open(token: str) -> None:
    """Raise NotHere unless this link works now: unknown, used, late and no longer needed are one answer."""
    living = SetUp.objects.filter(digest=_digest(token), used_at__isnull=True, made_at__gt=clock.wall() - LASTS)
    if Account.objects.exists() or not living.exists():
        raise NotHere


@transaction.atomic
def create_first_account(
    token: str, *, username: str, display_name: str, password: str, place: Place, at: datetime
) -> Account:
    """Make the administrator and close the link, both or neither. Raises NotHere, Refused for a weak password.

    The link is taken by one conditional update: of two who send the form at once, the second waits and finds it used.
    """
    now = clock.wall()
    taken = SetUp.objects.filter(id=1, digest=_digest(token), used_at__isnull=True, made_at__gt=now - LASTS)
    if not taken.update(used_at=now) or Account.objects.exists():
        raise NotHere
    account = access.create_account(username=username, display_name=display_name, password=password, by=FIRST, at=at)
    access.post(account, role=Role.ADMINISTRATOR, place=place, valid_from=clock.local_day(at), by=FIRST, at=at)
    return account


def _digest(token: str) -> bytes:
    return vault.blind(token, purpose="sign-in.set-up")
