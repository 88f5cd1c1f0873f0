"""What views hand to components that show several things: small values, no markup."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str | Promise

StepState = Literal["done", "here", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """One legal step of a case: behind us, here, or ahead; `detail` is its date or its deadline in words."""

    label: Words
    state: StepState
    detail: Words = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `what` stands bold, `more` after it, `detail` small below."""

    on: date
    what: Words
    more: Words = ""
    detail: Words = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary; the action (for example "Sửa") names what it changes for those who listen."""

    label: Words
    value: Words
    href: str = ""
    action: Words = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list: a select of a filter bar."""

    name: str
    label: Words
    options: tuple[tuple[str, Words], ...]
    value: str = ""
