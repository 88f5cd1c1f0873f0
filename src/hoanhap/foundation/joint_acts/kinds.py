"""Which acts need two people: a register filled by the packages that do them (loại việc cần hai người)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise

from hoanhap.foundation.access.permissions import Permission
from hoanhap.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class JointKind:
    """`ask` and `confirm` are held at the unit of the act; confirming and using happen within `lasts` of asking."""

    code: str
    title: str | Promise
    ask: Permission
    confirm: Permission
    lasts: timedelta


register: Register[JointKind] = Register("kinds of joint acts")

takeovers: Register[str] = Register("acts by which one account gets hold of another")
"""Audit codes upon an account. Whoever did one of them to the second person within a day is not confirmed by him."""

ROLE_CHANGE = "access.role_change"
"""A posting of a role that sees names: asked by who keeps accounts, confirmed by a leader or another who keeps them."""
