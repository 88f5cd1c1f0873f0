"""The maker of mutants: it finds the guards of the house, exchanges one of them alone, and says what nobody noticed."""

import ast
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from workshop.mutants import __main__ as command
from workshop.mutants import sites

ROOT = Path(__file__).parents[2]


def test_every_kind_of_guard_is_found() -> None:
    kinds = Counter(mutant.kind for mutant in sites.mutants())
    assert kinds["filter removed"] == kinds["filter inverted"] > 20
    assert kinds["gate opened"] > 40
    assert kinds["seal removed"] > 15
    assert {"gate removed", "gate inverted", "guard removed", "filter forgotten", "log removed"} <= set(kinds)


def test_every_mutant_is_another_program() -> None:
    for mutant in sites.mutants():
        before = ast.unparse(ast.parse(mutant.file.read_text()))
        assert ast.unparse(sites.mutated(mutant)) != before, mutant.name


def test_what_is_excused_still_stands_in_the_house_and_has_a_reason() -> None:
    there = {command.without_line(mutant) for mutant in sites.mutants()}
    excused = command.equivalents()
    assert sorted(set(excused) - there) == []
    assert all(len(reason) > 20 for reason in excused.values())


@pytest.mark.parametrize(
    ("looked_at", "code", "outcome"), [("is False", 0, "noticed"), ("in (True, False)", 1, "survived")]
)
def test_a_test_that_looks_notices_and_one_that_does_not_lets_it_pass(
    tmp_path: Path, looked_at: str, code: int, outcome: str
) -> None:
    (tmp_path / "test_gate.py").write_text(_LOOKS + looked_at)
    (tmp_path / "test_other.py").write_text("def test_other():\n    assert True\n")
    words = [sys.executable, "-P", "-m", "workshop.mutants", "--jobs", "1", "--only", "access/viewer.*seat.may"]
    run = subprocess.run(
        [*words, "--tests", str(tmp_path / "test_gate.py"), str(tmp_path / "test_other.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": ""},
    )
    said = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    opened = next((line for line in said if "gate removed" in line.get("mutant", "")), {})
    assert (opened.get("outcome"), run.returncode) == (outcome, code), run.stderr[-2000:]


_LOOKS = """
import uuid
from datetime import date
from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Seat, Viewer

def test_look(db):
    seat = Seat(uuid.UUID(int=1), Role.HELPER, 1, "x", "/1/", "x")
    viewer = Viewer(uuid.UUID(int=2), "x", date(2020, 1, 1), (seat,))
    assert viewer.may(AccessPermission.KEEP_ACCOUNTS) """
