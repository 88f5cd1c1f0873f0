"""Which work a case asks for, until when and from whom; opened and settled by the actions (việc của hồ sơ)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.workdays import WorkingCalendar
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case

SUBJECT = "case"
DECISION = "case.decision_due"
TERM_30 = "case.term_ends_30"
TERM_15 = "case.term_ends_15"
FIRST_CONTACT = "case.first_contact"
FIRST_CONTACT_DAYS = 7
_WARNINGS = ((TERM_30, 30, 15), (TERM_15, 15, 0))
"""Kind of duty, days before the end when it appears, days before the end when it is due."""

_DECIDERS = {
    "commune_chairman": Role.COMMUNE_LEADER,
    "commune_police": Role.COMMUNE_POLICE,
    "commune_police_chief": Role.COMMUNE_POLICE,
}


def declare() -> None:
    """Enter the kinds of duty of this package; called once from `apps.ready()`."""
    legal, plan = kinds.Urgency.LEGAL, kinds.Urgency.PLAN
    for code, title, action, url, urgency in (
        (DECISION, _("Ra quyết định cho {subject}"), _("Mở hồ sơ"), "case", legal),
        (TERM_30, _("Chuẩn bị hồ sơ hết thời hạn của {subject}"), _("Mở hồ sơ"), "case", legal),
        (TERM_15, _("Kết thúc hoặc chuyển bước cho {subject}"), _("Chuyển bước"), "case", legal),
        (FIRST_CONTACT, _("Gặp lần đầu {subject}"), _("Ghi lần gặp"), "contact-log", plan),
    ):
        kinds.declare(
            kinds.DutyKind(
                code=code,
                title=title,
                action=action,
                subject_kind=SUBJECT,
                url=url,
                urgency=urgency,
                holder="case.helper" if code == FIRST_CONTACT else "",
            )
        )


def first_contact_key(case_id: object) -> str:
    """The key of the next meeting with this person: the same that `care` settles and plans anew."""
    return f"care.meet:{case_id}"


def own_keys(case: Case) -> list[str]:
    """The keys of all duties that hang on where the case stands now; a move makes them void."""
    return [_decision_key(case), *term_keys(case)]


def term_keys(case: Case) -> list[str]:
    """The keys of the duties about the end of the case's term."""
    return [_term_key(kind, case) for kind, _shown, _due in _WARNINGS]


def moment_of(day: date, at: datetime) -> datetime:
    """From when a clock in hours runs: the moment itself where it is of that day, else the beginning of the day."""
    return at if clock.local_day(at) == day else clock.at(day)


def first_contact(case: Case, at: datetime) -> DutySpec:
    """A person newly taken in is met within a week: our plan, not a law's."""
    due_at = clock.at(clock.local_day(at) + timedelta(days=FIRST_CONTACT_DAYS + 1))
    return _spec(case, FIRST_CONTACT, first_contact_key(case.pk), Role.COMMUNE_OFFICER, due_at)


def asked_by(case: Case, since: datetime, calendar: WorkingCalendar) -> list[DutySpec]:
    """What the present state asks for since this moment: a decision with its legal deadline."""
    decision = _decision_due(case, since, calendar)
    return [decision] if decision else []


def term_duties(cases: Iterable[Case], on: date) -> list[DutySpec]:
    """The duties about terms that end within 30 and 15 days of this day."""
    specs = []
    for case in cases:
        if case.term_to is None or case.state in (*states.CLOSED, *states.PAUSED):
            continue
        for kind, shown, due in _WARNINGS:
            if on >= case.term_to - timedelta(days=shown):
                role = Role.COMMUNE_OFFICER if kind == TERM_30 else Role.COMMUNE_LEADER
                due_at = clock.at(case.term_to - timedelta(days=due))
                specs.append(_spec(case, kind, _term_key(kind, case), role, due_at))
    return specs


def _decision_due(case: Case, since: datetime, calendar: WorkingCalendar) -> DutySpec | None:
    """The earliest legal clock among the moves that need a decision; only a person who registered waits for one."""
    if case.state != "registered":
        return None
    found: list[tuple[law.Due, law.Move]] = []
    for move in law.moves_from(case.regime, case.state, clock.local_day(since)):
        if move.deadline:
            try:
                found.append((law.due(move.deadline, since, calendar=calendar), move))
            except Refused:
                continue
    if not found:
        return None
    # Of two clocks that end together the one that was read in the law is named.
    due, move = min(found, key=lambda pair: (pair[0].due_at, not pair[0].confidence.may_block))
    role = _DECIDERS.get(move.decider or "", Role.COMMUNE_OFFICER)
    article, confidence = due.article, due.confidence.value
    return _spec(case, DECISION, _decision_key(case), role, due.due_at, article, confidence)


def _spec(
    case: Case, kind: str, key: str, role: Role, due_at: datetime, article: str = "", confidence: str = ""
) -> DutySpec:
    return DutySpec(
        kind=kind,
        key=key,
        subject_id=str(case.pk),
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        role=role.value,
        due_at=due_at,
        article=article[:200],
        confidence=confidence,
    )


def _decision_key(case: Case) -> str:
    return f"{DECISION}:{case.pk}"


def _term_key(kind: str, case: Case) -> str:
    return f"{kind}:{case.pk}"
