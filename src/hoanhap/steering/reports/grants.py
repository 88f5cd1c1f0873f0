"""Which role may do what with reports."""

from hoanhap.foundation.access import permissions, roles
from hoanhap.foundation.access.roles import Role
from hoanhap.steering.reports.policy import ReportPermission as May

_LEADERS = (Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)
# Offices that plan and pay by figures, and need no more than the report of their unit.
_FIGURES = (Role.FRONT_CADRE, Role.JUSTICE, Role.CULTURE, Role.FINANCE)


def give() -> None:
    """Called once at start, from apps.ready()."""
    permissions.declare(May)
    roles.grant(Role.COMMUNE_OFFICER, May.READ, May.FILL, May.SUBMIT, May.OPEN_ROWS)
    roles.grant(Role.COMMUNE_LEADER, May.READ, May.FILL, May.SUBMIT, May.OPEN_ROWS)
    roles.grant(Role.COMMUNE_POLICE, May.READ)
    # Who knows the people, answers for the counting or inspects it sees figures below five; all others do not.
    mergers = (Role.DISTRICT_MERGER, Role.PROVINCE_MERGER)
    for knower in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.COMMUNE_POLICE, Role.INSPECTOR, *mergers):
        roles.grant(knower, May.SMALL, May.WORDS)
    for leader in _LEADERS:
        roles.grant(leader, May.WORDS)
    for merger in mergers:
        roles.grant(merger, May.READ, May.FILL, May.SUBMIT, May.DECIDE, May.MERGE, May.OPEN_ROWS)
    for reader in (*_LEADERS, *_FIGURES, Role.INSPECTOR):
        roles.grant(reader, May.READ)
