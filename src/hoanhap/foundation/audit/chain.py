"""The sequencer links entries that are not linked yet, and the check recomputes everything.

Linking runs apart from writing (a scheduled job, and before a head is printed), so no writer waits for another.
"""

from dataclasses import dataclass

from django.db import transaction

from hoanhap.foundation.audit import digest
from hoanhap.foundation.audit.models import AuditEntry, AuditLink


@dataclass(frozen=True, slots=True)
class Head:
    """Length and last digest of the chain: what is printed on papers, because a chain cannot see its own tail cut."""

    position: int
    chain_digest: bytes


@transaction.atomic
def link_pending(batch: int = 5_000) -> int:
    """Append unlinked entries in the order of their ids; returns how many were linked."""
    # Locking the last link lets one sequencer run at a time; writers of entries are not touched.
    last = AuditLink.objects.select_for_update().order_by("-position").first()
    position, before = (last.position, bytes(last.chain_digest)) if last else (0, digest.FIRST)
    linked = AuditLink.objects.values("entry_id")
    links = []
    for entry in AuditEntry.objects.exclude(id__in=linked).order_by("id")[:batch]:
        position += 1
        before = digest.of_link(before, entry.id, bytes(entry.digest))
        links.append(AuditLink(position=position, entry_id=entry.id, chain_digest=before))
    AuditLink.objects.bulk_create(links, batch_size=1_000)
    return len(links)


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
