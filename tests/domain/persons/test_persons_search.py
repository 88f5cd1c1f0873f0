"""Who is found by which text, and whether a row of a list is known already."""

import time
import unicodedata
from dataclasses import replace

import pytest

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Seat, Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import ids
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.persons import actions, queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.queries import Match, Whose
from hoanhap.people.persons.rules import PersonDetails
from tests.cast import NOW, SETTER, TODAY, Cast

NAMES = ["Nguyễn Văn Hùng", "Đặng Thị Hoà", "Trần Quốc Cường", "Lê Hùng Anh", "Phạm Thị Đào"]


@pytest.fixture
def persons(cast: Cast) -> dict[str, Person]:
    details = [
        PersonDetails(
            full_name=name,
            birth=PartialDate(1980 + number),
            id_number=f"9990800000{number:02d}",
            phone=f"09000000{number:02d}",
            hamlet_id=cast.ap_1.pk,
        )
        for number, name in enumerate(NAMES)
    ]
    made = actions.bulk_register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW)
    return dict(zip(NAMES, made, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hùng", ["Nguyễn Văn Hùng", "Lê Hùng Anh"]),
        ("hung", ["Nguyễn Văn Hùng", "Lê Hùng Anh"]),
        ("HUNG 1980", ["Nguyễn Văn Hùng"]),
        ("van hung", ["Nguyễn Văn Hùng"]),
        (unicodedata.normalize("NFD", "Đặng Thị Hoà"), ["Đặng Thị Hoà"]),
        ("dang hoa", ["Đặng Thị Hoà"]),
        ("dao", ["Phạm Thị Đào"]),
        ("cuogn", ["Trần Quốc Cường"]),
        ("đà", ["Phạm Thị Đào", "Đặng Thị Hoà"]),
        ("không ai", []),
        ("", []),
        ("999080000002", ["Trần Quốc Cường"]),
        ("999 080 000 002", ["Trần Quốc Cường"]),
        ("0900000003", ["Lê Hùng Anh"]),
        ("+84 900 000 003", ["Lê Hùng Anh"]),
        ("99908000000", []),
    ],
)
def test_found_by(cast: Cast, persons: dict[str, Person], text: str, expected: list[str]) -> None:
    found = [hit.full_name for hit in queries.search(cast.viewer(cast.officer), text)]
    assert sorted(found) == sorted(expected)


def test_the_given_name_comes_first(cast: Cast, persons: dict[str, Person]) -> None:
    found = queries.search(cast.viewer(cast.officer), "hung")
    assert [hit.full_name for hit in found] == ["Nguyễn Văn Hùng", "Lê Hùng Anh"]


@pytest.mark.parametrize("text", ["hung", "999080000002", "0900000003"])
def test_others_find_nothing_and_no_look_is_logged(cast: Cast, persons: dict[str, Person], text: str) -> None:
    for account in (cast.neighbour_officer, cast.district_merger, cast.helper, cast.administrator):
        assert queries.search(cast.viewer(account), text) == []
    assert not AuditEntry.objects.filter(code="person.found").exists()


def test_each_person_shown_is_logged_and_only_those(cast: Cast, persons: dict[str, Person]) -> None:
    queries.search(cast.viewer(cast.officer), "hung")
    looked = set(AuditEntry.objects.filter(code="person.found").values_list("subject_id", flat=True))
    assert looked == {str(persons["Nguyễn Văn Hùng"].pk), str(persons["Lê Hùng Anh"].pk)}


def details(name: str, year: int | None, id_number: str = "", hamlet: int | None = None) -> PersonDetails:
    birth = PartialDate(year) if year else None
    return PersonDetails(full_name=name, birth=birth, id_number=id_number, hamlet_id=hamlet)


def test_which_rows_are_known(cast: Cast, persons: dict[str, Person]) -> None:
    hung, ap_1, ap_2 = persons["Nguyễn Văn Hùng"], cast.ap_1.pk, cast.ap_2.pk
    rows = [
        (details("Ai Khác", 1999, "999080000000"), Match(Whose.OWN, hung.pk)),
        (details("nguyen van hung", 1980, "", ap_1), Match(Whose.OWN, hung.pk)),
        (details("Nguyễn Văn Hùng", 1980, "999080000000", ap_2), Match(Whose.OWN, hung.pk)),
        (details("Nguyễn Văn Hùng", 1980, "", ap_2), Match(Whose.NONE)),
        (details("Nguyễn Văn Hùng", 1981, "", ap_1), Match(Whose.NONE)),
        # One name, one year, one hamlet, but papers that contradict each other: two people.
        (details("Nguyễn Văn Hùng", 1980, "999080000077", ap_1), Match(Whose.NONE)),
    ]
    found = queries.match_many([row for row, _ in rows], cast.thuong_lac.path)
    assert found == [expected for _, expected in rows]


def test_a_person_of_another_commune_is_elsewhere_and_nothing_more(cast: Cast, persons: dict[str, Person]) -> None:
    rows = [details("Nguyễn Văn Hùng", 1980, "999080000000"), details("Nguyễn Văn Hùng", 1980)]
    assert queries.match_many(rows, cast.long_khanh_a.path) == [Match(Whose.ELSEWHERE), Match(Whose.NONE)]


def test_a_name_without_hamlet_matches_within_its_own_commune_only(cast: Cast) -> None:
    plain = details("Võ Văn Sáu", 1970)
    made = actions.register(details=plain, unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert queries.match_many([plain], cast.thuong_lac.path) == [Match(Whose.OWN, made.pk)]
    assert queries.match_many([plain], cast.long_khanh_a.path) == [Match(Whose.NONE)]


def test_matching_again_changes_nothing_and_needs_few_queries(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    rows = [details(f"Người {number}", 1980, f"{number:012d}") for number in range(1000)]
    actions.bulk_register(details=rows, unit=cast.thuong_lac, by=SETTER, at=NOW)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        found = queries.match_many(rows, cast.thuong_lac.path)
    assert {match.whose for match in found} == {Whose.OWN}


def _province_viewer(cast: Cast) -> Viewer:
    """An officer posted to many communes at once sees a large register; a seat at the province stands for it."""
    seat = Seat(ids.new_id(), Role.COMMUNE_OFFICER, cast.dong_thap.pk, "Đồng Tháp", cast.dong_thap.path, "thử")
    return Viewer(cast.officer.pk, "thử", TODAY, (seat,))


def test_a_large_register_is_searched_through_the_index(
    cast: Cast, persons: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_SCANNED_AT_MOST", 2)
    viewer = _province_viewer(cast)
    opened: list[int] = []
    plain = queries.names_of
    monkeypatch.setattr(queries, "names_of", lambda rows, who: opened.append(len(list(rows))) or plain(rows, who))
    assert [hit.full_name for hit in queries.search(viewer, "van hùng")] == ["Nguyễn Văn Hùng"]
    assert [hit.full_name for hit in queries.search(viewer, "hung 1980")] == ["Nguyễn Văn Hùng"]
    assert [hit.full_name for hit in queries.search(viewer, "hung 1981")] == []
    assert [hit.full_name for hit in queries.search(viewer, "nguyen van")] == []
    assert max(opened) == 1


def test_a_person_without_birth_year_is_found_in_a_large_register(
    cast: Cast, persons: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_SCANNED_AT_MOST", 2)
    actions.register(details=details("Lý Thị Út", None), unit=cast.phu_thuan_b, by=SETTER, at=NOW)
    assert [hit.full_name for hit in queries.search(_province_viewer(cast), "ut")] == ["Lý Thị Út"]


def test_a_commune_of_fifteen_hundred_is_read_quickly(cast: Cast) -> None:
    given = ["Hùng", "Anh", "Tuấn", "Dũng", "Hải", "Minh", "Sơn", "Long", "Nam", "Thảo"]
    rows = [details(f"Nguyễn Văn {given[n % 10]}", 1960 + n % 40) for n in range(1500)]
    actions.bulk_register(
        details=[replace(row, id_number=f"{n:012d}") for n, row in enumerate(rows)],
        unit=cast.thuong_lac,
        by=SETTER,
        at=NOW,
    )
    started = time.perf_counter()
    found = queries.search(cast.viewer(cast.officer), "van hung")
    assert len(found) == 25
    assert time.perf_counter() - started < 1.0
