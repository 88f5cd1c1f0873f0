"""`./hoanhap check`: everything that can be told about the source without running the product's tests."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workshop import tracked

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = "src/hoanhap/web"


@dataclass(frozen=True)
class Result:
    """What one check said, and whether it is content."""

    name: str
    passed: bool
    said: str
    seconds: float


def _tool(*words: str) -> Callable[[], tuple[bool, str]]:
    """A check that is a program of the virtual environment."""

    def call() -> tuple[bool, str]:
        with tempfile.TemporaryDirectory(prefix="hoanhap-check-") as data:
            environment = {**os.environ, "HOANHAP_DATA": data, "NO_COLOR": "1"}
            environment.pop("HOANHAP_DATABASE", None)
            environment["DJANGO_SETTINGS_MODULE"] = "hoanhap.site.settings"
            ended = subprocess.run(
                [sys.executable, *words],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            )  # fmt: skip
        return ended.returncode == 0, (ended.stdout + ended.stderr).strip()

    return call


def _watch(find: Callable[[], list[str]]) -> Callable[[], tuple[bool, str]]:
    """A check that is a function of ours which lists what it dislikes."""

    def call() -> tuple[bool, str]:
        found = find()
        return not found, "\n".join(found)

    return call


LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
SOURCES = ("src", "tests", "tools", "workshop")
# The longest first: it runs beside all the others.
CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "types (mypy)": _tool("-m", "mypy", "-p", "hoanhap", "-p", "workshop"),
    "lint (ruff)": _tool("-m", "ruff", "check", "--quiet", "--output-format=concise", *SOURCES),
    "format (ruff)": _tool("-m", "ruff", "format", "--check", "--quiet", "--output-format=concise", *SOURCES),
    "import order (import-linter)": _tool("-c", LINT_IMPORTS),
    "templates, lint (djlint)": _tool("-m", "djlint", TEMPLATES, "--lint", "--quiet", "--allow-empty-input"),
    "templates, format (djlint)": _tool("-m", "djlint", TEMPLATES, "--check", "--allow-empty-input"),
    "migrations are made": _tool("-m", "django", "makemigrations", "--check", "--dry-run", "-v", "1"),
    "settings (django check)": _tool("-m", "django", "check", "--fail-level", "WARNING"),
    "no address of a registry or a machine": _watch(lambda: tracked.addresses(ROOT)),
    "no long file": _watch(lambda: tracked.long_files(ROOT)),
}


def _timed(name: str) -> Result:
    start = time.monotonic()
    passed, said = CHECKS[name]()
    return Result(name, passed, said, time.monotonic() - start)


def run_all(names: Sequence[str] = tuple(CHECKS)) -> list[Result]:
    """Run the checks two at a time and print one line each; what a failed one said comes with it."""
    with ThreadPoolExecutor(max_workers=2) as workers:
        results = []
        for result in workers.map(_timed, names):
            results.append(result)
            print(f"{'ok    ' if result.passed else 'FAILED'}  {result.name}  ({result.seconds:.1f} s)", flush=True)
            if not result.passed:
                print("\n".join(f"        {line}" for line in result.said.splitlines()), flush=True)
    return results


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap check", description="Các kiểm tra mã nguồn / Checks of the source.")
    parser.parse_args(arguments)
    failed = [result.name for result in run_all() if not result.passed]
    print(
        f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed)
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
