"""From typed lines to a plan: every line is read, and either all are right or none is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy, rules
from hoanhap.foundation.accounts.rules import Draft, Problem
from hoanhap.foundation.places import paths
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold


@dataclass(frozen=True, slots=True)
class Planned:
    """One line that is right; with `account` it posts somebody who has an account already."""

    number: int
    display_name: str
    username: str
    role: Role
    place: Place
    title: str
    valid_from: date
    valid_to: date | None
    account: Account | None = None


@dataclass(slots=True)
class Judge:
    """Reads lines for one keeper; what it looked up for one line it knows for the next."""

    viewer: Viewer
    _places: dict[str, Place | Refused] = field(default_factory=dict)
    _fitting: dict[tuple[Role, int, date, date | None], Refused | None] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _lines: dict[tuple[str, Role, int], int] = field(default_factory=dict)

    def all(self, drafts: Sequence[Draft]) -> tuple[list[Planned], list[Problem]]:
        """The plan, and what is wrong; nothing may be taken while anything is wrong."""
        self._taken = set(Account.objects.values_list("username", flat=True))
        typed = [draft for draft in drafts if draft.username.strip()]
        planned, problems = [], []
        # Names somebody chose come first: a name proposed for another line must not take them away.
        for draft in [*typed, *(draft for draft in drafts if not draft.username.strip())]:
            try:
                planned.append(self.one(draft))
            except Refused as refusal:
                problems.append(Problem(draft.number, f"{refusal} {refusal.way_out}".strip()))
        return sorted(planned, key=lambda row: row.number), sorted(problems, key=lambda row: row.number)

    def one(self, draft: Draft) -> Planned:
        """One line. Raises Refused with what is wrong."""
        name = clean_name(draft.display_name)
        if not name:
            raise Refused(_("Chưa ghi họ tên."), way_out=_("Ghi họ tên đầy đủ của cán bộ."))
        if max(len(name), len(draft.title)) > 120:
            raise Refused(_("Họ tên hoặc chức danh quá dài."), way_out=_("Ghi không quá 120 chữ."))
        role = rules.role_of(draft.role)
        place = self.place(draft.unit)
        start, end = rules.period(draft.valid_from, draft.last_day, self.viewer.on)
        self.require_fitting(role, place, start, end)
        self._require_once(draft, name, role, place)
        username = self._username(draft.username, name)
        return Planned(draft.number, name, username, role, place, draft.title.strip(), start, end)

    def place(self, text: str) -> Place:
        """The unit a cell means, inside the keeper's part of the map. Raises Refused."""
        key = fold(text)
        if key not in self._places:
            try:
                self._places[key] = self._find(text)
            except Refused as refusal:
                self._places[key] = refusal
        found = self._places[key]
        if isinstance(found, Refused):
            raise found
        return found

    def require_fitting(self, role: Role, place: Place, start: date, end: date | None) -> None:
        """Raise Refused where role, place and period do not fit."""
        key = role, place.pk, start, end
        if key not in self._fitting:
            try:
                access.require_fitting(role=role, place=place, valid_from=start, valid_to=end)
                self._fitting[key] = None
            except Refused as refusal:
                self._fitting[key] = refusal
        if (wrong := self._fitting[key]) is not None:
            raise wrong

    def _find(self, text: str) -> Place:
        if not text.strip():
            raise Refused(_("Chưa ghi đơn vị."), way_out=_("Ghi tên hoặc mã đơn vị."))
        scopes = self.viewer.paths(policy.KEEP)
        found = places.find(text, on=self.viewer.on)
        mine = [place for place in found if any(paths.is_under(place.path, scope) for scope in scopes)]
        if len(mine) == 1:
            return mine[0]
        if len(mine) > 1:
            raise Refused(
                _("Có %(count)d đơn vị tên “%(name)s”.") % {"count": len(mine), "name": text},
                way_out=_("Ghi cả đơn vị cấp trên, hoặc ghi mã."),
            )
        raise Refused(
            _("Không có đơn vị “%s” trong địa bàn của bạn.") % text,
            way_out=_("Xem lại tên, hoặc nhờ quản trị của đơn vị ấy."),
        )

    def _require_once(self, draft: Draft, name: str, role: Role, place: Place) -> None:
        key = fold(name), role, place.pk
        first = self._lines.setdefault(key, draft.number)
        if first != draft.number and not draft.username.strip():
            raise Refused(
                _("Trùng với dòng %d.") % first,
                way_out=_("Bỏ một dòng; nếu là hai người cùng tên thì ghi tên đăng nhập khác nhau."),
            )

    def _username(self, typed: str, name: str) -> str:
        if typed.strip():
            username = rules.checked_username(typed)
            if username in self._taken:
                raise Refused(_("Tên đăng nhập “%s” đã có người dùng.") % username, way_out=_("Chọn tên khác."))
        else:
            username = rules.username_for(name, self._taken)
        self._taken.add(username)
        return username
