"""Pure questions about a list of people to be invited: their names to sign in with, their roles, their days."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.kernel import dates
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold, given_name

MOST_ROWS = 1000
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_STEM = 40
Day = str | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One line as it was typed; `number` is that of the sheet."""

    number: int
    display_name: str
    username: str = ""
    role: str = ""
    unit: str = ""
    title: str = ""
    valid_from: Day = None
    last_day: Day = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line, and what to do about it."""

    number: int
    sentence: str


def needs_second_person(role: Role) -> bool:
    """Whoever sees names, or gives rights to others, is let in by two people."""
    return DESCRIPTIONS[role].sees_names or role is Role.ADMINISTRATOR


def role_of(text: str) -> Role:
    """The role a cell means: its Vietnamese name, accents or not, or its code. Raises Refused."""
    wanted = fold(text)
    for role, description in DESCRIPTIONS.items():
        if wanted in {fold(str(description.label)), role.value, role.value.replace("_", " ")}:
            return role
    if not wanted:
        raise Refused(_("Chưa ghi vai trò."), way_out=_("Chọn một vai trò ở trang Hướng dẫn của tệp mẫu."))
    raise Refused(_("Không có vai trò “%s”.") % text, way_out=_("Chép đúng tên vai trò ở trang Hướng dẫn của tệp mẫu."))


def username_for(display_name: str, taken: Container[str]) -> str:
    """A free name to sign in with: given name and the first letters before it, as "maitt" for Trần Thị Mai."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(display_name)).split()
    last = re.sub(r"[^a-z0-9]", "", fold(given_name(display_name)))
    stem = (last + "".join(word[0] for word in words[:-1]))[:_STEM].ljust(3, "x")
    found, count = stem, 1
    while found in taken:
        count += 1
        found = f"{stem}{count}"
    return found


def checked_username(text: str) -> str:
    """A name to sign in with as it was typed. Raises Refused: unaccented small letters and figures only."""
    name = text.strip()
    if not _USERNAME.fullmatch(name):
        raise Refused(
            _("Tên đăng nhập “%s” chưa đúng.") % name,
            way_out=_("Dùng 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch nối; hoặc để trống."),
        )
    return name


def period(first: Day, last: Day, today: date) -> tuple[date, date | None]:
    """[from, to) of a posting from its first day (today when empty) and its last day. Raises Refused."""
    start, end = _day(first) or today, _day(last)
    if end is not None and (end < start or end < today):
        raise Refused(
            _("Ngày cuối %s không đúng.") % dates.show(end), way_out=_("Ngày cuối sau ngày đầu, và chưa qua.")
        )
    return start, end + timedelta(days=1) if end else None


def _day(value: Day) -> date | None:
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case str() if value.strip():
            return dates.parse_day(value)
        case _:
            return None
