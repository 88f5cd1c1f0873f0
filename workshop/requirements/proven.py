"""Reads the tests for `@pytest.mark.requirement("S1-30", …)`, without importing any of them."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

MARKER = "requirement"


def by_row(tests: Path) -> dict[str, list[str]]:
    """Row → the tests that carry its name, as `path::function`, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for where, marks in _marked(tree):
            for name in marks:
                found[name].add(f"{file.relative_to(tests.parent)}{where}")
    return {name: sorted(places) for name, places in found.items()}


def _marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "pytestmark" for one in node.targets):
            yield "", list(_names(node.value))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield f"::{node.name}", [name for mark in node.decorator_list for name in _names(mark)]
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, ast.FunctionDef):
                    marks = [name for mark in inner.decorator_list for name in _names(mark)]
                    yield f"::{node.name}::{inner.name}", marks


def _names(mark: ast.expr) -> Iterator[str]:
    """The rows named by a mark, or by a list of marks."""
    for call in ast.walk(mark):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == MARKER:
            for word in call.args:
                if not (isinstance(word, ast.Constant) and isinstance(word.value, str)):
                    raise TypeError("a row is named by its own words, so that it can be read without running the test")
                yield word.value
