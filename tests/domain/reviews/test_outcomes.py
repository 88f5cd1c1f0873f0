"""The one-year assessment, the police room, and outcomes: rates over those assessed, small cells that stay back."""

from datetime import date, timedelta
from functools import partial

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import actions, duties, outcomes, police_room
from hoanhap.people.reviews.episodes import Left
from hoanhap.people.reviews.models import OffenceCheck, YearAssessment
from hoanhap.people.reviews.outcomes import By
from hoanhap.people.reviews.rules import Quarter, YearDetails
from tests import cast as casting
from tests.cast import SETTER, Cast
from tests.domain.care import people
from tests.domain.reviews.signing import END_OF_Q2, Q2, assess, end_rehab, sign
from tests.people import follow_together
from tests.two_hands import at_once

ENDED = date(2020, 1, 16)
A_YEAR_LATER = date(2021, 1, 20)
ALWAYS = {"since": date(2015, 1, 1), "until": date(2030, 1, 1)}


def after_rehab(cast: Cast, how_many: int, unit: Place | None = None) -> list[Case]:
    """People managed after rehab since ENDED: they came home from a centre."""
    return people.cases(unit or cast.thuong_lac, how_many, state="post_rehab_residence", opened_on=ENDED)


# --- assessing ------------------------------------------------------------------------------------------------------


def test_the_assessment_is_asked_for_a_month_before_and_settled_by_it(cast: Cast) -> None:
    (case,) = after_rehab(cast, 1)
    assert duties.ask_years(by=SETTER, at=clock.at(date(2020, 12, 16), 1)) == 0
    assert duties.ask_years(by=SETTER, at=clock.at(date(2020, 12, 17), 1)) == 1
    assert duties.ask_years(by=SETTER, at=clock.at(date(2020, 12, 18), 1)) == 0
    duty = Duty.objects.get(kind="reviews.year")
    assert (duty.subject_id, duty.due_at) == (str(case.pk), clock.at(date(2021, 2, 15)))
    assess(case, ended_on=ENDED, on=A_YEAR_LATER)
    duty.refresh_from_db()
    assert duty.settled_at is not None
    assert duties.ask_years(by=SETTER, at=clock.at(A_YEAR_LATER, 20)) == 0


def test_who_ended_rehab_at_home_is_found_by_the_step(cast: Cast) -> None:
    case = end_rehab(people.case(cast.thuong_lac), on=date(2020, 6, 10))
    assert assess(case, ended_on=date(2020, 6, 10), on=date(2021, 6, 10)).outcome == "no_use"


def test_there_is_nothing_to_assess_without_an_end_of_rehab(cast: Cast) -> None:
    with pytest.raises(Refused, match="không có lần kết thúc cai"):
        assess(people.case(cast.thuong_lac), ended_on=ENDED, on=A_YEAR_LATER)


def test_one_rehab_is_assessed_once_and_corrected_with_a_reason(cast: Cast) -> None:
    (case,) = after_rehab(cast, 1)
    row = assess(case, ended_on=ENDED, on=A_YEAR_LATER, not_seen="absent")
    with pytest.raises(Refused, match="đã được đánh giá"):
        assess(case, ended_on=ENDED, on=A_YEAR_LATER)
    details = YearDetails(on=A_YEAR_LATER, outcome="no_use", work="stable")
    fresh = actions.correct_assessment(row, details=details, reason="Đã gặp", by=SETTER, at=clock.at(A_YEAR_LATER, 18))
    assert list(YearAssessment.objects.filter(case=case)) == [fresh]
    assert YearAssessment.everything.filter(case=case).count() == 2


# --- the police room ------------------------------------------------------------------------------------------------


def test_an_offence_is_written_and_read_by_the_police_alone(cast: Cast) -> None:
    first, second = after_rehab(cast, 2)
    viewer, at = cast.viewer(cast.police), clock.at(A_YEAR_LATER, 9)
    findings = [(first.pk, ENDED, "yes", "Trộm cắp tài sản"), (second.pk, ENDED, "no", "")]
    assert police_room.write(viewer, findings, at=at) == 2
    assert {bytes(row.finding)[:3] if row.finding else b"" for row in OffenceCheck.objects.all()} != {b"yes", b"no "}
    rate, said = police_room.read(viewer, **ALWAYS, at=at)
    assert (rate.part, rate.whole, said[first.pk]) == (1, 2, "yes Trộm cắp tài sản")
    assert AuditEntry.objects.filter(code="police.offence_read").count() == 2
    for other in (cast.officer, cast.leader, cast.inspector, cast.neighbour_officer):
        assert police_room.read(cast.viewer(other), **ALWAYS, at=at)[0].whole == 0
        with pytest.raises(NotHere):
            police_room.write(cast.viewer(other), findings, at=at)


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return casting.make()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_write_of_one_rehab_write_one_after_the_other(lasting: Cast) -> None:
    (case,) = after_rehab(lasting, 1)
    viewer, at = lasting.viewer(lasting.police), clock.at(A_YEAR_LATER, 9)
    write = partial(police_room.write, viewer, [(case.pk, ENDED, "no", "")], at=at)
    assert at_once(write, write) == [1, 1]
    assert OffenceCheck.objects.get().version == 2


def test_a_row_tells_nothing_and_no_figure_knows_of_it(cast: Cast) -> None:
    """Both answers leave the same row; no measure outside the room counts them."""
    first, second = after_rehab(cast, 2)
    viewer = cast.viewer(cast.police)
    police_room.write(viewer, [(first.pk, ENDED, "yes", ""), (second.pk, ENDED, "no", "")], at=clock.at(A_YEAR_LATER))
    rows = [(row.ended_on, row.version, row.recorded_by) for row in OffenceCheck.objects.all()]
    assert rows[0] == rows[1]
    assert not [code for code in register.register if "offence" in code]


def test_the_police_write_anew_and_the_row_counts_once(cast: Cast) -> None:
    (case,) = after_rehab(cast, 1)
    viewer = cast.viewer(cast.police)
    for answer in ("yes", "no"):
        police_room.write(viewer, [(case.pk, ENDED, answer, "")], at=clock.at(A_YEAR_LATER))
    assert OffenceCheck.objects.get().version == 2
    assert police_room.read(viewer, **ALWAYS, at=clock.at(A_YEAR_LATER))[0].display == "0,00 %"


# --- tables ---------------------------------------------------------------------------------------------------------


def thuong_lac_cohort(cast: Cast) -> list[Case]:
    """The seventeen of the pilot: nine with progress, two of them working."""
    cases = people.cases(cast.thuong_lac, 17)
    follow_together(cast, cases, since=date(2020, 1, 20))
    sign(cases[:2], work="stable")
    sign(cases[2:9])
    sign(cases[9:14], condition="not_yet")
    sign(cases[14:], condition="at_risk")
    return cases


@pytest.mark.requirement("S2-10", "S2-11")
def test_the_cohort_of_thuong_lac_comes_out_of_the_rows(cast: Cast) -> None:
    thuong_lac_cohort(cast)
    table = outcomes.quarter_table(cast.viewer(cast.officer, END_OF_Q2), Q2, by=By.COHORT, above=False)
    (line,) = table.lines
    assert line.label == "Nhóm thí điểm, xã Thường Lạc"
    assert line.good is not None
    assert (line.good.display, line["seen"].value, line["progress"].value) == ("52,94 %", 17, 9)
    working, progress = line["working"].value, line["progress"].value
    assert working == 2
    assert progress is not None
    assert working <= progress


@pytest.mark.requirement("S3-07")
def test_rates_stand_over_those_assessed_and_the_others_beside_them(cast: Cast) -> None:
    cases = after_rehab(cast, 10)
    for case in cases[:4]:
        assess(case, ended_on=ENDED, on=A_YEAR_LATER)
    assess(cases[4], ended_on=ENDED, on=A_YEAR_LATER, outcome="used")
    assess(cases[5], ended_on=ENDED, on=A_YEAR_LATER, outcome="relapsed", paper_number="3", paper_on=date(2020, 12, 1))
    for case, reason in zip(cases[6:9], ("absent", "refused", "ill"), strict=True):
        assess(case, ended_on=ENDED, on=A_YEAR_LATER, not_seen=reason)
    rows = outcomes.ended(cast.viewer(cast.officer), **ALWAYS, by=By.UNIT)
    table = outcomes.year_table(rows, on=A_YEAR_LATER, above=False)
    whole = {code: cell.value for code, cell in table.whole.cells.items()}
    assert (whole["all"], whole["seen"], whole["not_seen"]) == (10, 6, 4)
    assert (whole["no_use"], whole["used"], whole["relapsed"]) == (4, 2, 1)
    reasons = [whole[f"not_seen.{one}"] for one in ("absent", "refused", "ill", "unwritten")]
    assert reasons == [1, 1, 1, 1]
    assert table.whole.good is not None
    assert table.whole.good.display == "66,67 %"
    assert table.whole.is_small


def test_a_year_that_is_not_over_is_not_missing(cast: Cast) -> None:
    after_rehab(cast, 2)
    rows = outcomes.ended(cast.viewer(cast.officer), **ALWAYS, by=By.UNIT)
    whole = outcomes.year_table(rows, on=date(2020, 12, 1), above=False).whole
    assert (whole["not_due"].value, whole["not_seen"].value) == (2, 0)


def test_who_died_or_moved_is_not_assessed_for_that_reason(cast: Cast) -> None:
    gone, moved = after_rehab(cast, 2)
    end_rehab(gone, on=date(2020, 4, 1), verb="close_deceased")
    end_rehab(moved, on=date(2020, 4, 1), verb="close_moved")
    rows = outcomes.ended(cast.viewer(cast.officer), **ALWAYS, by=By.UNIT)
    whole = outcomes.year_table(rows, on=A_YEAR_LATER, above=False).whole
    assert (whole["not_seen.deceased"].value, whole["not_seen.moved"].value, whole["seen"].value) == (1, 1, 0)
    assert {row.left for row in rows} == {Left.DECEASED, Left.MOVED}


def test_reports_count_the_same_rows(cast: Cast) -> None:
    thuong_lac_cohort(cast)
    question = Question(Period(date(2020, 6, 1), date(2020, 7, 1)), cast.thuong_lac.path)
    counted = {code: register.count(f"reviews.{code}", question)
               for code in ("all", "progress", "working", "not_yet", "at_risk", "not_seen")}  # fmt: skip
    assert counted == {"all": 17, "progress": 9, "working": 2, "not_yet": 5, "at_risk": 3, "not_seen": 0}


# --- above the commune ----------------------------------------------------------------------------------------------


def fill_three_communes(cast: Cast) -> None:
    """Thường Lạc 12 reviewed, 3 of them at risk; Long Khánh A 14, Phú Thuận B 13."""
    for unit, good, bad in ((cast.thuong_lac, 9, 3), (cast.long_khanh_a, 8, 6), (cast.phu_thuan_b, 6, 7)):
        cases = people.cases(unit, good + bad)
        sign(cases[:good])
        sign(cases[good:], condition="at_risk")


def test_above_the_commune_no_small_cell_is_shown_nor_can_be_reckoned(cast: Cast) -> None:
    fill_three_communes(cast)
    viewer = cast.viewer(cast.district_merger, END_OF_Q2)
    table = outcomes.quarter_table(viewer, Q2, by=By.UNIT, above=True)
    assert table.protected
    line = next(one for one in table.lines if "Thường Lạc" in one.label)
    assert line["at_risk"].value is None
    assert line.good is None
    for one in (*table.lines, table.whole):
        assert all(cell.value is None or cell.value == 0 or cell.value >= 5 for cell in one.cells.values())
    hidden = [one.label for one in table.lines if one["at_risk"].value is None]
    assert len(hidden) != 1, "one hidden cell in a column is its sum less the others"


def test_the_commune_itself_sees_its_own_figures(cast: Cast) -> None:
    fill_three_communes(cast)
    table = outcomes.quarter_table(cast.viewer(cast.officer, END_OF_Q2), Q2, by=By.UNIT, above=False)
    (line,) = table.lines
    assert line["at_risk"].value == 3


@pytest.mark.parametrize("who", ["helper", "administrator"])
def test_who_counts_nothing_sees_nothing(cast: Cast, who: str) -> None:
    sign(people.cases(cast.thuong_lac, 1))
    table = outcomes.quarter_table(cast.viewer(getattr(cast, who)), Q2, by=By.UNIT, above=False)
    assert (table.lines, table.whole["all"].value) == ([], 0)


# --- the curve ------------------------------------------------------------------------------------------------------


def followed(cast: Cast, unit: Place, how_many: int, signs: int, *, every: int = 3) -> None:
    """People after rehab, reviewed at the end of each quarter of a year; some with a sign, some lost after one."""
    cases = after_rehab(cast, how_many, unit)
    quarter = Quarter(2020, 1)
    for number in range(4):
        on = quarter.period.last_day
        for index, case in enumerate(cases):
            if index < signs and index % every == number % every and number > 0:
                sign([case], on=on, condition="at_risk", use_seen=True)
            else:
                sign([case], on=on)
        quarter = quarter.next


def test_the_curve_counts_until_the_last_signed_day(cast: Cast) -> None:
    lost, seen, used = after_rehab(cast, 3)
    sign([lost, seen, used], on=date(2020, 3, 28))
    sign([lost], on=date(2020, 6, 14), not_seen="absent")
    sign([seen], on=date(2020, 6, 14))
    sign([used], on=date(2020, 6, 14), condition="not_yet", use_seen=True, seen_on=date(2020, 5, 2))
    rows = outcomes.ended(cast.viewer(cast.officer), **ALWAYS, by=By.UNIT)
    found = outcomes.course(rows, above=False)
    assert {(row.case_id, row.until, row.left) for row in rows} == {
        (lost.pk, date(2020, 3, 28), Left.LOST),
        (seen.pk, date(2020, 6, 14), Left.FOLLOWED),
        (used.pk, date(2020, 5, 2), Left.SIGN),
    }
    curve = found.whole.curve
    assert curve is not None
    assert [(point.day, point.at_risk, point.signs) for point in curve.points] == [(72, 3, 0), (107, 2, 1), (150, 1, 0)]
    assert (found.left[Left.LOST], found.never_seen, found.test) == (1, 0, None)


def test_a_small_group_has_no_curve_above_the_commune(cast: Cast) -> None:
    followed(cast, cast.thuong_lac, 19, 6)
    viewer = cast.viewer(cast.district_merger)
    found = outcomes.course(outcomes.ended(viewer, **ALWAYS, by=By.UNIT), above=True)
    assert (found.whole.curve, found.groups[0].curve, found.test) == (None, None, None)


def test_large_groups_are_compared_and_read_coarsely_above(cast: Cast) -> None:
    followed(cast, cast.thuong_lac, 24, 12)
    followed(cast, cast.long_khanh_a, 22, 6)
    viewer = cast.viewer(cast.district_merger)
    found = outcomes.course(outcomes.ended(viewer, **ALWAYS, by=By.UNIT), above=True)
    assert found.test is not None
    assert 0 < found.test.p < 1
    for group in (found.whole, *found.groups):
        assert all(one.signs == 0 or one.signs >= 5 for one in group.read)


def test_sealed_files_are_counted_and_never_named(cast: Cast) -> None:
    (case,) = after_rehab(cast, 1)
    assess(case, ended_on=ENDED, on=A_YEAR_LATER)
    away = clock.at(A_YEAR_LATER) + timedelta(days=90)
    Case.objects.filter(pk=case.pk).update(state="completed", closed_on=A_YEAR_LATER, sealed_at=away)
    rows = outcomes.ended(cast.viewer(cast.officer), **ALWAYS, by=By.UNIT)
    assert len(rows) == 1
