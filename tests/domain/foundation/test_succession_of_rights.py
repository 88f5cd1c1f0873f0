"""Rights follow a merged or split unit to its successors on the day, before any job has run."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.foundation.places import lineage
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.people.cases import policy as cases
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.reintegration.duties import NO_HELPER
from tests import cast as stage
from tests import map_changes, people
from tests.cast import NOW, SETTER, Cast
from tests.map_changes import DAY

EVE = DAY - timedelta(days=1)
READ, MOVE = CasePermission.READ, CasePermission.MOVE


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


@pytest.fixture
def merged(cast: Cast) -> Place:
    """From 1/7 xã Thường Lạc and xã Long Khánh A are phường Thường Lạc."""
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap)
    return map_changes.merge(cast.thuong_lac, cast.long_khanh_a, into=ward)


@pytest.fixture
def parts(cast: Cast) -> tuple[Place, Place]:
    """From 1/7 xã Thường Lạc is split between two wards."""
    north = map_changes.new_unit(87102, "Thường Bắc", parent=cast.dong_thap)
    south = map_changes.new_unit(87103, "Thường Nam", parent=cast.dong_thap)
    map_changes.split(cast.thuong_lac, north, south)
    return north, south


def posted(place: Place, role: Role = Role.COMMUNE_OFFICER, *, since: date = DAY) -> Account:
    account = access.create_account(
        username=f"moi-{place.pk}", display_name="Cán bộ mới", password=stage.PASSWORD, by=SETTER, at=NOW
    )
    access.post(account, role=role, place=place, valid_from=since, by=SETTER, at=NOW)
    return account


def reads(viewer: Viewer, place: Place) -> bool:
    return viewer.may(READ, place.path)


# --- whole --------------------------------------------------------------------------------------------------------


def test_a_posting_at_the_old_unit_is_one_at_its_heir_from_the_day(cast: Cast, merged: Place) -> None:
    before, after = cast.viewer(cast.officer, EVE), cast.viewer(cast.officer, DAY)
    assert reads(before, cast.thuong_lac)
    assert not reads(before, merged)
    assert not reads(before, cast.long_khanh_a)
    assert reads(after, merged)
    assert after.may(MOVE, merged.path)
    assert after.seats[0].place_id == merged.pk
    assert after.seats[0].place_name == "phường Thường Lạc"
    assert after.seats[0].title == before.seats[0].title


def test_who_is_posted_at_the_heir_reaches_what_still_lies_under_the_old_paths(cast: Cast, merged: Place) -> None:
    person = people.register_person(cast, "Nguyễn Văn Một")
    case = people.open_home_case(cast, person)
    newcomer = posted(merged)
    assert cases.get_case_for(viewers.of(newcomer, DAY), case.pk, to=MOVE) == case
    assert reads(viewers.of(newcomer, DAY), cast.long_khanh_a)
    assert not reads(viewers.of(newcomer, DAY), cast.phu_thuan_b)
    assert not viewers.of(newcomer, EVE).seats


def test_roles_keep_their_measure_on_the_way(cast: Cast, merged: Place) -> None:
    """The police do not become officers, a helper does not see a register."""
    assert not cast.viewer(cast.police, DAY).may(MOVE, merged.path)
    assert not reads(cast.viewer(cast.helper, DAY), merged)
    assert cast.viewer(cast.helper, DAY).may(CasePermission.READ_ASSIGNED, merged.path)


def test_an_ended_posting_follows_nowhere(cast: Cast, merged: Place) -> None:
    posting = cast.officer.postings.get()
    access.end_posting(posting, on=DAY, by=SETTER, at=NOW)
    assert reads(cast.viewer(cast.officer, EVE), cast.thuong_lac)
    assert not cast.viewer(cast.officer, DAY).seats


def test_two_mergers_one_after_the_other_are_followed_to_the_end(cast: Cast, merged: Place) -> None:
    later = DAY + timedelta(days=40)
    big = map_changes.new_unit(87104, "Hồng Ngự", parent=cast.dong_thap, on=later)
    map_changes.merge(merged, cast.phu_thuan_b, into=big, on=later)
    viewer = cast.viewer(cast.officer, later)
    assert viewer.seats[0].place_id == big.pk
    assert all(reads(viewer, unit) for unit in (big, merged, cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b))
    assert cast.viewer(cast.officer, later - timedelta(days=1)).seats[0].place_id == merged.pk


def test_provinces_merge_and_their_postings_follow(cast: Cast) -> None:
    province = map_changes.new_unit(88, "Cửu Long", parent=None, title="tỉnh", kind=PlaceKind.PROVINCE)
    map_changes.merge(cast.dong_thap, cast.an_giang, into=province)
    viewer = cast.viewer(cast.province_merger, DAY)
    assert viewer.may(CasePermission.COUNTED, province.path)
    assert viewer.may(CasePermission.COUNTED, cast.vinh_xuong.path), "what lay in the other province is its own now"
    assert not cast.viewer(cast.province_merger, EVE).may(CasePermission.COUNTED, cast.vinh_xuong.path)


def test_a_level_abolished_without_a_successor_leaves_no_right(cast: Cast, merged: Place) -> None:
    map_changes.end(cast.hong_ngu)
    assert cast.viewer(cast.district_merger, EVE).may(CasePermission.COUNTED, cast.thuong_lac.path)
    assert not cast.viewer(cast.district_merger, DAY).seats
    assert not cast.viewer(cast.district_leader, DAY).seats


def test_a_unit_that_gave_away_a_piece_and_lives_on_keeps_what_it_holds(cast: Cast) -> None:
    """Known bad: following every succession would hand the whole of xã Thường Lạc to whoever took a hamlet of it."""
    ward = map_changes.new_unit(87105, "Một Mảnh", parent=cast.dong_thap)
    map_changes.Succession.objects.create(old=cast.thuong_lac, new=ward, share="part", on=DAY)
    assert not reads(viewers.of(posted(ward), DAY), cast.thuong_lac)
    assert reads(cast.viewer(cast.officer, DAY), cast.thuong_lac)


def test_duties_of_the_old_unit_are_seen_at_the_new_one(cast: Cast, merged: Place) -> None:
    people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Hai"))
    mine = notice_queries.open_for(viewers.of(posted(merged), DAY), clock.at(DAY, 9))
    assert NO_HELPER.code in set(mine.values_list("kind", flat=True))


# --- part ---------------------------------------------------------------------------------------------------------


def test_after_a_split_the_old_posting_reaches_what_came_from_it_and_nothing_of_the_new_units(
    cast: Cast, parts: tuple[Place, Place]
) -> None:
    viewer = cast.viewer(cast.officer, DAY)
    assert viewer.seats[0].waits
    assert reads(viewer, cast.thuong_lac)
    assert not any(reads(viewer, part) for part in parts)


def test_both_sides_reach_what_nobody_has_placed_yet_for_the_time_of_transition(
    cast: Cast, parts: tuple[Place, Place], settings: Settings
) -> None:
    settings.TRANSITION_DAYS = 30
    officer = posted(parts[0])
    last = DAY + timedelta(days=29)
    assert reads(viewers.of(officer, last), cast.thuong_lac)
    assert reads(cast.viewer(cast.officer, last), cast.thuong_lac)
    over = DAY + timedelta(days=30)
    assert reads(viewers.of(officer, over), parts[0])
    assert not reads(viewers.of(officer, over), cast.thuong_lac)
    assert not cast.viewer(cast.officer, over).seats
    assert not reads(viewers.of(officer, DAY), parts[1])


def test_the_time_of_transition_is_a_setting(cast: Cast, parts: tuple[Place, Place], settings: Settings) -> None:
    settings.TRANSITION_DAYS = 0
    assert not cast.viewer(cast.officer, DAY).seats


# --- the price ----------------------------------------------------------------------------------------------------


def queries_of(account: Account, day: date) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        viewers.of(account, day)
    return len(seen)


def test_where_nothing_was_succeeded_reading_the_postings_is_one_query(cast: Cast) -> None:
    assert queries_of(cast.officer, DAY) == 1
    assert queries_of(cast.province_merger, DAY) == 1


def test_where_something_was_succeeded_it_is_one_more(cast: Cast, merged: Place) -> None:
    newcomer = posted(merged)
    assert queries_of(newcomer, DAY) == 2
    assert queries_of(cast.officer, EVE) == 1
    assert queries_of(cast.officer, DAY) == 3, "the old posting, until it is written anew at the heir"


def test_a_gate_that_forgot_the_map_would_be_noticed(
    cast: Cast, merged: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without links nothing follows, so the tests above do see the guard."""
    newcomer = posted(merged)
    monkeypatch.setattr(lineage, "_followed", lambda starts, _on, _to: {start: [] for start in starts})
    assert not reads(viewers.of(newcomer, DAY), cast.thuong_lac)
    assert not cast.viewer(cast.officer, DAY).seats
