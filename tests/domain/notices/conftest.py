"""The cast, and a kind of duty of the tests' own whose subjects have names only for those of Thường Lạc."""

from collections.abc import Collection, Mapping

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.kinds import DutyKind, SubjectKind, SubjectLine, Urgency
from hoanhap.kernel.registers import Register
from tests import cast as casting


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> DutyKind:
    """Registers of the tests' own, so that nothing of them is left behind."""
    visit = DutyKind(
        code="test.visit",
        title="Gặp {subject}",
        action="Ghi lần gặp",
        subject_kind="test.person",
        url="test-visit",
        urgency=Urgency.PLAN,
        holder="test.helper",
    )
    for name in ("duty_kinds", "subject_kinds", "holders"):
        monkeypatch.setattr(kinds, name, Register(name))
    kinds.declare(visit)
    kinds.subject_kinds.add("test.person", SubjectKind(lines=_lines, unnamed="một người được hỗ trợ"))
    return visit


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """The even ones are known."""
    return {
        key: SubjectLine(label=f"anh số {key} {{x}}", detail="ấp 2", args={"id": key})
        for key in ids
        if int(key) % 2 == 0
    }
