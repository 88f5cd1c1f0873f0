"""The bench still runs: a measure that broke would otherwise be missed until somebody needs its figure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once("postgres")

ROOT = Path(__file__).parents[2]
QUESTIONS = ("list", "search", "count", "export", "viewer")
FILES = ("case", "residence", "handover")
AREAS = ("commune", "province", "nation")


def test_the_small_bench_measures_and_names_its_targets() -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("HOANHAP_", "DJANGO_"))}
    own |= {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "workshop.bench", "people", "today", *FILES, "safety", "--size", "small"]
    ran = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    *measured, targets = [json.loads(line) for line in ran.stdout.splitlines()]
    names = {line["name"] for line in measured}
    assert names >= {"people.list.first_page", "people.search.name", "people.search.name.province"}
    assert any(name.startswith("today") for name in names)
    assert names >= {"case.open.500", "residence.check.200", "residence.list", "handover.batch.500"}
    assert {f"safety.rights.{what}.{where}" for what in QUESTIONS for where in AREAS} <= names
    assert names >= {"safety.audit.list", "safety.audit.file", "safety.save.person"}
    assert all({"name", "size", "value", "baseline", "ratio"} <= line.keys() for line in measured)
    assert set(targets) >= {"targets", "met", "missed"}
