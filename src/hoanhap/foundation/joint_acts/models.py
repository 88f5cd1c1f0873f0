"""One act that needs two people: what was asked by whom, until when, and what the second person said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hoanhap.foundation import vault
from hoanhap.foundation.joint_acts.states import DECIDED, State
from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class JointAct(models.Model):
    """What exactly is to be done (`what`), why and for whom lie sealed; a reason may name somebody."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    serial = models.CharField(max_length=11, unique=True)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    sealed_what = SealedField(data_class=DataClass.SOCIAL, null=True)
    sealed_reason = SealedField(data_class=DataClass.SOCIAL, null=False)
    sealed_recipient = SealedField(data_class=DataClass.SOCIAL, null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_title = models.CharField(max_length=120, blank=True, default="")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=State.ASKED.value, choices=State.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_title = models.CharField(max_length=120, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    sealed_note = SealedField(data_class=DataClass.SOCIAL, null=True)
    used_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="joint_acts_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="joint_acts_two_accounts"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="joint_acts_decision_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decided_by__isnull=False), name="joint_acts_decided_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=State.USED.value, used_at__isnull=False)
                | (~Q(state=State.USED.value) & Q(used_at=None)),
                name="joint_acts_used_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="joint_acts_period"),
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "asked_by"],
                condition=Q(state=State.ASKED.value),
                name="joint_acts_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "unit_path", "expires_at"], name="joint_acts_waiting"),
            models.Index(fields=["asked_by", "asked_at"], name="joint_acts_of_asker"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def recipient(self) -> str:
        """For whom the result is meant, opened; "" when nobody outside gets it."""
        return vault.reveal(self, "sealed_recipient")
