"""Since when a case is a management file, and by which legal act (có hồ sơ quản lý). Derived each time, never typed.

Whoever was only found, listed or supported has a case, and no management file yet. It begins on the day of the first
paper with a number and a date: a decision on a measure, a result that says addicted, a decision carried out elsewhere.
Each table that keeps such papers enters what it knows in the register; what was struck out there is no paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.kernel.registers import Register
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case, Standing

_MEASURES = tuple(code for code in states.MANAGED if code not in law.states_of_class("support"))
_ADDICTED = law.states_of_class("addicted")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTable:
    """A table of legal acts: `rows` are those that hold on a day, with `case` and the two named fields filled."""

    label: str | Promise
    rows: Callable[[date], QuerySet[Any]]
    number: str
    signed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAct:
    """One paper that makes a management file."""

    label: str | Promise
    number: str
    signed_on: date


legal_acts: Register[ActTable] = Register("legal acts that make a management file")


def first_act(case: Case, on: date) -> LegalAct | None:
    """The act by which this case is a management file on this day, the earliest one; one query over all tables."""
    found = [_told(kind, table, on).filter(case=case) for kind, table in legal_acts.items()]
    rows = [one.values_list("act", "act_number", "act_on") for one in found]
    for kind, number, signed_on in rows[0].union(*rows[1:]).order_by("act_on", "act", "act_number")[:1]:
        return LegalAct(label=legal_acts[kind].label, number=number, signed_on=signed_on)
    return None


def has_file(on: date) -> Q:
    """Over rows with a `case`: those whose case is a management file on this day."""
    return reduce(or_, (Q(Exists(one.rows(on).filter(case=OuterRef("case")))) for one in legal_acts.values()))


def _told(kind: str, table: ActTable, on: date) -> QuerySet[Any]:
    said = Value(kind, output_field=CharField())
    rows = table.rows(on).order_by()
    told: QuerySet[Any] = rows.annotate(act=said, act_number=F(table.number), act_on=F(table.signed_on))
    return told


def _decisions(on: date) -> QuerySet[Standing]:
    """Steps by a signed decision on a measure, or on somebody determined as addicted; the end of a case is none."""
    begun = Q(measure__in=_MEASURES) | Q(state__in=_ADDICTED)
    signed = Standing.objects.filter(begun, decision_on__lte=on, from_on__lte=on).exclude(decision_number="")
    return signed.exclude(state__in=states.CLOSED)


def declare() -> None:
    """Enter the decisions of the case's own steps; called once from `apps.ready()`."""
    decisions = ActTable(label=_("quyết định"), rows=_decisions, number="decision_number", signed_on="decision_on")
    legal_acts.add("cases.decision", decisions)
