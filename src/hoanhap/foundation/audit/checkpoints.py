"""Signed checkpoints of the chain: by the daily job, after so many entries, and whenever a head leaves the house."""

from enum import StrEnum

from django.conf import settings
from django.db import transaction

from hoanhap.foundation.audit import chain, digest, signing
from hoanhap.foundation.audit.models import AuditCheckpoint
from hoanhap.kernel import clock


class Reason(StrEnum):
    DAILY = "daily"
    COUNT = "count"
    PRINTED = "printed"
    BACKUP = "backup"


@transaction.atomic
def make(reason: Reason) -> AuditCheckpoint:
    """Sign the head as it is. One that already stands for this head is used again."""
    chain.one_at_a_time()
    site, head = chain.site(), chain.head()
    last = newest()
    key = signing.public_key()
    if last and last.position == head.position and last.key_fingerprint == key.fingerprint:
        return last
    made = AuditCheckpoint(
        number=last.number + 1 if last else 1,
        position=head.position,
        chain_digest=head.chain_digest,
        at=clock.now(),
        reason=reason,
        site_id=site.site_id,
        key_fingerprint=key.fingerprint,
        previous=digest.of_checkpoint(last) if last else digest.FIRST,
    )
    made.signature = signing.sign(digest.statement(made))
    made.save(force_insert=True)
    return made


def link_and_sign(reason: Reason, *, most: int | None = None) -> tuple[int, AuditCheckpoint]:
    """Link what is pending, with a checkpoint after every so many entries, and sign the head; how many were linked.

    Somebody who waits for a head links no more than `most`: the rest follows at night.
    """
    total = 0
    while (most is None or total < most) and (linked := chain.link_pending(_batch())):
        total += linked
        _after_many()
    if most is None:
        total += chain.sweep()
    return total, make(reason)


def _batch() -> int:
    every: int = settings.AUDIT_CHECKPOINT_EVERY
    return min(5_000, every)


def newest() -> AuditCheckpoint | None:
    return AuditCheckpoint.objects.order_by("-number").first()


def _after_many() -> None:
    last = newest()
    since = chain.head().position - (last.position if last else 0)
    if since >= settings.AUDIT_CHECKPOINT_EVERY:
        make(Reason.COUNT)
