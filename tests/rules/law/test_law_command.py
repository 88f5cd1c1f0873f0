"""`./hoanhap law`: JSON with named keys, refusals as JSON with exit code 2, and a quick start without Django."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hoanhap.law import command

TERM_KEYS = ["regime", "min", "max", "unit", "decider", "article", "confidence"]
DUE_KEYS = ["regime", "event", "value", "unit", "due_at", "decider", "article", "confidence"]


def ask(capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, Any]:
    code = command.main(line.split())
    said = capsys.readouterr()
    assert said.err == ""
    return code, json.loads(said.out)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("--on 2026-07-01 --times 1", ("R2025", 24, 24, "month")),
        ("--on 2026-07-01", ("R2025", 24, 24, "month")),
        ("--on 2026-07-01 --times 2", ("R2025", 36, 36, "month")),
        ("--on 2024-05-01", ("R2021", 6, 12, "month")),
        ("--on 2019-05-01", ("R2010", 6, 12, "month")),
        ("--on 01/05/2019 --age 30", ("R2010", 6, 12, "month")),
    ],
)
def test_term(capsys: pytest.CaptureFixture[str], line: str, expected: tuple[object, ...]) -> None:
    code, answer = ask(capsys, f"term --measure rehab_voluntary_home {line}")
    assert code == 0
    assert list(answer) == TERM_KEYS
    assert (answer["regime"], answer["min"], answer["max"], answer["unit"]) == expected


def test_due_steps_over_tet(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = ask(capsys, "due --event home_rehab_decision --at 2026-02-13T16:00")
    assert code == 0
    assert list(answer) == DUE_KEYS
    assert (answer["value"], answer["unit"], answer["due_at"]) == (3, "working_day", "2026-02-25T23:59:00+07:00")


def test_due_in_hours_remote(capsys: pytest.CaptureFixture[str]) -> None:
    _, answer = ask(capsys, "due --event verify_residence --at 2026-08-01T15:00+07:00 --remote")
    assert (answer["value"], answer["unit"], answer["due_at"]) == (48, "hour", "2026-08-03T15:00:00+07:00")


@pytest.mark.parametrize(
    ("line", "says", "regime"),
    [
        ("term --measure rehab_compulsory_community --on 2026-08-01", "bắt buộc tại cộng đồng", "R2025"),
        ("term --measure rehab_voluntary_home --on 2026-08-01 --age 11", "đủ 12 tuổi", "R2025"),
        ("term --measure yoga --on 2026-08-01", "Không có biện pháp", "R2025"),
        ("term --measure yoga --on=2020-08-01", "Không có biện pháp", "R2010"),
        ("term --measure ost --on 2026-13-01", "không phải là ngày", None),
        ("term --measure ost --on 2026", "không phải là ngày", None),
        ("term --measure ost --on 1999-01-01", "nằm ngoài", None),
        ("term --measure ost --on 2024-01-01 --age old", "số nguyên", "R2021"),
        ("term --measure ost --on 2024-01-01 --times 0", "từ 1 trở lên", "R2021"),
        ("term --measure ost --on 2024-01-01 --after yoga", "Không có biện pháp", "R2021"),
        ("term --measure ost", "thiếu hoặc sai tham số", None),
        ("term --measure ost --on", "thiếu hoặc sai tham số", None),
        ("due --event party --at 2026-08-01T00:00", "Không có mốc thời hạn", "R2025"),
        ("due --event register_rehab --at yesterday", "không phải là ngày", None),
        ("due --event register_rehab --at 2026-08-01T25:00", "không phải là thời điểm", None),
        ("due --event register_rehab --at 9999-12-31T23:59", "quá xa", None),
        ("moves --from asleep --on 2026-08-01", "Không có trạng thái", "R2025"),
        ("sing", "thiếu hoặc sai tham số", None),
        ("", "thiếu hoặc sai tham số", None),
    ],
)
def test_refusals(capsys: pytest.CaptureFixture[str], line: str, says: str, regime: str | None) -> None:
    code, answer = ask(capsys, line)
    assert code == 2
    assert list(answer) == ["refused", "article", "regime"]
    assert says in answer["refused"]
    assert answer["regime"] == regime


def test_a_refused_measure_names_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    _, answer = ask(capsys, "term --measure rehab_compulsory_community --on 2026-08-01")
    assert "Điều 55" in answer["article"]


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    _, regimes = ask(capsys, "regimes")
    assert [entry["regime"] for entry in regimes] == ["R2010", "R2021", "R2025"]
    _, measures = ask(capsys, "measures --on 2026-08-01")
    by_code = {entry["measure"]: entry for entry in measures["measures"]}
    assert by_code["rehab_voluntary_home"]["max"] == 24
    assert "refused" in by_code["rehab_compulsory_community"]
    _, events = ask(capsys, "events --on 2026-08-01")
    assert {"register_rehab", "post_rehab_proposal"} <= {entry["event"] for entry in events["events"]}
    _, moves = ask(capsys, "moves --from registered --on 2026-08-01")
    assert {"start_home", "start_ost"} <= {entry["verb"] for entry in moves["moves"]}


def test_it_starts_without_django_and_without_the_holiday_tables() -> None:
    script = (
        "import sys; from hoanhap.law import command; "
        "command.main(['term', '--measure', 'ost', '--on', '2026-08-01']); "
        "sys.exit(len({'django', 'holidays'} & set(sys.modules)))"
    )
    source = str(Path(command.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": source}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
