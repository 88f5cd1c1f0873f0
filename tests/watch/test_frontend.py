"""What the front end is built from and becomes: locked versions, no addresses, small, nothing the policy forbids."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once("sqlite")

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
DIST = FRONTEND / "dist" / "hoanhap"
FIRST_LOAD = 300 * 1024


def _lock() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FRONTEND / "package-lock.json").read_text())
    return found


def loose(versions: dict[str, str]) -> list[str]:
    """Names whose version is a range instead of one version."""
    return [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)]


def unlocked(packages: dict[str, dict[str, Any]]) -> list[str]:
    """Packages that carry an address, or no hash to know them by."""
    return [name for name, facts in packages.items() if name and ("resolved" in facts or not facts.get("integrity"))]


def sent(file: Path) -> int:
    """Bytes on the wire: text goes compressed."""
    content = file.read_bytes()
    return len(gzip.compress(content)) if file.suffix in {".css", ".js", ".svg"} else len(content)


def test_every_version_is_exact() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    assert loose(package["dependencies"] | package["devDependencies"]) == []
    assert loose({"a": "^2.0.0", "b": "*", "c": "1.2.3"}) == ["a", "b"]


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    packages = _lock()["packages"]
    assert len(packages) > 5
    assert unlocked(packages) == []
    assert unlocked({"x": {"integrity": "sha512-x", "resolved": "somewhere"}, "y": {}}) == ["x", "y"]


@pytest.fixture
def built() -> Path:
    return DIST if (DIST / "app.css").exists() else pytest.skip("the front end is not built")


def test_a_first_load_is_small(built: Path) -> None:
    files = [file for file in built.rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"app.css", "app.js", "mark.svg"}
    assert sum(sent(file) for file in files) <= FIRST_LOAD


def test_the_build_holds_nothing_forbidden(built: Path) -> None:
    style, script = (built / "app.css").read_text(), (built / "app.js").read_text()
    assert "data:" not in style
    assert "GDS Transport" not in style
    assert "sourceMappingURL" not in style + script
    for name in re.findall(r"url\(([^)]+)\)", style):
        assert (built / name.strip("'\"")).is_file(), name


def test_two_weights_of_two_subsets(built: Path) -> None:
    fonts = {file.name for file in (built / "fonts").iterdir()}
    assert fonts == {
        f"be-vietnam-pro-{subset}-{weight}-normal.woff2" for subset in ("latin", "vietnamese") for weight in (400, 600)
    }


def test_no_text_is_smaller_than_16_px() -> None:
    sizes = re.findall(r"font-size:\s*(\d+)px", " ".join(file.read_text() for file in FRONTEND.glob("styles/*.scss")))
    assert len(sizes) > 10
    assert min(map(int, sizes)) >= 16
