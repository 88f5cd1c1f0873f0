"""What this machine has, and how to add a Debian or Ubuntu package to it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """A program from outside that some tests need."""

    name: str
    packages: tuple[str, ...]
    purpose: str
    places: tuple[str, ...] = ()

    def find(self) -> Path | None:
        """Where the program lies; the newest of its usual places first, then PATH."""
        for pattern in self.places:
            found = sorted(Path("/").glob(pattern.lstrip("/")))
            if found:
                return found[-1]
        path = shutil.which(self.name)
        return Path(path) if path else None


POSTGRESQL = Tool("initdb", ("postgresql",), "tests on PostgreSQL", ("/usr/lib/postgresql/*/bin/initdb",))
CHROMIUM = Tool("chromium", ("chromium",), "walks in a browser", ("/usr/bin/chromium", "/usr/bin/chromium-browser"))
LIBREOFFICE = Tool("soffice", ("libreoffice-writer-nogui", "libreoffice-calc-nogui"), "opening the papers we write")
POPPLER = Tool("pdftoppm", ("poppler-utils",), "looking at the PDF we write")
TOOLS = (POSTGRESQL, CHROMIUM, LIBREOFFICE, POPPLER)


def missing(tools: Sequence[Tool] = TOOLS) -> list[Tool]:
    return [tool for tool in tools if tool.find() is None]


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


def add_packages(names: Sequence[str], *, log: Path) -> bool:
    """Install Debian packages; False when this machine or this account cannot."""
    prefix = privileged()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    words = [*prefix, "env", *(f"{key}={value}" for key, value in quiet.items()), "apt-get", "-q", "-y"]
    with log.open("ab") as out:
        for command in (["update"], ["install", "--no-install-recommends", *names]):
            ended = subprocess.run([*words, *command], stdout=out, stderr=out, check=False)
        return ended.returncode == 0
