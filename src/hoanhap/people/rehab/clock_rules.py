"""Which clocks of the law run for a case, when it is to be seen again, what a change of law means for it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoanhap import law
from hoanhap.kernel import clock, durations
from hoanhap.kernel.durations import Duration
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar

# -- residence checks --------------------------------------------------------------------------------------------------


def next_check(last: date, on: date, calendar: WorkingCalendar) -> date:
    """Until when somebody last seen on `last` (or managed since then) is to be seen again, by the law of today."""
    rule = law.casework_on(on).checks
    if rule.event is not None:
        try:
            return clock.local_day(law.due(rule.event, clock.at(last), calendar=calendar).due_at)
        except Refused:
            pass
    return durations.add(last, Duration(rule.every, rule.unit))


# -- change of law -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """The rule for an open case on the first day of another law, and the ways it leaves open."""

    from_regime: str
    to_regime: str
    ways: tuple[str, ...]
    note: str
    article: str
    confidence: str
    caution: str
    may_choose: str


def transition(state: str, regime: str, on: date) -> Transition | None:
    """None while the case stands under the law of the day, or its state is not carried over."""
    today = law.regime_on(on).code
    if today == regime:
        return None
    try:
        rule = law.carry_over(state, regime, today)
    except Refused:
        return None
    ways = ("keep", "change") if rule.may_choose else ("keep",) if rule.keeps_term else ("change",)
    return Transition(
        from_regime=regime,
        to_regime=today,
        ways=ways,
        note=rule.note_vi,
        article=rule.article,
        confidence=rule.confidence.value,
        caution=rule.confidence.caution_vi,
        may_choose=rule.may_choose or "",
    )


# -- clocks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a case stands and what happened in it, as far as clocks ask."""

    state: str
    verb: str
    measure: str
    since: datetime
    term_to: date | None = None
    away_since: date | None = None
    happened: Mapping[str, datetime] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A clock that runs: its event, the moment it counts from, and what the law answers."""

    event: str
    counted_from: datetime
    due: law.Due


AHEAD_DAYS = 45
"""A clock that counts back from the end of a term appears so many days before that end."""


def running(course: Course, now: datetime, calendar: WorkingCalendar) -> list[Running]:
    """The clocks that run for this case now, earliest first; each by the law of the day it counts from."""
    found = []
    for regime in law.regimes():
        for clock_ in law.casework_of(regime.code).clocks:
            if not clock_.runs(course.state, course.verb, course.measure):
                continue
            base = _base(clock_, course)
            if base is None or law.regime_on(clock.local_day(base)).code != regime.code or _over(clock_, course, base):
                continue
            if clock_.starts == "term_to" and base > now + timedelta(days=AHEAD_DAYS):
                continue
            try:
                found.append(
                    Running(event=clock_.event, counted_from=base, due=law.due(clock_.event, base, calendar=calendar))
                )
            except Refused:
                continue
    return sorted(found, key=lambda one: (one.due.due_at, one.event))


def _base(clock_: law.Clock, course: Course) -> datetime | None:
    if clock_.starts == "standing":
        return course.since
    if clock_.starts == "term_to":
        return clock.at(course.term_to) if course.term_to else None
    if clock_.starts == "absence":
        return clock.at(course.away_since) if course.away_since else None
    happened = (course.happened or {}).get(clock_.starts)
    # What happened in an earlier stay of the case starts nothing now.
    began = clock.at(clock.local_day(course.since))
    return happened if happened and happened >= began else None


def _over(clock_: law.Clock, course: Course, base: datetime) -> bool:
    """One of the happenings that end it came at or after its beginning (for the end of a term: in this stay)."""
    begins = clock.at(clock.local_day(course.since if clock_.starts == "term_to" else base))
    return any(moment >= begins for code, moment in (course.happened or {}).items() if code in clock_.until)
