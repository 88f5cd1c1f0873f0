"""Breaches: what happened, how many people it touches, what was done, and the notices the law asks for (sự cố)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy.models.shared import Kept, Numbered
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField


class BreachKind(models.TextChoices):
    LOST_DEVICE = "lost_device", _("mất máy, ổ cứng, giấy tờ")
    WRONG_RECIPIENT = "wrong_recipient", _("gửi, giao nhầm người")
    UNLAWFUL_LOOK = "unlawful_look", _("xem, lấy dữ liệu không đúng việc")
    INTRUSION = "intrusion", _("bị xâm nhập, mã độc")
    LOSS = "loss", _("mất, hỏng dữ liệu")
    OTHER = "other", _("sự cố khác")


class Breach(Numbered):
    """One breach. Its clocks run from the moment the office knew of it."""

    kind = models.CharField(max_length=16, choices=BreachKind.choices)
    known_at = models.DateTimeField()
    happened_on = models.DateField(null=True)
    serious = models.BooleanField(default=False)
    traceable = models.BooleanField(default=False, help_text="Location or biometric data are touched")
    what = SealedField(data_class=DataClass.SOCIAL, null=False)
    identity = models.BooleanField(default=False)
    social = models.BooleanField(default=False)
    health = models.BooleanField(default=False)
    police = models.BooleanField(default=False)
    person_count = models.PositiveIntegerField(null=True)
    reported_by = models.CharField(max_length=40)
    reported_at = models.DateTimeField()
    first_notice_at = models.DateTimeField(null=True)
    authority_at = models.DateTimeField(null=True)
    persons_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="privacy_breach_numbered_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(authority_at__isnull=False), name="privacy_closed_told"
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "known_at"], name="privacy_breaches_of_unit")]


class BreachStep(Kept):
    """One thing that was done about a breach; never changed."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    said = SealedField(data_class=DataClass.SOCIAL, null=False)
    taken_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "number"], name="privacy_step_numbered_once")]
