"""The real program, as a user starts it: it makes its database, answers, refuses a busy port, ends on Ctrl-C."""

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError

import pytest

pytestmark = pytest.mark.once("postgres")  # what it starts makes a database of its own

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds; a cold start on a busy machine applies all migrations


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `hoanhap …` on data of its own; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str, **settings: str) -> subprocess.Popen[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("HOANHAP_", "DJANGO_"))}
        own |= {"HOANHAP_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **settings}
        command = [sys.executable, "-P", "-m", "hoanhap", *words]
        process = subprocess.Popen(command, cwd=tmp_path, env=own, stdout=-1, stderr=-1, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _answer(address: str, process: subprocess.Popen[str]) -> HTTPResponse | HTTPError:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            response: HTTPResponse = urllib.request.urlopen(address, timeout=10)  # noqa: S310 - loopback
            return response
        except HTTPError as error:
            return error
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer: {process.communicate()}")


def test_it_makes_its_database_answers_and_ends_on_ctrl_c(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    port = _free_port()
    keyless = start("serve", "--port", str(port))
    assert "./hoanhap key create" in keyless.communicate(timeout=PATIENCE)[1]
    assert keyless.returncode == 2
    assert start("key", "create").wait(timeout=PATIENCE) == 0
    server = start("serve", "--port", str(port))
    answer = _answer(f"http://127.0.0.1:{port}/", server)
    assert answer.status < 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert (tmp_path / "hoanhap.sqlite3").exists()

    refused = start("serve", "--port", str(port))
    said, why = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert f"Không mở được cổng {port}" in why
    assert "Traceback" not in why

    server.send_signal(signal.SIGINT)
    said, why = server.communicate(timeout=PATIENCE)
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in why
    assert server.returncode in (0, 130)


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (("migrate",), {"HOANHAP_HTTPS": "maybe"}, "Thiết lập sai: HOANHAP_HTTPS must be yes or no"),
        (("places", "find", "Thường Lạc"), {}, "Cơ sở dữ liệu chưa được tạo. Hãy chạy: ./hoanhap migrate"),
        (
            ("migrate",),
            {
                "HOANHAP_DATABASE": "postgresql://a:b@127.0.0.1:1/c",
                "HOANHAP_DATABASE_POOL": "no",
                "HOANHAP_MASTER_KEY": base64.b64encode(bytes(32)).decode(),
            },
            "Không dùng được cơ sở dữ liệu",
        ),
        (("demo", "--no-serve"), {"HOANHAP_DATABASE": "office.sqlite3"}, "HOANHAP_DATABASE đang chỉ vào"),
    ],
)
def test_what_may_be_expected_is_refused_in_a_sentence(
    start: Callable[..., subprocess.Popen[str]], words: tuple[str, ...], settings: dict[str, str], sentence: str
) -> None:
    process = start(*words, **settings)
    _, why = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "Traceback" in why) == (2, False), why
    assert sentence in why


def test_a_key_is_made_once_and_never_overwritten(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    assert start("key", "create").wait(timeout=PATIENCE) == 0
    key = tmp_path / "keys" / "master.key"
    made = key.read_text()
    assert key.stat().st_mode & 0o077 == 0
    again = start("key", "create")
    assert "không ghi đè" in again.communicate(timeout=PATIENCE)[1]
    assert (again.returncode, key.read_text()) == (2, made)
