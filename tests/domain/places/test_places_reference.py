"""The reference map: its counts, its succession without gaps, and a second loading that changes nothing."""

import time
from collections import Counter
from datetime import date, timedelta

import pytest

from hoanhap.foundation.places import actions, queries, reference
from hoanhap.foundation.places.models import FormerName, Place, PlaceKind, Succession

LAST_DAY_OF_THREE_LEVELS = date(2025, 6, 30)
FIRST_DAY_OF_TWO_LEVELS = date(2025, 7, 1)


def _counts(on: date) -> Counter[str]:
    return Counter(queries.as_of(on).values_list("kind", flat=True))


@pytest.mark.django_db
def test_the_whole_map_loads_once_with_the_counts_of_both_eras() -> None:
    started = time.monotonic()
    first = actions.load_reference()
    assert time.monotonic() - started < 10
    assert _counts(LAST_DAY_OF_THREE_LEVELS) == {"province": 63, "district": 696, "commune": 10_035}
    assert _counts(FIRST_DAY_OF_TWO_LEVELS) == {"province": 34, "commune": 3_321}
    assert first.places_added == Place.objects.count() == 63 + 23 + 696 + 10_035 + 3_321 + 8
    cities = queries.as_of(date(2026, 11, 22)).filter(kind=PlaceKind.PROVINCE, title="thành phố")
    assert cities.count() == 9

    again = actions.load_reference()
    assert again.counts() == {
        "places_added": 0,
        "places_changed": 0,
        "successions_added": 0,
        "former_names_added": 0,
    }


@pytest.mark.django_db
def test_a_loading_mends_what_was_changed_and_only_that(two_provinces: actions.Loaded) -> None:
    Place.objects.filter(key="63-29977").update(name="Sai", folded="sai")
    mended = actions.load_reference(only_provinces=["Đồng Tháp", "Hồ Chí Minh"])
    assert (mended.places_added, mended.places_changed, mended.successions_added) == (0, 1, 0)
    assert Place.objects.get(key="63-29977").name == "Thường Lạc"


@pytest.mark.django_db
def test_a_part_of_the_map_loads_in_a_moment() -> None:
    reference.whole()
    started = time.monotonic()
    loaded = actions.load_reference(only_provinces=["dong thap", "Hồ Chí Minh"])
    assert time.monotonic() - started < 0.5
    assert loaded.places_added == Place.objects.count() > 700
    assert Succession.objects.count() == loaded.successions_added > 300
    assert FormerName.objects.filter(place__key="63-29971").count() == 1


@pytest.mark.django_db
def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(ValueError, match="no such provinces"):
        actions.load_reference(only_provinces=["Đồng Tháp", "Atlantis"])


def test_every_commune_that_ended_led_on_and_every_new_one_came_from_somewhere() -> None:
    everything = reference.whole()
    led_on, came = {step.old for step in everything.steps}, {step.new for step in everything.steps}
    ended = {unit.key for unit in everything.units if unit.kind == PlaceKind.COMMUNE and unit.valid_to is not None}
    new = {unit.key for unit in everything.units if unit.kind == PlaceKind.COMMUNE and unit.key.startswith("34-")}
    assert ended - led_on == set()
    assert new - came == set()


def test_a_unit_led_on_whole_to_one_or_in_parts_to_several_never_both() -> None:
    shares: dict[tuple[str, date], list[str]] = {}
    for step in reference.whole().steps:
        shares.setdefault((step.old, step.on), []).append(str(step.share))
    assert all(found == ["whole"] or (set(found) == {"part"} and len(found) > 1) for found in shares.values())


def test_a_successor_lives_on_the_day_it_takes_over_and_the_old_unit_no_longer() -> None:
    units = {unit.key: unit for unit in reference.whole().units}
    for step in reference.whole().steps:
        old, new = units[step.old], units[step.new]
        assert old.valid_to == step.on, step
        assert (new.valid_from or reference.BEGINNING) <= step.on < (new.valid_to or step.on + timedelta(1)), step


def test_ids_are_fixed_by_the_data_and_parents_stand_first() -> None:
    everything = reference.whole()
    ids = [unit.id for unit in everything.units]
    assert len(set(ids)) == len(ids)
    assert everything.paths["63-29977"] == "/1100087/1200870/1329977/"
    assert everything.paths["34-29978"] == "/2100082/2329978/"
    seen: set[str] = {""}
    for unit in everything.units:
        assert unit.parent in seen
        seen.add(unit.key)


def test_every_line_written_by_hand_names_its_source_and_confidence() -> None:
    names = sorted(file.name for file in reference.DATA.glob("*_by_hand.csv"))
    assert names == ["names_by_hand.csv", "starts_by_hand.csv", "succession_by_hand.csv", "units_by_hand.csv"]
    for name in names:
        for row in reference._rows(name):
            assert row["source"], row
            assert row["confidence"] in {"SEEN", "SEEN-2", "RECALL", "INFER"}, row


def test_the_data_stay_small() -> None:
    assert sum(file.stat().st_size for file in reference.DATA.iterdir()) < 1_500_000
