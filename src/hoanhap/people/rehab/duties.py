"""Every clock of the law that runs for a case, as work of the right post; the monthly residence check of a commune.

What is owed follows from where the case stands and what happened in it. So it is worked out anew after each act and
each night: what is new is opened, what no longer runs is settled, what somebody marked as done is not opened again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation import audit
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.foundation.notices.calendar import working_calendar
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases import duties as case_duties
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import clock_rules, queries
from hoanhap.people.rehab.clock_rules import Running
from hoanhap.people.rehab.models import Dossier

SUBJECT = case_duties.SUBJECT
PREFIX = "rehab."
DECIDE = "rehab.decide"
TRANSITION = "rehab.transition"
RESIDENCE = "rehab.residence"
UNIT = "rehab.unit"
_CHUNK = 1000

_POSTS = {
    "commune_chairman": Role.COMMUNE_LEADER,
    "commune_chairman_or_police_chief": Role.COMMUNE_LEADER,
    "commune_committee": Role.COMMUNE_OFFICER,
    "commune_police": Role.COMMUNE_POLICE,
    "commune_police_chief": Role.COMMUNE_POLICE,
}


def post_of(responsible: str | None) -> Role:
    """The post a clock falls on. What others owe (the person, a facility, a court) the officer watches."""
    return _POSTS.get(responsible or "", Role.COMMUNE_OFFICER)


def declare() -> None:
    """One kind of duty for each event a clock names; called once from `apps.ready()`."""
    for event in _clocked_events():
        kinds.declare(_kind(PREFIX + event.code, _titled(event.label_vi), _("Mở giấy tờ, thời hạn"), "case-rehab"))
    kinds.declare(_kind(DECIDE, _("Quyết định hồ sơ đã trình của {subject}"), _("Xem hồ sơ đã trình"), "case-rehab"))
    kinds.declare(_kind(TRANSITION, _("Ghi lựa chọn khi đổi luật cho {subject}"), _("Xem quy định"), "case-transition"))
    kinds.declare(
        kinds.DutyKind(
            code=RESIDENCE,
            title=_("Kiểm tra cư trú hằng tháng: {subject}"),
            action=_("Mở danh sách"),
            subject_kind=UNIT,
            url="residence-checks",
            urgency=kinds.Urgency.LEGAL,
        )
    )


def _kind(code: str, title: Any, action: Any, url: str) -> kinds.DutyKind:
    return kinds.DutyKind(
        code=code, title=title, action=action, subject_kind=SUBJECT, url=url, urgency=kinds.Urgency.LEGAL
    )


def _clocked_events() -> Iterable[law.Event]:
    """Each event once, in the words of the latest law that has it."""
    wanted = {one.event for regime in law.regimes() for one in law.casework_of(regime.code).clocks}
    latest = {event.code: event for regime in law.regimes() for event in regime.events if event.code in wanted}
    return latest.values()


def _titled(label: str) -> Any:
    """ "Quyết định cai nghiện (Mẫu 22)" is said without its form: forms differ from law to law."""
    return format_lazy("{label}: {{subject}}", label=_(label.partition(" (")[0]))


# -- the clocks of cases ---------------------------------------------------------------------------------------


def sync(cases: Sequence[Case], *, by: audit.Actor, at: datetime) -> None:
    """Open what these cases owe now and settle what they owe no more. Safe to repeat."""
    calendar = working_calendar()
    for start in range(0, len(cases), _CHUNK):
        _sync(cases[start : start + _CHUNK], calendar, by, at)


def _sync(cases: Sequence[Case], calendar: WorkingCalendar, by: audit.Actor, at: datetime) -> None:
    courses = queries.courses_of(cases, at)
    wanted = {
        key_of(case, run): spec_of(case, run)
        for case in cases
        if case.pk in courses
        for run in clock_rules.running(courses[case.pk], at, calendar)
    }
    known = _known([case.pk for case in cases])
    notices.settle_many([key for key, is_open in known.items() if is_open and key not in wanted], by=by, at=at)
    notices.open_many([spec for key, spec in wanted.items() if key not in known], by=by, at=at)


def _known(case_ids: Collection[UUID]) -> dict[str, bool]:
    """The keys of clock duties these cases ever had, and whether one is still open."""
    codes = [PREFIX + event.code for event in _clocked_events()]
    rows = Duty.objects.filter(
        subject_kind=SUBJECT, subject_id__in=[str(pk) for pk in case_ids], kind__in=codes
    ).values_list("key", "settled_at")
    known: dict[str, bool] = {}
    for key, settled_at in rows:
        known[key] = known.get(key, False) or settled_at is None
    return known


def key_of(case: Case, run: Running) -> str:
    """A clock is told by its case, its event and the moment it counts from: another beginning is another clock."""
    return f"{PREFIX}{run.event}:{case.pk}:{run.counted_from:%Y%m%d%H%M}"


def spec_of(case: Case, run: Running) -> DutySpec:
    return DutySpec(
        kind=PREFIX + run.event,
        key=key_of(case, run),
        subject_id=str(case.pk),
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        role=post_of(run.due.responsible).value,
        due_at=run.due.due_at,
        article=run.due.article[:200],
        confidence=run.due.confidence.value,
    )


def running_of(case: Case, at: datetime) -> list[Running]:
    """The clocks of one case, for its page."""
    course = queries.courses_of([case], at).get(case.pk)
    return clock_rules.running(course, at, working_calendar()) if course else []


def renew_all(*, by: audit.Actor, at: datetime) -> int:
    """Nightly: terms come near and moments pass without anybody's act; how many cases were looked through."""
    count = 0
    chunk: list[Case] = []
    for case in queries.with_clocks(clock.local_day(at)).iterator(chunk_size=_CHUNK):
        chunk.append(case)
        count += 1
        if len(chunk) == _CHUNK:
            sync(chunk, by=by, at=at)
            chunk = []
    sync(chunk, by=by, at=at)
    return count


# -- who decides a dossier -------------------------------------------------------------------------------------


def decide_key(dossier: Dossier) -> str:
    return f"{DECIDE}:{dossier.pk}"


def decide(dossier: Dossier, event: str | None, decider: str | None, at: datetime) -> DutySpec | None:
    """The decision somebody at the commune owes from now on; None where another body decides or no term is known."""
    if event is None:
        return None
    due = law.due(event, at, calendar=working_calendar())
    return DutySpec(
        kind=DECIDE,
        key=decide_key(dossier),
        subject_id=str(dossier.case_id),
        unit_id=dossier.unit_id,
        unit_path=dossier.unit_path,
        role=post_of(due.responsible or decider).value,
        due_at=due.due_at,
        article=due.article[:200],
        confidence=due.confidence.value,
    )


# -- a change of law -------------------------------------------------------------------------------------------


def transition_key(case_id: UUID) -> str:
    return f"{TRANSITION}:{case_id}"


def ask_transitions(*, by: audit.Actor, at: datetime) -> int:
    """Nightly: every open case decided under an older law owes a recorded choice; how many were opened."""
    on = clock.local_day(at)
    return notices.open_many(_transitions(on), by=by, at=at)


_DAYS_TO_CHOOSE = 30


def _transitions(on: date) -> Iterable[DutySpec]:
    for case, found in queries.awaiting_transition(on):
        yield DutySpec(
            kind=TRANSITION,
            key=transition_key(case.pk),
            subject_id=str(case.pk),
            unit_id=case.unit_id,
            unit_path=case.unit_path,
            role=Role.COMMUNE_OFFICER.value,
            due_at=queries.transition_due(found.to_regime, on, _DAYS_TO_CHOOSE),
            article=found.article[:200],
            confidence=found.confidence,
        )


# -- the monthly residence check -------------------------------------------------------------------------------


def residence_key(unit_id: int) -> str:
    return f"{RESIDENCE}:{unit_id}"


def renew_residence(unit_path: str, unit_id: int, *, by: audit.Actor, at: datetime) -> bool:
    """The commune's round of residence checks is due when the first of its people is; True while somebody is managed.

    Opened anew when the first due day has moved: after a list was saved, or when somebody came under management.
    """
    on = clock.local_day(at)
    rows = queries.residence_of_unit(unit_path, on)
    key = residence_key(unit_id)
    standing = Duty.objects.filter(key=key, settled_at=None).first()
    if not rows:
        if standing:
            notices.cancel([key], by=by, at=at)
        return False
    rule = law.casework_on(on).checks
    due_at = clock.at(min(row.due_on for row in rows), 23, 59)
    if standing and standing.due_at == due_at:
        return True
    if standing:
        notices.settle(key, by=by, at=at)
    spec = DutySpec(
        kind=RESIDENCE,
        key=key,
        subject_id=str(unit_id),
        unit_id=unit_id,
        unit_path=unit_path,
        role=Role.COMMUNE_POLICE.value,
        due_at=due_at,
        article=rule.article[:200],
        confidence=rule.confidence.value,
    )
    return notices.open_duty(spec, by=by, at=at)
