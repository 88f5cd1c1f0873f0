"""The sequencer links entries that are not linked yet, and the check recomputes everything.

Linking runs apart from writing (a scheduled job, and before a head is printed), so no writer waits for another.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from hoanhap.foundation.audit import digest
from hoanhap.foundation.audit.models import AuditEntry, AuditLink

_SEQUENCER = 0x6E6B636861696E  # "nkchain": the lock's own number in PostgreSQL


@dataclass(frozen=True, slots=True)
class Head:
    """Length and last digest of the chain: what is printed on papers, because a chain cannot see its own tail cut."""

    position: int
    chain_digest: bytes


@transaction.atomic
def link_pending(batch: int = 5_000) -> int:
    """Append unlinked entries in the order of their ids; returns how many were linked."""
    _one_at_a_time()
    last = AuditLink.objects.order_by("-position").first()
    position, before = (last.position, bytes(last.chain_digest)) if last else (0, digest.FIRST)
    # Not `NOT IN`: over some 100,000 links PostgreSQL would read the whole list again for every entry.
    linked = Exists(AuditLink.objects.filter(entry_id=OuterRef("id")))
    links = []
    for entry in AuditEntry.objects.filter(~linked).order_by("id")[:batch]:
        position += 1
        before = digest.of_link(before, entry.id, bytes(entry.digest))
        links.append(AuditLink(position=position, entry_id=entry.id, chain_digest=before))
    AuditLink.objects.bulk_create(links, batch_size=1_000)
    return len(links)


def _one_at_a_time() -> None:
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
    """None when every entry and link agree; otherwise a sentence that names the first place that does not."""
    before, expected = digest.FIRST, 1
    entries = {entry.id: entry for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2_000)}
    for link in AuditLink.objects.order_by("position").iterator(chunk_size=2_000):
        entry = entries.pop(link.entry_id, None)
        if link.position != expected:
            return f"thiếu mắt xích số {expected}"
        if entry is None:
            return f"mắt xích số {link.position}: dòng nhật ký đã mất"
        if digest.of_entry(entry) != bytes(entry.digest):
            return f"mắt xích số {link.position}: dòng nhật ký đã bị sửa"
        before = digest.of_link(before, entry.id, bytes(entry.digest))
        if before != bytes(link.chain_digest):
            return f"mắt xích số {link.position}: chuỗi không khớp"
        expected += 1
    altered = next((row for row in entries.values() if digest.of_entry(row) != bytes(row.digest)), None)
    return f"dòng {altered.id} chưa nối chuỗi đã bị sửa" if altered else None
