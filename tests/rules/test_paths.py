"""Paths as ranges of text: the range must answer exactly as the naive question "starts with"."""

import operator
from typing import Any

import pytest
from django.db.models import Q
from django.db.models.lookups import In
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.foundation.places import paths, spelling

PATHS = st.lists(st.integers(min_value=1, max_value=130), max_size=4).map(
    lambda ids: "/" + "".join(f"{place_id}/" for place_id in ids)
)


def _in_range(path: str, ancestor: str) -> bool:
    conditions = dict(paths.under("path", ancestor).children)
    return conditions["path__gte"] <= path < conditions["path__lt"]


@given(path=PATHS, ancestor=PATHS)
def test_the_range_equals_the_naive_filter(path: str, ancestor: str) -> None:
    assert _in_range(path, ancestor) == path.startswith(ancestor) == paths.is_under(path, ancestor)


def test_a_neighbour_whose_id_begins_alike_is_outside() -> None:
    assert _in_range("/1/2/3/", "/1/2/")
    assert not _in_range("/1/20/", "/1/2/")
    assert not _in_range("/1/", "/1/2/")
    assert _in_range("/9/9/", paths.ROOT)


def _holds(question: Q, path: str) -> bool:
    """What a database would answer for one row."""
    answers = (_holds(part, path) if isinstance(part, Q) else _part_holds(part, path) for part in question.children)
    return any(answers) if question.connector == Q.OR else all(answers)


def _part_holds(part: Any, path: str) -> bool:
    if isinstance(part, In):  # LEFT(path, length) IN (…)
        length = part.lhs.get_source_expressions()[1].value
        return path[:length] in part.rhs
    compare = {"path__gte": operator.ge, "path__lt": operator.lt, "pk__in": lambda _path, _none: False}
    return bool(compare[part[0]](path, part[1]))


@given(path=PATHS, above=st.lists(PATHS.filter(lambda path: path != paths.ROOT), max_size=60))
def test_many_parts_of_the_map_at_once_equal_each_in_turn(path: str, above: list[str]) -> None:
    assert _holds(paths.under_any("path", above), path) == any(path.startswith(part) for part in above)


def test_no_part_of_the_map_is_nothing_and_a_bad_one_is_refused() -> None:
    assert not _holds(paths.under_any("path", []), "/1/")
    with pytest.raises(ValueError, match="not a path"):
        paths.under_any("path", ["/1/", "/2"])


def test_what_lies_in_another_part_is_asked_once_and_many_parts_by_how_a_path_begins() -> None:
    assert paths.under_any("path", ["/1/2/", "/1/", "/1/"]) == paths.under_any("path", ["/1/"])
    many = paths.under_any("path", [f"/{number}/" for number in range(1, 35)])
    assert _holds(many, "/34/5/")
    assert not _holds(many, "/35/")
    assert not _holds(many, "/340/1/")
    assert len(str(many)) < 1_000


def _prefixes(path: str) -> list[str]:
    ids = paths.ids(path)
    return [paths.ROOT + "".join(f"{pk}/" for pk in ids[: depth + 1]) for depth in range(len(ids))]


def _beside(places: set[str], above: list[str]) -> list[str]:
    """As `lineage.beside` reads it from the map."""
    parents = {paths.above(prefix) for path in above for prefix in _prefixes(path)} | {paths.ROOT}
    return sorted(path for path in places if paths.above(path) in parents)


@given(grown=st.lists(PATHS.filter(lambda path: path != paths.ROOT), min_size=1, max_size=60), data=st.data())
def test_neighbours_asked_as_one_range_hold_no_place_of_others(grown: list[str], data: st.DataObject) -> None:
    places = {prefix for path in grown for prefix in _prefixes(path)}
    above = data.draw(st.lists(st.sampled_from(sorted(places)), min_size=1, max_size=30))
    question = paths.under_any("path", above, _beside(places, above))
    for path in places:
        assert _holds(question, path) == any(path.startswith(part) for part in above)


def test_provinces_with_none_between_are_one_range_and_one_more_divides_it() -> None:
    above = [f"/{number}/" for number in range(100, 134)]
    whole = paths.under_any("path", above, sorted(above))
    assert whole == Q(path__gte="/100/", path__lt="/1330")
    divided = paths.under_any("path", above, sorted([*above, "/1105/"]))
    assert divided == Q(path__gte="/100/", path__lt="/1100") | Q(path__gte="/111/", path__lt="/1330")


@pytest.mark.parametrize("bad", ["", "1/2/", "/1/2", "1"])
def test_an_open_path_is_refused_instead_of_meaning_everything(bad: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        paths.under("path", bad)
    with pytest.raises(ValueError, match="not a path"):
        paths.is_under("/1/2/", bad)


@given(path=PATHS, place_id=st.integers(min_value=1, max_value=10**12))
def test_a_joined_path_lies_under_its_parent_and_tells_its_ids(path: str, place_id: int) -> None:
    joined = paths.join(path, place_id)
    assert paths.is_under(joined, path)
    assert paths.ids(joined) == [*paths.ids(path), place_id]
    assert paths.top(joined, len(paths.ids(path))) == path


@pytest.mark.parametrize(
    ("typed", "title", "folded"),
    [
        ("Phường 12", "phường", "12"),
        ("P.12", "phường", "12"),
        ("p12", "phường", "12"),
        ("Phường 05", "phường", "5"),
        ("TT. Thường Thới Tiền", "thị trấn", "thuong thoi tien"),
        ("tổ dân phố 3", "tổ dân phố", "3"),
        ("KP3", "khu phố", "3"),
        ("TP.HCM", "thành phố", "ho chi minh"),
    ],
)
def test_titles_are_read_in_full_and_in_short(typed: str, title: str, folded: str) -> None:
    assert spelling.Reading(title=title, folded=folded) in spelling.readings(typed)


def test_a_name_that_begins_like_a_title_is_also_read_whole() -> None:
    assert spelling.Reading(title="", folded="ban cam") in spelling.readings("Bản Cầm")
    assert spelling.readings("  ") == []


def test_the_place_of_the_tone_mark_is_a_habit_of_typing() -> None:
    assert spelling.accented("Hoà An") == spelling.accented("Hòa An")
    assert spelling.accented("Hòa An") != spelling.accented("Hóa An")
    assert not spelling.has_accents("Long An")
    assert spelling.has_accents("Đồng Tháp")
