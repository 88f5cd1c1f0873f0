"""How the rows behind a figure are shown: registers by their names, people who took part only where they are known."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel import clock, dates
from hoanhap.people.community import policy
from hoanhap.people.community.clubs.models import Attendance, Club, Meeting
from hoanhap.people.community.models import TaskForce
from hoanhap.people.community.points.models import Point
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes.models import Recognition, Site
from hoanhap.people.community.training.models import Trainee, TrainingCourse
from hoanhap.people.community.workers.models import RoleHeld, Worker
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as persons

TASK_FORCE = "task_force"
CLUB, MEETING, ATTENDANCE = "club", "club_meeting", "club_attendance"
POINT, WORKER, ROLE = "counselling_point", "community_worker", "community_role"
COURSE, TRAINEE = "training_course", "trainee"
SITE, RECOGNITION = "scheme_site", "recognition"


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(TASK_FORCE, _lines)
    openers.add(ATTENDANCE, _attendance)
    for kind, (model, related, label, detail) in _REGISTERS.items():
        openers.add(kind, _opener(model, related, label, detail))


Said = Callable[[Any], str]

_REGISTERS: dict[str, tuple[type[Model], tuple[str, ...], Said, Said]] = {
    CLUB: (Club, (), lambda row: row.name, lambda row: row.get_kind_display()),
    MEETING: (Meeting, ("club",), lambda row: row.club.name, lambda row: dates.show(row.held_on)),
    POINT: (Point, (), lambda row: row.name, lambda row: row.address),
    WORKER: (Worker, (), lambda row: row.name, lambda row: row.organisation),
    ROLE: (RoleHeld, ("worker",), lambda row: row.worker.name, lambda row: row.get_role_display()),
    COURSE: (TrainingCourse, (), lambda row: row.title, lambda row: dates.show(row.starts_on)),
    TRAINEE: (Trainee, ("worker",), lambda row: row.worker.name, lambda row: row.get_category_display()),
    SITE: (Site, ("scheme",), lambda row: row.label or row.unit.full_name, lambda row: row.scheme.name),
    RECOGNITION: (Recognition, (), lambda row: row.name, lambda row: row.get_level_display()),
}


def _opener(
    model: type[Model], related: tuple[str, ...], label: Said, detail: Said
) -> Callable[[Viewer, Collection[UUID]], list[RowLine]]:
    """Rows of a register, for those who may read it."""

    def opened(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
        rows = policy.rows_for(viewer, model).filter(pk__in=row_ids).select_related("unit", *related)
        return [
            RowLine(row_id=row.pk, label=label(row), unit_name=row.unit.full_name, detail=detail(row))  # type: ignore[attr-defined]
            for row in rows.order_by("unit_path", "id")
        ]

    return opened


def _attendance(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    """A name for whoever keeps the club and may know the person, that look is logged; else one of those who came."""
    rows = list(
        policy.rows_for(viewer, Attendance)
        .filter(pk__in=row_ids, person__sealed_at=None)
        .select_related("unit", "person", "meeting", "meeting__club")
        .order_by("unit_path", "id")
    )
    known = person_policy.visible_to(viewer).filter(
        viewer.scope_q(May.KEEP_CLUB), pk__in=[row.person_id for row in rows]
    )
    named = list(known.order_by("id"))
    names = persons.names_of(named, viewer)
    persons.log_look("club.viewed", [row for row in rows if row.person_id in names], viewer=viewer, at=clock.now())
    return [
        RowLine(
            row_id=row.pk,
            label=names.get(row.person_id, _("một người tham gia")),
            unit_name=row.unit.full_name,
            detail=f"{row.meeting.club.name}, {dates.show(row.meeting.held_on)}",
        )
        for row in rows
    ]


def _lines(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    rows = policy.visible_to(viewer).filter(pk__in=row_ids).select_related("unit").order_by("unit__folded", "id")
    return [_line(row) for row in rows]


def _line(row: TaskForce) -> RowLine:
    said = _("Quyết định %(decision)s, quy chế %(regulation)s") % {
        "decision": row.decision_number,
        "regulation": row.regulation_number or "–",
    }
    return RowLine(
        row_id=row.pk,
        label=row.unit.full_name,
        unit_name=row.unit.full_name,
        detail=said,
        url="task-force",
        args={"task_force_id": str(row.pk)},
    )
