"""A review round: everybody known is confirmed, moved or removed with a reason; then it closes (rà soát)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.intake.models import Reason, ReviewLine, ReviewRound, Verdict

_CHUNK = 500


@transaction.atomic
def open_round(unit: Place, *, by: Actor, at: datetime) -> ReviewRound:
    """Begin a round over every open case of the commune. Raises Refused while one is open."""
    row = ReviewRound(unit=unit, unit_path=unit.path, opened_on=clock.local_day(at), opened_by=by.account_id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Đang có một đợt rà soát chưa kết thúc."), code="round-open") from error
    _gather(row)
    _log("intake.round_opened", row, by, at)
    return row


@transaction.atomic
def mark(
    row: ReviewRound,
    line_ids: Collection[UUID],
    *,
    verdict: Verdict,
    reason: Reason = Reason.NONE,
    by: Actor,
    at: datetime,
) -> int:
    """Answer some lines alike; how many. The file itself is moved or closed by its own steps. Raises Refused."""
    row = _still_open(row)
    if verdict is Verdict.OPEN:
        raise Refused(_("Chọn kết quả rà soát."), code="round-verdict")
    if (reason is Reason.NONE) != (verdict is Verdict.CONFIRMED):
        raise Refused(_("Đã chuyển đi hoặc đưa ra khỏi danh sách: cần chọn lý do."), code="round-reason")
    lines = ReviewLine.objects.filter(round=row, pk__in=line_ids)
    count = lines.update(verdict=verdict, reason=reason, marked_by=by.account_id, marked_at=at)
    if not count:
        raise Refused(_("Chưa chọn ai."), code="round-nobody")
    _log("intake.round_marked", row, by, at, count)
    return count


@transaction.atomic
def close_round(row: ReviewRound, *, by: Actor, at: datetime) -> ReviewRound:
    """Close it once everybody known is answered, also who came to be known meanwhile. Raises Refused."""
    held = _still_open(row)
    left = held.lines.filter(verdict="").count() + len(_unknown(held))
    if left:
        raise Refused(
            ngettext("Còn %d người chưa rà soát.", "Còn %d người chưa rà soát.", left) % left,
            code="round-not-whole",
            way_out=_("Ghi kết quả cho từng người rồi kết thúc."),
        )
    held.closed_on, held.closed_by = clock.local_day(at), by.account_id
    held.save(update_fields=["closed_on", "closed_by"])
    _log("intake.round_closed", held, by, at)
    return held


@transaction.atomic
def catch_up(row: ReviewRound) -> int:
    """Add lines for who came to be known since the round began; how many."""
    if row.closed_on is not None or not _unknown(row):
        return 0
    held = _held(row)
    return 0 if held.closed_on is not None else _gather(held)


def _held(row: ReviewRound) -> ReviewRound:
    """The round under a lock: nobody is answered in one that another has closed, nobody stands in it twice."""
    return ReviewRound.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _still_open(row: ReviewRound) -> ReviewRound:
    held = _held(row)
    if held.closed_on is not None:
        raise Refused(_("Đợt rà soát đã kết thúc."), code="round-closed")
    return held


def _unknown(row: ReviewRound) -> list[Case]:
    known = row.lines.values("case_id")
    cases = Case.objects.filter(paths.under("unit_path", row.unit_path), closed_on=None)
    return list(cases.exclude(pk__in=known).only("id", "unit_path").order_by("id"))


def _gather(row: ReviewRound) -> int:
    lines = [ReviewLine(round=row, case=case, unit_path=case.unit_path) for case in _unknown(row)]
    ReviewLine.objects.bulk_create(lines, batch_size=_CHUNK)
    return len(lines)


def _log(code: str, row: ReviewRound, by: Actor, at: datetime, count: int = 0) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="place",
        subject_id=row.unit_id,
        unit_path=row.unit_path,
        at=at,
        detail={"round": str(row.pk), "count": count},
    )
