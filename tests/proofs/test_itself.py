"""The runner of proofs: full size is really asked for, and figures reach whoever reads them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs import size
from tests.proofs.conftest import Figure

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).resolve().parents[2]


def test_sizes_follow_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOANHAP_PROOF", "full")
    assert size.of(small=1, full=2) == 2
    monkeypatch.delenv("HOANHAP_PROOF")
    assert size.of(small=1, full=2) == 1


def test_a_figure_is_recorded(figure: Figure) -> None:
    figure("answer", size.of(small=7, full=42), "1")


def test_prove_prints_the_figures_and_nothing_else() -> None:
    if os.environ.get("HOANHAP_PROOF_FIGURES"):
        return  # we are inside it already
    words = [sys.executable, "-P", "-m", "workshop.prove", "itself"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    said = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    (line,) = said.stdout.splitlines()
    assert json.loads(line) | {"value": 42, "proof": "itself", "size": "full"} == json.loads(line)


def test_an_unknown_name_is_told() -> None:
    words = [sys.executable, "-P", "-m", "workshop.prove", "nothing_like_it"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    said = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "itself" in said.stderr.split()
