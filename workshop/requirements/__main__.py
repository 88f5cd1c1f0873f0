"""`python -m workshop.requirements`: writes docs/requirements.md: row → tests, and the gaps with their reasons."""

import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from workshop.requirements import proven, rows
from workshop.requirements.rows import Row

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "requirements.md"
BUILT = ("C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C13", "C23")
"""Capabilities that were taken in hand: each of their rows has a test or a named gap."""
JOURNEYS = tuple(f"J{number}" for number in range(1, 13))
"""Days at work that a test may walk; they belong to no row."""

_HEAD = """# Rows of the five documents and the tests that prove them

Made by `python -m workshop.requirements` from the markers of the tests (`@pytest.mark.requirement("S1-30")`),
`workshop/requirements/rows.yaml` and `gaps.yaml`; a test finds it out of date. Do not edit by hand.

S1 – S5 are the five documents of 2019–2020; the lines are those of their text.
"""


def page() -> str:
    tests, reasons = proven.by_row(ROOT / "tests"), rows.gaps()
    parts = [_HEAD, _counted(tests, reasons)]
    for document, lines in groupby(rows.all_rows().values(), key=lambda row: row.document):
        parts.append(f"## {document}\n\n| row | lines | belongs to | tests |\n|---|---|---|---|")
        parts += [_line(row, tests.get(row.name, ()), reasons.get(row.name, "")) for row in lines]
        parts.append("")
    parts += ["## Journeys", "", "| journey | tests |", "|---|---|"]
    parts += [f"| {name} | {_places(tests[name])} |" for name in JOURNEYS if name in tests]
    return "\n".join([*parts, ""])


def untold() -> list[str]:
    """Rows of what was taken in hand that have neither a test nor a reason."""
    tests, reasons = proven.by_row(ROOT / "tests"), rows.gaps()
    return [
        row.name for row in rows.all_rows().values() if _built(row) and not (row.name in tests or row.name in reasons)
    ]


def _built(row: Row) -> bool:
    return bool(set(row.capabilities) & set(BUILT))


def _counted(tests: Mapping[str, Sequence[str]], reasons: Mapping[str, str]) -> str:
    built = [row for row in rows.all_rows().values() if _built(row)]
    with_test = sum(row.name in tests for row in built)
    gaps = sum(row.name in reasons and row.name not in tests for row in built)
    return (
        f"Taken in hand so far: {', '.join(BUILT)} ({len(built)} rows: {with_test} with a test, {gaps} named gaps). "
        "A row of the others without a test waits for its turn.\n"
    )


def _places(tests: Sequence[str]) -> str:
    return "<br>".join(f"`{place.removeprefix('tests/')}`" for place in tests)


def _line(row: Row, tests: Sequence[str], reason: str) -> str:
    said = _places(tests)
    gap = f"gap: {reason}" if reason else ""
    return f"| {row.name} | {row.lines} | {', '.join(row.capabilities)} | {'<br>'.join(filter(None, (said, gap)))} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    waiting = untold()
    print(f"{len(waiting)} rows have neither test nor reason: {' '.join(waiting)}" if waiting else "every row is told")
    sys.exit(1 if waiting else 0)
