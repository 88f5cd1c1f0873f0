"""Figures of counselling and groups, each one queryset of rows.

Sessions with the person and sessions with the family alone are counted apart; one held with both is one session, with
the person. People are counted by their files: nobody twice, however many sessions, and never for a talk with his
family alone.

    counselling.total = counselling.sessions + counselling.family_sessions
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.care.counselling.models import Counselling, GroupAttendance, GroupMeeting
from hoanhap.people.care.counselling.rules import WITH_FAMILY, WITH_PERSON
from hoanhap.people.persons.belonging import counted, same_unit

SESSION, MEETING, ATTENDANCE = "counselling", "group_meeting", "group_attendance"


def sessions_in(question: Question) -> QuerySet[Counselling]:
    """All sessions of the period below this part of the map; what was voided counts nowhere."""
    period = question.period
    found = Counselling.objects.filter(counted(question), void_at=None)
    return found.filter(held_on__gte=period.start, held_on__lt=period.end)


def with_person(question: Question) -> QuerySet[Counselling]:
    return sessions_in(question).filter(audience__in=WITH_PERSON)


def with_family_alone(question: Question) -> QuerySet[Counselling]:
    return sessions_in(question).filter(audience="family")


def people(question: Question) -> QuerySet[Counselling]:
    """One row a person who was counselled himself: his last session of the period."""
    return _last(question, with_person(question))


def families(question: Question) -> QuerySet[Counselling]:
    """One row a person whose family was counselled, with him or without."""
    return _last(question, sessions_in(question).filter(audience__in=WITH_FAMILY))


def meetings_in(question: Question) -> QuerySet[GroupMeeting]:
    period = question.period
    return GroupMeeting.objects.filter(question.within(), met_on__gte=period.start, met_on__lt=period.end)


def group_people(question: Question) -> QuerySet[GroupAttendance]:
    """One row a person who came to a group in the period, however often: his last meeting."""
    period = question.period
    came = GroupAttendance.objects.filter(
        question.within(), present=True, meeting__met_on__gte=period.start, meeting__met_on__lt=period.end
    )
    same = came.filter(case=OuterRef("case"), meeting__met_on__gte=OuterRef("meeting__met_on"))
    later = same.filter(Q(meeting__met_on__gt=OuterRef("meeting__met_on")) | Q(id__gt=OuterRef("id")))
    return came.filter(~Exists(later))


def _last(question: Question, sessions: QuerySet[Counselling]) -> QuerySet[Counselling]:
    same = sessions.filter(same_unit(question), case=OuterRef("case"), held_on__gte=OuterRef("held_on"))
    return sessions.filter(~Exists(same.filter(Q(held_on__gt=OuterRef("held_on")) | Q(id__gt=OuterRef("id")))))


def declare() -> None:
    """Enter the measures of this room; called once from `apps.ready()`."""
    add(
        Measure("counselling.total", _("Số buổi tư vấn"), SESSION, sessions_in),
        Measure("counselling.sessions", _("Số buổi tư vấn có người được hỗ trợ"), SESSION, with_person),
        Measure("counselling.family_sessions", _("Số buổi tư vấn riêng cho người thân"), SESSION, with_family_alone),
        Measure("counselling.people", _("Số người được tư vấn"), SESSION, people),
        Measure("counselling.families", _("Số người có gia đình được tư vấn"), SESSION, families),
        Measure("groups.meetings", _("Số buổi sinh hoạt nhóm"), MEETING, meetings_in),
        Measure("groups.people", _("Số người sinh hoạt nhóm"), ATTENDANCE, group_people),
    )
