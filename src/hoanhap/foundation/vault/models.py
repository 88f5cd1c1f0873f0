"""Data keys, each of one scope and one class of data, and index keys; all wrapped by the master key."""

from django.db import models
from django.db.models import Q

from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.kernel import clock


class DataKey(models.Model):
    """One wrapped key. A retired key still opens what it sealed; a destroyed one (no bytes) opens nothing again.

    A scope is a unit's path, or one subject ("case:…") once its rows were resealed under a key of their own. Two
    transactions that meet at a new scope may each make a key: both are current, neither waits for the other.
    """

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=200)
    data_class = models.CharField(max_length=16, choices=[(item.value, item.value) for item in DataClass])
    master = models.CharField(max_length=12)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(data_class__in=[item.value for item in DataClass]), name="vault_known_data_class"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, wrapped__isnull=False)
                | Q(destroyed_at__isnull=False, retired_at__isnull=False, wrapped=None),
                name="vault_destroyed_has_no_bytes",
            ),
        ]
        indexes = [models.Index(fields=["scope", "data_class"], name="vault_keys_of_scope")]


class IndexKey(models.Model):
    """A key for blind indexes, random and wrapped, so that it outlives the master key.

    The one without a purpose is the root from which the keys of all purposes are derived. A database from before it
    has a row of its own for each purpose it used: the key that was derived from the master key then.
    """

    id = models.BigAutoField(primary_key=True)
    purpose = models.CharField(max_length=60, blank=True, unique=True)
    master = models.CharField(max_length=12)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
