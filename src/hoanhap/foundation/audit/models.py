"""Append-only tables: what happened, the chain that links it, its signed checkpoints, the heads that left the house."""

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


class AuditSite(models.Model):
    """The name of this log, made once: two logs never pass for one. The first link is bound to it.

    A log that was older than its name has links before it: `links_before` says how many, and those begin from zeros.
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    site_id = models.UUIDField(default=ids.new_id)
    made_at = models.DateTimeField()
    links_before = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number=1), name="audit_one_site")]


class AuditCheckpoint(models.Model):
    """A signed statement: at this moment the chain of this site had this length and this digest."""

    number = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField()
    chain_digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    reason = models.CharField(max_length=12)
    site_id = models.UUIDField()
    key_fingerprint = models.CharField(max_length=64)
    previous = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["position"], name="audit_checkpoint_place")]


class PrintedHead(models.Model):
    """A head that was printed on a paper or written beside a backup: it stands outside, so a cut tail shows."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    at = models.DateTimeField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    site_id = models.UUIDField()
    position = models.BigIntegerField()
    chain_digest = models.BinaryField(max_length=32)
    checkpoint = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_head_of_subject")]
