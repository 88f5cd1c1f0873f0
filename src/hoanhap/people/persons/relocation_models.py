"""Which unit a person belonged to, from when: one row for each time he went to another (chuyển đơn vị quản lý)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class RelocationReason(models.TextChoices):
    """`succeeded`, `placed`: the unit changed, not the person; `transferred`: he moved house."""

    SUCCEEDED = "succeeded", _("đơn vị được sắp xếp")
    PLACED = "placed", _("đơn vị được chia, cán bộ xác định đơn vị mới")
    TRANSFERRED = "transferred", _("chuyển nơi cư trú")


OF_THE_MAP = (RelocationReason.SUCCEEDED, RelocationReason.PLACED)


class Relocation(models.Model):
    """From this day the person and his files belong to `to_unit`. The codes his files bore before stay readable."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey("persons.Person", on_delete=models.CASCADE, related_name="relocations")
    from_unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    from_path = PathField()
    to_unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    to_path = PathField()
    on = models.DateField()
    reason = models.CharField(max_length=12, choices=RelocationReason.choices)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="persons_relocated_elsewhere"),
            models.CheckConstraint(
                condition=Q(reason__in=RelocationReason.values), name="persons_relocation_reason_known"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "on"], name="persons_relocated"),
            models.Index(fields=["from_path", "on"], name="persons_relocated_from"),
        ]
