"""What makes a helper's session whole, and which sessions of a month count for his allowance. Pure.

The instruments give amounts (`law.aid`), not what counts as a session. Ours: within the task, with its beginning and
end, not struck out, and one a person a day. Whoever pays decides; the paper says which rules were used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A session as far as counting asks."""

    session_id: UUID
    case_id: UUID
    started_at: datetime
    struck: bool = False


def check(started_at: datetime, ended_at: datetime, *, valid_from: date, valid_to: date | None, now: datetime) -> None:
    """Raise Refused unless the session is possible: forwards, past, not too long, on a day of the task."""
    if ended_at <= started_at:
        raise Refused(_("Giờ kết thúc phải sau giờ bắt đầu."), code="session-backward")
    if ended_at > now:
        raise Refused(
            _("Buổi này chưa kết thúc."), code="session-future", way_out=_("Ghi khi xong, với giờ đã kết thúc.")
        )
    if ended_at - started_at > LONGEST:
        raise Refused(_("Một buổi không quá 12 giờ."), code="session-long", way_out=_("Tách thành từng buổi."))
    day = clock.local_day(started_at)
    if day < valid_from or (valid_to is not None and day >= valid_to):
        raise Refused(_("Ngày này nằm ngoài thời gian được phân công giúp đỡ."), code="session-outside")


def countable(sessions: Iterable[Held]) -> set[UUID]:
    """The sessions that count: of several with one person on one day the first."""
    seen: set[tuple[UUID, date]] = set()
    found = set()
    for one in sorted(sessions, key=lambda held: (held.started_at, str(held.session_id))):
        day = (one.case_id, clock.local_day(one.started_at))
        if not one.struck and day not in seen:
            seen.add(day)
            found.add(one.session_id)
    return found
