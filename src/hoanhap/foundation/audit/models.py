"""Two append-only tables: what happened, and the chain that links it."""

from django.db import models

from hoanhap.kernel import ids


class AuditEntry(models.Model):
    """One act or one sensitive read. `digest` covers all other fields; ids are text, nothing points anywhere."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    account_id = models.CharField(max_length=40)
    posting_id = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=12)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    unit_path = models.CharField(max_length=200, blank=True)
    detail = models.TextField(blank=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["account_id", "at"], name="audit_by_account"),
        ]


class AuditLink(models.Model):
    """The chain: place in the order, the entry, and the digest over the link before and the entry's own digest."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    chain_digest = models.BinaryField(max_length=32)
