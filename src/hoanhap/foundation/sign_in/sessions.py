"""Ending sessions: one, all others, all. A session ends by its row going; its cookie opens nothing from then on."""

import uuid
from datetime import datetime

from django.db import transaction

from hoanhap.foundation import audit
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.sign_in.models import KnownDevice, Session
from hoanhap.foundation.sign_in.session_store import digest
from hoanhap.kernel.errors import NotHere


@transaction.atomic
def end_one(account: Account, handle: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """End one of the account's own sessions. Raises NotHere."""
    if not Session.objects.filter(account=account, handle=handle).delete()[0]:
        raise NotHere
    _log(account, "remote", 1, by, at)


@transaction.atomic
def end_others(account: Account, *, cookie: str | None, why: str = "remote", by: Actor, at: datetime) -> int:
    """End all sessions of the account but this one, and forget its other browsers; how many sessions ended."""
    others = Session.objects.filter(account=account).exclude(session_key=digest(cookie or ""))
    ended, _rows = others.delete()
    KnownDevice.objects.filter(account=account).delete()
    if ended:
        _log(account, why, ended, by, at)
    return ended


@transaction.atomic
def end_all(account: Account, *, why: str, by: Actor, at: datetime) -> int:
    """End every session of an account (switched off, left, reset); how many."""
    ended, _rows = Session.objects.filter(account=account).delete()
    KnownDevice.objects.filter(account=account).delete()
    if ended:
        _log(account, why, ended, by, at)
    return ended


@transaction.atomic
def change_password(account: Account, *, password: str, cookie: str | None, by: Actor, at: datetime) -> None:
    """A new password; whoever knew the old one is out everywhere but here. Raises Refused for a weak password."""
    access.change_password(account, password=password, by=by, at=at)
    end_others(account, cookie=cookie, why="password", by=by, at=at)


def _log(account: Account, why: str, count: int, by: Actor, at: datetime) -> None:
    audit.record(
        "access.session_ended",
        by=by,
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"why": why, "count": count},
    )
