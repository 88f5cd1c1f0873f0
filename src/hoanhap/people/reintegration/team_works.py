"""What of the work of a Tổ stands in this room: help given, how many people a member helps (hỗ trợ, phân công)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from hoanhap.kernel.text import fold
from hoanhap.people.community.loads import member_loads, team_works
from hoanhap.people.community.models import TaskForceMember
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import Support


def declare() -> None:
    """Called once at start, from apps.ready()."""
    team_works.add("support", supported)
    member_loads.add("reintegration.helpers", helping)


def supported(unit_path: str, start: date, end: date) -> int:
    """Times help was given in [start, end); struck lines do not count."""
    rows = Support.objects.filter(unit_path=unit_path, struck=False)
    return rows.filter(given_on__gte=start, given_on__lt=end).count()


def helping(members: Sequence[TaskForceMember], on: date) -> Mapping[UUID, int]:
    """How many people each member helps: by his account, or by his name where neither side signs in. One query."""
    units = {member.task_force.unit_id for member in members}
    helped = queries.living(on).filter(unit__in=units, case__closed_on=None)
    by_account: Counter[UUID] = Counter()
    by_name: Counter[tuple[int, str]] = Counter()
    for account, unit, name in helped.order_by("id").values_list("account_id", "unit_id", "helper_name"):
        if account is not None:
            by_account[account] += 1
        by_name[unit, fold(name)] += 1
    return {
        member.pk: by_account[member.account_id]
        if member.account_id
        else by_name[member.task_force.unit_id, fold(member.name)]
        for member in members
    }
