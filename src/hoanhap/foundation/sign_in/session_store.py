"""Sessions in our own table (SESSION_ENGINE): ended by rows that go, sealed at rest, named by a digest of the cookie.

A thief of the database can neither use a session (he has digests of cookies) nor read one (the content is sealed with
a key from the secret key, bound to its row). Idle and absolute ends are enforced where a session is read.
"""

import base64
import hashlib
import os
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from hoanhap.foundation.sign_in import rules
from hoanhap.kernel import clock

# Set in a session by whoever passed the second factor; without it nobody is signed in.
FACTOR = "second_factor"
SEEN_FROM = "seen_from"
_TOUCH_EVERY = timedelta(minutes=1)
_NONCE = 12


def digest(cookie: str) -> str:
    """The name under which a session lies in the table: 160 bits of SHA-256, from which no cookie can be made."""
    return hashlib.sha256(cookie.encode()).hexdigest()[:40]


def end_of(*, started_at: datetime, seen_at: datetime) -> datetime:
    """Idle and absolute time-out, whichever comes first."""
    return min(
        seen_at + timedelta(minutes=settings.SESSION_IDLE_MINUTES), started_at + timedelta(hours=settings.SESSION_HOURS)
    )


class SessionStore(SessionBase):
    """One session as Django handles it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.started_at = clock.wall()
        self.last_seen_at = self.started_at

    @classmethod
    def clear_expired(cls) -> None:
        _rows().filter(expire_date__lte=clock.wall()).delete()

    def exists(self, session_key: str) -> bool:
        return bool(_rows().filter(session_key=digest(session_key)).exists())

    def load(self) -> dict[str, Any]:
        name = digest(self.session_key or "")
        row = _rows().filter(session_key=name, expire_date__gt=clock.wall()).first() if self.session_key else None
        content = None if row is None else _open(row.session_data, name)
        if row is None or content is None:
            self._session_key = None
            return {}
        self.started_at, self.last_seen_at = row.started_at, row.last_seen_at
        return content

    def create(self) -> None:
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        name = digest(self.session_key)
        if must_create:
            self.started_at = self.last_seen_at = clock.wall()
        fields = self._fields(content, name)
        if not must_create:
            if not _rows().filter(session_key=name).update(**fields):
                raise UpdateError  # ended from elsewhere while this page was made; it does not come back
            return None
        try:
            with transaction.atomic():
                _rows().create(session_key=name, started_at=self.started_at, last_seen_at=self.started_at, **fields)
        except IntegrityError as error:
            raise CreateError from error
        return None

    def delete(self, session_key: str | None = None) -> None:
        if session_key := session_key or self.session_key:
            _rows().filter(session_key=digest(session_key)).delete()

    def touch(self) -> None:
        """Somebody works here: move the idle end on, at most once a minute."""
        now = clock.wall()
        if self.session_key and abs(now - self.last_seen_at) >= _TOUCH_EVERY:
            self.last_seen_at = now
            _rows().filter(session_key=digest(self.session_key)).update(
                last_seen_at=now, expire_date=end_of(started_at=self.started_at, seen_at=now)
            )

    def _fields(self, content: dict[str, Any], name: str) -> dict[str, Any]:
        browser, system = content.get(SEEN_FROM) or ("", "")
        return {
            "session_data": _seal(self.serializer().dumps(content), name),
            "expire_date": end_of(started_at=self.started_at, seen_at=self.last_seen_at),
            "account_id": content.get(SESSION_KEY) if FACTOR in content else None,
            "browser": browser,
            "system": system,
        }


def remember_browser(session: SessionBase, user_agent: str) -> None:
    session[SEEN_FROM] = list(rules.described(user_agent))


def _rows() -> Any:
    from hoanhap.foundation.sign_in.models import Session  # the engine is imported before apps are ready

    return Session.objects


def _seal(content: bytes, name: str) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, content, name.encode())).decode()


def _open(stored: str, name: str) -> dict[str, Any] | None:
    """The content of a session; None when it was altered, moved or sealed under another secret key."""
    try:
        envelope = base64.b64decode(stored)
        plain = _cipher(settings.SECRET_KEY).decrypt(envelope[:_NONCE], envelope[_NONCE:], name.encode())
    except (InvalidTag, ValueError):
        return None
    content: dict[str, Any] = SessionBase().serializer().loads(plain)
    return content


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"hoanhap", info=b"session").derive(secret.encode())
    return AESGCM(key)
