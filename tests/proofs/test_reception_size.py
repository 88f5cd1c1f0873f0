"""A centre hands over five hundred at once: read, kept, sent, received; few queries a row, nobody waits long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from hoanhap.exchange.reception_list import reading
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.reception import actions, queries
from hoanhap.people.reception.actions import BatchDetails
from hoanhap.people.reception.models import ReturnBatch, Returnee
from tests import cast as stage
from tests import returns
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.proofs import size
from tests.proofs.conftest import Figure
from tests.returns import DAY
from tests.rules.exchange import bad_files

PEOPLE = size.of(small=40, full=500)
QUERIES_TO_SEND, QUERIES_TO_LOOK, QUERIES_A_PERSON = 60, 30, 130
SECONDS = size.of(small=20, full=60)
HEADINGS = ["STT", "Họ và tên", "Năm sinh", "Xã nơi về", "Hình thức", "Số CCCD", "Sức khỏe"]


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


def sheet() -> bytes:
    communes = ("Thường Lạc", "Long Khánh A", "Phú Thuận B")
    rows = [[n + 1, _name(n), 1960 + n % 40, communes[n % 3], "bắt buộc", _number(n), "ổn"] for n in range(PEOPLE)]
    return bad_files.xlsx([["DANH SÁCH"], HEADINGS, *rows])


def _number(n: int) -> str:
    return f"0870900{n:05d}"


def _name(n: int) -> str:
    return "Nguyễn Văn " + "".join(chr(ord("A") + int(digit)) for digit in f"{n:04d}").capitalize()


class Asked:
    """Counts what the database was asked; Django's own list of queries ends at nine thousand."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.number += 1
        return execute(*asked)


@contextmanager
def measured(figure: Figure, name: str) -> Iterator[Asked]:
    begun, asked = time.perf_counter(), Asked()
    with connection.execute_wrapper(asked):
        yield asked
    took = time.perf_counter() - begun
    figure(f"{name}: time", round(took, 2), "s")
    figure(f"{name}: queries", asked.number, "")
    assert took < SECONDS, name


def test_a_batch_goes_out_and_in_with_few_queries(cast: Cast, figure: Figure) -> None:
    centre = returns.centre_of(cast)
    with measured(figure, "read the sheet") as read:
        found = reading.read_returnees(sheet(), name="a.xlsx", due_on=DAY, centre=cast.dong_thap, today=TODAY)
    assert (len(found.rows), found.faults) == (PEOPLE, [])
    assert read.number < QUERIES_TO_LOOK, "a commune is asked for once"
    with measured(figure, "keep the draft") as kept:
        batch = actions.draft_batch(details=BatchDetails(agency=centre, on=DAY), rows=found.rows, by=SETTER, at=NOW)
    with measured(figure, "send it") as sent:
        actions.send_batch(batch, by=SETTER, name="Mai Văn Quý", at=NOW)
    assert max(kept.number, sent.number) < QUERIES_TO_SEND
    with measured(figure, "look at it") as looked:
        assert len(queries.rows_of_batch(cast.viewer(cast.centre), batch)) == PEOPLE
    assert looked.number < QUERIES_TO_LOOK
    with measured(figure, "the list of a commune") as listed:
        assert len(queries.expected(cast.viewer(cast.officer), at=NOW)) == _mine(cast, batch)
    assert listed.number < QUERIES_TO_LOOK
    _received(cast, batch, figure)
    morning = clock.at(DAY + timedelta(days=1), 2)
    with measured(figure, "who did not come, next morning") as missed:
        found_missing = actions.keep_watch(by=SETTER, at=morning).missing
    assert found_missing == PEOPLE - _mine(cast, batch)
    assert missed.number < QUERIES_TO_SEND


def _mine(cast: Cast, batch: ReturnBatch) -> int:
    return batch.rows.filter(unit=cast.thuong_lac).count()


def _received(cast: Cast, batch: ReturnBatch, figure: Figure) -> None:
    """One after the other, as on the day itself; the longest anybody else has to wait is one person."""
    rows = list(Returnee.objects.filter(batch=batch, unit=cast.thuong_lac).order_by("row_no"))
    longest = 0.0
    with measured(figure, "receive the people of one commune") as done:
        for row in rows:
            begun = time.perf_counter()
            returns.receive(cast, row)
            longest = max(longest, time.perf_counter() - begun)
    figure("longest reception", round(longest, 3), "s")
    assert longest < 2.0
    assert done.number / len(rows) < QUERIES_A_PERSON
    assert Case.objects.filter(unit=cast.thuong_lac).count() == len(rows)
