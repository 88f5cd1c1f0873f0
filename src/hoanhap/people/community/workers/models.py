"""The register of people who work in the community, each in one role or several (người làm công tác, vai trò).

Who sits in a Tổ or Đội is in this register too; that seat stands with the team and is no role here.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.rows import Body, Recorded


class WorkRole(models.TextChoices):
    COLLABORATOR = "collaborator", _("cộng tác viên")
    REPORTER = "reporter", _("báo cáo viên")
    PROPAGANDIST = "propagandist", _("tuyên truyền viên")
    VOLUNTEER = "volunteer", _("tình nguyện viên")
    COUNSELLOR = "counsellor", _("người tư vấn")
    FRONT_CADRE = "front_cadre", _("cán bộ Mặt trận ấp, khu phố")
    UNION_CADRE = "union_cadre", _("cán bộ hội, đoàn thể")
    OFFICER = "officer", _("cán bộ phụ trách")
    DIGNITARY = "dignitary", _("chức sắc tôn giáo")
    RESPECTED = "respected", _("người có uy tín")


class Worker(Recorded):
    """An official or a volunteer; active in [valid_from, valid_to)."""

    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    body = models.CharField(max_length=16, choices=Body.choices)
    organisation = models.CharField(max_length=200, blank=True, default="")
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="community_worker_named"),
            models.CheckConstraint(condition=Q(body__in=Body.values), name="community_worker_body_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_worker_forward"
            ),
            models.UniqueConstraint(
                fields=["unit", "folded", "body", "organisation"],
                condition=Q(valid_to=None),
                name="community_worker_once",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "folded"], name="community_worker_by_unit")]


class RoleHeld(Recorded):
    """One role of one worker, [valid_from, valid_to)."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=16, choices=WorkRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=WorkRole.values), name="community_role_held_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="community_role_held_forward"
            ),
            models.UniqueConstraint(
                fields=["worker", "role"], condition=Q(valid_to=None), name="community_role_held_once"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "role", "valid_from"], name="community_role_by_unit")]
