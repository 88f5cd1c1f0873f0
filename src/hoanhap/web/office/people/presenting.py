"""What the screens of people show: rows with words for states and helpers, and the choices that narrow them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.text import upper_first
from hoanhap.people.care import queries as care
from hoanhap.people.care.models import Contact
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import states
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import OwnRow, PeoplePage, PersonRow
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.reintegration import queries as reintegration
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.web.office.people.forms import GROUPS, MARKS, ORDERS, NarrowForm, SearchForm
from hoanhap.web.ui.parts import Choice, Words


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list."""

    row: PersonRow
    about: str
    helper: str
    misses_helper: bool
    last: Contact | None
    next_at: datetime | None


def listed(viewer: Viewer, found: PeoplePage, narrow: NarrowForm, hamlets: Sequence[Place]) -> dict[str, Any]:
    """The list with its filters; what is missing stands above it."""
    lacking = 0
    if viewer.may(ReintegrationPermission.READ_HELPER) and narrow.chosen("mark") != "no-helper":
        lacking = reintegration.without_helper(viewer).count()
    return _list(viewer, found) | {
        "page": Paginator(range(found.total), found.size).get_page(found.number),
        "choices": _choices(narrow, hamlets),
        "lacking": lacking,
        "narrowed": any(narrow.chosen(name) for name in ("group", "hamlet", "mark")),
    }


def searched(viewer: Viewer, found: PeoplePage, text: str) -> dict[str, Any]:
    """The hits of a search; it says what was looked for, never who is registered elsewhere."""
    return _list(viewer, found) | {"searched": text, "search": SearchForm(initial={"text": text})}


def own(viewer: Viewer, rows: Sequence[OwnRow], text: str = "") -> dict[str, Any]:
    """A helper's people: who, where, the last contact he wrote, what is next."""
    last = care.own_last_of(viewer, [row.case_id for row in rows])
    return {
        "lines": [{"row": row, "last": last.get(row.case_id)} for row in rows],
        "searched": text,
        "search": SearchForm(initial={"text": text}, label=_("Tìm theo tên gọi hoặc điện thoại")),
    }


def hamlets_of(viewer: Viewer) -> list[Place]:
    """The hamlets of the viewer's own communes, for choosing; nothing above a commune."""
    reach = viewer.paths(CasePermission.READ)
    ids = {seat.place_id for seat in viewer.seats if seat.path in reach}
    below = places.as_of(viewer.on).filter(kind=PlaceKind.HAMLET, parent__in=ids)
    return list(below.order_by("path"))


def hamlets_under(unit: Place, viewer: Viewer) -> list[Place]:
    return list(places.hamlets_of(unit, viewer.on))


def _list(viewer: Viewer, found: PeoplePage) -> dict[str, Any]:
    names = viewer.may(PersonPermission.NAME)
    return {
        "lines": [_line(row, with_code=not names) for row in found.rows],
        "total": found.total,
        "may_add": viewer.may(CasePermission.OPEN),
        "sees_helpers": viewer.may(ReintegrationPermission.READ_HELPER),
        "sees_contacts": viewer.may(CarePermission.READ_CONTACT),
        "may_search": names,
        "search": SearchForm(),
    }


def _line(row: PersonRow, *, with_code: bool) -> Line:
    """Beside initials stands the code of the file: two people may share them."""
    helper, last = row.facts.get("helper"), row.facts.get("last_contact")
    born = _("sinh %s") % row.birth_year if row.birth_year else ""
    about = [upper_first(row.hamlet), born, row.code if with_code else ""]
    return Line(
        row=row,
        about=" · ".join(part for part in about if part),
        helper=helper_words(helper) if isinstance(helper, HelperAssignment) else "",
        misses_helper=helper is None and row.state in states.FOLLOWED,
        last=last if isinstance(last, Contact) else None,
        next_at=row.next_due_at,
    )


def helper_words(helper: HelperAssignment) -> str:
    return ", ".join(part for part in (helper.helper_name, helper.organisation) if part)


def _choices(narrow: NarrowForm, hamlets: Sequence[Place]) -> list[Choice]:
    anything: tuple[str, Words] = ("", _("Tất cả"))
    groups = tuple((key, words) for key, (_klass, words) in GROUPS.items())
    named = tuple((str(place.pk), place.full_name) for place in hamlets)
    choices = [
        Choice("mark", _("Cần xem"), (anything, *MARKS.items()), narrow.chosen("mark")),
        Choice("group", _("Đang ở bước"), (anything, *groups), narrow.chosen("group")),
        Choice("order", _("Xếp theo"), tuple(ORDERS.items()), narrow.chosen("order") or "name"),
    ]
    if named:
        choices.insert(2, Choice("hamlet", _("Ấp, khóm"), (anything, *named), narrow.chosen("hamlet")))
    return choices
