"""`python -m workshop.inventory`: writes docs/data-inventory.md from the classes of fields and the grants to roles."""

import os
import sys
from itertools import groupby
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "data-inventory.md"
_HEAD = """# Danh mục dữ liệu cá nhân / Inventory of personal data

Made by `python -m workshop.inventory` from the classification of fields, the description each package gives of its
tables, and the rights granted to roles; a test finds it out of date. Do not edit by hand.

*Phòng*: the key that shuts the field (`identity`, `social`, `health`, `police`); *để trần*: lies in plain, because
reports count it or because it names nobody without the tables beside it.
"""


def text() -> str:
    """The page as it is today, in Vietnamese."""
    from django.utils import translation

    from hoanhap.foundation.privacy import inventory

    with translation.override("vi"):
        parts = [_HEAD]
        for model, rows in groupby(inventory.rows(), key=lambda row: row.model):
            parts.append(_table(model, list(rows)))
        return "\n".join(parts)


def _table(model: str, rows: list) -> str:  # type: ignore[type-arg]
    first = rows[0]
    plain = next((row.roles for row in rows if not row.room), first.roles)
    lines = [
        f"## {model}",
        "",
        f"- Mục đích: {first.purpose}",
        f"- Căn cứ: {first.basis}",
        f"- Lưu giữ: {_term(first.retention)}",
        f"- Ai đọc: {_roles(plain) or 'chỉ việc của chính hệ thống hoặc tài khoản'}",
        "",
        "| trường | loại | phòng | riêng trường này |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{row.field}` | {_CLASSES[row.field_class]} | {row.room or 'để trần'} | {_apart(row.roles, plain)} |"
        for row in rows
    ]
    return "\n".join([*lines, ""])


_CLASSES = {"personal": "cá nhân", "sensitive": "nhạy cảm"}


def _apart(roles: tuple[str, ...], plain: tuple[str, ...]) -> str:
    return "" if roles == plain else _roles(roles)


def _roles(roles: tuple[str, ...]) -> str:
    return ", ".join(_role(role) for role in roles)


def _term(category: str) -> str:
    from hoanhap.foundation.privacy import facts

    terms = facts.facts().retention
    return f"{terms[category].label} (`{category}`)" if category in terms else category


def _role(role: str) -> str:
    from hoanhap.foundation.access.roles import DESCRIPTIONS, Role

    return str(DESCRIPTIONS[Role(role)].label)


def main() -> int:
    sys.path.insert(0, str(PAGE.parents[1] / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.site.settings")
    import django

    django.setup()
    PAGE.write_text(text(), "utf-8")
    sys.stdout.write(f"{PAGE.name}: {PAGE.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
