"""docs/roles.md from what the program itself knows: `python -m workshop.roles` writes it, a test says when it is old.

The same descriptions, grants and doors that the gates and the access matrix use; only the words are kept here.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hoanhap.foundation.access.roles import Role

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "roles.md"

HEAD = """# Roles: who may do what, and where (Vai trò)

Made by `python -m workshop.roles` from the roles, grants and doors of the program; change those, not this page.

A posting is a role × an organisation × a place and what lies below it × a period. Without a living posting an account
sees nothing. A role may sit at the levels named; its rights reach to its place and below, never beside or above (the
Front of a hamlet looks up to its commune's task force, nothing more). “Knows” says whose names a role can ever come to
see. How to add one: [howto/add-a-role-or-permission.md](howto/add-a-role-or-permission.md).
"""
DOORS_HEAD = """
Every address of the program. A role not named gets the page for what does not exist. The purpose stands in the log
beside each act and read behind the door; at doors of support the police, the station and the inspector state their own.
"""


def page() -> str:
    """The whole document."""
    parts = [HEAD, "## The roles (Các vai trò)", *_table(_ROLE_HEADS, _roles())]
    parts += ["", "## What each may do (Vai trò được làm gì)", *_table(_MAY_HEADS, _allowed())]
    parts += ["", "## Each door and who may pass (Cửa và vai trò)", DOORS_HEAD.rstrip(), *_table(_DOOR_HEADS, _doors())]
    return "\n".join(parts) + "\n"


_ROLE_HEADS = ("Vai trò · Role", "Cấp · Levels", "Biết ai · Knows", "Vì sao không hơn · Why no more")
_MAY_HEADS = ("Vai trò · Role", "Được làm · May")
_DOOR_HEADS = ("Cửa · Door", "Cách · Methods", "Mục đích · Purpose", "Phạm vi · Reach", "Vai trò · Roles")
_REACH = {
    "NOBODY": "shut until something opens it for a moment",
    "EVERYBODY": "signed in or not",
    "SIGNED_IN": "whoever is signed in; only his own",
    "POST": "holders of such a post",
    "BELOW": "at the post's place and below",
    "RELATED": "joined to the post by a living relation",
    "OWN": "of the account itself",
    "AGENCY": "of the very agency of the post",
    "UNIT": "of the very unit of the post",
    "ABOVE": "of units directly below the post",
}


def _roles() -> Iterator[tuple[str, ...]]:
    from hoanhap.foundation.access.roles import DESCRIPTIONS
    from workshop.role_words import WHY

    for role, described in DESCRIPTIONS.items():
        why = WHY[role] + ("; its posting must have a last day" if described.must_end else "")
        yield _named(role), ", ".join(described.levels), _knows(role), why


def _allowed() -> Iterator[tuple[str, ...]]:
    from hoanhap.foundation.access.permissions import permissions
    from hoanhap.foundation.access.roles import DESCRIPTIONS, allowed_to
    from workshop.role_words import MAY

    for role, described in DESCRIPTIONS.items():
        if described.acts_as:
            yield _named(role), f"như · as {_named(described.acts_as)}"
        else:
            yield _named(role), "; ".join(MAY[one.value] for one in permissions.values() if one in allowed_to(role))


def _named(role: "Role") -> str:
    from hoanhap.foundation.access.roles import DESCRIPTIONS

    return f"{DESCRIPTIONS[role].label} · `{role.value}`"


def _knows(role: "Role") -> str:
    from hoanhap.foundation.access.roles import DESCRIPTIONS

    described = DESCRIPTIONS[role]
    if not described.sees_names:
        return "không ai · nobody"
    return "người có quan hệ · related alone" if described.only_related else "người trong phạm vi · of its place"


def _doors() -> Iterator[tuple[str, ...]]:
    from hoanhap.foundation.access.roles import Role
    from hoanhap.web.office.doors import DOORS, routes

    addresses = dict(routes())
    for name, door in DOORS.items():
        holders = ", ".join(f"`{role.value}`" for role in Role if role in door.roles)
        yield (
            f"`{name}` /{addresses.get(name, '?')}".replace("<", "‹").replace(">", "›"),
            ", ".join(door.methods),
            str(door.purpose.label),
            _REACH[door.reach.name],
            holders or "–",
        )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    line = "| " + " | ".join(heads) + " |"
    rule = "|" + "---|" * len(heads)
    return ["", line, rule, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)]


def without_words() -> list[str]:
    """Permissions and roles that have no words, and words of what is gone."""
    from hoanhap.foundation.access.permissions import permissions
    from hoanhap.foundation.access.roles import Role
    from workshop.role_words import MAY, WHY

    return sorted(permissions.keys() ^ MAY.keys()) + sorted(set(Role) ^ set(WHY))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.site.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django
    from django.utils import translation

    django.setup()
    if gaps := without_words():
        sys.stdout.write(f"No words in workshop/role_words.py, or words of what is gone: {', '.join(gaps)}\n")
        return 1
    with translation.override("vi"):
        PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
