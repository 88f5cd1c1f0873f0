"""Pure questions about a filled report: do its figures agree, is it late, who receives it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoanhap.kernel import clock, durations
from hoanhap.kernel.periods import Period
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.steering.reports import figures
from hoanhap.steering.reports.form import Check, CheckKind, Form

CLOSING_HOUR = 17

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place to look again, in a sentence; it never stops a report, because the logged work is what it is."""

    cells: tuple[str, ...]
    sentence: str


def due_at(form: Form, period: Period, calendar: WorkingCalendar) -> datetime:
    """Until when the report of this period is to be sent: so many (working) days after the last day, at 17:00."""
    window, _, _ = form.window_of(period)
    day = durations.add(period.last_day, form.windows[window].due, calendar)
    return clock.at(day, CLOSING_HOUR)


def days_late(due: datetime, now: datetime) -> int:
    """0 while there is time; 1 on the first day after the due day."""
    return max((clock.local_day(now) - clock.local_day(due)).days, 0)


def findings(form: Form, counts: Counts, before: Counts | None) -> list[Finding]:
    """What does not agree in these counts, and against the period before (None: there was none)."""
    summed = figures.with_sums(form, counts)
    label = {cell.code: _short(_(cell.label)) for cell in form.cells}
    found: list[Finding] = []
    for check in form.checks:
        if not _counted(check, summed) or (before is not None and not _counted(check, before)):
            continue  # the form gained a line after one of the two reports was filled
        found += _CHECKS[check.kind](check, summed, before, label)
    return found


def _short(label: str) -> str:
    """Without "Trong đó:", which means nothing away from its table."""
    first, colon, rest = label.partition(": ")
    return rest if colon else first


def _counted(check: Check, counts: Counts) -> bool:
    return all(code in counts for code in check.named)


def _sum(check: Check, counts: Counts, _before: Counts | None, label: Mapping[str, str]) -> list[Finding]:
    whole, total = check.roles["whole"], sum(counts[part] for part in check.cells)
    if counts[whole] == total:
        return []
    parts = " + ".join(f"“{label[part]}”" for part in check.cells)
    said = {"whole": label[whole], "number": counts[whole], "parts": parts, "total": total}
    return [Finding((whole, *check.cells), _("“%(whole)s” là %(number)s, nhưng %(parts)s là %(total)s.") % said)]


def _within(check: Check, counts: Counts, _before: Counts | None, label: Mapping[str, str]) -> list[Finding]:
    part, whole = check.roles["part"], check.roles["whole"]
    if counts[part] <= counts[whole]:
        return []
    said = {"part": label[part], "less": counts[part], "whole": label[whole], "more": counts[whole]}
    return [Finding((part, whole), _("“%(part)s” (%(less)s) lớn hơn “%(whole)s” (%(more)s).") % said)]


def _flow(check: Check, counts: Counts, _before: Counts | None, label: Mapping[str, str]) -> list[Finding]:
    opening, closing = check.roles["opening"], check.roles["closing"]
    expected = counts[opening] + sum(counts[code] for code in check.plus) - sum(counts[code] for code in check.minus)
    if counts[closing] == expected:
        return []
    signed = [*((" + ", code) for code in check.plus), *((" − ", code) for code in check.minus)]
    sum_of = "".join(f"{sign}“{label[code]}” {counts[code]}" for sign, code in (("", opening), *signed))
    said = {"sum": sum_of, "expected": expected, "closing": label[closing], "number": counts[closing]}
    sentence = _("%(sum)s = %(expected)s, nhưng “%(closing)s” là %(number)s.") % said
    return [Finding((opening, *check.plus, *check.minus, closing), sentence)]


def _carry(check: Check, counts: Counts, before: Counts | None, label: Mapping[str, str]) -> list[Finding]:
    opening, closing = check.roles["opening"], check.roles["closing"]
    if before is None or counts[opening] == before[closing]:
        return []
    said = {"opening": label[opening], "number": counts[opening], "before": before[closing]}
    sentence = _("“%(opening)s” là %(number)s, nhưng kỳ trước kết thúc với %(before)s.") % said
    return [Finding((opening,), sentence)]


def _jump(check: Check, counts: Counts, before: Counts | None, label: Mapping[str, str]) -> list[Finding]:
    if before is None:
        return []
    found = []
    for code in check.cells:
        change = abs(counts[code] - before[code])
        if change >= check.at_least and change * 100 > check.percent * before[code]:
            said = {"label": label[code], "before": before[code], "now": counts[code], "percent": check.percent}
            sentence = _("“%(label)s” đổi từ %(before)s thành %(now)s, hơn %(percent)s %%.") % said
            found.append(Finding((code,), sentence))
    return found


_CHECKS: Mapping[CheckKind, Callable[[Check, Counts, Counts | None, Mapping[str, str]], list[Finding]]] = {
    CheckKind.SUM: _sum,
    CheckKind.WITHIN: _within,
    CheckKind.FLOW: _flow,
    CheckKind.CARRY: _carry,
    CheckKind.JUMP: _jump,
}
