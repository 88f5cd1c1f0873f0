"""Reads over the log: figures of one account for the rules, and who looked at a file."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import codes
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.watch import policy, rules
from hoanhap.foundation.watch.looks import codes_of, covered, looks
from hoanhap.foundation.watch.models import Alarm, Answer
from hoanhap.foundation.watch.rules import Counting, Rule, Whose

PAGE = 50


def figures(viewer: Viewer, at: datetime, *, since: datetime | None = None) -> dict[str, int]:
    """How many looks of each rule the account has taken lately, by rule code; one query by account and moment.

    `since`: nothing before this moment counts (a leader has released the account).
    """
    begins = {rule.code: began for rule in rules.RULES if (began := rule.since(at)) is not None}
    if since is not None:
        begins = {code: max(began, since) for code, began in begins.items()}
    entries = AuditEntry.objects.filter(
        account_id=str(viewer.account_id), at__gte=min(begins.values()), at__lte=at, code__in=looks.keys()
    )
    wanted = {code: _count(rules.BY_CODE[code], began, viewer) for code, began in begins.items()}
    return entries.aggregate(**wanted)


def _count(rule: Rule, began: datetime, viewer: Viewer) -> Count:
    counted = Q(code__in=codes_of(rule.look), at__gte=began)
    if rule.whose is Whose.OUTSIDE:
        for path in policy.own_paths(viewer):
            counted &= ~Q(unit_path__startswith=path)
    return Count("subject_id", filter=counted, distinct=rule.counting is Counting.DISTINCT)


def broken(figures_now: Mapping[str, int]) -> list[Rule]:
    """The rules these figures break."""
    return [rule for rule in rules.RULES if figures_now.get(rule.code, 0) > rule.more_than]


def stopping(figures_now: Mapping[str, int]) -> list[Rule]:
    """The rules whose measure is full: the next look outside one's own work is refused."""
    return [rule for rule in rules.RULES if rule.stops and figures_now.get(rule.code, 0) >= rule.more_than]


def released_at(account_id: UUID) -> datetime | None:
    """When a leader last found a stop of this account explained."""
    found = Alarm.objects.filter(account=account_id, stopped=True, answer=Answer.EXPLAINED)
    return found.order_by("-answered_at").values_list("answered_at", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """One entry of the log about a file: who, as what, when, why, what. No value of the file stands in it."""

    at: datetime
    name: str
    title: str
    act: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    lines: Sequence[LookLine]
    total: int
    people: int
    number: int
    pages: int


def history(subjects: Iterable[tuple[str, object]], *, page: int = 1, size: int = PAGE) -> LookPage:
    """Who looked at these subjects or worked on them, the last first. The caller has passed their gate."""
    about = Q(pk__in=[])
    for kind, subject_id in subjects:
        about |= Q(subject_kind=kind, subject_id=str(subject_id))
    entries = AuditEntry.objects.filter(about)
    counted = entries.aggregate(total=Count("id"), people=Count("account_id", distinct=True))
    pages = max(1, -(-counted["total"] // size))
    number = min(max(1, page), pages)
    rows = list(entries.order_by("-at", "-id")[(number - 1) * size : number * size])
    names = _names({row.account_id for row in rows})
    return LookPage(
        lines=[_line(row, names) for row in rows],
        total=counted["total"],
        people=counted["people"],
        number=number,
        pages=pages,
    )


def _line(row: AuditEntry, names: Mapping[str, str]) -> LookLine:
    detail = json.loads(row.detail) if row.detail else {}
    purpose = detail.get("purpose", "")
    return LookLine(
        at=row.at,
        name=names.get(row.account_id, ""),
        title=row.title,
        act=_act(row.code),
        purpose=str(Purpose(purpose).label) if purpose in set(Purpose) else "",
    )


def _act(code: str) -> str:
    """A code that was declared when the entry was written may be gone from the house of today."""
    if code in covered:
        return str(covered[code])
    return codes[code] if code in codes else code  # noqa: SIM401 - a register has no `get`


def _names(account_ids: Collection[str]) -> dict[str, str]:
    """Jobs and the command line sign with a word instead of an account's id."""
    known = [UUID(one) for one in account_ids if _is_account(one)]
    return {str(pk): name for pk, name in Account.objects.filter(pk__in=known).values_list("pk", "display_name")}


def _is_account(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def note_of(alarm: Alarm) -> str:
    return vault.reveal(alarm, "note")


def duty_lines(viewer: Viewer, alarm_ids: Collection[str]) -> dict[str, SubjectLine]:
    """How alarms are called in today's work."""
    return {
        str(alarm.pk): SubjectLine(
            label=alarm.account.display_name,
            detail=f"{alarm.title}, {alarm.home}",
            args={"alarm_id": str(alarm.pk)},
        )
        for alarm in policy.visible_to(viewer).filter(pk__in=list(alarm_ids))
    }
