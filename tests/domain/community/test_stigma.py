"""The yearly survey: opened once, typed sheet by sheet without a trace of who answered, closed, told by year."""

import json
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stigma import actions, queries
from hoanhap.people.community.stigma.models import ANSWER_FIELDS, AnswerSheet, StigmaYear
from tests.cast import NOW, SETTER, TODAY, Cast


def survey(unit: Place, *sheets: tuple[int, ...], year: int = 2020, closed: bool = True) -> StigmaYear:
    at = clock.at(date(year, 6, 16), 9)
    made = actions.open_survey(unit=unit, by=SETTER, at=at)
    for answers in sheets:
        actions.add_sheet(made, answers=answers, sheet_id=uuid.uuid4(), by=SETTER, at=at)
    return actions.close_survey(made, by=SETTER, at=at) if closed else made


def alike(answer: int, how_many: int) -> list[tuple[int, ...]]:
    return [(answer,) * 5] * how_many


@pytest.mark.requirement("S5-18")
def test_a_sheet_says_nothing_of_who_answered_and_when(cast: Cast) -> None:
    row = survey(cast.thuong_lac, (1, 2, 3, 4, 5), closed=False)
    kinds = {field.name: field for field in AnswerSheet._meta.get_fields()}
    assert set(kinds) == {"id", "survey", *ANSWER_FIELDS}
    assert not any(isinstance(field, models.DateField | models.CharField) for field in kinds.values())
    typed = AnswerSheet.objects.get()
    assert typed.pk.version == 4, "no time in it"
    entry = AuditEntry.objects.get(code="stigma.sheet_added")
    assert (entry.subject_kind, entry.subject_id, entry.detail) == ("stigmayear", str(row.pk), "")
    assert str(typed.pk) not in str(entry.__dict__)


def test_an_id_with_a_time_in_it_is_refused(cast: Cast) -> None:
    row = survey(cast.thuong_lac, closed=False)
    with pytest.raises(Refused, match="mở lại trang"):
        actions.add_sheet(row, answers=(1, 2, 3, 4, 5), sheet_id=ids.new_id(), by=SETTER, at=NOW)
    assert not AnswerSheet.objects.exists()


def test_the_same_press_twice_is_one_sheet_and_one_entry(cast: Cast) -> None:
    row, key = survey(cast.thuong_lac, closed=False), uuid.uuid4()
    for _press in range(2):
        actions.add_sheet(row, answers=(5, 5, 5, 5, 5), sheet_id=key, by=SETTER, at=NOW)
    assert AnswerSheet.objects.count() == AuditEntry.objects.filter(code="stigma.sheet_added").count() == 1


def test_a_page_gone_back_to_loses_no_sheet_unseen(cast: Cast) -> None:
    """The id of a sheet comes again with other answers, or from the survey of another year or unit."""
    row, key = survey(cast.thuong_lac, closed=False), uuid.uuid4()
    actions.add_sheet(row, answers=(5, 5, 5, 5, 5), sheet_id=key, by=SETTER, at=NOW)
    for asked, answers in ((row, (1, 2, 3, 4, 5)), (survey(cast.long_khanh_a, closed=False), (5, 5, 5, 5, 5))):
        with pytest.raises(Refused, match="mở lại trang"):
            actions.add_sheet(asked, answers=answers, sheet_id=key, by=SETTER, at=NOW)
    assert AnswerSheet.objects.count() == 1


def test_half_a_sheet_is_refused_and_the_table_refuses_it_too(cast: Cast) -> None:
    row = survey(cast.thuong_lac, closed=False)
    for answers in ((1, 2, 3, 4), (1, 2, 3, 4, 9)):
        with pytest.raises(Refused, match="đủ năm câu"):
            actions.add_sheet(row, answers=answers, sheet_id=uuid.uuid4(), by=SETTER, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerSheet.objects.create(survey=row, **dict.fromkeys(ANSWER_FIELDS, 9))


def test_one_survey_a_year_and_no_sheet_after_its_end(cast: Cast) -> None:
    row = survey(cast.thuong_lac, *alike(3, 5))
    with pytest.raises(Refused, match="đã mở"):
        survey(cast.thuong_lac)
    for act in (
        lambda: actions.add_sheet(row, answers=(1, 1, 1, 1, 1), sheet_id=uuid.uuid4(), by=SETTER, at=NOW),
        lambda: actions.close_survey(row, by=SETTER, at=NOW),
    ):
        with pytest.raises(Refused, match="khép lại"):
            act()
    assert row.sheets.count() == 5


@pytest.mark.requirement("S5-18")
def test_year_stands_beside_year_and_few_sheets_tell_nothing(cast: Cast) -> None:
    survey(cast.thuong_lac, *alike(3, 5), year=2017)
    survey(cast.thuong_lac, *alike(3, 4), (4, 4, 4, 4, 3), year=2018)
    survey(cast.thuong_lac, *alike(5, 4), year=2019)
    survey(cast.thuong_lac, *alike(5, 6), closed=False)
    lines = queries.years_of(cast.viewer(cast.officer), cast.thuong_lac)
    assert [(line.row.year, line.sheets) for line in lines] == [(2020, 6), (2019, 4), (2018, 5), (2017, 5)]
    shown = [line.score.mean_display if line.score else None for line in lines]
    assert shown == [None, None, "3,2", "3,0"]
    assert [line.change_display for line in lines] == ["–", "–", "+0,2", "–"]
    actions.close_survey(StigmaYear.objects.get(year=2020), by=SETTER, at=NOW)
    latest = queries.years_of(cast.viewer(cast.officer), cast.thuong_lac)[0]
    assert (latest.score.mean_display if latest.score else "", latest.change_display) == ("5,0", "–")


@pytest.mark.requirement("S5-18")
def test_complaints_of_a_year_are_a_number_and_what_stood_there_stays_in_the_log(cast: Cast) -> None:
    for number in (3, 4):
        actions.count_complaints(unit=cast.thuong_lac, year=2020, number=number, by=SETTER, at=NOW)
    (line,) = queries.years_of(cast.viewer(cast.officer), cast.thuong_lac)
    assert (line.complaints, line.sheets, line.score) == ("4", 0, None)
    found = AuditEntry.objects.filter(code="stigma.complaints_counted").order_by("id")
    assert [json.loads(row.detail)["before"] for row in found] == [None, 3]
    for year, number in ((2021, 1), (2009, 1), (2020, -1)):
        with pytest.raises(Refused):
            actions.count_complaints(unit=cast.thuong_lac, year=year, number=number, by=SETTER, at=NOW)


@pytest.mark.requirement("S5-18")
def test_above_the_commune_small_numbers_stay_back_and_the_whole_is_of_those_told(cast: Cast) -> None:
    survey(cast.thuong_lac, *alike(4, 5))
    survey(cast.long_khanh_a, *alike(1, 4))
    actions.count_complaints(unit=cast.thuong_lac, year=2020, number=3, by=SETTER, at=NOW)
    actions.count_complaints(unit=cast.long_khanh_a, year=2020, number=5, by=SETTER, at=NOW)
    rows, whole = queries.board(cast.viewer(cast.district_merger), year=2020, on=TODAY)
    by_unit = {row.place: row.line for row in rows}
    here, there = by_unit[cast.thuong_lac], by_unit[cast.long_khanh_a]
    assert here is not None
    assert there is not None
    assert (here.complaints, there.complaints) == ("…", "5")
    assert (here.score is not None, there.score) == (True, None)
    assert whole is not None
    assert (whole.sheets, whole.mean_display) == (5, "4,0"), "four sheets more would be told by subtraction"
    assert by_unit[cast.phu_thuan_b] is None
    # Known-bad control: the commune itself reads its own number.
    assert queries.years_of(cast.viewer(cast.officer), cast.thuong_lac)[0].complaints == "3"


def test_who_may_keep_it_and_who_may_not(cast: Cast) -> None:
    row = survey(cast.thuong_lac, closed=False)
    for account in (cast.officer, cast.leader, cast.front_cadre):
        assert policy.get_row_for(cast.viewer(account), StigmaYear, row.pk, to=May.KEEP_STIGMA) == row
    for account in (cast.police, cast.neighbour_officer, cast.district_merger, cast.helper):
        with pytest.raises(NotHere):
            policy.get_row_for(cast.viewer(account), StigmaYear, row.pk, to=May.KEEP_STIGMA)


def test_the_years_are_those_of_ones_own_part_of_the_map(cast: Cast) -> None:
    survey(cast.thuong_lac, year=2018)
    assert queries.years_known(cast.viewer(cast.officer), TODAY) == [2020, 2018]
    assert queries.years_known(cast.viewer(cast.stranger_officer), TODAY) == [2020]


def test_a_post_that_reads_nothing_here_does_not_lift_what_stays_back(cast: Cast) -> None:
    """Whoever merges for the district and helps one person of the commune still looks at its numbers from above."""
    access.post(cast.district_merger, role=Role.HELPER, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    survey(cast.thuong_lac, *alike(4, 5))
    actions.count_complaints(unit=cast.thuong_lac, year=2020, number=3, by=SETTER, at=NOW)
    viewer = cast.viewer(cast.district_merger)
    assert {seat.role for seat in viewer.seats} == {Role.DISTRICT_MERGER, Role.HELPER}
    assert queries.years_of(viewer, cast.thuong_lac)[0].complaints == "…"
