"""The table of rows and tests is made from the tests themselves; a row taken in hand has a test or a reason."""

from pathlib import Path

import pytest

from workshop.requirements import __main__ as command
from workshop.requirements import proven, rows

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).parents[2]


def test_the_page_is_the_one_the_markers_make() -> None:
    assert command.PAGE.read_text(encoding="utf-8") == command.page(), "run python -m workshop.requirements"


def test_every_row_taken_in_hand_has_a_test_or_a_reason() -> None:
    assert command.untold() == []


def test_no_test_names_a_row_that_is_not_there() -> None:
    assert sorted(proven.by_row(ROOT / "tests").keys() - rows.all_rows().keys() - set(command.JOURNEYS)) == []


def test_no_gap_is_named_that_a_test_has_closed() -> None:
    assert sorted(rows.gaps().keys() & proven.by_row(ROOT / "tests").keys()) == []
    assert sorted(rows.gaps().keys() - rows.all_rows().keys()) == []


def test_there_are_as_many_rows_as_the_documents_have() -> None:
    found = list(rows.all_rows().values())
    assert len(found) == 259
    assert {row.document for row in found} == {"S1", "S2", "S3", "S4", "S5"}
    assert all(row.capabilities and row.lines for row in found)


def test_markers_are_read_wherever_they_stand(tmp_path: Path) -> None:
    """On a function, on a class, on a method, on the module; a name that is computed is refused."""
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text(
        "import pytest\n"
        'pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S1-01")]\n'
        '@pytest.mark.requirement("S1-02", "S1-03")\ndef test_a(): pass\n'
        '@pytest.mark.requirement("S1-04")\nclass TestB:\n'
        '    @pytest.mark.requirement("S1-02")\n    def test_c(self): pass\n'
    )
    assert proven.by_row(tests) == {
        "S1-01": ["tests/test_one.py"],
        "S1-02": ["tests/test_one.py::TestB::test_c", "tests/test_one.py::test_a"],
        "S1-03": ["tests/test_one.py::test_a"],
        "S1-04": ["tests/test_one.py::TestB"],
    }
    (tests / "test_two.py").write_text("import pytest\n@pytest.mark.requirement(NAME)\ndef test_a(): pass\n")
    with pytest.raises(TypeError):
        proven.by_row(tests)


def test_a_reason_that_says_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gaps.yaml"
    file.write_text("S1-01: later\n")
    monkeypatch.setattr(rows, "GAPS", file)
    with pytest.raises(ValueError, match="S1-01"):
        rows.gaps()
