"""The maker of mutants: it finds the guards of the house, exchanges one of them alone, and says what nobody noticed."""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from workshop.mutants import __main__ as command
from workshop.mutants import exchange, sites
from workshop.mutants.sites import Mutant
from workshop.mutants.touched import Touched
from workshop.mutants.trying import Outcome, Pace, Trier

pytestmark = pytest.mark.once("postgres")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found() -> list[Mutant]:
    """Every mutant of the house; the whole source is read for them."""
    return sites.mutants()


def test_every_kind_of_guard_is_found(found: list[Mutant]) -> None:
    kinds = Counter(mutant.kind for mutant in found)
    assert kinds["filter removed"] == kinds["filter inverted"] > 20
    assert kinds["gate opened"] > 40
    assert kinds["seal removed"] > 15
    assert {"gate removed", "gate inverted", "guard removed", "filter forgotten", "log removed"} <= set(kinds)


def test_a_method_that_is_called_like_a_gate_is_none(found: list[Mutant]) -> None:
    assert [mutant.name for mutant in found if "forgotten" in mutant.kind and mutant.told.startswith("self.")] == []


def test_a_mutant_is_another_program(found: list[Mutant]) -> None:
    for file, of_file in groupby(found, key=lambda one: one.file):
        before = ast.dump(ast.parse(file.read_text()))
        for mutant in of_file:
            assert ast.dump(sites.mutated(mutant)) != before, mutant.name


def test_what_is_excused_still_stands_in_the_house_and_has_a_reason(found: list[Mutant]) -> None:
    there = {command.without_line(mutant) for mutant in found}
    excused = command.equivalents()
    assert sorted(set(excused) - there) == []
    assert all(len(reason) > 20 for reason in excused.values())


def test_a_test_that_looks_notices_and_one_that_does_not_lets_it_pass(found: list[Mutant], tmp_path: Path) -> None:
    (tmp_path / "test_gate.py").write_text(_LOOKS)
    words = [sys.executable, "-P", "-m", "workshop.mutants", "--jobs", "1", "--only", "access/viewer.py.* gate removed"]
    run = subprocess.run(
        [*words, "--tests", str(tmp_path / "test_gate.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "PATH": "",
            "PYTEST_ADDOPTS": "--no-migrations",
        },  # empty tables do
    )
    said = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    outcomes = {line["mutant"]: line["outcome"] for line in said if "mutant" in line}
    gates = {one.function: outcomes.get(one.name) for one in found if one.name in outcomes}
    wanted = {"Viewer.may": "noticed", "Viewer.paths": "survived", "Viewer.require": "untouched"}
    assert gates == wanted, run.stderr[-2000:]


def test_the_room_of_the_line_tries_first_then_whoever_is_quick() -> None:
    file = sites.SOURCE / "hoanhap" / "people" / "cases" / "actions" / "moving.py"
    names = ("domain/cases/test_b.py::x", "web/office/cases/test_a.py::x", "watch/test_b.py::x", "watch/test_a.py::x")
    wanted = [f"tests/{name}" for name in names]
    seconds = dict(zip(wanted, (2.0, 3.0, 0.1, 0.2), strict=True))
    known = Touched({str(file.relative_to(ROOT)): {"7": sorted(wanted)}}, seconds)
    assert known.tests_of(file, 7) == wanted
    assert known.tests_of(file, 8) == []


def test_a_walk_through_the_room_comes_before_the_tests_of_other_rooms() -> None:
    file = sites.SOURCE / "hoanhap" / "web" / "office" / "reports" / "own.py"
    names = ("web/office/reports/test_a.py::x", "watch/test_matrix.py::x[reports]", "web/office/cases/test_b.py::x")
    wanted = [f"tests/{name}" for name in names]
    seconds = dict(zip(wanted, (3.0, 2.0, 0.1), strict=True))
    known = Touched({str(file.relative_to(ROOT)): {"7": sorted(wanted)}}, seconds)
    assert known.tests_of(file, 7) == wanted


def test_whoever_noticed_a_neighbour_is_asked_first(found: list[Mutant]) -> None:
    one, beside = [mutant for mutant in found if mutant.file == found[0].file][:2]
    elsewhere = next(mutant for mutant in found if mutant.file.parent != one.file.parent)
    lines: dict[str, dict[str, list[str]]] = {str(each.file.relative_to(ROOT)): {} for each in (one, elsewhere)}
    for each in (one, beside, elsewhere):
        lines[str(each.file.relative_to(ROOT))][str(each.line)] = ["a", "b"]
    trier = Trier(found, Touched(lines, {"a": 0.1, "b": 0.2}), Pace(), lambda _outcome: None)
    assert trier.in_order(beside) == ["a", "b"]
    trier.end(Outcome(one, "noticed", "b"))
    assert trier.in_order(beside) == ["b", "a"]
    assert trier.in_order(elsewhere) == ["a", "b"]


@pytest.mark.parametrize(("noticed", "survived", "code"), [(19, 1, 0), (18, 1, 1), (0, 0, 1)])
def test_the_command_fails_below_the_share_that_is_wanted(
    found: list[Mutant], noticed: int, survived: int, code: int
) -> None:
    one = found[0]
    outcomes = [Outcome(one, "noticed")] * noticed + [Outcome(one, "survived")] * survived
    assert command._summary(outcomes) == code


def test_a_function_made_inside_another_is_exchanged_where_it_is_held() -> None:
    def maker(wanted: int) -> Callable[[], int]:
        def made() -> int:
            return wanted

        return made

    def other(wanted: int) -> Callable[[], int]:
        def made() -> int:
            return -wanted

        return made

    held = maker(7)
    exchange._exchange_made_ones(dict(exchange._inner(maker.__code__, other.__code__)))
    assert (held(), maker(7)()) == (-7, 7)


def test_what_an_earlier_run_noticed_counts_and_is_not_tried_again(found: list[Mutant], tmp_path: Path) -> None:
    said = [
        {"mutant": found[0].name, "outcome": "noticed", "by": "a", "seconds": 1.0},
        {"mutant": found[1].name, "outcome": "late", "by": "", "seconds": 90.0},
        {"mutant": "gone/from/the/house.py:1 gate removed", "outcome": "noticed", "by": "a", "seconds": 1.0},
        {"summary": {"mutants": 3}},
    ]
    file = tmp_path / "run.txt"
    file.write_text("".join(json.dumps(line) + "\n" for line in said))
    assert [(one.mutant, one.by) for one in command.earlier([str(file)], found)] == [(found[0], "a")]


_LOOKS = """
import uuid
import pytest
from datetime import date
from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Seat, Viewer

def viewer():
    seat = Seat(uuid.UUID(int=1), Role.HELPER, 1, "x", "/1/", "x")
    return Viewer(uuid.UUID(int=2), "x", date(2020, 1, 1), (seat,))

pytestmark = pytest.mark.django_db

def test_look():
    assert viewer().may(AccessPermission.KEEP_ACCOUNTS) is False

def test_look_away():
    assert viewer().paths(AccessPermission.KEEP_ACCOUNTS) in ((), ("/1/",), ("x",))
"""
