"""What is corrected or recorded late across a change of units lands where it belongs, and each day counts once."""

import itertools
from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.rules import LostUpdate, PersonDetails
from hoanhap.people.succession import actions
from tests.cast import SETTER
from tests.domain.succession.conftest import AT, NIGHT, Scene
from tests.map_changes import DAY

LATER = DAY + timedelta(days=12)
JUNE, JULY = Period(date(2020, 6, 1), DAY), Period(DAY, date(2020, 8, 1))


def run() -> None:
    actions.hand_over_all(on=DAY, by=NIGHT, at=AT)


def moved(case: Case, verb: str, on: date) -> Case:
    case.refresh_from_db()
    at = clock.at(max(on, LATER), 10)
    return cases.move(case=case, verb=verb, on=on, signer_title="Chủ tịch", by=SETTER, at=at, version=case.version).case


def undone(case: Case) -> Case:
    case.refresh_from_db()
    return cases.undo_last_move(case=case, reason="ghi nhầm", by=SETTER, at=clock.at(LATER, 11), version=case.version)


def story(scene: Scene, case: Case) -> list[tuple[str, str, date, date | None]]:
    """Unit, state and days of what holds, in order."""
    names = {scene.ward.pk: "ward", scene.cast.thuong_lac.pk: "xã"}
    rows = Standing.objects.filter(case=case).order_by("number")
    return [(names[row.unit_id], row.state, row.from_on, row.to_on) for row in rows]


def holds_together(case: Case) -> None:
    """Intervals meet end to end, one is current, and it says what the case says."""
    rows = list(Standing.objects.filter(case=case).order_by("number"))
    assert all(row.to_on == following.from_on for row, following in itertools.pairwise(rows))
    assert [row.to_on for row in rows].count(None) == 1
    case.refresh_from_db()
    assert (rows[-1].to_on, rows[-1].state, rows[-1].unit_id) == (None, case.state, case.unit_id)


HOME = "rehab_voluntary_home"
OPENED, DECIDED = date(2020, 1, 13), date(2020, 1, 16)


def test_a_move_after_the_change_is_one_step_from_the_old_unit_s_state(merged: Scene) -> None:
    run()
    case = moved(merged.cases[0], "close_moved", LATER)
    holds_together(case)
    assert story(merged, case)[-2:] == [("ward", HOME, DAY, LATER), ("ward", "closed_moved", LATER, None)]
    assert indicators.count("stock.removed", Question(JULY, merged.ward.path)) == 1


def test_a_move_recorded_late_is_laid_before_the_change(merged: Scene) -> None:
    """Decided on 20/6, entered in July: June of the old unit changes, the ward has him in the new state from 1/7."""
    run()
    case = moved(merged.cases[0], "close_moved", date(2020, 6, 20))
    holds_together(case)
    assert story(merged, case)[-3:] == [
        ("xã", HOME, DECIDED, date(2020, 6, 20)),
        ("xã", "closed_moved", date(2020, 6, 20), DAY),
        ("ward", "closed_moved", DAY, None),
    ]
    assert indicators.count("stock.removed", Question(JUNE, merged.cast.thuong_lac.path)) == 1
    assert indicators.count("stock.removed", Question(JULY, merged.ward.path)) == 0
    assert indicators.count("stock.total", Question(JULY, merged.ward.path)) == 3


def test_a_wrong_move_of_the_old_unit_is_struck_out_in_the_new_one(merged: Scene) -> None:
    case = merged.cases[0]
    case.refresh_from_db()
    cases.move(
        case=case,
        verb="close_moved",
        on=date(2020, 6, 15),
        signer_title="Chủ tịch",
        by=SETTER,
        at=clock.at(date(2020, 6, 16), 9),
        version=case.version,
    )
    run()
    assert story(merged, case)[-1] == ("ward", "closed_moved", DAY, None)
    case = undone(case)
    holds_together(case)
    assert story(merged, case)[-2:] == [("xã", HOME, DECIDED, DAY), ("ward", HOME, DAY, None)]
    assert indicators.count("stock.total", Question(JULY, merged.ward.path)) == 4


def test_a_move_of_the_new_unit_is_struck_out_there(merged: Scene) -> None:
    run()
    before = story(merged, merged.cases[0])
    case = undone(moved(merged.cases[0], "close_moved", LATER))
    holds_together(case)
    assert story(merged, case) == before


def test_a_late_move_is_struck_out_and_the_change_stands(merged: Scene) -> None:
    run()
    before = story(merged, merged.cases[0])
    case = undone(moved(merged.cases[0], "close_moved", date(2020, 6, 20)))
    holds_together(case)
    assert story(merged, case) == before


def test_the_change_itself_is_no_move_to_be_struck_out(merged: Scene) -> None:
    """Only the opening stands before it: there is nothing to correct."""
    Standing.objects.filter(case=merged.cases[0], number=2).delete()
    Standing.objects.filter(case=merged.cases[0]).update(to_on=None)
    Case.objects.filter(pk=merged.cases[0].pk).update(
        state="registered", measure="", decision_number="", decision_on=None
    )
    run()
    with pytest.raises(Refused) as refused:
        undone(merged.cases[0])
    assert refused.value.code == "first-standing"


def test_whoever_read_the_file_before_is_told_that_it_changed(merged: Scene) -> None:
    case = merged.cases[0]
    case.refresh_from_db()
    seen = case.version
    run()
    with pytest.raises(LostUpdate):
        cases.set_wish(case=case, wish="học nghề", by=SETTER, at=AT, version=seen)
    case.refresh_from_db()
    assert case.unit_id == merged.ward.pk


def test_what_was_recorded_after_the_day_in_the_old_unit_goes_along_whole(merged: Scene) -> None:
    """The nightly work did not run: on 13/7 an officer still wrote into the old unit."""
    case = moved(merged.cases[0], "close_moved", LATER)
    assert story(merged, case)[-1] == ("xã", "closed_moved", LATER, None)
    actions.hand_over_all(on=LATER, by=NIGHT, at=clock.at(LATER, 23))
    holds_together(case)
    assert story(merged, case)[-3:] == [
        ("xã", HOME, DECIDED, DAY),
        ("ward", HOME, DAY, LATER),
        ("ward", "closed_moved", LATER, None),
    ]
    assert indicators.count("stock.removed", Question(JULY, merged.ward.path)) == 1


def test_the_timeline_tells_of_the_change_and_the_line_of_the_first_day(merged: Scene) -> None:
    run()
    viewer = merged.cast.viewer(merged.cast.officer, DAY)
    case = Case.objects.select_related("person", "unit").get(pk=merged.cases[0].pk)
    titles = [event.title for event in case_queries.timeline(case, viewer)]
    assert "Chuyển hồ sơ sang phường Thường Lạc" in titles
    reached = {step.state: step.reached_on for step in case_queries.main_line(case)}
    assert reached[HOME] == DECIDED


def test_a_new_file_of_the_new_unit_never_takes_a_code_that_came_along(merged: Scene) -> None:
    """Both are called Thường Lạc, so both count TL-2020-001 and on."""
    run()
    details = PersonDetails(full_name="Võ Thị Mới")
    person = persons.register(details=details, unit=merged.ward, by=SETTER, at=clock.at(LATER, 9))
    opening = cases.Opening(person=person, steps=(Step(state="registered", on=LATER),))
    case = cases.open_case(opening=opening, unit=merged.ward, by=SETTER, at=clock.at(LATER, 9))
    assert case.code == "TL-2020-004"
    assert set(Case.objects.exclude(pk=case.pk).values_list("former_codes", flat=True)) == {""}
