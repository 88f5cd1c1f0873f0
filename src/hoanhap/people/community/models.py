"""Task forces of communes and who sits in them, each from–to (tổ công tác, thành viên, quy chế).

The other registers of the surroundings have their tables in a folder each.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids
from hoanhap.people.community.clubs.models import Attendance, Club, ClubMember, Meeting
from hoanhap.people.community.plans.models import WorkPlan, WorkTask
from hoanhap.people.community.pledges.models import PledgeSheet
from hoanhap.people.community.points.models import Point, PointStaff
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes.models import (
    Evaluation,
    Evidence,
    Movement,
    MovementName,
    Recognition,
    Scheme,
    SchemeDecision,
    SchemeName,
    Site,
    SiteActivity,
    SiteYear,
)
from hoanhap.people.community.stigma.models import AnswerSheet, StigmaYear
from hoanhap.people.community.stories.models import Story
from hoanhap.people.community.training.models import Trainee, TrainingAttendance, TrainingCourse, TrainingSession
from hoanhap.people.community.workers.models import RoleHeld, Worker

__all__ = [
    "AnswerSheet",
    "Attendance",
    "Club",
    "ClubMember",
    "Evaluation",
    "Evidence",
    "Meeting",
    "MemberRole",
    "Movement",
    "MovementName",
    "PledgeSheet",
    "Point",
    "PointStaff",
    "Recognition",
    "RoleHeld",
    "Scheme",
    "SchemeDecision",
    "SchemeName",
    "Site",
    "SiteActivity",
    "SiteYear",
    "StigmaYear",
    "Story",
    "TaskForce",
    "TaskForceKind",
    "TaskForceMember",
    "Trainee",
    "TrainingAttendance",
    "TrainingCourse",
    "TrainingSession",
    "WorkPlan",
    "WorkTask",
    "Worker",
]


class TaskForceKind(models.TextChoices):
    """A Tổ công tác helps with rehab at home; from 2022 a Tổ quản lý stands by each user under management.

    From 1/7/2026 a Tổ quản lý, hỗ trợ xã hội stands by people after rehab. What the law asks when: `law.teams_on`.
    """

    TASK_FORCE = "task_force", _("Tổ công tác")
    MANAGEMENT_TEAM = "management_team", _("Tổ quản lý người sử dụng trái phép chất ma túy")
    SUPPORT_TEAM = "support_team", _("Tổ quản lý, hỗ trợ xã hội sau cai nghiện")
    VOLUNTEER_TEAM = "volunteer_team", _("Đội công tác xã hội tình nguyện")


class MemberRole(models.TextChoices):
    HEAD = "head", _("Tổ trưởng")
    DEPUTY = "deputy", _("Tổ phó")
    MEMBER = "member", _("Thành viên")


class TaskForce(models.Model):
    """A team set up by a decision of the commune, living in [valid_from, valid_to), with or without its regulation."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    kind = models.CharField(max_length=20, choices=TaskForceKind.choices)
    # What a volunteer team calls itself, and what it looks after; empty for the others.
    name = models.CharField(max_length=160, blank=True, default="")
    # Whom a Tổ quản lý stands by; only who may know that person learns of such a team at all.
    person = models.ForeignKey("persons.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=60)
    decision_on = models.DateField()
    regulation_number = models.CharField(max_length=60, blank=True, default="")
    regulation_on = models.DateField(null=True, blank=True)
    # A new regulation takes the place of the old one; that the team has one at all began with the first.
    regulated_since = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TaskForceKind.values), name="community_kind_known"),
            models.CheckConstraint(condition=~Q(decision_number=""), name="community_set_up_by_decision"),
            models.CheckConstraint(
                condition=Q(regulation_number="", regulation_on=None, regulated_since=None)
                | (~Q(regulation_number="") & Q(regulation_on__isnull=False, regulated_since__isnull=False)),
                name="community_regulation_whole",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="community_force_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to=None, kind="task_force"),
                name="community_one_task_force_a_commune",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(kind="management_team"), name="community_person_has_management_team"
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(valid_to=None), name="community_one_team_a_person"),
        ]
        indexes = [models.Index(fields=["unit_path", "kind", "valid_from", "valid_to"], name="community_by_unit")]


class TaskForceMember(models.Model):
    """An official or volunteer in a team, [valid_from, valid_to); the account is empty for those who do not sign in."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    task_force = models.ForeignKey(TaskForce, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=200, blank=True, default="")
    role = models.CharField(max_length=8, choices=MemberRole.choices)
    # Whom the member sits for; empty for those entered before seats were asked for.
    seat = models.CharField(max_length=16, choices=Body.choices, blank=True, default="")
    # The same official or volunteer in the register of who works here: his training stands there.
    worker = models.ForeignKey(
        "community.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="team_seats"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=MemberRole.values), name="community_role_known"),
            models.CheckConstraint(condition=~Q(name=""), name="community_member_named"),
            models.CheckConstraint(condition=Q(seat__in=["", *Body.values]), name="community_seat_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_member_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["task_force"], condition=Q(valid_to=None, role="head"), name="community_one_head_at_a_time"
            ),
        ]
