"""Watches over the tracked files as text: no address of a package registry, no path of one machine, no long file."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

LONGEST = 500
CODE = {".py", ".html", ".js", ".mjs", ".ts", ".scss", ".css", ".sh"}
# Written in pieces, so that this file does not find itself.
_HOSTS = (
    "py" + r"pi\.org", "python" + r"hosted\.org", r"registry\." + "npmjs", r"npm" + r"js\.(?:org|com)",
    r"deb\." + r"debian\.org", r"archive\." + r"ubuntu\.com", r"registry\." + r"yarnpkg",
)  # fmt: skip
_PLACES = (r"/" + r"work/", r"/" + r"root/", r"/home/" + r"[a-z_]", r"\." + r"library/", r"file:" + r"///")
_FORBIDDEN = re.compile("|".join((*_HOSTS, *_PLACES)), re.IGNORECASE)
_INDEX_LINE = re.compile(r"^\s*(--(?:extra-)?index-url|--find-links|-i\s|-f\s)")


def files(root: Path) -> list[Path]:
    """Every file that git tracks and that is there."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    return [file for name in listed.split("\0") if name and (file := root / name).is_file()]


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for file in files(root):
        content = file.read_bytes()
        if b"\0" not in content[:8192]:
            yield str(file.relative_to(root)), content.decode("utf-8", errors="replace")


def addresses(root: Path) -> list[str]:
    """Each place where a tracked text names a registry, a machine's own path, or where packages come from."""
    return [problem for name, text in _texts(root) for problem in addresses_in(name, text)]


def addresses_in(name: str, text: str) -> list[str]:
    found = [
        f"{name}:{number}: {match.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := _FORBIDDEN.search(line))
        or (name.endswith((".txt", ".in")) and (match := _INDEX_LINE.search(line)))
    ]
    if name.endswith("package-lock.json"):
        locked = json.loads(text).get("packages", {})
        found += [f"{name}: {package}: resolved" for package, facts in locked.items() if "resolved" in facts]
        found += [f"{name}: {package}: no integrity" for package, facts in locked.items() if _unhashed(package, facts)]
    return found


def _unhashed(package: str, facts: dict[str, object]) -> bool:
    return bool(package) and not facts.get("link") and not facts.get("inBundle") and "integrity" not in facts


def long_files(root: Path) -> list[str]:
    """Each file of code that has grown past the size at which it should have been divided."""
    return [
        f"{name}: {lines} lines (at most {LONGEST})"
        for name, text in _texts(root)
        if Path(name).suffix in CODE and "/migrations/" not in name and (lines := text.count("\n")) > LONGEST
    ]
