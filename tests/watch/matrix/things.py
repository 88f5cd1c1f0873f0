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
from hoanhap.foundation.accounts import proposals
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import Verb
from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds as joint_kinds
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.actions import breaches, consents, disclosures
from hoanhap.foundation.privacy.actions import requests as rights
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, BreachKind, Channel, ConsentText, IdentityCheck, Medium
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.foundation.watch import actions as watch
from hoanhap.foundation.watch.rules import RULES
from hoanhap.kernel import ids
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import sealing
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import cast as stage
from tests import people, pictures
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

makes("kind", of=Scope.WORD)(lambda ground: "xlsx")
makes("code", of=Scope.WORD)(lambda ground: "stock.total")
makes("token", of=Scope.WORD)(lambda ground: "no-such-link")
# A key or a session that is not one's own is answered like one that is gone already.
makes("passkey_id", of=Scope.WORD)(lambda ground: ids.new_id())
makes("session_id", of=Scope.WORD)(lambda ground: ids.new_id())

# --- one person ---------------------------------------------------------------------------------------------------


@makes("person", of=Scope.PERSON)
def _person(ground: Ground) -> object:
    name = f"Nguyễn Văn Ví Dụ {ground.number}"
    return people.register_person(ground.cast, name, unit=ground.unit, birth=str(1960 + ground.number % 40))


@makes("case", of=Scope.PERSON)
def _case(ground: Ground) -> object:
    return people.open_home_case(ground.cast, ground["person"])


@makes("file_id", of=Scope.PERSON)
def _file(ground: Ground) -> object:
    by = ground.cast.viewer(ground.writer)
    return files.store(
        pictures.jpeg(), name="a.jpg", title="đơn", kind="case", subject_id=str(ground["case"].pk), by=by, at=NOW
    ).pk


makes("person_id", of=Scope.PERSON)(lambda ground: ground["person"].pk)
makes("case_id", of=Scope.PERSON)(lambda ground: ground["case"].pk)


@makes("assignment_id", of=Scope.PERSON)
def _assignment(ground: Ground) -> object:
    return people.assign_helper(ground.cast, ground["case"], account=ground.helper).pk


@makes("contact_id", of=Scope.PERSON)
def _contact(ground: Ground) -> object:
    return people.log_contact(ground.cast, ground["case"], on=date(2020, 5, 20)).pk


@makes("referral", of=Scope.PERSON)
def _referral(ground: Ground) -> object:
    """Accepted: by the cast's station where it is related, elsewhere by a station nobody walks in from."""
    related = "health_station" in ground.related
    station = ground.cast.health_station if related else _station_of_nobody(ground)
    return people.refer(ground.cast, ground["case"], station)


def _station_of_nobody(ground: Ground) -> Account:
    kind, name = AgencyKind.TRAM_Y_TE, f"Phòng khám {ground.number}"
    agency = organisations.create_agency(kind=kind, name=name, place=ground.unit, valid_from=SINCE, by=SETTER, at=NOW)
    account = access.create_account(
        username=f"phong-kham-{ground.number}", display_name=name, password=None, by=SETTER, at=NOW
    )
    access.post(
        account, role=Role.HEALTH_STATION, place=ground.unit, valid_from=SINCE, agency=agency, by=SETTER, at=NOW
    )
    return account


makes("referral_id", of=Scope.PERSON)(lambda ground: ground["referral"].pk)


@makes("record_id", of=Scope.PERSON)
def _record(ground: Ground) -> object:
    writer = Account.objects.get(pk=ground["referral"].answered_by)
    return people.write_health(ground.cast, ground["referral"], writer, "Ghi chú").pk


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


@makes("publication_id", of=Scope.UNIT)
def _publication(ground: Ground) -> object:
    report = Report.objects.get(pk=ground["report_id"])
    made = Publication.objects.create(
        report=report,
        unit=ground.unit,
        unit_path=ground.unit.path,
        period_from=report.period_from,
        period_to=report.period_to,
        joint_act_id=ground["act_id"],
        published_at=NOW,
        published_by="x",
    )
    PublishedLine.objects.bulk_create(
        PublishedLine(publication=made, unit=ground.unit, code=cell.code) for cell in report.cells.all()
    )
    return made.pk


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
    _outsider_once(ground, Role.COMMUNE_LEADER)  # where nobody could confirm, nothing may be asked
    return joint_acts.ask(
        joint_kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=ground.number,
        unit=ground.unit,
        reason="Cán bộ mới về xã từ đầu tháng",
        by=_outsider_once(ground, Role.ADMINISTRATOR),
        at=NOW,
    ).pk


@makes("account_id", of=Scope.UNIT)
def _account(ground: Ground) -> object:
    return _outsider_once(ground, Role.FINANCE).account_id


@makes("posting_id", of=Scope.UNIT)
def _posting(ground: Ground) -> object:
    return _outsider_once(ground, Role.FINANCE).seats[0].posting_id


@makes("proposal_id", of=Scope.UNIT)
def _proposal(ground: Ground) -> object:
    """Somebody else's plan to make the official of the ground keep accounts, too."""
    official = Account.objects.get(pk=ground["account_id"])
    keeper = _outsider_once(ground, Role.ADMINISTRATOR)
    return proposals.post(
        official, role=Role.ADMINISTRATOR, place=ground.unit, first=SINCE, last=None, title="", by=keeper, at=NOW
    ).pk


@makes("opening_id", of=Scope.UNIT)
def _opening(ground: Ground) -> object:
    return break_glass.open_file(
        subject_id=ground["case_id"],
        label="XX-2020-001",
        unit=ground.unit,
        category=Category.LIFE,
        reason="Gặp tai nạn, cần báo tin cho người thân",
        by=_outsider_once(ground, Role.COMMUNE_OFFICER),
        at=NOW,
    ).pk


@makes("alarm_id", of=Scope.UNIT)
def _alarm(ground: Ground) -> object:
    about = _outsider(ground, Role.COMMUNE_POLICE)
    alarm = watch.raise_alarm(RULES[0], figure=21, stopped=True, about=about, at=NOW)
    assert alarm is not None
    return alarm.pk


# --- rights over data ---------------------------------------------------------------------------------------------

makes("purpose", of=Scope.WORD)(lambda ground: "groups")
makes("category", of=Scope.WORD)(lambda ground: "cases-ended")
makes("paper_kind", of=Scope.WORD)(lambda ground: "pdf")
makes("notice", of=Scope.WORD)(lambda ground: "authority")


@makes("request_id", of=Scope.UNIT)
def _request(ground: Ground) -> object:
    """About the person of the ground, whom the station there has in care."""
    ground["referral"]
    asked = rights.Asked(
        kind=RequestKind.ACCESS,
        person_name="Nguyễn Văn Ví Dụ",
        asker=Asker.PERSON,
        identity_check=IdentityCheck.ID_CARD,
        channel=Channel.DESK,
        received_at=NOW,
        subject_kind=PERSON,
        subject_id=ground["person"].pk,
    )
    return rights.receive(asked=asked, unit=ground.unit, by=SETTER, at=NOW).pk


@makes("text", of=Scope.UNIT)
def _text(ground: Ground) -> object:
    body = "Tôi đồng ý để nhóm tôi tham gia biết họ tên của tôi, và rút lại được bất cứ lúc nào."
    return consents.draft_text(unit=ground.unit, purpose="groups", body=body, by=SETTER, at=NOW)


makes("text_id", of=Scope.UNIT)(lambda ground: ground["text"].pk)


@makes("consent_id", of=Scope.PERSON)
def _consent(ground: Ground) -> object:
    body = "Tôi đồng ý để cán bộ gọi điện nhắc hẹn vào số tôi đã cho, và rút lại được bất cứ lúc nào."
    in_use = ConsentText.objects.filter(unit=ground.unit, purpose="reminders", state="published").first()
    if in_use is None:
        text = consents.draft_text(unit=ground.unit, purpose="reminders", body=body, by=SETTER, at=NOW)
        in_use = consents.publish_text(text=text, by=SETTER, at=NOW)
    return consents.give(
        text=in_use,
        subject_kind=PERSON,
        subject_id=ground["person"].pk,
        unit=ground.unit,
        age=40,
        given=consents.Given(agreed=True, medium=Medium.SCREEN, given_on=stage.TODAY),
        by=SETTER,
        at=NOW,
    ).pk


@makes("disclosure_id", of=Scope.UNIT)
def _disclosure(ground: Ground) -> object:
    _outsider_once(ground, Role.COMMUNE_LEADER)
    wanted = disclosures.Wanted(
        basis=Basis.AUTHORITY,
        document="Công văn 15/CV",
        recipient="Tòa án nhân dân huyện",
        purpose="Xem xét đơn của người có dữ liệu",
        person_count=2,
        expires_on=date(2021, 1, 1),
        identity=True,
    )
    return disclosures.ask(wanted=wanted, unit=ground.unit, by=_outsider_once(ground, Role.COMMUNE_OFFICER), at=NOW).pk


def _outsider_once(ground: Ground, role: Role) -> Viewer:
    """The outsider of this post at this ground, made by whichever maker comes first."""
    found = Account.objects.filter(username=f"{role.value}-{ground.number}").first()
    return ground.cast.viewer(found) if found else _outsider(ground, role)


@makes("breach_id", of=Scope.UNIT)
def _breach(ground: Ground) -> object:
    said = breaches.Reported(kind=BreachKind.LOSS, known_at=NOW, what="Mất một ổ USB của xã", identity=True)
    return breaches.report(reported=said, unit=ground.unit, by=SETTER, at=NOW).pk


@makes("sealed_id", of=Scope.UNIT)
def _sealed(ground: Ground) -> object:
    """Another person of the unit, whose file has ended and was put away."""
    person = people.register_person(ground.cast, "Phạm Văn Mẫu", unit=ground.unit, birth="1970")
    case = people.open_home_case(ground.cast, person, number="77/QĐ-UBND")
    cases.close(
        case=case, verb="close_moved", on=stage.TODAY, signer_title="x", by=SETTER, at=NOW, version=case.version
    )
    case.refresh_from_db()
    return sealing.seal_case(case=case, by=SETTER, at=NOW).pk
