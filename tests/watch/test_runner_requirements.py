"""The lists of packages: pinned, hashed, each with its reason, from nowhere in particular, and none forgotten."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "requirements"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>[0-9][^ ]*)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def _faults(text: str) -> list[str]:
    """Lines that are neither an exact pin nor a hash, and pins without one."""
    lines = text.splitlines()
    faults = [line for line in lines if not PIN.match(line) and not HASH.match(line)]
    following = [*lines[1:], ""]
    return faults + [
        line for line, after in zip(lines, following, strict=True) if PIN.match(line) and not HASH.match(after)
    ]


def _pins(name: str) -> dict[str, str]:
    found = (PIN.match(line) for line in (LISTS / f"{name}.txt").read_text().splitlines())
    return {match["name"]: match["version"] for match in found if match}


def _wanted(name: str) -> dict[str, str]:
    """Package -> reason, as the .in file has them."""
    wanted = {}
    for line in (LISTS / f"{name}.in").read_text().splitlines():
        if line and not line.startswith(("#", "-r ")):
            package, _, reason = line.partition("#")
            wanted[re.split(r"[\[<>=]", package.strip())[0].lower().replace("_", "-")] = reason.strip()
    return wanted


@pytest.mark.parametrize("name", ["bootstrap", "run", "dev", "node"])
def test_every_line_is_an_exact_pin_with_hashes(name: str) -> None:
    assert _faults((LISTS / f"{name}.txt").read_text()) == []
    assert set(_wanted(name)) <= set(_pins(name))
    assert all(_wanted(name).values()), "a package without its reason"


@pytest.mark.parametrize(
    "bad",
    [
        "django>=5.2 \\\n    --hash=sha256:" + "0" * 64,
        "django==5.2.19",
        "django==5.2.19 \\\n    --hash=md5:00",
        "--index-url somewhere",
        "django @ somewhere/django.whl",
    ],
)
def test_a_loose_line_would_be_found(bad: str) -> None:
    assert _faults(bad)


def test_those_who_change_the_product_run_the_same_versions() -> None:
    run, dev = _pins("run"), _pins("dev")
    assert run == {name: dev.get(name) for name in run}


def _imported(folder: Path) -> set[str]:
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in _run(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"hoanhap"}


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that is ever run: what stands under `if TYPE_CHECKING` is read by the type checker alone."""
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield child
            yield from _run(child)


def _unlisted(imported: set[str], listed: set[str]) -> set[str]:
    """Imported names that no listed package gives."""
    given_by = packages_distributions()
    return {name for name in imported if not {one.lower().replace("_", "-") for one in given_by.get(name, [])} & listed}


def test_the_product_imports_only_what_its_own_list_names() -> None:
    imported = _imported(ROOT / "src" / "hoanhap")
    assert "django" in imported
    assert _unlisted(imported, set(_wanted("run"))) == set()
    assert _unlisted({"pytest"}, set(_wanted("run"))) == {"pytest"}
