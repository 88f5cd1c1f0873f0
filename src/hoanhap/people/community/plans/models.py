"""Plans of work and their tasks, their words sealed: some plans are of the team of one person (kế hoạch, việc)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel.periods import Period
from hoanhap.people.community.plans import rules
from hoanhap.people.community.rows import Recorded


class Span(models.TextChoices):
    MONTH = "month", _("một tháng")
    QUARTER = "quarter", _("một quý")
    YEAR = "year", _("một năm")
    OWN = "own", _("khoảng ngày khác")


class WorkKind(models.TextChoices):
    VISIT = "visit", _("thăm, động viên gia đình")
    COUNSEL = "counsel", _("tư vấn")
    SPREAD = "spread", _("tuyên truyền")
    RESIDENCE = "residence", _("kiểm tra tình hình cư trú")
    MEETING = "meeting", _("họp, sơ kết")
    OTHER = "other", _("việc khác")


class WorkState(models.TextChoices):
    TODO = "todo", _("Chưa làm")
    DOING = "doing", _("Đang làm")
    DONE = "done", _("Xong")
    DROPPED = "dropped", _("Thôi không làm")


class WorkPlan(Recorded):
    """The plan of one task force for [starts_on, ends_on). Its periods share no day: the action locks the force."""

    task_force = models.ForeignKey("community.TaskForce", on_delete=models.PROTECT, related_name="plans")
    span = models.CharField(max_length=8, choices=Span.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    aim = SealedField(data_class=DataClass.SOCIAL)
    document_number = models.CharField(max_length=60, blank=True, default="")
    document_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(span__in=Span.values), name="community_plan_span_known"),
            models.CheckConstraint(condition=Q(aim__isnull=False), name="community_plan_says_its_aim"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="community_plan_runs_forward"),
            models.CheckConstraint(
                condition=Q(document_number="", document_on=None)
                | (~Q(document_number="") & Q(document_on__isnull=False)),
                name="community_plan_document_whole",
            ),
            models.UniqueConstraint(fields=["task_force", "starts_on"], name="community_plan_once_a_period"),
            models.UniqueConstraint(fields=["task_force", "ends_on"], name="community_plan_ends_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "starts_on"], name="community_plan_by_unit")]

    @property
    def key_scope(self) -> str:
        """The data key that seals this row: that of the unit of the force."""
        return self.unit_path

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def called(self) -> str:
        """As in "kế hoạch công tác tháng 6/2020"."""
        return rules.called(self.span, self.period)


class WorkTask(Recorded):
    """One task of a plan. Without a member nobody was given it; `moved_*`: who brought it where it stands, and when."""

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10, choices=WorkKind.choices)
    what = SealedField(data_class=DataClass.SOCIAL)
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    member = models.ForeignKey(
        "community.TaskForceMember", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    assigned_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=WorkState.choices, default=WorkState.TODO)
    done_on = models.DateField(null=True, blank=True)
    result = SealedField(data_class=DataClass.SOCIAL)
    reason = SealedField(data_class=DataClass.SOCIAL)
    moved_by = models.CharField(max_length=40)
    moved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WorkKind.values), name="community_task_kind_known"),
            models.CheckConstraint(condition=Q(what__isnull=False), name="community_task_says_what"),
            models.CheckConstraint(
                condition=Q(state__in=("todo", "doing"), done_on=None, result=None, reason=None)
                | Q(state="done", done_on__isnull=False, result__isnull=False, reason=None)
                | Q(state="dropped", done_on=None, result=None, reason__isnull=False),
                name="community_task_state_whole",
            ),
            models.CheckConstraint(
                condition=Q(member=None, assigned_on=None) | Q(member__isnull=False, assigned_on__isnull=False),
                name="community_task_given_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "state", "due_on"], name="community_task_by_unit"),
            models.Index(fields=["plan", "state", "due_on"], name="community_task_by_plan"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path
