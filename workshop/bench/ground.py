"""Where a bench works: a folder of its own with its keys, and an empty database that is gone afterwards."""

import base64
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from workshop import cluster

POSTGRESQL = ("postgres://", "postgresql://")


def asked_for() -> str:
    """The kind of database the environment names: PostgreSQL when HOANHAP_DATABASE does."""
    return "postgres" if os.environ.get("HOANHAP_DATABASE", "").startswith(POSTGRESQL) else "sqlite"


@contextmanager
def prepared(database: str) -> Iterator[Path]:
    """Set the environment of this process and its children, load the product and make the tables; yields the folder."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoanhap-bench-")))
        address = stack.enter_context(_postgresql()) if database == "postgres" else str(folder / "bench.sqlite3")
        for name in ("HOANHAP_DEMONSTRATION", "HOANHAP_HTTPS", "HOANHAP_HOSTS", "HOANHAP_MASTER_KEY_FILE"):
            os.environ.pop(name, None)
        os.environ.update(
            HOANHAP_DATA=str(folder),
            HOANHAP_DATABASE=address,
            HOANHAP_DATABASE_POOL="no",  # an idle connection would keep the database from being dropped
            HOANHAP_MASTER_KEY=base64.b64encode(secrets.token_bytes(32)).decode(),
            HOANHAP_SECRET_KEY=secrets.token_urlsafe(32),
            DJANGO_SETTINGS_MODULE="hoanhap.site.settings",
        )
        (folder / "static").mkdir()
        _load()
        stack.callback(_close)
        yield folder


def _load() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _close() -> None:
    from django.db import connections

    connections.close_all()


@contextmanager
def _postgresql() -> Iterator[str]:
    """A database of our own on the server HOANHAP_DATABASE names, else a throw-away server."""
    given = os.environ.get("HOANHAP_DATABASE", "")
    if not given.startswith(POSTGRESQL):
        with cluster.running() as address:
            yield address
        return
    import psycopg
    from psycopg import sql

    name = f"hoanhap_bench_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
