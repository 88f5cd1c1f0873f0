"""What lay where on a day, who took over, and which unit a text means."""

import unicodedata
from datetime import date

import pytest

from hoanhap.foundation.places import actions, queries
from hoanhap.foundation.places.models import Place, PlaceKind, Share
from hoanhap.kernel.errors import NotHere, Refused
from tests.domain.places.days import IN_2019, IN_2020, IN_2026

TEN_COMMUNES = {
    "thị trấn Thường Thới Tiền",
    "xã Long Khánh A",
    "xã Long Khánh B",
    "xã Long Thuận",
    "xã Phú Thuận A",
    "xã Phú Thuận B",
    "xã Thường Lạc",
    "xã Thường Phước 1",
    "xã Thường Phước 2",
    "xã Thường Thới Hậu A",
}


def _names(places: object) -> list[str]:
    return [place.full_name for place in places]  # type: ignore[attr-defined]


def test_hong_ngu_had_eleven_communes_in_2019_ten_in_2020_none_today(hong_ngu: Place) -> None:
    assert set(_names(queries.communes_of(hong_ngu, IN_2020))) == TEN_COMMUNES
    assert set(_names(queries.communes_of(hong_ngu, IN_2019))) == TEN_COMMUNES | {"xã Thường Thới Hậu B"}
    assert list(queries.communes_of(hong_ngu, IN_2026)) == []


@pytest.mark.parametrize(
    ("on", "wards"),
    [(date(2020, 12, 31), 15), (date(2021, 1, 1), 14), (date(2024, 12, 31), 14), (date(2025, 1, 1), 10)],
)
def test_the_wards_of_quan_5_by_date(two_provinces: actions.Loaded, on: date, wards: int) -> None:
    district = queries.one("Quận 5", on=on)
    found = list(queries.communes_of(district, on))
    assert len(found) == wards
    assert len({ward.name for ward in found}) == wards


def test_ancestors_run_from_the_province_down(thuong_lac: Place) -> None:
    assert _names(queries.ancestors(thuong_lac)) == ["tỉnh Đồng Tháp", "huyện Hồng Ngự"]
    today = queries.one("phường Thường Lạc", on=IN_2026)
    assert _names(queries.ancestors(today)) == ["tỉnh Đồng Tháp"]
    assert queries.ancestors(queries.ancestors(today)[0]) == []


def test_a_subtree_has_the_place_itself_and_is_of_one_day(hong_ngu: Place) -> None:
    assert queries.subtree(hong_ngu, on=IN_2020).count() == 11
    assert queries.subtree(hong_ngu, on=IN_2020).first() == hong_ngu
    assert queries.subtree(hong_ngu).count() == 12
    assert queries.subtree(hong_ngu, kind=PlaceKind.COMMUNE).count() == 11


def test_get_answers_missing_with_not_here(thuong_lac: Place) -> None:
    assert queries.get(thuong_lac.pk) == thuong_lac
    with pytest.raises(NotHere):
        queries.get(1)


def test_thuong_lac_took_over_its_neighbour_and_became_a_ward(thuong_lac: Place) -> None:
    [before] = queries.predecessors(thuong_lac)
    assert (before.old.full_name, before.share, before.on) == ("xã Thường Thới Hậu B", Share.WHOLE, date(2020, 1, 1))
    [after] = queries.successors(thuong_lac)
    assert (after.new.full_name, after.share, after.on) == ("phường Thường Lạc", Share.WHOLE, date(2025, 7, 1))
    assert {step.old.full_name for step in queries.predecessors(after.new)} == {
        "xã Thường Lạc",
        "xã Thường Thới Hậu A",
        "phường An Lạc",
    }


def test_phu_thuan_b_was_split_between_two(hong_ngu: Place) -> None:
    place = queries.one("Phú Thuận B", on=IN_2020)
    steps = queries.successors(place)
    assert [(step.new.name, step.share) for step in steps] == [("Long Phú Thuận", "part"), ("Tân Long", "part")]


def test_heirs_follow_successions_to_the_day_and_forebears_back(two_provinces: actions.Loaded) -> None:
    ward_15 = queries.one("Phường 15, Quận 5", on=IN_2020)
    assert _names(queries.heirs(ward_15, date(2022, 1, 1))) == ["Phường 12"]
    assert _names(queries.heirs(ward_15, IN_2026)) == ["phường Chợ Lớn"]
    assert queries.heirs(ward_15, IN_2020) == [ward_15]
    today = queries.one("Chợ Lớn", on=IN_2026)
    assert {p.name for p in queries.forebears(today, IN_2020)} == {"10", "11", "12", "13", "14", "15"}


def test_the_heirs_of_an_abolished_district_are_those_of_its_communes(hong_ngu: Place) -> None:
    assert {place.name for place in queries.heirs(hong_ngu, IN_2026)} == {
        "Thường Phước",
        "Thường Lạc",
        "Long Khánh",
        "Long Phú Thuận",
        "Tân Long",
    }


SPELLINGS = [
    "xã Thường Lạc",
    "Thường Lạc",
    "thuong lac",
    "THƯỜNG LẠC",
    "xa thuong lac",
    "X. Thường  Lạc",
    "63-29977",
    "29977",
]


@pytest.mark.parametrize("text", SPELLINGS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_commune_under_all_its_spellings(thuong_lac: Place, text: str, form: str) -> None:
    assert queries.one(unicodedata.normalize(form, text), on=IN_2020) == thuong_lac  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Phường 5, Quận 5", "p5, q5", "P.05, Q.5", "phuong 5, quan 5, TP.HCM", "F5, Quận 5"])
def test_numbered_wards_are_told_apart_by_the_units_above(two_provinces: actions.Loaded, text: str) -> None:
    assert queries.one(text, on=IN_2020).key == "63-27334"


def test_a_title_that_does_not_fit_finds_nothing(thuong_lac: Place) -> None:
    assert queries.find("huyện Thường Lạc", on=IN_2020) == []
    assert queries.find("phường Thường Lạc", on=IN_2020) == []
    assert queries.find("", on=IN_2020) == []


def test_typed_accents_decide_between_names_that_fold_alike(two_provinces: actions.Loaded) -> None:
    assert {place.name for place in queries.find("tan quy", on=IN_2020)} == {"Tân Quý", "Tân Quy"}
    assert {place.name for place in queries.find("Tân Quý", on=IN_2020)} == {"Tân Quý"}
    assert {place.name for place in queries.find("phường Tân Quý", on=IN_2020)} == {"Tân Quý"}
    assert {place.name for place in queries.find("xã Hoà Thành", on=IN_2020)} == {"Hòa Thành"}


def test_within_and_kind_narrow(hong_ngu: Place) -> None:
    assert len(queries.find("Hồng Ngự", on=IN_2020)) == 2
    assert queries.find("Hồng Ngự", on=IN_2020, within=hong_ngu) == [hong_ngu]
    assert [p.title for p in queries.find("Đồng Tháp", on=IN_2020, kind=PlaceKind.PROVINCE)] == ["tỉnh"]


def test_one_refuses_a_name_of_several(two_provinces: actions.Loaded) -> None:
    with pytest.raises(Refused) as refused:
        queries.one("Hồng Ngự", on=IN_2020)
    assert refused.value.code == "place.ambiguous"
    assert "huyện Hồng Ngự" in refused.value.way_out


def test_one_refuses_an_unknown_name(two_provinces: actions.Loaded) -> None:
    with pytest.raises(Refused) as refused:
        queries.one("Xã Không Có", on=IN_2020)
    assert refused.value.code == "place.unknown"


@pytest.mark.parametrize(
    ("text", "on", "offered"),
    [
        ("xã Phú Thuận B", IN_2026, ["xã Long Phú Thuận", "xã Tân Long"]),
        ("Thường Thới Hậu B", IN_2020, ["xã Thường Lạc (29977)"]),
        ("29977", IN_2026, ["phường Thường Lạc (29978)"]),
        ("huyện Hồng Ngự", IN_2026, ["xã Thường Phước", "phường Thường Lạc", "xã Tân Long"]),
        ("Phường 3, Quận 5", IN_2026, ["phường Chợ Quán"]),
    ],
)
def test_one_offers_the_successors_of_a_unit_that_ended(
    two_provinces: actions.Loaded, text: str, on: date, offered: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        queries.one(text, on=on)
    assert refused.value.code == "place.ended"
    assert "không còn" in str(refused.value)
    for name in offered:
        assert name in refused.value.way_out


def test_one_offers_the_former_units_of_one_that_is_still_to_come(two_provinces: actions.Loaded) -> None:
    with pytest.raises(Refused) as refused:
        queries.one("phường An Đông", on=IN_2020)
    assert refused.value.code == "place.not_yet"
    for number in ("5", "6", "7", "8", "9"):
        assert f"Phường {number} (" in refused.value.way_out


def test_a_numbered_ward_that_ended_in_many_districts_is_asked_back(two_provinces: actions.Loaded) -> None:
    with pytest.raises(Refused) as refused:
        queries.one("Phường 5", on=IN_2026)
    assert refused.value.code == "place.ambiguous"


def test_a_former_name_finds_its_unit_and_tells_how_it_was_called(two_provinces: actions.Loaded) -> None:
    town = queries.one("thị xã Hồng Ngự", on=IN_2020)
    assert town.full_name == "thành phố Hồng Ngự"
    assert queries.full_name_on(town, IN_2020) == "thị xã Hồng Ngự"
    assert queries.full_name_on(town, date(2021, 1, 1)) == "thành phố Hồng Ngự"


def test_names_are_written_as_in_papers(two_provinces: actions.Loaded, thuong_lac: Place) -> None:
    assert thuong_lac.full_name == "xã Thường Lạc"
    assert thuong_lac.heading == "Xã Thường Lạc"
    ward = queries.one("p5, q5", on=IN_2020)
    assert queries.described(ward) == "Phường 5, Quận 5, Thành phố Hồ Chí Minh"
