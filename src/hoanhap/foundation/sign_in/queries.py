"""What an account has to sign in with, and where it is signed in."""

from django.db.models import Q, QuerySet

from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.sign_in.models import CodeApp, Passkey, RecoveryCode, Session
from hoanhap.foundation.sign_in.session_store import digest
from hoanhap.kernel import clock


def has_code_app(account: Account) -> bool:
    return CodeApp.objects.filter(account=account, confirmed_at__isnull=False).exists()


def has_factor(account: Account) -> bool:
    """Whether a second factor is enrolled; recovery codes alone are none."""
    return has_code_app(account) or passkeys_of(account).exists()


def code_app_of(account: Account) -> CodeApp | None:
    return CodeApp.objects.filter(account=account, confirmed_at__isnull=False).first()


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    return Passkey.objects.filter(account=account).order_by("made_at", "id")


def recovery_codes_left(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


def sessions_of(account: Account) -> QuerySet[Session]:
    """Living sessions, the one used last first."""
    living = Session.objects.filter(account=account, expire_date__gt=clock.wall())
    return living.order_by("-last_seen_at", "handle")


def is_named(session: Session, cookie: str | None) -> bool:
    """Whether this row is the session of that cookie."""
    return bool(cookie) and session.session_key == digest(cookie or "")


def has_left(account: Account) -> bool:
    """Somebody who held a post and holds none any more, nor will: he may neither stay nor come in."""
    today = clock.today()
    postings = Posting.objects.filter(account=account)
    if not postings.filter(valid_to__lte=today).exists():
        return False
    return not postings.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).exists()
