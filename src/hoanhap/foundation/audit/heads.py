"""Heads that leave the house, on submitted reports and beside backups: in words, as text for a QR code, read back."""

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hoanhap.foundation.audit import checkpoints, words
from hoanhap.foundation.audit.models import AuditLink, PrintedHead
from hoanhap.kernel.errors import Refused

_MARK = "HN1"
_AT_MOST = 20_000  # entries linked while somebody waits for his paper
_QR = re.compile(rf"^{_MARK}:([0-9A-F]{{32}}):(\d+):([0-9A-F]{{64}})$")
_LABEL = re.compile(r"^dấu nhật ký\s*", re.IGNORECASE)
_SPOKEN = re.compile(r"^(?:số\s*)?([\d.]+)\s*[:·,-]?\s+(.+)$|^(.+?)\s*[:·,-]?\s+(?:số\s*)?([\d.]+)$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stands outside: at this position the chain had this digest, or one that reads as these words."""

    position: int
    chain_digest: bytes | None = None
    spoken: tuple[str, ...] = ()
    site_id: uuid.UUID | None = None
    checkpoint: bytes | None = None

    def is_met_by(self, chain_digest: bytes) -> bool:
        if self.chain_digest is not None:
            return self.chain_digest == chain_digest
        return self.spoken == words.of(chain_digest)


@transaction.atomic
def print_for(subject_kind: str, subject_id: uuid.UUID | str, *, at: datetime) -> PrintedHead:
    """Link, sign, and keep the head that will stand on this paper, inside the transaction of the act itself."""
    _linked, checkpoint = checkpoints.link_and_sign(checkpoints.Reason.PRINTED, most=_AT_MOST)
    return PrintedHead.objects.create(
        at=at,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        site_id=checkpoint.site_id,
        position=checkpoint.position,
        chain_digest=checkpoint.chain_digest,
        checkpoint=checkpoint.number,
    )


def printed_for(subject_kind: str, subject_id: uuid.UUID | str) -> PrintedHead | None:
    """The head that stands on the paper: that of its last submission."""
    found = PrintedHead.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return found.order_by("-at", "-id").first()


def spoken(chain_digest: bytes) -> str:
    """The words as they are printed."""
    return " ".join(words.of(bytes(chain_digest)))


def qr_text(site_id: uuid.UUID, position: int, chain_digest: bytes) -> str:
    """Capitals, digits and colons only: a QR code packs those most tightly."""
    return f"{_MARK}:{site_id.hex}:{position}:{bytes(chain_digest).hex()}".upper()


def read(text: str) -> Anchor:
    """One anchor: the text of a QR code, or "<position> <six words>" in either order. Raises Refused."""
    plain = _LABEL.sub("", text.strip())
    if found := _QR.match(plain.upper()):
        site, position, chain_digest = found.groups()
        return Anchor(int(position), bytes.fromhex(chain_digest), site_id=uuid.UUID(site))
    if found := _SPOKEN.match(plain):
        first, after, before, last = found.groups()
        syllables = words.read(after or before)
        if syllables:
            return Anchor(int((first or last).replace(".", "")), spoken=syllables)
    raise Refused(
        f"Không đọc được dấu nhật ký “{plain[:80]}”.",
        way_out="Gõ số thứ tự rồi sáu âm tiết in trên báo cáo, ví dụ: 1204 vom muoi phiem chuom khu biem.",
    )


def read_many(lines: Iterable[str]) -> list[Anchor]:
    """Anchors of a file: one a line, as printed, or JSON lines with "position" and "chain_digest" or "head"."""
    return [_from_line(line.strip()) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _from_line(line: str) -> Anchor:
    if not line.startswith("{"):
        return read(line)
    try:
        said: dict[str, Any] = json.loads(line)
        said = said.get("head", said)
        return Anchor(
            int(said["position"]),
            bytes.fromhex(said["chain_digest"]),
            site_id=uuid.UUID(said["site_id"]) if said.get("site_id") else None,
            checkpoint=bytes.fromhex(said["checkpoint_digest"]) if said.get("checkpoint_digest") else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"Dòng “{line[:80]}” không phải là dấu nhật ký.") from error


def stands(anchor: Anchor) -> bool | None:
    """Does the chain hold this head at this position? None when it is not that long. A quick look, no whole check."""
    link = AuditLink.objects.filter(position=anchor.position).first()
    return anchor.is_met_by(bytes(link.chain_digest)) if link else None
