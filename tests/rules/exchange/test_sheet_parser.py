"""The native parser runs apart: whatever it does to its own process, ours answers with a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.exchange import sheets
from hoanhap.kernel.errors import Refused
from tests.rules.exchange import bad_files

ROWS = [["Họ và tên", "Năm sinh"], ["Nguyễn Văn Thử", 1990]]
PLAIN = [("a.xlsx", bad_files.xlsx(ROWS)), ("a.xls", bad_files.xls(ROWS)), ("a.ods", bad_files.ods(ROWS))]


@pytest.mark.parametrize(
    "what",
    [
        "import os; os.abort()",
        "raise SystemExit(1)",
        "while True: pass",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28)); bytearray(2**40)",
    ],
)
def test_a_parser_that_dies_or_never_ends_is_a_refusal(what, tmp_path, monkeypatch):
    script = tmp_path / "parser.py"
    script.write_text(what)
    monkeypatch.setattr(sheets, "_PARSER", script)
    monkeypatch.setattr(sheets, "_PATIENCE", 1)
    with pytest.raises(Refused) as caught:
        sheets.open_book(PLAIN[0][1], name="a.xlsx")
    assert caught.value.code == "file.damaged"


def test_a_parser_that_says_too_much_is_stopped(monkeypatch, tmp_path):
    source = sheets._PARSER.read_text().replace("OUTPUT = 96 * 1024 * 1024", "OUTPUT = 10")
    script = tmp_path / "parser.py"
    script.write_text(source)
    monkeypatch.setattr(sheets, "_PARSER", script)
    with pytest.raises(Refused) as caught:
        sheets.open_book(PLAIN[0][1], name="a.xlsx")
    assert caught.value.code == "file.heavy"


def test_the_parser_inherits_nothing_from_the_folder_it_is_called_in(monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert len(list(sheets.open_book(PLAIN[0][1], name="a.xlsx").sheets[0].rows())) == 2


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_spoiled_workbook_never_ends_our_process(data):
    name, honest = data.draw(st.sampled_from(PLAIN))
    spoiled = bytearray(honest)
    for _ in range(data.draw(st.integers(1, 8))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        for sheet in sheets.open_book(bytes(spoiled), name=name).sheets:
            assert all(row.number for row in sheet.rows())
