"""What a file should have: named items, each a yes or a no about the file and nothing about the person (đủ hồ sơ).

Declared here, filled by the packages that know: an item is asked of some cases on a day, and held by some of those.
`living`: one of the four by which a file that is alive differs from one that exists on paper only (Tổ công tác, helper,
contact, decision).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.registers import Register
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.community.models import TaskForce

Condition = Callable[[date], Q]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`asked`, `held`: over Case, on a day. `order`: its place in lists. Each is one condition of one query."""

    label: str | Promise
    lacking: str | Promise
    asked: Condition
    held: Condition
    order: int
    living: bool = False
    basis: str | Promise = ""


items: Register[Item] = Register("items a file should have")


def declare() -> None:
    """What the register of cases knows itself; called once from `apps.ready()`."""
    items.add(
        "decision",
        Item(
            label=_("Quyết định"),
            lacking=_("chưa có quyết định"),
            asked=lambda _on: ~Q(measure=""),
            held=lambda _on: ~Q(decision_number=""),
            order=40,
            living=True,
        ),
    )
    items.add(
        "task_force",
        Item(
            label=_("Tổ công tác"),
            lacking=_("xã chưa có Tổ công tác"),
            asked=followed,
            held=_has_task_force,
            order=10,
            living=True,
        ),
    )


def followed(_on: date) -> Q:
    """Over Case: living in the commune, met by it."""
    return Q(state__in=states.FOLLOWED)


def followed_for(days: int) -> Condition:
    """Over Case: living in the commune and taken in at least so many days ago."""
    return lambda on: Q(state__in=states.FOLLOWED, opened_on__lte=on - timedelta(days=days))


def ordered() -> Sequence[tuple[str, Item]]:
    """All items with their codes, in the order they are shown."""
    return sorted(items.items(), key=lambda pair: (pair[1].order, pair[0]))


def marked(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """These cases, each with what is asked of it and what it has, in the one query that reads them."""
    marks: dict[str, Any] = {}
    for code, item in items.items():
        marks[f"asked_{code}"] = ExpressionWrapper(item.asked(on), output_field=BooleanField())
        marks[f"held_{code}"] = ExpressionWrapper(item.held(on), output_field=BooleanField())
    return cases.annotate(**marks)


def lacking(case: Case) -> list[str]:
    """The items asked of a marked case that it does not have."""
    return [code for code, _item in ordered() if getattr(case, f"asked_{code}") and not getattr(case, f"held_{code}")]


def asked(case: Case) -> Iterator[str]:
    """The items asked of a marked case."""
    return (code for code, _item in ordered() if getattr(case, f"asked_{code}"))


def on_paper_only(case: Case) -> bool:
    """A marked case that has none of the living items asked of it."""
    living = [code for code in asked(case) if items[code].living]
    return bool(living) and not any(getattr(case, f"held_{code}") for code in living)


def _has_task_force(on: date) -> Q:
    living = Q(valid_to=None) | Q(valid_to__gt=on)
    return Q(Exists(TaskForce.objects.filter(living, unit=OuterRef("unit"), valid_from__lte=on)))
