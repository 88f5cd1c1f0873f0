"""Permissions are enums, one for each package that guards something; a name nobody declared raises."""

from enum import StrEnum

from hoanhap.kernel.registers import Register


class Permission(StrEnum):
    """Base of all permission enums. Values are written "package.verb" and are unique in the house."""


permissions: Register[Permission] = Register("permissions")


def declare(kind: type[Permission]) -> None:
    """Enter all permissions of one enum; a value used twice raises."""
    for permission in kind:
        permissions.add(permission.value, permission)
