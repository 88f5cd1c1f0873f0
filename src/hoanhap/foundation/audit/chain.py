"""The sequencer links entries that are not linked yet, apart from writing, so no writer waits for another.

It runs in the daily job, before a head is printed and before a backup. Looking for what is pending starts a little
before the last linked entry; `sweep` looks through everything, for transactions that stayed open longer than that.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from hoanhap.foundation.audit import digest
from hoanhap.foundation.audit.models import AuditEntry, AuditLink, AuditSite
from hoanhap.kernel import clock

_SEQUENCER = 0x6E6B636861696E  # "nkchain": the lock's own number in PostgreSQL
# A transaction that began this long before the last linked entry is found by `sweep` only.
LOOK_BACK_MS = 2 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Head:
    """Length and last digest of the chain: what is printed on papers, because a chain cannot see its own tail cut."""

    position: int
    chain_digest: bytes


@transaction.atomic
def link_pending(batch: int = 5_000) -> int:
    """Append unlinked entries in the order of their ids; returns how many were linked."""
    one_at_a_time()
    last = AuditLink.objects.order_by("-position").first()
    return _append(last, _pending(_floor(last)).order_by("id")[:batch])


def sweep(batch: int = 5_000) -> int:
    """Link also what the quick look passes over. Reads the whole log once, and only when a count says so."""
    if AuditEntry.objects.count() == AuditLink.objects.count():
        return 0
    total = 0
    missed = list(_pending(None).order_by("id").values_list("id", flat=True))
    for start in range(0, len(missed), batch):
        total += _link_these(missed[start : start + batch])
    return total


@transaction.atomic
def _link_these(entry_ids: Sequence[uuid.UUID]) -> int:
    one_at_a_time()
    last = AuditLink.objects.order_by("-position").first()
    return _append(last, _pending(None).filter(id__in=entry_ids).order_by("id"))


def _pending(floor: uuid.UUID | None) -> QuerySet[AuditEntry]:
    # Not `NOT IN`: over some 100,000 links PostgreSQL would read the whole list again for every entry.
    linked = Exists(AuditLink.objects.filter(entry_id=OuterRef("id")))
    pending = AuditEntry.objects.filter(~linked)
    return pending.filter(id__gte=floor) if floor else pending


def _floor(last: AuditLink | None) -> uuid.UUID | None:
    """The first 48 bits of an id are its millisecond; one that bears no time looks through everything."""
    if last is None or last.entry_id.version != 7:
        return None
    return uuid.UUID(int=max((last.entry_id.int >> 80) - LOOK_BACK_MS, 0) << 80)


def _append(last: AuditLink | None, entries: QuerySet[AuditEntry]) -> int:
    position = last.position if last else 0
    before = bytes(last.chain_digest) if last else b""
    links = []
    for entry in entries:
        before = before or _beginning()
        position += 1
        before = digest.of_link(before, entry.id, bytes(entry.digest))
        links.append(AuditLink(position=position, entry_id=entry.id, chain_digest=before))
    AuditLink.objects.bulk_create(links, batch_size=1_000)
    return len(links)


def _beginning() -> bytes:
    """The very first link is bound to the name of this log, which is made now."""
    return digest.of_site(site().site_id)


def site() -> AuditSite:
    """The name of this log; made at the first link, or at the first checkpoint of a log that is older than names."""
    found = AuditSite.objects.first()
    if found is None:
        found = AuditSite.objects.create(made_at=clock.now(), links_before=head().position)
    return found


def one_at_a_time() -> None:
    """Of two sequencers the second waits for the first; writers of entries are not touched.

    Locking the last link would not do: there may be none yet, and whoever waited would still see the old last one.
    SQLite begins every transaction as a writer, so there it holds already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER])


def head() -> Head:
    last = AuditLink.objects.order_by("-position").first()
    return Head(last.position, bytes(last.chain_digest)) if last else Head(0, digest.FIRST)


def first_fault() -> str | None:
    """None when everything agrees; otherwise a sentence that names the first place that does not."""
    from hoanhap.foundation.audit import verifying

    faults = verifying.verify(verifying.of_connection()).faults
    return faults[0].sentence if faults else None
