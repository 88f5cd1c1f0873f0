"""One unit gives to another what it held: a record of the process, apart from the map that asks for it."""

from django.db import models
from django.db.models import F, Q

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class HandOver(models.Model):
    """What went from `old` to `unit` since the day, and whether somebody of the new unit has looked it through."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    old = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    on = models.DateField()
    whole = models.BooleanField()
    persons = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "unit", "on"], name="succession_one_hand_over"),
            models.CheckConstraint(condition=~Q(old=F("unit")), name="succession_between_two_units"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
                name="succession_checked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "on"], name="succession_by_unit")]
