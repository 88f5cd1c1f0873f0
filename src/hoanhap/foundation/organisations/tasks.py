"""The register of tasks that agencies hold: filled from `data/tasks.csv` at start, and by packages above."""

import csv
from dataclasses import dataclass
from pathlib import Path

from hoanhap.kernel.registers import Register

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Task:
    code: str
    label: str


tasks: Register[Task] = Register("tasks of agencies")


def declare(code: str, label: str) -> Task:
    """A task that some kind of agency holds on some level; `label` is what users read."""
    return tasks.add(code, Task(code=code, label=label))


def declare_standard() -> None:
    with (DATA / "tasks.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            declare(row["code"], row["label"])
