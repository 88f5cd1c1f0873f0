"""`./hoanhap serve`: migrations first, then granian with WhiteNoise for the front end's files, on this machine only."""

import argparse
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

from hoanhap.kernel.errors import Refused
from hoanhap.site import env, readiness
from hoanhap.site.commands.migrate import apply_migrations

HOST = "127.0.0.1"
PORT = 8000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap serve", description="Mở máy chủ.")
    parser.add_argument("--host", default=HOST, help="địa chỉ để nghe (mặc định: chỉ máy này)")
    parser.add_argument("--port", type=int, default=PORT, help=f"cổng (mặc định {PORT})")
    chosen = parser.parse_args(arguments)
    refuse_busy(host=chosen.host, port=chosen.port)
    apply_migrations()
    sys.stdout.write(f"Mở trình duyệt tại http://{chosen.host}:{chosen.port}/  (Ctrl-C để dừng)\n")
    sys.stdout.flush()
    serve(host=chosen.host, port=chosen.port)
    return 0


def refuse_busy(*, host: str, port: int) -> None:
    """Say so at once when the address cannot be had, before any data is touched."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Refused(
                f"Không mở được cổng {port} tại {host}: {error}.", way_out="Chọn cổng khác: --port"
            ) from error


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM. SQLite has one writer, so one process; PostgreSQL one per core unless told."""
    readiness.refuse_unless_ready()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise wants it, though the finders serve
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    workers = env.whole("HOANHAP_WORKERS", default=1 if on_sqlite else max(1, os.cpu_count() or 1))
    Granian(
        "hoanhap.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=env.whole("HOANHAP_THREADS", default=8),
        log_enabled=False,
    ).serve()
