"""The launcher: from anywhere, with a Python that is new enough, and a sentence when there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hoanhap.site import cli

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout under a path with a space and Vietnamese letters, with nothing prepared in it."""
    home = tmp_path / "thư mục của tôi"
    shutil.copytree(ROOT / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "workshop", home / "workshop", ignore=shutil.ignore_patterns("__pycache__", "bench"))
    shutil.copytree(ROOT / "requirements", home / "requirements")
    shutil.copy(ROOT / "hoanhap", home / "hoanhap")
    return home


def _start(launcher: Path, *words: str, python: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{python}:/usr/bin:/bin", "LC_ALL": "C", "HOME": str(cwd)}
    return subprocess.run([launcher, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def new_python(tmp_path: Path) -> str:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "python3").symlink_to(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
    return str(folder)


@pytest.fixture
def only_old_python(tmp_path: Path) -> str:
    """A PATH on which every name of Python leads to one that says it is older than 3.11."""
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("python", "python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (folder / name).write_text("#!/bin/sh\nexit 1\n")
        (folder / name).chmod(0o755)
    return str(folder)


def test_it_helps_from_a_path_with_spaces_and_through_a_link_without_preparing_anything(
    checkout: Path, new_python: str, tmp_path: Path
) -> None:
    link = tmp_path / "hoanhap-link"
    link.symlink_to(checkout / "hoanhap")
    for launcher in (checkout / "hoanhap", link):
        said = _start(launcher, "help", python=new_python, cwd=tmp_path)
        assert said.returncode == 0, said.stderr
        for command in cli.COMMANDS.values():
            assert f"./hoanhap {command.usage}\n      {command.summary}" in said.stdout
    assert _start(checkout / "hoanhap", python=new_python, cwd=tmp_path).stdout == said.stdout
    assert not (checkout / ".venv").exists()


def test_an_unknown_command_is_refused_without_preparing_anything(
    checkout: Path, new_python: str, tmp_path: Path
) -> None:
    said = _start(checkout / "hoanhap", "mở", python=new_python, cwd=tmp_path)
    assert said.returncode == 2
    assert "Không có lệnh “mở”" in said.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_new_enough_python_it_says_so_in_both_languages(
    checkout: Path, only_old_python: str, tmp_path: Path
) -> None:
    said = _start(checkout / "hoanhap", "help", python=only_old_python, cwd=tmp_path)
    assert said.returncode == 1
    assert "Cần Python 3.11 trở lên" in said.stderr
    assert "Python 3.11 or newer is needed" in said.stderr
    assert said.stdout == ""


def test_preparation_needs_nothing_but_the_standard_library() -> None:
    question = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import workshop.prepare, hoanhap"
    bare = [sys.executable, "-I", "-S", "-X", "utf8", "-c"]
    with_sources = question.replace("import workshop", f"sys.path.insert(0, {str(ROOT / 'src')!r}); import workshop")
    assert subprocess.run([*bare, with_sources], check=False).returncode == 0
    known_bad = question.replace("workshop.prepare, hoanhap", "pytest")
    assert subprocess.run([*bare, known_bad], capture_output=True, check=False).returncode != 0


def test_the_launcher_is_executable_and_is_what_ci_calls() -> None:
    assert os.access(ROOT / "hoanhap", os.X_OK)
    assert "./hoanhap test" in (ROOT / ".ci" / "run").read_text()
