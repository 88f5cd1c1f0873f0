"""Drawing a sample that anybody can draw again, and what a finding needs. Pure."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused

MOST = 200
USUAL = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cases of a sample in their order, and the fingerprint of all they were drawn from."""

    chosen: Sequence[UUID]
    population: int
    digest: str


def draw(population: Collection[UUID], *, size: int, seed: str) -> Drawn:
    """The first `size` cases when all are ordered by SHA-256 of "seed:id": the same seed draws the same cases.

    Raises Refused where nothing can be drawn.
    """
    if not 1 <= size <= MOST:
        raise Refused(_("Chọn từ 1 đến %d hồ sơ.") % MOST, code="sample-size")
    if not population:
        raise Refused(_("Đơn vị này không có hồ sơ nào đang mở."), code="sample-empty")
    ordered = sorted(population, key=lambda case_id: (_rank(seed, case_id), str(case_id)))
    return Drawn(ordered[:size], len(ordered), fingerprint(population))


def fingerprint(population: Collection[UUID]) -> str:
    """What all cases a sample was drawn from come to: another population has another fingerprint."""
    return hashlib.sha256("\n".join(sorted(map(str, population))).encode()).hexdigest()


def check_finding(*, words: str, due_on: date, today: date) -> None:
    """Raise Refused unless a finding says something and leaves time to mend it."""
    if not words:
        raise Refused(_("Ghi rõ thiếu gì, cần làm gì."), code="finding-words")
    if due_on <= today:
        raise Refused(_("Hạn khắc phục phải sau hôm nay."), code="finding-due")


def check_supervision(*, place: str, took_part: str, found: str, on: date, today: date) -> None:
    """Raise Refused unless a social supervision says where it was, who took part and what was seen, on a day past."""
    if on > today:
        raise Refused(_("Ghi khi đã đến ngày."), code="supervision-day")
    if not place:
        raise Refused(_("Ghi nơi giám sát."), code="supervision-place")
    if not took_part:
        raise Refused(_("Ghi ai tham gia."), code="supervision-took-part")
    if not found:
        raise Refused(_("Ghi đã thấy gì."), code="supervision-found")


def _rank(seed: str, case_id: UUID) -> str:
    return hashlib.sha256(f"{seed}:{case_id}".encode()).hexdigest()
