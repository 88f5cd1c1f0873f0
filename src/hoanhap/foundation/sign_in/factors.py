"""The app that shows codes, and recovery codes: offer, confirm, use, renew, take away. Every use is logged."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.sign_in import queries, rules
from hoanhap.foundation.sign_in.models import CodeApp, KnownDevice, Passkey, RecoveryCode, Session
from hoanhap.foundation.vault.sealing import CannotOpen
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


@transaction.atomic
def offer_code_app(account: Account) -> None:
    """Make a new secret for the account's telephone. It opens nothing until a code has confirmed it."""
    app = _row(account)
    if app.offered_at is None or clock.wall() - app.offered_at > rules.OFFER_LASTS:
        vault.seal(app, offered=rules.in_letters(rules.new_secret()))
        app.offered_at = clock.wall()
        app.save(update_fields=["offered", "offered_at"])


def offered_secret(account: Account) -> bytes | None:
    """The secret waiting to be confirmed, for the picture and for typing it; never one that is in use."""
    app = CodeApp.objects.filter(account=account, offered_at__gt=clock.wall() - rules.OFFER_LASTS).first()
    return rules.from_letters(vault.reveal(app, "offered")) if app else None


@transaction.atomic
def confirm_code_app(account: Account, *, code: str, by: Actor, at: datetime) -> None:
    """The telephone shows the right code: from now on it is the account's second factor. Raises Refused."""
    app = _row(account)
    secret = offered_secret(account)
    if secret is None:
        raise Refused(_("Mã QR đã quá hạn."), code="no-offer", way_out=_("Mở lại trang để lấy mã QR mới."))
    step = rules.matching_step(secret, code, moment=clock.wall(), after=0)
    if step is None:
        raise Refused(
            _("Mã chưa đúng. Xem giờ của điện thoại có đúng không, chờ mã mới rồi gõ lại."), code="wrong-code"
        )
    _keep(app, secret, step)
    _log("access.factor_enrolled", account, by, at, kind="code_app")


@transaction.atomic
def enrol_known_secret(account: Account, *, secret: bytes, by: Actor, at: datetime) -> None:
    """Give an account a secret that is known already: the invented accounts of a demonstration, nobody else."""
    _keep(_row(account), secret, 0)
    _log("access.factor_enrolled", account, by, at, kind="code_app")


def _keep(app: CodeApp, secret: bytes, step: int) -> None:
    vault.seal(app, secret=rules.in_letters(secret))
    app.offered, app.offered_at = None, None
    app.confirmed_at, app.last_step = clock.wall(), step
    app.save(update_fields=["secret", "offered", "offered_at", "confirmed_at", "last_step"])


def use_code(account: Account, typed: str) -> bool:
    """Whether this is the code of the account's telephone now. A code works once, in all processes together."""
    app = queries.code_app_of(account)
    if app is None:
        return False
    try:
        secret = secret_of(app)
    except CannotOpen:  # written by somebody who has the database and not the key
        return False
    step = rules.matching_step(secret, typed, moment=clock.wall(), after=app.last_step)
    return step is not None and bool(
        CodeApp.objects.filter(pk=app.pk, last_step__lt=step, confirmed_at=app.confirmed_at).update(last_step=step)
    )


def secret_of(app: CodeApp) -> bytes:
    """What the telephone and this house know, and nobody else. Raises CannotOpen."""
    return rules.from_letters(vault.reveal(app, "secret"))


@transaction.atomic
def remove_code_app(account: Account, *, by: Actor, at: datetime) -> None:
    """Take the telephone away. The last factor stays until another is there. Raises Refused."""
    _lock(account)
    if not queries.passkeys_of(account).exists():
        raise _last_factor()
    if CodeApp.objects.filter(account=account).delete()[0]:
        _log("access.factor_removed", account, by, at, kind="code_app")


@transaction.atomic
def remove_passkey(account: Account, passkey: Passkey, *, by: Actor, at: datetime) -> None:
    """Take one of the account's own keys away. Raises Refused for the last factor."""
    _lock(account)
    others = queries.passkeys_of(account).exclude(pk=passkey.pk).exists()
    if not others and not queries.has_code_app(account):
        raise _last_factor()
    if Passkey.objects.filter(account=account, pk=passkey.pk).delete()[0]:
        _log("access.factor_removed", account, by, at, kind="passkey")


def _last_factor() -> Refused:
    return Refused(
        _("Đây là lớp bảo vệ thứ hai duy nhất của tài khoản."),
        code="last-factor",
        way_out=_("Thêm khóa hoặc điện thoại khác trước, rồi mới bỏ cái này."),
    )


# --- recovery codes -----------------------------------------------------------------------------------------------


@transaction.atomic
def renew_recovery_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    """Ten new codes, to be shown this once; those before open nothing any more."""
    _lock(account)
    RecoveryCode.objects.filter(account=account).delete()
    codes = [rules.new_recovery_code() for _ in range(rules.CODES)]
    now = clock.wall()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_digest(account, code), made_at=now) for code in codes
    )
    _log("access.recovery_codes_made", account, by, at)
    return codes


@transaction.atomic
def use_recovery_code(account: Account, typed: str, *, by: Actor, at: datetime) -> bool:
    """Whether this is one of the account's unused codes; then it is used."""
    used = RecoveryCode.objects.filter(account=account, digest=_digest(account, typed), used_at__isnull=True).update(
        used_at=clock.wall()
    )
    if used:
        left = queries.recovery_codes_left(account)
        _log("access.recovery_code_used", account, by, at, left=left)
    return bool(used)


def _digest(account: Account, typed: str) -> bytes:
    return vault.blind(f"{account.pk}:{rules.plain_recovery_code(typed)}", purpose="sign-in.recovery-code")


# --- starting over --------------------------------------------------------------------------------------------------


@transaction.atomic
def reset(account: Account, *, by: Actor, at: datetime) -> None:
    """Somebody lost his telephone and his codes: all goes, and he enrols anew with his password."""
    for model in (CodeApp, Passkey, RecoveryCode, KnownDevice):
        model.objects.filter(account=account).delete()
    ended, _rows = Session.objects.filter(account=account).delete()
    _log("access.factors_reset", account, by, at, sessions_ended=ended)


def _row(account: Account) -> CodeApp:
    """The account's row, locked for this transaction."""
    CodeApp.objects.get_or_create(id=account.pk, defaults={"account": account})
    return CodeApp.objects.select_for_update().get(Q(id=account.pk), account=account)


def _lock(account: Account) -> None:
    """Two removals at once must not take the last factor together."""
    Account.objects.select_for_update().get(pk=account.pk)


def _log(code: str, account: Account, by: Actor, at: datetime, **detail: str | int) -> None:
    audit.record(code, by=by, subject_kind="account", subject_id=account.pk, at=at, detail=detail)
