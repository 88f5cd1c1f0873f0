"""Signed sheets: numbers without names, counted in their year and at their place; taken back when wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places import actions as places
from hoanhap.foundation.places.models import Place, Share, Succession
from hoanhap.foundation.vault.classes import field_classes
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.pledges import actions, queries
from hoanhap.people.community.pledges.actions import SheetDetails
from hoanhap.people.community.pledges.models import PledgeSheet, SignerKind
from hoanhap.people.community.pledges.queries import YearOfPledges
from hoanhap.people.community.schemes import naming
from tests import cast as stage
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.domain.community.around import pledge
from tests.domain.community.test_schemes import refused
from tests.two_hands import said_at_once

HOUSEHOLDS = SheetDetails(signer=SignerKind.HOUSEHOLD, signed=120, signed_on=TODAY, kept_at="Ban vận động ấp 1")
MERGED = date(2020, 6, 1)


def enter(unit: Place, details: SheetDetails, movement: str = "three_noes") -> PledgeSheet:
    return actions.enter_sheet(unit=unit, movement=movement, details=details, by=SETTER, at=NOW)


def here(cast: Cast, *, year: int = 2020) -> YearOfPledges:
    return queries.by_hamlet([cast.thuong_lac], "three_noes", year=year, on=TODAY)


def lines(found: YearOfPledges) -> list[tuple[str, int, bool]]:
    return [(line.place.full_name, line.tally.signed, line.listed) for line in found.lines]


@pytest.mark.requirement("S4-26")
def test_hamlets_without_a_pledge_stand_first_and_the_whole_commune_last(cast: Cast) -> None:
    pledge(cast.thuong_lac, 120, hamlet=cast.ap_2)
    pledge(cast.thuong_lac, 3, signer=SignerKind.SCHOOL)
    found = here(cast)
    assert lines(found) == [("ấp 1", 0, True), ("ấp 2", 120, True), ("xã Thường Lạc", 3, False)]
    assert (found.tally.signed, found.tally.households, found.begun, found.listed) == (123, 120, 1, 2)


@pytest.mark.requirement("S4-26")
def test_each_of_the_three_noes_is_counted_by_itself(cast: Cast) -> None:
    pledge(cast.thuong_lac, 120, hamlet=cast.ap_1)
    pledge(cast.thuong_lac, 30, hamlet=cast.ap_2, parts=["no_cover", "no_use"])
    tally = here(cast).tally
    assert [tally.count(part=part) for part in ("no_use", "no_trade", "no_cover")] == [150, 120, 150]
    assert PledgeSheet.objects.get(hamlet=cast.ap_2).parts == ",no_use,no_cover,"


@pytest.mark.requirement("S4-26")
def test_who_pledged_last_year_is_asked_again(cast: Cast) -> None:
    pledge(cast.thuong_lac, 100, hamlet=cast.ap_1, on=date(2019, 12, 31))
    pledge(cast.thuong_lac, 60, hamlet=cast.ap_1, on=date(2020, 1, 1))
    assert (here(cast).tally.signed, here(cast, year=2019).tally.signed) == (60, 100)
    pledge(cast.vinh_xuong, 9, on=date(2018, 5, 4))
    viewer = cast.viewer(cast.officer)
    assert queries.years_known(viewer, "three_noes", TODAY) == [2020, 2019]
    assert queries.years_known(viewer, "four_less", TODAY) == [2020]


def test_a_movement_without_parts_is_pledged_for_as_a_whole(cast: Cast) -> None:
    sheet = enter(cast.thuong_lac, replace(HOUSEHOLDS, parts=[]), "drugs")
    assert sheet.parts == ""
    assert here(cast).tally.sheets == 0, "another movement"


def test_a_wrong_line_is_taken_back_and_counts_no_more(cast: Cast) -> None:
    wrong = pledge(cast.thuong_lac, 210)
    actions.take_back(wrong, by=SETTER, at=NOW)
    assert here(cast).tally.sheets == 0
    assert not queries.sheets([cast.thuong_lac], "three_noes", year=2020).exists()
    assert not queries.sheets_of_unit(cast.thuong_lac.pk, "three_noes", year=2020).exists()
    assert queries.last_kept_at(cast.thuong_lac, "three_noes") == ""
    assert queries.years_known(cast.viewer(cast.officer), "three_noes", TODAY) == [2020]
    assert PledgeSheet.objects.get().taken_back_by == SETTER.account_id
    assert refused(lambda: actions.take_back(wrong, by=SETTER, at=NOW)) == "pledge-taken-back"
    codes = AuditEntry.objects.filter(subject_id=str(wrong.pk)).order_by("id").values_list("code", flat=True)
    assert list(codes) == ["pledge.entered", "pledge.taken_back"]
    assert pledge(cast.thuong_lac, 120).signed == 120


def test_the_log_says_how_many_and_of_which_movement(cast: Cast) -> None:
    sheet = pledge(cast.thuong_lac, 120)
    entry = AuditEntry.objects.get(code="pledge.entered")
    assert (entry.subject_kind, entry.subject_id, entry.unit_path) == (
        "pledgesheet",
        str(sheet.pk),
        cast.thuong_lac.path,
    )
    assert json.loads(entry.detail) == {"movement": "three_noes", "signer": "household", "signed": 120}


def test_a_form_sent_twice_counts_once(cast: Cast) -> None:
    details = replace(HOUSEHOLDS, client_key=ids.new_id())
    assert enter(cast.thuong_lac, details) == enter(cast.thuong_lac, details)
    assert AuditEntry.objects.filter(code="pledge.entered").count() == 1


def test_a_page_that_was_gone_back_to_loses_no_sheet(cast: Cast) -> None:
    details = replace(HOUSEHOLDS, client_key=ids.new_id())
    sheet = enter(cast.thuong_lac, details)
    for other in (replace(details, signed=8), replace(details, hamlet=cast.ap_1), replace(details, kept_at="Chỗ khác")):
        assert refused(lambda other=other: enter(cast.thuong_lac, other)) == "pledge-sent"  # type: ignore[misc]
    actions.take_back(sheet, by=SETTER, at=NOW)
    assert refused(lambda: enter(cast.thuong_lac, details)) == "pledge-sent"


def test_the_same_sheet_twice_is_refused_with_what_stands_there(cast: Cast) -> None:
    pledge(cast.thuong_lac, 120, hamlet=cast.ap_1)
    pledge(cast.thuong_lac, 5)
    with pytest.raises(Refused) as found:
        pledge(cast.thuong_lac, 30, hamlet=cast.ap_1)
    assert found.value.code == "pledge-twice"
    assert "120 hộ gia đình" in str(found.value)
    assert found.value.way_out
    assert refused(lambda: pledge(cast.thuong_lac, 7)) == "pledge-twice"
    for more in (
        {"hamlet": cast.ap_2},
        {"signer": SignerKind.OFFICE},
        {"on": date(2020, 6, 15)},
        {"movement": "drugs"},
    ):
        pledge(cast.thuong_lac, 30, **more)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signed_on": date(2020, 6, 17)}, "pledge-day"),
        ({"signed_on": date(1999, 12, 31)}, "pledge-day"),
        ({"signed": 0}, "pledge-signed"),
        ({"signed": -3}, "pledge-signed"),
        ({"signed": 100_001}, "pledge-signed"),
        ({"kept_at": " \u200b"}, "pledge-kept"),
        ({"parts": []}, "pledge-parts"),
        ({"parts": ["no_use", "drugs"]}, "pledge-parts"),
    ],
)
def test_what_a_sheet_refuses(cast: Cast, change: dict[str, Any], code: str) -> None:
    assert refused(lambda: enter(cast.thuong_lac, replace(HOUSEHOLDS, **change))) == code
    assert not PledgeSheet.objects.exists()


def test_a_sheet_belongs_to_its_unit_and_to_a_movement_known_there(cast: Cast) -> None:
    elsewhere = replace(HOUSEHOLDS, hamlet=cast.ap_1)
    assert refused(lambda: enter(cast.long_khanh_a, elsewhere)) == "pledge-hamlet"
    assert refused(lambda: enter(cast.ap_1, HOUSEHOLDS)) == "pledge-hamlet"
    assert refused(lambda: enter(cast.thuong_lac, HOUSEHOLDS, "never_heard_of")) == "pledge-movement"
    own = naming.add_movement(
        unit=cast.long_khanh_a, name="Ấp bình yên", valid_from=date(2020, 6, 10), by=SETTER, at=NOW
    )
    assert refused(lambda: enter(cast.thuong_lac, HOUSEHOLDS, own.code)) == "pledge-movement"
    before = replace(HOUSEHOLDS, signed_on=date(2020, 6, 9))
    assert refused(lambda: enter(cast.long_khanh_a, before, own.code)) == "pledge-day"
    assert enter(cast.long_khanh_a, replace(before, signed_on=date(2020, 6, 10)), own.code).pk


def merged(cast: Cast, *, share: Share = Share.WHOLE) -> Place:
    """Thường Lạc goes into a commune with one hamlet, its ấp 1 into that hamlet; ấp 2 ends without an heir."""
    new = around.commune(cast, 87110, "Mới")
    Place.objects.filter(pk=new.pk).update(valid_from=MERGED)
    new.refresh_from_db()
    hamlet = places.new_hamlet(new, "khóm", "1 mới", since=MERGED)
    old = (cast.thuong_lac, cast.ap_1, cast.ap_2)
    Place.objects.filter(pk__in=[one.pk for one in old]).update(valid_to=MERGED)
    for one in old:
        one.refresh_from_db()
    Succession.objects.create(old=cast.thuong_lac, new=new, share=share, on=MERGED)
    Succession.objects.create(old=cast.ap_1, new=hamlet, share=Share.WHOLE, on=MERGED)
    return new


def test_pledges_go_with_the_ground_when_communes_merge(cast: Cast) -> None:
    """What no place answers for has a line of its own: nothing is lost from the sum."""
    for hamlet, signed in ((cast.ap_1, 100), (cast.ap_2, 20), (None, 3)):
        pledge(cast.thuong_lac, signed, hamlet=hamlet, on=date(2020, 5, 4))
    new = merged(cast)
    pledge(new, 7, on=TODAY)
    ground = queries.with_forebears(new, TODAY)
    assert ground == [new, cast.thuong_lac]
    found = queries.by_hamlet(ground, "three_noes", year=2020, on=TODAY)
    assert lines(found) == [
        ("khóm 1 mới", 100, True),
        ("xã Thường Lạc", 3, False),
        ("ấp 2", 20, False),
        ("xã Mới", 7, False),
    ]
    assert found.tally.signed == 130
    assert queries.sheets(ground, "three_noes", year=2020).count() == 4
    above = queries.by_commune(cast.viewer(cast.district_merger), "three_noes", year=2020, on=TODAY)
    assert ("xã Mới", 130, True) in lines(above)
    assert above.tally.signed == 130


def test_a_commune_that_was_split_answers_for_itself(cast: Cast) -> None:
    pledge(cast.thuong_lac, 3, on=date(2020, 5, 4))
    new = merged(cast, share=Share.PART)
    above = queries.by_commune(cast.viewer(cast.district_merger), "three_noes", year=2020, on=TODAY)
    assert lines(above)[-1] == ("xã Thường Lạc", 3, False)
    assert queries.with_forebears(new, TODAY) == [new]


def test_a_sheet_bears_a_day_on_which_its_place_lived(cast: Cast) -> None:
    new = merged(cast)
    late, early = HOUSEHOLDS, replace(HOUSEHOLDS, signed_on=date(2020, 5, 31))
    assert refused(lambda: enter(cast.thuong_lac, late)) == "pledge-day"
    assert refused(lambda: enter(new, early)) == "pledge-day"
    assert enter(cast.thuong_lac, replace(early, hamlet=cast.ap_2)).unit == cast.thuong_lac
    assert enter(new, late).unit == new
    Place.objects.filter(pk=new.pk).update(from_known=False)
    new.refresh_from_db()
    assert enter(new, early).unit == new, "of this unit nobody knows since when it lives"


def test_an_ended_hamlet_gets_no_sheet_of_a_later_day(cast: Cast) -> None:
    Place.objects.filter(pk=cast.ap_1.pk).update(valid_to=date(2020, 6, 10))
    cast.ap_1.refresh_from_db()
    assert refused(lambda: enter(cast.thuong_lac, replace(HOUSEHOLDS, hamlet=cast.ap_1))) == "pledge-day"
    assert enter(cast.thuong_lac, replace(HOUSEHOLDS, hamlet=cast.ap_1, signed_on=date(2020, 6, 9))).pk
    assert lines(here(cast)) == [("ấp 2", 0, True), ("ấp 1", 120, False)]


@pytest.mark.requirement("S4-26")
def test_above_the_commune_there_are_sums_of_ones_own_part_of_the_map(cast: Cast) -> None:
    pledge(cast.thuong_lac, 120, hamlet=cast.ap_1)
    pledge(cast.thuong_lac, 5)
    pledge(cast.hong_ngu, 2, signer=SignerKind.OFFICE)
    pledge(cast.vinh_xuong, 9)
    found = queries.by_commune(cast.viewer(cast.district_merger), "three_noes", year=2020, on=TODAY)
    assert lines(found) == [
        ("xã Long Khánh A", 0, True),
        ("xã Phú Thuận B", 0, True),
        ("xã Thường Lạc", 125, True),
        ("huyện Hồng Ngự", 2, False),
    ]
    assert (found.tally.signed, found.begun, found.listed) == (127, 1, 3)
    pledge(cast.dong_thap, 50, signer=SignerKind.OFFICE)
    province = cast.viewer(cast.province_merger)
    for ground, signed in (([cast.hong_ngu], 127), ([cast.dong_thap], 177), ([cast.long_khanh_a], 0)):
        part = queries.by_commune(province, "three_noes", year=2020, on=TODAY, ground=ground)
        assert (part.tally.signed, part.listed) == (signed, 1 if signed == 0 else 3)
    helper = queries.by_commune(cast.viewer(cast.helper), "three_noes", year=2020, on=TODAY)
    assert (helper.lines, helper.tally.sheets) == ([], 0)


def test_a_sheet_keeps_no_name() -> None:
    """Known-bad control: were a field for who signed added, it would be personal or the list would not match."""
    kept = field_classes["community.PledgeSheet"]
    assert set(kept.values()) == {"public", "technical"}
    assert set(kept) == {field.name for field in PledgeSheet._meta.fields}


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed": 0},
        {"signed": 100_001},
        {"signer": "neighbour"},
        {"kept_at": ""},
        {"movement": ""},
        {"taken_back_at": NOW},
        {"taken_back_by": "x"},
    ],
)
def test_the_table_itself_refuses(cast: Cast, wrong: dict[str, object]) -> None:
    sheet = pledge(cast.thuong_lac, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeSheet.objects.filter(pk=sheet.pk).update(**wrong)


@pytest.mark.parametrize("hamlet", [False, True])
def test_the_table_itself_refuses_a_second_row(cast: Cast, hamlet: bool) -> None:
    first = pledge(cast.thuong_lac, 1, hamlet=cast.ap_1 if hamlet else None)
    second = pledge(cast.thuong_lac, 1, hamlet=cast.ap_1 if hamlet else None, on=date(2020, 6, 15))
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeSheet.objects.filter(pk=second.pk).update(signed_on=first.signed_on)


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return stage.make()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_sheet_written_by_two_hands_is_one(lasting: Cast) -> None:
    unit, details = lasting.thuong_lac, HOUSEHOLDS
    assert said_at_once(*[lambda: enter(unit, details)] * 2) == ["done", "pledge-twice"]
    sent = replace(details, signed_on=date(2020, 6, 15), client_key=ids.new_id())
    assert said_at_once(*[lambda: enter(unit, sent)] * 2) == ["done", "done"]
    assert PledgeSheet.objects.count() == 2
    sheet = PledgeSheet.objects.get(signed_on=TODAY)
    back: Callable[[], object] = lambda: actions.take_back(  # noqa: E731
        PledgeSheet.objects.get(pk=sheet.pk), by=SETTER, at=clock.at(TODAY, 10)
    )
    assert said_at_once(back, back) == ["done", "pledge-taken-back"]
