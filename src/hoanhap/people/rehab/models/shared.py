"""What every row of this package has: its case and the unit where the case lies."""

from django.db import models

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class OfCase(models.Model):
    """A row about one case; it goes along when the case goes to another unit."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def key_scope(self) -> str:
        return self.unit_path
