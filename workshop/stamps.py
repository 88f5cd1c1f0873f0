"""Stamps: what was prepared, from which contents; so that a warm start costs milliseconds and a broken-off one resumes.

A stamp is written only after its step has ended well, in one atomic move.
"""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def digest(files: Iterable[Path], *facts: str) -> str:
    """Name and content of each file, and some facts besides, as one hexadecimal line."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(f"{len(fact)}:{fact}".encode())
    for file in sorted(files):
        content = file.read_bytes()
        total.update(f"{file}|{len(content)}|".encode())
        total.update(content)
    return total.hexdigest()


class Stamps:
    """The stamps of one checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, name: str, content: str) -> bool:
        try:
            return (self.folder / name).read_text(encoding="ascii") == content
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def write(self, name: str, content: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.write_text(content, encoding="ascii")
        fresh.replace(self.folder / name)

    def forget(self) -> None:
        for file in self.folder.glob("*"):
            if file.name != "lock":
                file.unlink()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the one lock of the checkout; a second start waits here until the first has prepared everything."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
