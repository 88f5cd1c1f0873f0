"""The diary of helpers: when somebody sat with whom, from a moment to a moment (nhật ký giúp đỡ).

No helper is in two places at once: the migration adds an exclusion constraint on PostgreSQL and triggers on SQLite.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.reintegration.models.helpers import HelperAssignment
from hoanhap.people.reintegration.models.rows import OfCase


class HelperSession(OfCase):
    """One session of one helper with one person, [started_at, ended_at); struck out when it was a mistake."""

    class Place(models.TextChoices):
        HOME = "home", _("tại nhà người ấy")
        OFFICE = "office", _("tại trụ sở, nhà văn hóa")
        PHONE = "phone", _("qua điện thoại")
        ELSEWHERE = "elsewhere", _("nơi khác")

    assignment = models.ForeignKey(HelperAssignment, on_delete=models.PROTECT, related_name="sessions")
    # The same for one helper whichever of his people he sits with: his account, or his name in the unit.
    helper_key = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    place = models.CharField(max_length=10, choices=Place.choices)
    words = SealedField(data_class=DataClass.SOCIAL, null=True)
    struck = models.BooleanField(default=False)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="reintegration_session_forward"),
            models.CheckConstraint(
                condition=Q(place__in=("home", "office", "phone", "elsewhere")),
                name="reintegration_session_place_known",
            ),
        ]
        indexes = [
            models.Index(fields=["helper_key", "started_at"], name="reintegration_diary_by_helper"),
            models.Index(fields=["unit_path", "started_at"], name="reintegration_diary_by_unit"),
            models.Index(fields=["case", "started_at"], name="reintegration_diary_by_case"),
        ]
