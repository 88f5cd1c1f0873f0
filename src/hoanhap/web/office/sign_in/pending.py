"""Between password and second factor: the session knows whose turn it is, and nobody is signed in.

Ten minutes and five wrong codes; then the password is asked for again.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import queries, rules
from hoanhap.kernel import clock

KEY = "pending_sign_in"
MOST_TRIES = 5


def start(request: HttpRequest, account: Account, *, next_page: str) -> None:
    """The password was right. Whatever this session held before is gone, and its cookie gets a new value."""
    request.session.flush()
    request.session[KEY] = {
        "account": str(account.pk),
        "password": account.get_session_auth_hash(),
        "at": clock.wall().isoformat(),
        "next": next_page,
        "tries": 0,
    }


def account_of(request: HttpRequest) -> Account | None:
    """Whose second factor is asked for; nobody when time is up, the password changed or he was switched off."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    age = clock.wall() - datetime.fromisoformat(kept["at"])
    if not timedelta(0) <= age < rules.PENDING_LASTS:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or not constant_time_compare(kept["password"], account.get_session_auth_hash()):
        return None
    return account


def next_page(request: HttpRequest) -> str:
    kept = request.session.get(KEY) or {}
    return str(kept.get("next") or reverse("today"))


def address(account: Account) -> str:
    """Where somebody with the right password goes: to his second factor, or to enrol the first one."""
    return reverse("second-factor" if queries.has_factor(account) else "enrol")


def failed(request: HttpRequest) -> bool:
    """One more wrong code; True when that was the last for this password."""
    kept = dict(request.session[KEY])
    kept["tries"] += 1
    if kept["tries"] >= MOST_TRIES:
        drop(request)
        return True
    request.session[KEY] = kept
    return False


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
