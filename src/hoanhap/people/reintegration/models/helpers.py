"""Who stands at whose side, from when to when (người được phân công giúp đỡ)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class HelperKind(models.TextChoices):
    MAIN = "main", _("người giúp đỡ chính")
    DEPUTY = "deputy", _("người cùng giúp đỡ")


class HelperAssignment(models.Model):
    """One helper of one case in [valid_from, valid_to); at most one main helper at a time."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="helpers")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    kind = models.CharField(max_length=8, choices=HelperKind.choices)
    helper_name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200, blank=True, default="")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_number = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # Why a helper stopped may speak of the person as well (illness, refusal, threats).
    end_reason = SealedField(data_class=DataClass.SOCIAL, null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HelperKind.values), name="reintegration_kind_known"),
            models.CheckConstraint(condition=~Q(helper_name=""), name="reintegration_helper_named"),
            # Ended on the day it began: an empty interval, it counts on no day.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="reintegration_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="main", valid_to=None), name="reintegration_one_main_helper"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "valid_from", "valid_to"], name="reintegration_by_case"),
            models.Index(fields=["account", "valid_from", "valid_to"], name="reintegration_by_account"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path
