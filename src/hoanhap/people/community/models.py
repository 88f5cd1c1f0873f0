"""Task forces of communes and who sits in them, each from–to (tổ công tác, thành viên, quy chế)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class TaskForceKind(models.TextChoices):
    """A Tổ công tác helps with rehab at home; from 2022 a Tổ quản lý stands by users under management."""

    TASK_FORCE = "task_force", _("Tổ công tác")
    MANAGEMENT_TEAM = "management_team", _("Tổ quản lý người sử dụng trái phép chất ma túy")


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
        ]
        indexes = [models.Index(fields=["unit_path", "kind", "valid_from", "valid_to"], name="community_by_unit")]


class TaskForceMember(models.Model):
    """An official or volunteer in a team, [valid_from, valid_to); the account is empty for those who do not sign in."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    task_force = models.ForeignKey(TaskForce, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=200, blank=True, default="")
    role = models.CharField(max_length=8, choices=MemberRole.choices)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=MemberRole.values), name="community_role_known"),
            models.CheckConstraint(condition=~Q(name=""), name="community_member_named"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_member_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["task_force"], condition=Q(valid_to=None, role="head"), name="community_one_head_at_a_time"
            ),
        ]
