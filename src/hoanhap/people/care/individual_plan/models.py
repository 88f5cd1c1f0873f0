"""Versions of a person's own plan, and the steps agreed in it (kế hoạch cá nhân, việc đã hẹn)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class StepOwner(models.TextChoices):
    PERSON = "person", _("chính người ấy")
    FAMILY = "family", _("gia đình")
    OFFICER = "officer", _("cán bộ Tổ công tác")
    HELPER = "helper", _("người giúp đỡ")
    STATION = "station", _("trạm y tế, cơ sở")
    OTHER = "other", _("nơi khác")


class StepState(models.TextChoices):
    OPEN = "open", _("chưa xong")
    DONE = "done", _("đã xong")
    DROPPED = "dropped", _("không làm nữa")


class IndividualPlan(models.Model):
    """One version: what the person wants, is good at and aims for, in his words. Never changed, only followed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="individual_plans")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    # As it stood that day: the wish of the file goes on changing.
    wish = SealedField(data_class=DataClass.SOCIAL, null=False)
    strengths = SealedField(data_class=DataClass.SOCIAL, null=True)
    goals = SealedField(data_class=DataClass.SOCIAL, null=False)
    agreed_on = models.DateField()
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="care_own_plan_numbered_once")]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class PlanStep(models.Model):
    """One step agreed with the person: what, who, until when, and how it ended."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="plan_steps")
    unit_path = PathField()
    plan = models.ForeignKey(IndividualPlan, on_delete=models.PROTECT, related_name="steps")
    what = SealedField(data_class=DataClass.SOCIAL, null=False)
    owner = models.CharField(max_length=10, choices=StepOwner.choices)
    agreed_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(owner__in=StepOwner.values), name="care_step_owner_known"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="care_step_forward"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None, ended_by="")
                | (Q(state__in=["done", "dropped"], ended_on__isnull=False) & ~Q(ended_by="")),
                name="care_step_ended_whole",
            ),
        ]
        indexes = [models.Index(fields=["case", "due_on", "id"], name="care_step_by_case")]

    @property
    def key_scope(self) -> str:
        return self.unit_path
