"""Reads of counselling and groups, always for somebody; looks are logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.people.care.counselling import groups, policy, rules
from hoanhap.people.care.counselling.models import (
    Counselling,
    GroupAttendance,
    GroupMember,
    Leaflet,
    SupportGroup,
    Topic,
)
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSession:
    """One session. `missing`: what a first one should have spoken of; `hidden`: the note opens by a press."""

    session: Counselling
    topics: tuple[str, ...]
    note: str
    hidden: bool
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member with how often he came."""

    member: GroupMember
    name: str
    came: int
    meetings: int


@transaction.atomic
def of_case(viewer: Viewer, case: Case, *, at: datetime, opened: UUID | None = None) -> list[OpenedSession]:
    """One person's sessions, the newest first; the look is logged. `opened`: the one hidden note a press opened."""
    audit.record(
        "counselling.viewed", by=viewer.actor, subject_kind="case", subject_id=case.pk, unit_path=case.unit_path, at=at
    )
    rows = list(policy.visible_to(viewer).filter(case=case).select_related("leaflet", "case"))
    shown = [row for row in rows if row.kind == "social" or row.pk == opened]
    notes = vault.reveal_many(shown, "note")
    firsts = first_ids(rows)
    return [
        OpenedSession(
            session=row,
            topics=_labels(rules.unpacked(row.topics)),
            note=notes[row.pk]["note"] if row.pk in notes else "",
            hidden=row.note is not None and row.pk not in notes,
            missing=_labels(rules.missing_at_first(rules.unpacked(row.topics))) if row.pk in firsts else (),
        )
        for row in rows
    ]


def note_of(viewer: Viewer, session: Counselling, *, at: datetime) -> None:
    """Somebody opens the note of one talk: an entry of its own in the log. The caller has passed the gate."""
    audit.record(
        "counselling.note_opened",
        by=viewer.actor,
        subject_kind="case",
        subject_id=session.case_id,
        unit_path=session.case.unit_path,
        at=at,
        detail={"session": str(session.pk)},
    )


def first_ids(sessions: Iterable[Counselling]) -> set[UUID]:
    """Of these sessions of one file the first with the person, and the first with the family."""
    living = sorted((row for row in sessions if row.void_at is None), key=lambda row: (row.held_on, str(row.pk)))
    found = set()
    for among in (rules.WITH_PERSON, rules.WITH_FAMILY):
        first = next((row.pk for row in living if row.audience in among), None)
        if first is not None:
            found.add(first)
    return found


def leaflets_in_use(case: Case) -> QuerySet[Leaflet]:
    """What can be given out today."""
    today = clock.today()
    rows = policy.leaflets_for(case.unit_path).filter(valid_from__lte=today)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)).order_by("title", "id")


def members_of(viewer: Viewer, group: SupportGroup, *, at: datetime) -> list[MemberLine]:
    """Who is in the group today, with attendance; names are logged. The caller has passed its gate.

    Whose file has gone to another commune is no longer named here.
    """
    here = case_policy.visible_to(viewer).filter(groups__group=group).order_by().values_list("pk", flat=True)
    readable = set(here)
    members = [member for member in groups.members_on(group, viewer.on) if member.case_id in readable]
    cases = [member.case for member in members]
    names = persons.names_of((case.person for case in cases), viewer)
    persons.log_look("person.listed", cases, viewer=viewer, at=at)
    came = dict(_attendance(group).filter(present=True).values_list("case_id").annotate(n=Count("pk")))
    held = dict(_attendance(group).values_list("case_id").annotate(n=Count("pk")))
    lines = [
        MemberLine(
            member=member,
            name=names[member.case.person_id],
            came=came.get(member.case_id, 0),
            meetings=held.get(member.case_id, 0),
        )
        for member in members
    ]
    return sorted(lines, key=lambda line: (persons.by_given_name(line.name), str(line.member.pk)))


def candidates(viewer: Viewer, group: SupportGroup, *, at: datetime) -> list[tuple[Case, str]]:
    """Who may join: people of the commune who agreed to groups and are not in this one; names are logged."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(CarePermission.COUNSEL), closed_on=None)
    inside = {member.case_id for member in groups.members_on(group, viewer.on)}
    agreed = privacy.agreed_to(PERSON, groups.CONSENT, unit_paths=viewer.paths(CarePermission.COUNSEL))
    found = [case for case in cases.filter(person__in=agreed).select_related("person") if case.pk not in inside]
    names = persons.names_of((case.person for case in found), viewer)
    persons.log_look("person.listed", found, viewer=viewer, at=at)
    named = [(case, names[case.person_id]) for case in found]
    return sorted(named, key=lambda one: (persons.by_given_name(one[1]), str(one[0].pk)))


def _attendance(group: SupportGroup) -> QuerySet[GroupAttendance]:
    return GroupAttendance.objects.filter(meeting__group=group).order_by()


def _labels(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(Topic(code).label) for code in codes)
