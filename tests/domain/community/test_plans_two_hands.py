"""Two officers over one plan at one moment: one of them is told, nothing is lost or written over."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from hoanhap.people.community import actions as teams
from hoanhap.people.community.plans import actions, tasks
from hoanhap.people.community.plans.models import Span, WorkPlan, WorkTask
from tests import cast as stage
from tests.cast import NOW, TODAY, Cast
from tests.domain.community import works
from tests.domain.community.works import HAND
from tests.two_hands import at_once, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return stage.make()


def test_of_two_plans_for_the_same_days_one_is_refused(lasting: Cast) -> None:
    force = works.force(lasting.thuong_lac)
    wide = works.plan_details(span=Span.QUARTER)
    made = at_once(lambda: works.plan(force), lambda: actions.make_plan(force, details=wide, **HAND))
    assert made.count("plan-twice") == 1
    assert WorkPlan.objects.count() == 1


def test_one_form_sent_twice_at_once_is_one_plan_and_one_task(lasting: Cast) -> None:
    force, key = works.force(lasting.thuong_lac), uuid.uuid4()
    assert said_at_once(*[lambda: works.plan(force, client_key=key)] * 2) == ["done", "done"]
    plan = WorkPlan.objects.get()
    assert said_at_once(*[lambda: works.task(plan, client_key=key)] * 2) == ["done", "done"]
    assert WorkTask.objects.count() == 1


def test_of_two_hands_that_end_a_task_one_is_told(lasting: Cast) -> None:
    """What each of them wrote about it stands nowhere but as the first said it."""
    task = works.task(works.plan(works.force(lasting.thuong_lac)))
    other = {"by": lasting.viewer(lasting.leader).actor, "at": NOW, "version": 1}
    ends: tuple[Callable[[], object], ...] = (
        lambda: works.done(task),
        lambda: tasks.drop(task, reason="Trời lụt.", **other),
    )
    assert said_at_once(*ends) == ["done", "plan-stale"]
    assert WorkTask.objects.get().version == 2


def test_of_two_hands_that_give_a_task_away_one_is_told(lasting: Cast) -> None:
    force = works.force(lasting.thuong_lac)
    mai, binh = works.member(force), works.member(force, "Lý Bình")
    task = works.task(works.plan(force))
    other = lasting.viewer(lasting.leader).actor
    given = said_at_once(
        lambda: tasks.assign(task, member=mai, version=1, **HAND),
        lambda: tasks.assign(task, member=binh, version=1, by=other, at=NOW),
    )
    assert given == ["done", "plan-stale"]


def test_no_task_slips_into_a_team_that_is_being_dissolved_or_out_of_its_plan(lasting: Cast) -> None:
    force = works.force(lasting.thuong_lac)
    plan = works.plan(force)
    shorter = works.plan_details(span=Span.OWN, starts_on=works.JUNE_1, until=date(2020, 6, 10))
    said = at_once(
        lambda: works.task(plan) and None,
        lambda: actions.change_plan(plan, details=shorter, version=1, **HAND) and None,
    )
    assert said in (["task-due", None], [None, "plan-days"])
    plan.refresh_from_db()
    ended = at_once(
        lambda: works.task(plan, due_on=works.JUNE_1) and None, lambda: teams.dissolve(force, on=TODAY, **HAND) and None
    )
    assert ended in (["plan-force-gone", None], [None, None])
