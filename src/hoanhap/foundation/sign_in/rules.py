"""Pure questions of signing in: codes of a telephone, recovery codes as typed, what a browser calls itself."""

import base64
import hmac
import re
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
DIGITS = 6
# A telephone may be half a minute off, and typing takes time.
TOLERANCE = 1
SECRET_BYTES = 20

CODES = 10
# Without 0/o, 1/l/i: read from paper, by anybody. 12 of 31 letters are 59 bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH, _GROUP = 12, 4

PENDING_LASTS = timedelta(minutes=10)
OFFER_LASTS = timedelta(minutes=30)

_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def step_at(moment: datetime) -> int:
    """The number of the half-minute; a code belongs to one."""
    return int(moment.timestamp()) // STEP_SECONDS


def code(secret: bytes, step: int) -> str:
    """What the telephone shows in this half-minute (RFC 6238: SHA-1, six digits, which every such app can do)."""
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS).generate(step * STEP_SECONDS).decode()  # noqa: S303


def usable_steps(moment: datetime, *, after: int) -> range:
    """The half-minutes whose codes are taken now; never one used before, nor one earlier than it."""
    now = step_at(moment)
    return range(max(now - TOLERANCE, after + 1), now + TOLERANCE + 1)


def matching_step(secret: bytes, typed: str, *, moment: datetime, after: int) -> int | None:
    """The half-minute this code belongs to, or None: wrong, too old, or used already."""
    digits = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    found = None
    for step in usable_steps(moment, after=after):
        if hmac.compare_digest(code(secret, step), digits):
            found = step
    return found


def in_letters(secret: bytes) -> str:
    """The secret in base32, as telephones know it and as it is sealed."""
    return base64.b32encode(secret).decode()


def from_letters(letters: str) -> bytes:
    return base64.b32decode(letters)


def as_typed_by_hand(secret: bytes) -> str:
    """The secret in groups of four, for a telephone without a camera."""
    letters = in_letters(secret).rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address_for_telephone(secret: bytes, username: str) -> str:
    """What the picture says: secret, for whom, and the name under which an app lists it."""
    letters, issuer = in_letters(secret).rstrip("="), quote("Hòa Nhập")
    return f"otpauth://totp/{issuer}:{quote(username, safe='')}?secret={letters}&issuer={issuer}"


def new_recovery_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def plain_recovery_code(typed: str) -> str:
    """What counts of a recovery code as somebody typed it: letters and digits, without case, lines and spaces."""
    return re.sub(r"[^0-9a-z]", "", typed.lower())[:64]


def described(user_agent: str) -> tuple[str, str]:
    """The family of a browser and its system, "" when it does not say; nothing finer is ever kept."""

    def first(table: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in table if mark in user_agent), "")

    return first(_BROWSERS), first(_SYSTEMS)
