"""Indicators of targets and the mix of open files: who counts, who does not, and what stays back above the commune."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.reintegration.actions import work
from hoanhap.people.reintegration.models import Placement
from hoanhap.people.reviews import indicators
from hoanhap.people.reviews.indicators import Board
from hoanhap.people.reviews.shares import MIX, SHARES
from tests.cast import SETTER, TODAY, Cast
from tests.domain.care import people, talks
from tests.domain.reviews.signing import end_rehab
from tests.people import log_contact

JUNE = Period(date(2020, 6, 1), date(2020, 7, 1))
JULY = Period(date(2020, 7, 1), date(2020, 8, 1))
SEVENTH_DAY = TODAY + timedelta(days=7)


def standing(place: Place, how_many: int, state: str) -> list[Case]:
    """Files that stand in a state, laid out by hand: no law of 2020 opens one in each of them."""
    found = people.cases(place, how_many)
    ids = [case.pk for case in found]
    Standing.objects.filter(case__in=ids).update(state=state)
    Case.objects.filter(pk__in=ids).update(state=state)
    return list(Case.objects.filter(pk__in=ids).order_by("code", "id"))


def number(code: str, place: Place, period: Period = JUNE) -> int:
    return register.count(code, Question(period, place.path))


def board(cast: Cast, account: str = "officer", period: Period = JUNE, place: Place | None = None) -> Board:
    viewer = cast.viewer(getattr(cast, account))
    return indicators.board(viewer, period=period, place_id=place.pk if place else None)


def share(found: Board, part: str) -> str:
    shown = next(one for one in found.shares if one.share.part == part)
    return f"{shown.part.display}/{shown.whole.display} {shown.rate.display if shown.rate else '–'}"


# --- the first meeting ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("S4-35")
def test_who_was_met_by_the_seventh_day_is_in_time_and_the_day_after_is_late(cast: Cast) -> None:
    in_time, late, missed, nobody = people.cases(cast.thuong_lac, 4, state="identified", opened_on=TODAY)
    log_contact(cast, in_time, on=SEVENTH_DAY)
    log_contact(cast, late, on=SEVENTH_DAY + timedelta(days=1))
    log_contact(cast, missed, on=TODAY + timedelta(days=2), missed="absent")
    assert nobody.opened_on == TODAY
    assert (number("contacts.first_in_time", cast.thuong_lac), number("contacts.first_due", cast.thuong_lac)) == (1, 4)
    assert register.row_ids("contacts.first_in_time", Question(JUNE, cast.thuong_lac.path)) == [
        in_time.standings.get().pk
    ]
    assert share(board(cast), "contacts.first_in_time") == "1/4 25,00 %"


def test_the_last_minute_of_the_seventh_day_is_in_time(cast: Cast) -> None:
    """Days are those of Việt Nam: eleven at night there is the afternoon before in the table."""
    (case,) = people.cases(cast.thuong_lac, 1, state="identified", opened_on=TODAY)
    contact = log_contact(cast, case, on=SEVENTH_DAY)
    type(contact).objects.filter(pk=contact.pk).update(met_at=clock.at(SEVENTH_DAY, 23, 59))
    assert number("contacts.first_in_time", cast.thuong_lac) == 1
    type(contact).objects.filter(pk=contact.pk).update(met_at=clock.at(SEVENTH_DAY + timedelta(days=1)))
    assert number("contacts.first_in_time", cast.thuong_lac) == 0


def test_a_first_meeting_counts_in_the_period_of_its_seventh_day(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 1, state="identified", opened_on=TODAY)
    for period, due in (
        (Period(date(2020, 6, 1), SEVENTH_DAY), 0),
        (Period(SEVENTH_DAY, date(2020, 7, 1)), 1),
        (JULY, 0),
    ):
        assert number("contacts.first_due", cast.thuong_lac, period) == due
    assert number("contacts.first_due", cast.long_khanh_a) == 0


def test_who_was_taken_over_in_a_measure_owes_no_first_meeting(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    assert number("contacts.first_due", cast.thuong_lac) == 0


# --- work -----------------------------------------------------------------------------------------------------------


def at_work(case: Case, *, on: date = date(2020, 5, 4)) -> Placement:
    found = Placement.Found.SELF
    return work.start_job(case, trade="sewing", found=found, on=on, by=SETTER, at=clock.at(TODAY, 10))


@pytest.mark.requirement("S5-08")
def test_who_is_at_work_is_split_into_rehab_and_after(cast: Cast) -> None:
    in_rehab = people.cases(cast.thuong_lac, 4)
    after = standing(cast.thuong_lac, 2, "post_rehab_residence")
    standing(cast.thuong_lac, 1, "user_management")
    for case in (in_rehab[0], after[0], after[1]):
        at_work(case)
    at_work(after[0])
    found = board(cast)
    assert share(found, "jobs.in_rehab") == "1/4 25,00 %"
    assert share(found, "jobs.after_rehab") == "2/2 100,00 %"
    assert number("jobs.in_rehab", cast.thuong_lac, Period(date(2020, 4, 1), date(2020, 5, 1))) == 0


def test_who_came_out_of_rehab_moves_to_the_other_group(cast: Cast) -> None:
    (case,) = standing(cast.thuong_lac, 1, "rehab_compulsory_adult")
    at_work(case)
    end_rehab(case, on=date(2020, 7, 16), verb="start_post_rehab")
    assert [number(f"jobs.{group}", cast.thuong_lac, JUNE) for group in ("in_rehab", "after_rehab")] == [1, 0]
    assert [number(f"jobs.{group}", cast.thuong_lac, JULY) for group in ("in_rehab", "after_rehab")] == [0, 1]


# --- managed of those known -----------------------------------------------------------------------------------------


@pytest.mark.requirement("S5-09")
def test_managed_is_divided_by_those_known_and_says_that_only_they_are_counted(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 30)
    standing(cast.thuong_lac, 10, "user_management")
    standing(cast.thuong_lac, 8, "post_rehab_residence")
    people.case(cast.thuong_lac, state="identified")
    standing(cast.thuong_lac, 1, "addicted")
    found = board(cast)
    assert share(found, "known.managed") == "48/50 96,00 %"
    note = next(one.share.note for one in found.shares if one.share.part == "known.managed")
    assert "Chỉ tính người đã phát hiện" in str(note)


# --- the union of three services ------------------------------------------------------------------------------------


@pytest.mark.requirement("S5-10")
def test_one_of_three_services_is_enough_and_who_had_none_is_listed(cast: Cast) -> None:
    only_talked, both, family, nothing, earlier = standing(cast.thuong_lac, 5, "addicted")
    in_rehab, in_treatment = people.case(cast.thuong_lac), standing(cast.thuong_lac, 1, "ost")[0]
    talks.counsel(cast, only_talked)
    talks.counsel(cast, in_rehab)
    talks.counsel(cast, both)
    talks.counsel(cast, both, on=TODAY - timedelta(days=1))
    talks.counsel(cast, family, audience="family")
    talks.counsel(cast, earlier, on=date(2020, 5, 20))
    standing(cast.thuong_lac, 1, "user_management")
    standing(cast.thuong_lac, 1, "post_rehab_residence")[0]
    question = Question(JUNE, cast.thuong_lac.path)
    assert number("services.addicted", cast.thuong_lac) == 7
    assert [number(f"services.{one}", cast.thuong_lac) for one in ("rehab", "treatment", "counselling")] == [1, 1, 3]
    assert share(board(cast), "services.any") == "4/7 57,14 %"
    missing = {case.standings.get().pk for case in (family, nothing, earlier)}
    assert set(register.row_ids("services.none", question)) == missing
    assert in_treatment.standings.get().pk in register.row_ids("services.any", question)


def test_a_rehab_that_ended_within_the_period_counts_and_one_before_does_not(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    end_rehab(case, on=date(2020, 6, 5), verb="withdraw")
    case.refresh_from_db()
    assert case.state == "addicted"
    assert [number(f"services.{one}", cast.thuong_lac, JUNE) for one in ("rehab", "addicted")] == [1, 1]
    assert number("services.any", cast.thuong_lac, JULY) == 0


def test_the_last_paper_says_who_else_is_addicted(cast: Cast) -> None:
    said, unsaid, corrected = standing(cast.thuong_lac, 3, "user_management")
    people.determined(said)
    people.determined(corrected, on=TODAY - timedelta(days=9), number="7/PKQ")
    people.determined(corrected, result=Result.HAS_NOT)
    assert register.row_ids("services.addicted", Question(JUNE, cast.thuong_lac.path)) == [said.standings.get().pk]
    assert unsaid.pk


@pytest.mark.requirement("S3-32")
def test_who_has_no_management_file_stands_in_no_denominator_of_those_who_have_one(cast: Cast) -> None:
    said, unsaid = people.cases(cast.thuong_lac, 2, state="addicted")
    people.determined(said)
    people.case(cast.thuong_lac)
    found = board(cast)
    assert share(found, "services.any") == "1/2 50,00 %"
    assert share(found, "files.managed") == "2/3 66,67 %"
    assert register.row_ids("files.none", Question(JUNE, cast.thuong_lac.path)) == [unsaid.standings.get().pk]
    before = Period(date(2020, 5, 1), TODAY)
    assert number("services.addicted", cast.thuong_lac, before) == 1, "the day before the paper he had none"


# --- the mix --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S3-28")
def test_every_open_file_stands_under_one_measure(cast: Cast) -> None:
    for state in states.OPEN:
        standing(cast.thuong_lac, 1, state)
    closed = people.case(cast.thuong_lac)
    end_rehab(closed, on=date(2020, 6, 10))
    found = board(cast)
    mix = {code: found.cells[code].value for code in MIX}
    assert sum(value or 0 for value in mix.values()) == found.cells["stock.total"].value == len(states.OPEN)
    assert mix["rehab.home"] == mix["mix.education"] == mix["mix.substitution"] == mix["mix.user_management"] == 1
    assert mix["mix.facility_compulsory"] == 2
    assert mix["mix.paused"] == len(states.PAUSED)


@pytest.mark.requirement("S3-28")
def test_above_the_commune_small_cells_stay_back_and_no_sum_gives_them_away(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 20)
    standing(cast.thuong_lac, 2, "ost")
    people.cases(cast.long_khanh_a, 30)
    standing(cast.long_khanh_a, 7, "ost")
    whole = board(cast, "district_merger")
    commune = board(cast, "district_merger", place=cast.thuong_lac)
    other = board(cast, "district_merger", place=cast.long_khanh_a)
    assert whole.place == cast.hong_ngu
    assert whole.cells["rehab.home"].value == 50
    assert commune.cells["mix.substitution"].value is None
    shown = [one.cells["mix.substitution"].value for one in (whole, other)]
    assert None in shown
    assert None in [commune.cells["rehab.home"].value, commune.cells["stock.total"].value]
    # Known-bad control: the commune's own officer reads the same two.
    assert board(cast).cells["mix.substitution"].value == 2


def test_above_the_commune_a_rate_that_tells_of_few_is_not_printed(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 48)
    people.cases(cast.thuong_lac, 2, state="identified")
    found = board(cast, "district_merger")
    shown = next(one for one in found.shares if one.share.part == "known.managed")
    assert shown.rate is None
    assert None in (shown.part.value, shown.whole.value)
    assert share(board(cast), "known.managed") == "48/50 96,00 %"


def test_each_share_counts_part_of_its_whole_for_every_unit(cast: Cast) -> None:
    for place in (cast.thuong_lac, cast.long_khanh_a):
        for state in states.OPEN:
            at_work(standing(place, 1, state)[0])
    question = Question(JUNE, cast.hong_ngu.path)
    for one in SHARES:
        part, whole = (register.count_by_unit(code, question) for code in (one.part, one.whole))
        assert all(part[unit] <= whole[unit] for unit in part)


def test_only_a_unit_of_the_viewer_can_be_asked_for(cast: Cast) -> None:
    assert board(cast, "district_merger", place=cast.tan_chau).place == cast.hong_ngu
    assert board(cast, place=cast.long_khanh_a).place == cast.thuong_lac
    with pytest.raises(NotHere):
        board(cast, "helper")
