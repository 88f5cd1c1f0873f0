"""What somebody who declares is told to bring: by his choice, the law of the day and his age."""

from datetime import date

import pytest

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.intake import checklists
from hoanhap.people.intake.models import Choice

IN_2020, IN_2023, IN_2026 = date(2020, 6, 1), date(2023, 5, 8), date(2026, 9, 7)


def asked(choice: str, on: date, *, ages: tuple[int, ...] = (30,)) -> dict[str, list[str]]:
    found = checklists.of_choice(choice, ages=ages, at=clock.at(on, 9), calendar=WorkingCalendar())
    return {one.verb: [paper.paper for paper in one.papers] for one in found}


@pytest.mark.requirement("S1-24")
def test_each_choice_has_its_own_papers_and_its_own_day() -> None:
    lists = {choice: asked(choice, IN_2026) for choice in checklists.STEPS}
    assert [*lists["home"]] == ["start_home"]
    assert [*lists["facility"]] == ["start_facility", "start_facility_private"]
    assert lists["ost"] == {"start_ost": ["registration", "addiction_slip"]}
    papers = [tuple(map(tuple, one.values())) for one in lists.values()]
    assert len({*papers}) == 3, "at home and in the community are one measure in 2026; the others differ"
    (home,) = checklists.of_choice("home", ages=(30,), at=clock.at(IN_2023, 9), calendar=WorkingCalendar())
    assert home.due is not None
    assert clock.local_day(home.due.due_at) == date(2023, 5, 11)


@pytest.mark.requirement("S1-24")
def test_a_minor_brings_what_his_parents_say() -> None:
    assert "parents_opinion" not in asked("home", IN_2026)["start_home"]
    assert "parents_opinion" in asked("home", IN_2026, ages=(16,))["start_home"]
    assert "parents_opinion" in asked("home", IN_2026, ages=())["start_home"], "an unknown age is asked for them"


def test_the_list_is_that_of_the_day() -> None:
    assert asked("home", IN_2020) == {"start_home": ["application", "cv", "rehab_plan"]}
    assert asked("home", IN_2023) == {"start_home": ["registration", "addiction_slip", "identity_copy"]}


@pytest.mark.parametrize("on", [IN_2020, IN_2023, IN_2026])
def test_who_has_not_chosen_is_shown_every_way_the_law_knows(on: date) -> None:
    every = {verb for choice in checklists.STEPS for verb in asked(choice, on)}
    assert {*asked(Choice.UNDECIDED, on)} == every
    assert {*checklists.STEPS} == {*Choice.values} - {Choice.UNDECIDED}
    assert all(law.dossier_for(law.regime_on(on).code, verb) for verb in every)
