"""What becomes of the plan of contacts, and of referrals, when a case is opened, moved, set back or ended."""

from collections.abc import Sequence
from datetime import datetime

from hoanhap.foundation.audit import Actor
from hoanhap.people.care import health_room_actions, planning
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.individual_plan import actions as own_plan
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case


def follow(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """People living in the commune are met by a plan; of those in a facility the duty to meet rests."""
    living = [case for case in cases if case.state in states.FOLLOWED]
    away = [case for case in cases if case.state in states.IN_FACILITY]
    planning.start_plans(living, by=by, at=at)
    planning.rest(away, by=by, at=at)
    for case in cases:
        if case.closed_on is not None:
            health_room_actions.end_all(case, by=by, at=at)
            groups.end_all(case, by=by, at=at)
            own_plan.end_all(case, by=by, at=at)
