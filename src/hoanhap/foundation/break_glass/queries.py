"""Reads: what holds an account back, its openings, what waits to be judged."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.break_glass import policy, rules
from hoanhap.foundation.break_glass.models import Opening, Tries
from hoanhap.foundation.break_glass.rules import Verdict
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.kernel import clock

_SEALED = ("reason", "review_note", "lift_note")


class Hold(StrEnum):
    """Why an account may not open anything now."""

    NONE = ""
    OVERDUE = "overdue"
    NOT_JUSTIFIED = "not_justified"


@dataclass(frozen=True, slots=True)
class Words:
    """What was written about an opening, opened."""

    reason: str
    review_note: str
    lift_note: str


def hold_on(account_id: UUID, at: datetime) -> Hold:
    """A verdict that nobody lifted, or a review that is overdue, suspends the right to open."""
    unjust = Q(verdict=Verdict.NOT_JUSTIFIED.value, lifted_at=None)
    overdue = Q(verdict="", review_due_at__lte=at)
    found = Opening.objects.filter(unjust | overdue, account=account_id).order_by("-verdict", "opened_at", "id")
    verdict = found.values_list("verdict", flat=True).first()
    if verdict is None:
        return Hold.NONE
    return Hold.NOT_JUSTIFIED if verdict else Hold.OVERDUE


def tries_left(account_id: UUID, at: datetime) -> int:
    made = Tries.objects.filter(account=account_id, on=clock.local_day(at)).values_list("made", flat=True).first()
    return rules.TRIES_A_DAY - (made or 0)


def mine(viewer: Viewer) -> QuerySet[Opening]:
    """The viewer's own openings, the last first; only while he may open at all."""
    found = Opening.objects.filter(policy.reach_q(viewer), account=viewer.account_id)
    return found.select_related("unit").order_by("-opened_at", "-id")


def words_of(openings: Iterable[Opening]) -> Mapping[UUID, Words]:
    """What was written about these openings. The caller has passed the gate of a reviewer, or opened them himself."""
    opened = vault.reveal_many(list(openings), *_SEALED)
    return {key: Words(*(texts[name] for name in _SEALED)) for key, texts in opened.items()}


def duty_lines(viewer: Viewer, opening_ids: Collection[str]) -> dict[str, SubjectLine]:
    """How openings are called in today's work: the file's code and who opened it."""
    found = policy.to_judge(viewer).filter(pk__in=list(opening_ids))
    return {
        str(opening.pk): SubjectLine(
            label=opening.label,
            detail=f"{opening.account.display_name}, {opening.title}, {opening.home}",
            args={"opening_id": str(opening.pk)},
        )
        for opening in found
    }
