"""Counting wrong guesses so that guessing is slow and nobody can be locked out by a stranger.

Three things are counted, all by keyed digests, none for longer than a day:

- wrong passwords from one address over *different* accounts (spraying): beyond a number the address pauses. The pair
  of account and address is django-axes' part;
- wrong codes of an account from browsers it never signed in from: few in a quarter of an hour, not many in a day.
  To guess codes at all one must know the password;
- wrong codes and passwords of an account from each browser it knows, on its own. Whoever attacks from elsewhere uses
  up the strangers' share and leaves the owner's browser open. On a new browser the owner still has his passkey and
  his recovery codes, which are too long to guess and therefore not counted here.
"""

import uuid
from datetime import timedelta

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in.models import Guess, KnownDevice
from hoanhap.kernel import clock

QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)
ADDRESS_ACCOUNTS = 15
ADDRESS_GUESSES = 60
STRANGE_CODES, STRANGE_CODES_A_DAY = 10, 30
KNOWN_CODES = 10
KNOWN_PASSWORDS = 8

PASSWORD, CODE = "password", "code"
NOBODY = b""


def known_device(account: Account | None, cookie: str) -> bytes:
    """The digest of a browser this account knows, or b"" for a stranger's."""
    if account is None or not cookie:
        return NOBODY
    found = device_digest(cookie)
    return found if KnownDevice.objects.filter(account=account, digest=found).exists() else NOBODY


def device_digest(cookie: str) -> bytes:
    return vault.blind(cookie, purpose="sign-in.device")


def remember_device(account: Account, cookie: str) -> None:
    """The account signed in completely from this browser."""
    KnownDevice.objects.update_or_create(
        account=account, digest=device_digest(cookie), defaults={"used_at": clock.wall()}
    )


# --- passwords ------------------------------------------------------------------------------------------------------


def address_paused(address: str) -> bool:
    """Whether too many different accounts were tried from this address within a quarter of an hour."""
    recent = Guess.objects.filter(kind=PASSWORD, address_index=_address(address), at__gt=clock.wall() - QUARTER)
    return recent.count() >= ADDRESS_GUESSES or recent.values("account_index").distinct().count() >= ADDRESS_ACCOUNTS


def device_paused(account: Account, device: bytes) -> bool:
    """Whether a known browser of the account has guessed too many passwords on its own."""
    return _of(account.username, PASSWORD, device, QUARTER) >= KNOWN_PASSWORDS


def wrong_password(username: str, *, address: str, device: bytes) -> None:
    _add(PASSWORD, username, address, device)


# --- codes ----------------------------------------------------------------------------------------------------------


def admit_code(account: Account, *, address: str, device: bytes) -> uuid.UUID | None:
    """Count a guess before it is looked at: guesses sent at once cannot pass together. None when it is too many.

    Call outside a transaction: others must see the count at once. Give the id to `forget` when the guess was right.
    """
    guess = _add(CODE, account.username, address, device)
    few = _of(account.username, CODE, device, QUARTER) <= (KNOWN_CODES if device else STRANGE_CODES)
    if few and (device or _of(account.username, CODE, device, DAY) <= STRANGE_CODES_A_DAY):
        return guess
    Guess.objects.filter(pk=guess).delete()  # what was not looked at must not prolong the wait
    return None


def forget(account: Account, guess: uuid.UUID, *, device: bytes) -> None:
    """The guess was right: it was none, and this browser's earlier ones were slips. Strangers' guesses stay counted."""
    Guess.objects.filter(pk=guess).delete()
    if device:
        Guess.objects.filter(account_index=_account(account.username), device_index=device).delete()


def wrong_codes_since_yesterday(account: Account) -> int:
    """How many codes were wrong within a day: who knows nothing of them should change his password."""
    return Guess.objects.filter(kind=CODE, account_index=_account(account.username), at__gt=clock.wall() - DAY).count()


def clean() -> int:
    """Destroy what is older than a day; how many rows."""
    return Guess.objects.filter(at__lte=clock.wall() - DAY).delete()[0]


def _of(username: str, kind: str, device: bytes, within: timedelta) -> int:
    return Guess.objects.filter(
        kind=kind, account_index=_account(username), device_index=device, at__gt=clock.wall() - within
    ).count()


def _add(kind: str, username: str, address: str, device: bytes) -> uuid.UUID:
    return Guess.objects.create(
        kind=kind,
        account_index=_account(username),
        address_index=_address(address),
        device_index=device,
        at=clock.wall(),
    ).pk


def _account(username: str) -> bytes:
    return vault.blind(username.lower(), purpose="sign-in.account")


def _address(address: str) -> bytes:
    return vault.blind(address, purpose="sign-in.address")
