"""The form BC01 counted by hand-written SQL over the base tables: five queries for a whole province.

No measures, no units, no rights, no row ids: what a programmer in a hurry would write to get the same figures. It is
also a second opinion: the bench stops when its figures and the merged report differ.
"""

from collections.abc import Sequence

from django.db import connection

from hoanhap import law
from hoanhap.kernel.periods import Period
from hoanhap.people.cases import states

Figures = dict[str, int]


def figures(path: str, period: Period) -> Figures:
    """Every counted line of the form below this path."""
    standings, contacts = _standings(path, period), _contacts(path, period)
    return {**standings, **_moves(path, period), **contacts, **_task_forces(path, period)}


def _among(column: str, codes: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _standings(path: str, period: Period) -> Figures:
    held, begun = (
        "from_on <= %(day)s AND (to_on IS NULL OR to_on > %(day)s)",
        "from_on >= %(start)s AND from_on < %(end)s",
    )
    before = "from_on <= %(before)s AND (to_on IS NULL OR to_on > %(before)s)"
    helped = (
        "EXISTS (SELECT 1 FROM reintegration_helperassignment h WHERE h.case_id = s.case_id AND h.kind = 'main' "
        "AND h.valid_from <= %(day)s AND (h.valid_to IS NULL OR h.valid_to > %(day)s))"
    )
    open_now, followed = _among("state", states.OPEN), _among("state", states.FOLLOWED)
    outside, after = _among("state", states.REHAB_OUTSIDE), _among("state", states.AFTER)
    lines = {
        "stock.total": f"{held} AND {open_now}",
        "stock.users": f"{held} AND {_among('state', law.states_of_class('user'))}",
        "stock.addicted": f"{held} AND {_among('state', law.states_of_class('addicted'))}",
        "stock.in_rehab": f"{held} AND {_among('state', law.states_of_class('in_rehab'))}",
        "stock.after_rehab": f"{held} AND {after}",
        "stock.support": f"{held} AND {_among('state', law.states_of_class('support'))}",
        "stock.opening": f"{before} AND {open_now}",
        "stock.new": f"{begun} AND {open_now} AND {_among('came_from', ('', *states.CLOSED))}",
        "stock.removed": f"{begun} AND {_among('state', states.CLOSED)} AND {_among('came_from', states.OPEN)}",
        "rehab.home": f"{held} AND state = 'rehab_voluntary_home'",
        "rehab.community": f"{held} AND {_among('state', states.REHAB_COMMUNITY)}",
        "rehab.started": f"{begun} AND {outside} AND NOT {_among('came_from', (*states.REHAB, *states.PAUSED))}",
        "rehab.completed": f"{begun} AND {_among('state', ('completed', *states.AFTER))} "
        f"AND {_among('came_from', states.REHAB_OUTSIDE)}",
        "after.total": f"{held} AND {after}",
        "after.new": f"{begun} AND {after} AND NOT {_among('came_from', (*states.AFTER, *states.PAUSED))}",
        "after.with_helper": f"{held} AND {after} AND {helped}",
        "helpers.assigned": f"{held} AND {followed} AND {helped}",
        "helpers.missing": f"{held} AND {followed} AND NOT {helped}",
    }
    return _counted(
        lines, "cases_standing s WHERE NOT struck AND unit_path >= %(low)s AND unit_path < %(high)s", path, period
    )


def _moves(path: str, period: Period) -> Figures:
    """Who moved to another commune with his file: an arrival on one side, an answered notice on the other."""
    came = "reception_arrival a WHERE a.unit_path >= %(low)s AND a.unit_path < %(high)s"
    went = (
        "reception_transfer t JOIN reception_arrival a ON a.transfer_id = t.id "
        "WHERE t.unit_path >= %(low)s AND t.unit_path < %(high)s"
    )
    return {
        **_counted({"moves.in": 'a."on" >= %(start)s AND a."on" < %(end)s'}, came, path, period),
        **_counted({"moves.out": "t.accepted_on >= %(start)s AND t.accepted_on < %(end)s"}, went, path, period),
    }


def _contacts(path: str, period: Period) -> Figures:
    """The last contact of each person by window functions, then the members of cohorts beside it."""
    source = """(
        SELECT case_id, unit_id, met, condition, work, missed_reason,
               ROW_NUMBER() OVER (PARTITION BY case_id, unit_id, met ORDER BY met_at DESC, id DESC) AS nth,
               MAX(CASE WHEN met THEN 1 ELSE 0 END) OVER (PARTITION BY case_id, unit_id) AS ever_met
        FROM care_contact WHERE unit_path >= %(low)s AND unit_path < %(high)s
             AND met_at >= %(starts_at)s AND met_at < %(ends_at)s
    )"""
    contacts = _counted(
        {"contacts.total": "case_id IS NOT NULL", "contacts.met": "met", "contacts.people": "met AND nth = 1"},
        f"{source} c", path, period,
    )  # fmt: skip
    members = (
        f"cases_cohortmember m JOIN cases_cohort g ON g.id = m.cohort_id LEFT JOIN {source} c "
        "ON c.case_id = m.case_id AND c.unit_id = m.unit_id AND c.nth = 1 AND (c.met OR c.ever_met = 0) "
        "WHERE m.unit_path >= %(low)s AND m.unit_path < %(high)s AND m.joined_on <= %(day)s AND g.from_on <= %(day)s "
        "AND (m.left_on IS NULL OR m.left_on > %(day)s) AND (g.to_on IS NULL OR g.to_on > %(day)s)"
    )
    lines = {
        "cohort.managed": "m.id IS NOT NULL",
        "cohort.progress": "c.condition = 'progress'",
        "cohort.working": "c.condition = 'progress' AND c.work = 'stable'",
        "cohort.not_yet": "c.condition = 'not_yet'",
        "cohort.at_risk": "c.condition = 'at_risk'",
        "cohort.not_assessed": "c.met IS NULL OR NOT c.met",
        "cohort.not_assessed.unrecorded": "c.met IS NULL",
    }
    reasons = ("absent", "ill", "moved", "deceased", "other")
    lines.update({f"cohort.not_assessed.{reason}": f"c.missed_reason = '{reason}'" for reason in reasons})
    return {**contacts, **_counted(lines, members, path, period)}


def _task_forces(path: str, period: Period) -> Figures:
    source = (
        "community_taskforce t JOIN places_place p ON p.id = t.unit_id "
        "WHERE t.unit_path >= %(low)s AND t.unit_path < %(high)s AND t.kind = 'task_force' "
        "AND t.regulation_on <= %(day)s AND t.valid_from <= %(day)s AND (t.valid_to IS NULL OR t.valid_to > %(day)s)"
    )
    return _counted({"coverage.task_force": "p.kind = 'commune'"}, source, path, period)


def _counted(lines: dict[str, str], source: str, path: str, period: Period) -> Figures:
    sums = ", ".join(f"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)" for condition in lines.values())
    facts = {
        "low": path,
        "high": f"{path[:-1]}0",
        "day": period.last_day.isoformat(),
        "before": period.day_before.isoformat(),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "starts_at": connection.ops.adapt_datetimefield_value(period.starts_at),
        "ends_at": connection.ops.adapt_datetimefield_value(period.ends_at),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums} FROM {source}", facts)  # noqa: S608 - no text of a user anywhere
        row = cursor.fetchone()
    return dict(zip(lines, map(int, row), strict=True))
