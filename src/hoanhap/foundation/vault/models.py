"""Data keys, each of one scope (a unit's path) and one class of data, wrapped by the master key."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.kernel import clock


class DataKey(models.Model):
    """One wrapped key. A retired key still opens what it sealed; a destroyed one (no bytes) opens nothing again."""

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=200)
    data_class = models.CharField(max_length=16, choices=[(item.value, item.value) for item in DataClass])
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scope", "data_class"], condition=Q(retired_at__isnull=True), name="vault_one_current_key"
            ),
            models.CheckConstraint(
                condition=Q(data_class__in=[item.value for item in DataClass]), name="vault_known_data_class"
            ),
        ]
