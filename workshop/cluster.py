"""A throw-away PostgreSQL server for the tests: made in a temporary folder, on loopback, gone afterwards."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop import machine

ACCOUNT = "postgres"  # the server refuses to run as root
# A power cut may cost a test run, nothing else; synchronous_commit stays on because the product looks at it.
FAST = {"fsync": "off", "full_page_writes": "off", "jit": "off", "shared_buffers": "256MB", "max_connections": "60"}
TRIES = 3


class NoCluster(Exception):  # noqa: N818
    """The server could not be made or started."""


@contextmanager
def running() -> Iterator[str]:
    """Start a server and yield its address, as HOANHAP_DATABASE wants it; stop it and delete it at the end."""
    initdb = machine.POSTGRESQL.find()
    if initdb is None:
        raise NoCluster("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="hoanhap-pg-", dir="/tmp"))
    try:
        password = secrets.token_urlsafe(16)
        _make(initdb, folder, password)
        port = _start(initdb.parent, folder)
        try:
            yield f"postgresql://{ACCOUNT}:{password}@127.0.0.1:{port}/{ACCOUNT}"
        finally:
            _call([initdb.parent / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(initdb: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, ACCOUNT, ACCOUNT)
    words: list[str | Path] = [initdb, "-D", folder / "data", "-U", ACCOUNT, "--pwfile", secret, "-A", "scram-sha-256"]
    words += ["-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    # Vietnamese order, as an office would have it: a column that needs byte order must say so itself.
    if not _call([*words, "--locale-provider", "icu", "--icu-locale", "vi-VN"], folder):
        shutil.rmtree(folder / "data", ignore_errors=True)
        if not _call(words, folder):
            raise NoCluster(_log(folder))


def _start(programs: Path, folder: Path) -> int:
    for _ in range(TRIES):  # between asking for a free port and taking it, somebody else may take it
        port = _free_port()
        options = {**FAST, "port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder)}
        line = " ".join(f"-c {name}={value}" for name, value in options.items())
        start: list[str | Path] = [
            "-D",
            folder / "data",
            "-l",
            folder / "server.log",
            "-o",
            line,
            "-w",
            "-t",
            "60",
            "start",
        ]
        if _call([programs / "pg_ctl", *start], folder):
            return port
    raise NoCluster(_log(folder))


def _call(command: list[str | Path], folder: Path) -> bool:
    account = ACCOUNT if os.geteuid() == 0 else None
    with (folder / "steps.log").open("ab") as log:
        ended = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            user=account,
            group=account,
            extra_groups=[] if account else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
    return ended.returncode == 0


def _log(folder: Path) -> str:
    texts = (file.read_text(errors="replace") for file in sorted(folder.glob("*.log")))
    return "\n".join("\n".join(text.splitlines()[-15:]) for text in texts)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
