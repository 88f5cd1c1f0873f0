"""What the parts of an address name: one maker for each part, made by the real actions at any ground.

A door with a part nobody makes fails the matrix with the line to add here:

    @makes("act_id", of=Scope.PERSON)
    def _act(ground: Ground) -> object:
        return joint_acts.ask(..., subject_id=ground["case"].pk, ...).pk
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any

from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import Verb
from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds as joint_kinds
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.watch import actions as watch
from hoanhap.foundation.watch.rules import RULES
from hoanhap.kernel import ids
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from tests import cast as stage
from tests import people
from tests.cast import NOW, SETTER, Cast
from tests.web.office.imports import lists

SINCE = date(2020, 1, 6)


class Scope(Enum):
    """Whose a part is; it says at which grounds a door is tried."""

    WORD = auto()  # a word like a format: the same everywhere
    UNIT = auto()  # of an office
    PERSON = auto()  # of one person: also tried unrelated, closed and sealed


@dataclass
class Ground:
    """Where things stand: a unit, one person in it, and who is joined to that person by a living relation.

    `ground["case"]` and the like are made when first asked for.
    """

    name: str
    cast: Cast
    unit: Place
    writer: Account
    number: int
    helper: Account | None = None
    related: frozenset[str] = frozenset()
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, part: str) -> Any:
        if part not in self.made:
            self.made[part] = MAKERS[part].make(self)
        return self.made[part]


@dataclass(frozen=True)
class Maker:
    make: Callable[[Ground], object]
    scope: Scope


MAKERS: dict[str, Maker] = {}


def makes(part: str, *, of: Scope) -> Callable[[Callable[[Ground], object]], None]:
    """Enter the maker of one part of addresses, or of something other makers need."""

    def enter(make: Callable[[Ground], object]) -> None:
        MAKERS[part] = Maker(make, of)

    return enter


def missing(parts: set[str]) -> list[str]:
    """Parts of addresses nobody makes, each with what to do."""
    return [
        f"the address part “{part}” has no maker: add one in tests/watch/matrix/things.py"
        for part in sorted(parts - MAKERS.keys())
    ]


# --- words --------------------------------------------------------------------------------------------------------

makes("kind", of=Scope.WORD)(lambda ground: "json")
makes("code", of=Scope.WORD)(lambda ground: "stock.total")
makes("token", of=Scope.WORD)(lambda ground: "no-such-link")
# A key or a session that is not one's own is answered like one that is gone already.
makes("passkey_id", of=Scope.WORD)(lambda ground: ids.new_id())
makes("session_id", of=Scope.WORD)(lambda ground: ids.new_id())

# --- one person ---------------------------------------------------------------------------------------------------


@makes("person", of=Scope.PERSON)
def _person(ground: Ground) -> object:
    name = f"Nguyễn Văn Ví Dụ {ground.number}"
    return people.register_person(ground.cast, name, unit=ground.unit, birth=str(1980 + ground.number))


@makes("case", of=Scope.PERSON)
def _case(ground: Ground) -> object:
    return people.open_home_case(ground.cast, ground["person"])


makes("person_id", of=Scope.PERSON)(lambda ground: ground["person"].pk)
makes("case_id", of=Scope.PERSON)(lambda ground: ground["case"].pk)


@makes("assignment_id", of=Scope.PERSON)
def _assignment(ground: Ground) -> object:
    return people.assign_helper(ground.cast, ground["case"], account=ground.helper).pk


@makes("contact_id", of=Scope.PERSON)
def _contact(ground: Ground) -> object:
    return people.log_contact(ground.cast, ground["case"], on=date(2020, 5, 20)).pk


# --- one office ---------------------------------------------------------------------------------------------------

makes("unit", of=Scope.UNIT)(lambda ground: ground.unit.pk)


@makes("task_force", of=Scope.UNIT)
def _task_force(ground: Ground) -> object:
    return community.set_up(
        unit=ground.unit, decision_number="12/QĐ-UBND", decision_on=SINCE, valid_from=SINCE, by=SETTER, at=NOW
    )


makes("task_force_id", of=Scope.UNIT)(lambda ground: ground["task_force"].pk)


@makes("member_id", of=Scope.UNIT)
def _member(ground: Ground) -> object:
    return community.add_member(
        ground["task_force"], name="Lê Văn Ví Dụ", role=MemberRole.HEAD, valid_from=SINCE, by=SETTER, at=NOW
    ).pk


@makes("report_id", of=Scope.UNIT)
def _report(ground: Ground) -> object:
    """Sent and returned: the unit may go on with it, and the levels above have seen it (a draft they would not)."""
    shape, viewer = report_forms.get("BC01"), ground.cast.viewer(ground.writer)
    report = reports.open_report(shape, ground.unit, shape.period(Window.MONTH, 2020, 6), by=viewer, at=NOW)
    reports.fill(report, by=viewer, at=NOW)
    for verb in (Verb.SUBMIT, Verb.RETURN):
        approvals.act(report.run, verb, by=viewer.actor, at=NOW, reason="12/6")
    return report.pk


@makes("batch_id", of=Scope.UNIT)
def _batch(ground: Ground) -> object:
    return imports.preview(lists.sheet(), name="a.xlsx", unit=ground.unit, on=stage.TODAY, by=SETTER, at=NOW).pk


# --- safeguards: asked, opened and done by somebody who walks through no door ---------------------------------------


def _outsider(ground: Ground, role: Role) -> Viewer:
    account = access.create_account(
        username=f"{role.value}-{ground.number}", display_name=f"Ngoài {role.value}", password=None, by=SETTER, at=NOW
    )
    access.post(account, role=role, place=ground.unit, valid_from=SINCE, by=SETTER, at=NOW)
    return ground.cast.viewer(account)


@makes("act_id", of=Scope.UNIT)
def _act(ground: Ground) -> object:
    _outsider(ground, Role.COMMUNE_LEADER)  # where nobody could confirm, nothing may be asked
    return joint_acts.ask(
        joint_kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=ground.number,
        unit=ground.unit,
        reason="Cán bộ mới về xã từ đầu tháng",
        by=_outsider(ground, Role.ADMINISTRATOR),
        at=NOW,
    ).pk


@makes("opening_id", of=Scope.UNIT)
def _opening(ground: Ground) -> object:
    return break_glass.open_file(
        subject_id=ids.new_id(),
        label="XX-2020-001",
        unit=ground.unit,
        category=Category.LIFE,
        reason="Gặp tai nạn, cần báo tin cho người thân",
        by=_outsider(ground, Role.COMMUNE_OFFICER),
        at=NOW,
    ).pk


@makes("alarm_id", of=Scope.UNIT)
def _alarm(ground: Ground) -> object:
    about = _outsider(ground, Role.COMMUNE_POLICE)
    alarm = watch.raise_alarm(RULES[0], figure=21, stopped=True, about=about, at=NOW)
    assert alarm is not None
    return alarm.pk
