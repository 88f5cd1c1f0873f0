"""The list of people and the search for a name, in a commune and in a whole province."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import connection

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases.queries import people as case_lists
from hoanhap.people.persons import indexes
from hoanhap.people.persons import queries as person_queries
from workshop.bench.measuring import Measured, side_by_side
from workshop.bench.stage import Stage

WANTED = "nguyen van hung"
"""The commonest surname, middle name and given name: the largest crowd of namesakes."""
_PAGE = """
SELECT c.id, c.code, c.state, c.term_to, c.opened_on, p.id, p.full_name, p.birth_year, p.sex, h.title, h.name
FROM cases_case c JOIN persons_person p ON p.id = c.person_id LEFT JOIN places_place h ON h.id = p.hamlet_id
WHERE c.unit_path >= %s AND c.unit_path < %s AND c.closed_on IS NULL ORDER BY c.code, c.id
"""
_NAMED = """
SELECT id, unit_id, unit_path, hamlet_id, full_name, birth_year, sex FROM persons_person
WHERE unit_path >= %s AND unit_path < %s
"""


def first_page(stage: Stage) -> Iterator[Measured]:
    """As the officer of the largest commune (names sorted after opening them), and over the province."""
    path = stage.province.communes[0].place.path
    # In a commune the page is in the order of names: all of them are read and opened, by whichever way.
    yield _listed("people.list.first_page", _commune(stage), path, stage.province.communes[0].people, stage, _PAGE)
    wide = f"{_PAGE} LIMIT {case_lists.PAGE}"
    path = stage.province.unit.path
    yield _listed("people.list.first_page.province", _province(stage), path, stage.province.people, stage, wide)


def search_name(stage: Stage) -> Iterator[Measured]:
    path = stage.province.communes[0].place.path
    yield _searched("people.search.name", _commune(stage), path, stage.province.communes[0].people, stage, _NAMED, [])
    buckets = indexes.of_given_any_year(WANTED.split()[-1], None)
    marks = ", ".join(["%s"] * len(buckets))
    sql, path = f"{_NAMED} AND given_index IN ({marks})", stage.province.unit.path
    name, size = "people.search.name.province", stage.province.people
    yield _searched(name, _province(stage), path, size, stage, sql, buckets)


def _listed(name: str, viewer: Viewer, path: str, size: int, stage: Stage, sql: str) -> Measured:
    taken = side_by_side(lambda: case_lists.my_people(viewer), lambda: _rows(sql, path), runs=stage.sizes.runs)
    return Measured(
        name=name, size=size, value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against="one SQL query for the rows it reads, without rights, helpers, duties, opening of names and log",
    )  # fmt: skip


def _searched(
    name: str, viewer: Viewer, path: str, size: int, stage: Stage, sql: str, more: Sequence[bytes]
) -> Measured:
    taken = side_by_side(
        lambda: person_queries.search(viewer, WANTED), lambda: _rows(sql, path, more), runs=stage.sizes.runs
    )
    return Measured(
        name=name, size=size, value=taken.value, baseline=taken.baseline, cpu=taken.cpu, most={"value": 0.3},
        against="one SQL query for the rows it reads, without rights, opening of names and log",
        beside={"rows_read": len(_rows(sql, path, more)), "found": len(person_queries.search(viewer, WANTED))},
    )  # fmt: skip


def _commune(stage: Stage) -> Viewer:
    return viewers.of(stage.province.communes[0].officer, stage.on)


def _province(stage: Stage) -> Viewer:
    """Nobody above the commune sees names by his role, so the measure lends an officer's seat the whole province."""
    officer = _commune(stage)
    wide = tuple(replace(seat, path=stage.province.unit.path) for seat in officer.seats)
    return replace(officer, seats=wide)


def _rows(sql: str, path: str, more: Sequence[bytes] = ()) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [path, f"{path[:-1]}0", *more])
        return list(cursor.fetchall())
