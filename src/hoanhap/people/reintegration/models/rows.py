"""What rows of this room have in common: whose they are, where they lie, who wrote them."""

from django.db import models

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class Recorded(models.Model):
    """A row of one unit, with who entered it and when."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def key_scope(self) -> str:
        return self.unit_path


class OfCase(Recorded):
    """A row about one person's file."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
