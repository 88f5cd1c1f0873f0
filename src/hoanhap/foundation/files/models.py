"""A file as it is kept: its content and its title lie sealed in the database, so that one transaction holds all."""

from django.db import models

from hoanhap.foundation.files.cleaning import MEDIA_TYPES
from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids


class StoredFile(models.Model):
    """Belongs to one thing, by kind and id. A removed file keeps its line and loses its content."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    title = SealedField(data_class=DataClass.SOCIAL)
    content = SealedField(data_class=DataClass.SOCIAL)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in MEDIA_TYPES])
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=40)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in MEDIA_TYPES]), name="files_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, content__isnull=False)
                | models.Q(removed_at__isnull=False, content=None),
                name="files_removed_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="files_of_subject")]

    @property
    def key_scope(self) -> str:
        return self.unit_path

    @property
    def name(self) -> str:
        """A name of our own: what the sender called it may name somebody."""
        return f"tep-{self.id.hex[-10:]}.{self.kind}"
