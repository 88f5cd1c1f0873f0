"""Reads what a test run left behind and says it in words."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

OTHER_DATABASE = "only meaningful on PostgreSQL"


@dataclass(frozen=True)
class Counted:
    """How many tests passed, failed and were not run, with the reasons of the last."""

    passed: int = 0
    failed: int = 0
    not_run: Counter[str] = field(default_factory=Counter)

    @property
    def sentence(self) -> str:
        reasons = "".join(f"; not run: {number} × {reason}" for reason, number in sorted(self.not_run.items()))
        return f"{self.passed} passed, {self.failed} failed{reasons}"


def read(report: Path) -> Counted:
    """Count a JUnit report; one that is missing or cut off counts nothing, so the run is not taken for a success."""
    try:
        cases = list(ElementTree.parse(report).getroot().iter("testcase"))  # noqa: S314 - written by our own pytest
    except (FileNotFoundError, ElementTree.ParseError):
        return Counted()
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = [mark.get("message", "") for case in cases for mark in case.findall("skipped")]
    not_run = Counter(reason for reason in skipped if reason != OTHER_DATABASE)
    return Counted(passed=len(cases) - failed - len(skipped), failed=failed, not_run=not_run)
