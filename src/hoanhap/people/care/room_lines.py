"""How the rows behind figures of counselling, groups and the health room are shown.

Of the social room by name to those who may read it, else by code. Of the health room by nothing: neither name nor code
leads from a figure to a person.
"""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.rows import RowLine, openers
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.care.clinic import measures as clinic
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SubstitutionPhase
from hoanhap.people.care.clinic.policy import counted_by as room_counted
from hoanhap.people.care.counselling import measures as counselling
from hoanhap.people.care.counselling.models import Counselling, GroupAttendance, GroupMeeting
from hoanhap.people.care.counselling.policy import counted_by
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import queries as persons

Detail = Callable[[Any], str]


def declare() -> None:
    """Called once at start, from apps.ready()."""
    openers.add(counselling.SESSION, _social(Counselling, lambda row: show(row.held_on)))
    openers.add(counselling.ATTENDANCE, _social(GroupAttendance, lambda row: show(row.meeting.met_on), "meeting"))
    openers.add(counselling.MEETING, _meetings)
    for kind, model in (
        (clinic.PHASE, SubstitutionPhase),
        (clinic.DETOX, DetoxEpisode),
        (clinic.SHEET, ClinicSheet),
        (clinic.REFERRAL, Referral),
    ):
        openers.add(kind, _nameless(model))


def _social(model: Any, detail: Detail, *with_: str) -> Callable[[Viewer, Collection[UUID]], list[RowLine]]:
    def opened(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
        readable = case_policy.visible_to(viewer).filter(viewer.scope_q(CasePermission.READ_SOCIAL))
        seen = counted_by(viewer) | Q(case__in=readable.order_by().values("pk"))
        rows = list(model.objects.filter(seen, pk__in=row_ids).select_related("unit", "case__person", *with_))
        cases = {case.pk: case for case in readable.filter(pk__in={row.case_id for row in rows})}
        named = [row.case for row in rows if row.case_id in cases]
        names = persons.names_of((case.person for case in named), viewer)
        persons.log_look("person.listed", named, viewer=viewer, at=clock.now())
        lines = [_line(row, names.get(row.case.person_id, "") if row.case_id in cases else "", detail) for row in rows]
        return sorted(lines, key=lambda line: (line.unit_name, line.label, line.detail, str(line.row_id)))

    return opened


def _line(row: Any, name: str, detail: Detail) -> RowLine:
    return RowLine(
        row_id=row.pk,
        label=name or row.case.code,
        unit_name=row.unit.full_name,
        detail=detail(row),
        url="case" if name else "",
        args={"case_id": str(row.case_id)} if name else {},
    )


def _meetings(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
    rows = GroupMeeting.objects.filter(viewer.scope_q(CarePermission.COUNT_CONTACT), pk__in=row_ids)
    found = rows.select_related("unit", "group").order_by("unit_path", "met_on", "id")
    return [
        RowLine(row_id=row.pk, label=row.group.name, unit_name=row.unit.full_name, detail=show(row.met_on))
        for row in found
    ]


def _nameless(model: Any) -> Callable[[Viewer, Collection[UUID]], list[RowLine]]:
    def opened(viewer: Viewer, row_ids: Collection[UUID]) -> list[RowLine]:
        rows = model.objects.filter(room_counted(viewer), pk__in=row_ids).select_related("unit")
        found = sorted(rows.values_list("pk", "unit__title", "unit__name"), key=lambda row: (*row[1:], str(row[0])))
        return [
            RowLine(row_id=pk, label=_("Một người (phần sức khỏe, không nêu tên)"), unit_name=f"{title} {name}")
            for pk, title, name in found
        ]

    return opened
