"""Until when: the clocks that events start, in hours, days or working days as each regime writes them."""

from collections.abc import Sequence
from datetime import date, datetime

from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.durations import Duration, Unit, add
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.law.answers import Due
from hoanhap.law.loader import law
from hoanhap.law.model import Event
from hoanhap.law.regimes import regime_on


def due(event: str, at: datetime, remote: bool = False, calendar: WorkingCalendar | None = None) -> Due:
    """The moment a clock started at `at` runs out. For a rule "before", `at` is the end it counts back from.

    The day of `at` is not counted; days, months and years run to the end of the last day. `remote`: mountains, islands.
    """
    day = clock.local_day(at)
    found = event_on(event, day)
    value = found.remote_value if remote and found.remote_value is not None else found.value
    if value is None:
        raise Refused(
            f"Văn bản hiện có chưa nêu thời hạn cho “{found.label_vi}”.", code="law.no_deadline", article=found.article
        )
    signed = -value if found.rule == "before" else value
    return Due(
        regime=regime_on(day).code,
        event=event,
        label_vi=found.label_vi,
        value=value,
        unit=found.unit,
        rule=found.rule,
        due_at=_end(at, day, Duration(signed, found.unit), calendar),
        responsible=found.responsible,
        article=found.article,
        confidence=found.confidence,
    )


def event_on(event: str, on: date) -> Event:
    """The rule for this event on this day; Refused with the known ones otherwise."""
    for found in regime_on(on).events:
        if found.code == event and found.holds(on):
            return found
    known = sorted({found.code for regime in law().regimes for found in regime.events})
    if event not in known:
        raise Refused(
            f"Không có mốc thời hạn “{event}”.", code="law.unknown_event", way_out=f"Các mã: {', '.join(known)}."
        )
    raise Refused(
        f"Chế độ {regime_on(on).code} không có thời hạn “{event}” vào ngày {show(on)}.", code="law.no_deadline"
    )


def events_on(on: date) -> Sequence[Event]:
    """All clocks the law knows on this day, in the order of the instrument."""
    return tuple(found for found in regime_on(on).events if found.holds(on))


def _end(at: datetime, day: date, length: Duration, calendar: WorkingCalendar | None) -> datetime:
    if length.unit is Unit.HOUR:
        return add(at.astimezone(clock.VN), length)
    return clock.at(add(day, length, calendar or WorkingCalendar()), 23, 59)
