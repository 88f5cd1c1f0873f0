"""`places` at the command line: JSON on stdout, a Vietnamese refusal on stderr with exit 2."""

import json
from typing import Any

import pytest

from hoanhap.foundation.places import actions, command


def _ask(capsys: pytest.CaptureFixture[str], *argv: str) -> list[dict[str, Any]]:
    assert command.main(list(argv)) == 0
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer


def test_find_tree_and_ancestors(two_provinces: actions.Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    [found] = _ask(capsys, "find", "xã Thường Lạc", "--on", "2020-05-15")
    assert (found["key"], found["code"], found["valid_from"]) == ("63-29977", "29977", None)
    assert len(_ask(capsys, "tree", "huyện Hồng Ngự", "--on", "2020-05-15")) == 11
    above = _ask(capsys, "ancestors", "xã Thường Lạc", "--on", "2020-05-15")
    assert [unit["name"] for unit in above] == ["tỉnh Đồng Tháp", "huyện Hồng Ngự"]


def test_successors_and_predecessors(two_provinces: actions.Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    steps = _ask(capsys, "successors", "Phú Thuận B")
    assert [(step["name"], step["share"], step["on"]) for step in steps] == [
        ("xã Long Phú Thuận", "part", "2025-07-01"),
        ("xã Tân Long", "part", "2025-07-01"),
    ]
    assert len(_ask(capsys, "predecessors", "phường Thường Lạc")) == 3


def test_a_refusal_is_a_sentence_and_exit_2(two_provinces: actions.Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["tree", "xã Phú Thuận B", "--on", "2026-01-01"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "không còn xã Phú Thuận B" in printed.err
    assert "xã Tân Long" in printed.err


def test_a_wrong_date_or_no_verb_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    with pytest.raises(SystemExit) as left:
        command.main(["find", "x", "--on", "15/05/2020"])
    assert left.value.code == 2
    assert "2020-05-15" in capsys.readouterr().err
