"""What this machine has, and how to add a Debian or Ubuntu package to it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """A program from outside that some tests need.

    `second`: the packages that do as well, only more slowly, where the first are not to be had.
    """

    name: str
    packages: tuple[str, ...]
    purpose: str
    places: tuple[str, ...] = ()
    second: tuple[str, ...] = ()

    def find(self) -> Path | None:
        """Where the program lies: the best of its usual places first, in each of them the newest, then PATH."""
        return next((found for place in self.places if (found := _newest(place))), None) or self._on_path()

    def is_at_its_best(self) -> bool:
        """Whether nothing better could be had by installing the packages of the first choice."""
        return bool(_newest(self.places[0]) if self.second else self.find())

    def _on_path(self) -> Path | None:
        path = shutil.which(self.name)
        return Path(path) if path else None


def _newest(pattern: str) -> Path | None:
    return max(Path("/").glob(pattern.lstrip("/")), default=None)


POSTGRESQL = Tool("initdb", ("postgresql",), "tests on PostgreSQL", ("/usr/lib/postgresql/*/bin/initdb",))
# The same browser without its windows: pages come up and change their size in a third of the time.
CHROMIUM = Tool(
    "chromium",
    ("chromium-headless-shell",),
    "walks in a browser",
    ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser"),
    second=("chromium",),
)
LIBREOFFICE = Tool("soffice", ("libreoffice-writer-nogui", "libreoffice-calc-nogui"), "opening the papers we write")
POPPLER = Tool("pdftoppm", ("poppler-utils",), "looking at the PDF we write")
TOOLS = (POSTGRESQL, CHROMIUM, LIBREOFFICE, POPPLER)


def missing(tools: Sequence[Tool] = TOOLS) -> list[Tool]:
    return [tool for tool in tools if tool.find() is None]


def bettered(tools: Sequence[Tool] = TOOLS) -> list[Tool]:
    """Those that are missing, or of which there is something better."""
    return [tool for tool in tools if not tool.is_at_its_best()]


def privileged() -> list[str] | None:
    """The words that come before a command to run it as root; None when there is no way."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    if os.isatty(0):
        return [sudo]
    quiet = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if quiet.returncode == 0 else None


def add_packages(groups: Sequence[Sequence[str]], *, log: Path) -> bool:
    """Install Debian packages, each group by itself: one this distribution does not have keeps none of the others away.

    False when this machine or this account cannot, or something was not to be had.
    """
    prefix = privileged()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    patience = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")
    words = [*prefix, "env", *(f"{key}={value}" for key, value in quiet.items()), "apt-get", "-q", "-y", *patience]
    with log.open("ab") as out:

        def ask(*command: str) -> bool:
            return subprocess.run([*words, *command], stdout=out, stderr=out, check=False).returncode == 0

        ask("update")
        installed = [ask("install", "--no-install-recommends", *names) for names in groups]
        return all(installed)
