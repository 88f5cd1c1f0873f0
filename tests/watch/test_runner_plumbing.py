"""The plumbing of the tests themselves: no network, no silent gap, no run taken for a success that is none."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests import conftest, network
from workshop import machine, results, suite

pytestmark = pytest.mark.once("postgres")

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = ("192.0.2.1", 80)  # an address reserved for examples


def test_nothing_leaves_this_machine() -> None:
    with socket.socket() as one, pytest.raises(network.NetworkForbidden):
        one.connect(ELSEWHERE)
    with socket.socket() as one, pytest.raises(network.NetworkForbidden):
        one.connect_ex(ELSEWHERE)
    with pytest.raises(network.NetworkForbidden):
        socket.create_connection(("example.org", 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
    assert network.is_local("::1")
    assert not network.is_local("10.0.0.1")
    assert not network.is_local("127.0.0.1.example.org")


def test_tests_never_touch_the_data_of_an_office() -> None:
    assert settings.DATA_DIR != settings.ROOT / "var"
    assert "hoanhap-test-" in str(settings.DATA_DIR)


def _pytest(test: str, folder: Path, *, complete: bool) -> subprocess.CompletedProcess[str]:
    file = folder / "test_one.py"
    file.write_text(f"import pytest\n\n\ndef test_one(tool):\n    {test}\n")
    # A conftest of its own: `-p tests.conftest` would be read before Django is set up.
    (folder / "conftest.py").write_text(
        "from tests.conftest import pytest_sessionfinish, pytest_terminal_summary, tool\n"
    )
    environment = {**os.environ, "HOANHAP_TESTS_COMPLETE": "yes" if complete else "no"}
    options = ["-q", "-p", "no:cacheprovider", f"--rootdir={folder}", f"--output={folder / 'browser'}"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", *options, file],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


SKIPPED = 'pytest.skip("soffice is missing")'


def test_a_test_that_was_not_run_is_told_and_fails_a_complete_run(tmp_path: Path) -> None:
    loose = _pytest(SKIPPED, tmp_path, complete=False)
    assert loose.returncode == 0, loose.stdout
    assert "1 × soffice is missing" in loose.stdout
    strict = _pytest(SKIPPED, tmp_path, complete=True)
    assert strict.returncode == 1, strict.stdout
    whole = _pytest("assert tool is not None", tmp_path, complete=True)
    assert whole.returncode == 0, whole.stdout


@pytest.mark.parametrize(
    ("marker", "shared", "code", "said"),
    [
        ("sqlite", "yes", 0, "1 passed"),
        ("postgres", "yes", 5, "1 deselected"),
        ("postgres", "no", 0, "1 passed"),
        ("postgresql", "yes", 4, "once('sqlite')"),
    ],
)
def test_what_is_asked_once_is_asked_in_one_of_two_runs(
    tmp_path: Path, marker: str, shared: str, code: int, said: str
) -> None:
    """A database that is misspelt would be asked by neither."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_collection_modifyitems\n")
    file = tmp_path / "test_one.py"
    file.write_text(f'import pytest\n\n\n@pytest.mark.once("{marker}")\ndef test_one(): pass\n')
    environment = {**os.environ, "HOANHAP_TESTS_SHARED": shared, "HOANHAP_DATABASE": ""}
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, f"--rootdir={tmp_path}", file],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, said in ran.stdout + ran.stderr) == (code, True), ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("shared", "on_postgresql", "left_out"), [("yes", True, True), ("yes", False, None), ("no", True, None)]
)
def test_rules_are_left_out_by_the_run_on_postgresql_alone_and_only_beside_the_other(
    monkeypatch: pytest.MonkeyPatch, shared: str, on_postgresql: bool, left_out: bool | None
) -> None:
    """Left out by both, they would be asked by nobody and nothing would say so."""
    monkeypatch.setenv("HOANHAP_TESTS_SHARED", shared)
    monkeypatch.setattr(conftest, "_on_postgresql", lambda: on_postgresql)
    assert conftest.pytest_ignore_collect(conftest.RULES) is left_out
    assert conftest.pytest_ignore_collect(conftest.JOURNEYS) is None


def _report(folder: Path, cases: str) -> Path:
    file = folder / "report.xml"
    file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    return file


def test_a_report_is_counted(tmp_path: Path) -> None:
    cases = (
        "<testcase/><testcase/><testcase><failure/></testcase><testcase><error/></testcase>"
        '<testcase><skipped message="soffice is missing"/></testcase>'
        f'<testcase><skipped message="{results.OTHER_DATABASE}"/></testcase>'
    )
    counted = results.read(_report(tmp_path, cases))
    assert counted.sentence == "2 passed, 2 failed; not run: 1 × soffice is missing"


@pytest.mark.parametrize("cases", [None, "<testcase", ""], ids=["missing", "cut off", "empty"])
def test_a_run_that_left_no_count_is_no_success(
    cases: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "OUTPUT", tmp_path)
    if cases is not None:
        _report(tmp_path, cases).rename(tmp_path / "sqlite.xml")
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert suite._summary([suite.Run("sqlite", process, 0.0, 1.0)], [], [], set(), 1.0) == 1
    _report(tmp_path, "<testcase/>").rename(tmp_path / "sqlite.xml")
    assert suite._summary([suite.Run("sqlite", process, 0.0, 1.0)], [], [], set(), 1.0) == 0
    assert suite._summary([suite.Run("sqlite", process, 0.0, 1.0)], ["types"], [], set(), 1.0) == 1
    assert suite._summary([suite.Run("sqlite", process, 0.0, 1.0)], [], [], {"postgres"}, 1.0) == 1
    assert suite._summary([suite.Run("sqlite", process, 0.0, 1.0)], [], [machine.CHROMIUM], set(), 1.0) == 1
