"""Where the data lie: SQLite in WAL with full syncs by default, PostgreSQL when HOANHAP_DATABASE says so."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hoanhap.site import env

# NORMAL loses acknowledged commits in a power cut; deferred transactions fail under two writers.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-32000;"
)


def from_environment(*, default_file: Path) -> dict[str, Any]:
    """Settings for Django's DATABASES from HOANHAP_DATABASE (`postgresql://user:pass@host:port/name` or a file)."""
    address = env.text("HOANHAP_DATABASE")
    if address.startswith(("postgresql://", "postgres://")):
        return _postgresql(address)
    return _sqlite(Path(address) if address else default_file)


def _sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    pool = env.switch("HOANHAP_DATABASE_POOL", default=True)
    if pool:
        size = env.whole("HOANHAP_DATABASE_POOL_SIZE", default=8)
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def kept_secret(file: Path) -> str:
    """The signing secret of sessions: made once, readable by the owner alone."""
    if file.exists():
        return file.read_text().strip()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):  # two first starts at once: the first whole file stays
        os.link(fresh, file)
    fresh.unlink()
    return file.read_text().strip()
