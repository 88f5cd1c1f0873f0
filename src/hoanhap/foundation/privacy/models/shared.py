"""What all registers here share: they belong to a unit, count their entries by year, and seal what is typed."""

from django.db import models

from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import ids


class Kept(models.Model):
    """A row of a unit whose typed texts lie sealed under the unit's key."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()

    class Meta:
        abstract = True

    @property
    def key_scope(self) -> str:
        return self.unit_path


class Numbered(Kept):
    """An entry of a book: its running number of the year, by which people call it."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        return f"{self.number:02d}/{self.year}"


class BookCounter(models.Model):
    """The last number a unit gave in one book and year; drawn by an update in place, so none doubles."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "book", "year"], name="privacy_one_counter_a_book")]
