"""A draw that anybody can do again: by hand, with the seed, from the same files."""

import hashlib
from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.errors import Refused
from hoanhap.people.inspection.rules import MOST, check_finding, draw, fingerprint

IDS = st.sets(st.uuids(), min_size=1, max_size=60)


@given(IDS, st.integers(1, MOST), st.text("0123456789abcdef", min_size=1, max_size=24))
def test_a_draw_is_what_sha256_says(ids: set[UUID], size: int, seed: str) -> None:
    by_hand = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())[:size]
    assert list(draw(ids, size=size, seed=seed).chosen) == by_hand


@given(IDS, st.integers(1, MOST))
def test_nobody_is_drawn_twice_and_the_order_of_the_list_does_not_matter(ids: set[UUID], size: int) -> None:
    first, again = draw(ids, size=size, seed="x"), draw(sorted(ids, reverse=True), size=size, seed="x")
    assert first == again
    assert len(set(first.chosen)) == min(size, len(ids)) == len(first.chosen)


def test_every_file_has_the_same_chance() -> None:
    """Two of ten, two thousand times: each near four hundred (a fair draw leaves this band once in 10⁸)."""
    ids = [UUID(int=number) for number in range(10)]
    drawn = Counter(one for seed in range(2000) for one in draw(ids, size=2, seed=str(seed)).chosen)
    assert all(300 < drawn[one] < 500 for one in ids)


def test_another_list_has_another_fingerprint() -> None:
    ids = [UUID(int=number) for number in range(3)]
    assert fingerprint(ids) == fingerprint(reversed(ids))  # type: ignore[arg-type]
    assert fingerprint(ids) != fingerprint(ids[:2])


@pytest.mark.parametrize(("ids", "size", "code"), [([], 5, "sample-empty"), ([UUID(int=1)], 0, "sample-size"),
                                                   ([UUID(int=1)], MOST + 1, "sample-size")])  # fmt: skip
def test_what_cannot_be_drawn_is_refused(ids: list[UUID], size: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        draw(ids, size=size, seed="x")
    assert refused.value.code == code


@pytest.mark.parametrize(("words", "due_on", "code"), [("", date(2020, 7, 1), "finding-words"),
                                                       ("Thiếu", date(2020, 6, 16), "finding-due")])  # fmt: skip
def test_a_finding_says_something_and_leaves_time(words: str, due_on: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_finding(words=words, due_on=due_on, today=date(2020, 6, 16))
    assert refused.value.code == code
