"""Clubs in the timeline of a file, for whoever keeps them: what the person took part in (sinh hoạt câu lạc bộ)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import Event, Source
from hoanhap.people.community.clubs import queries as clubs
from hoanhap.people.community.policy import CommunityPermission

KIND = "club"


def events(case: Case, viewer: Viewer) -> Iterable[Event]:
    """One event for each meeting or activity since the file was opened; nobody else learns where he goes."""
    if not viewer.may(CommunityPermission.KEEP_CLUB, case.unit_path):
        return
    for row in clubs.attended_by(case.person_id).filter(meeting__held_on__gte=case.opened_on):
        if case.closed_on is not None and row.meeting.held_on > case.closed_on:
            continue
        yield Event(
            at=clock.at(row.meeting.held_on),
            kind=KIND,
            title=_("Tham gia %(club)s: %(activity)s")
            % {"club": row.meeting.club.name, "activity": row.meeting.get_activity_display()},
            detail=row.meeting.title,
            subject_id=str(row.pk),
        )


SOURCE = Source(events, lambda case: clubs.attended_by(case.person_id))
