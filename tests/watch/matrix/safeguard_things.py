"""What the parts of an address name of safeguards and of rights over data."""

from datetime import date

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import proposals
from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import kinds as joint_kinds
from hoanhap.foundation.privacy.actions import breaches, consents, disclosures
from hoanhap.foundation.privacy.actions import requests as rights
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, BreachKind, Channel, IdentityCheck
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.foundation.watch import actions as watch
from hoanhap.foundation.watch.rules import RULES
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import sealing
from tests import cast as stage
from tests import people
from tests.cast import NOW, SETTER
from tests.watch.matrix.things import SINCE, Ground, Scope, agrees, makes

# --- safeguards: asked, opened and done by somebody who walks through no door ---------------------------------------


def _outsider(ground: Ground, role: Role) -> Viewer:
    account = access.create_account(
        username=f"{role.value}-{ground.number}", display_name=f"Ngoài {role.value}", password=None, by=SETTER, at=NOW
    )
    access.post(account, role=role, place=ground.unit, valid_from=SINCE, by=SETTER, at=NOW)
    return ground.cast.viewer(account)


@makes("act_id", of=Scope.UNIT)
def _act(ground: Ground) -> object:
    outsider_once(ground, Role.COMMUNE_LEADER)  # where nobody could confirm, nothing may be asked
    return joint_acts.ask(
        joint_kinds.ROLE_CHANGE,
        subject_kind="account",
        subject_id=ground.number,
        unit=ground.unit,
        reason="Cán bộ mới về xã từ đầu tháng",
        by=outsider_once(ground, Role.ADMINISTRATOR),
        at=NOW,
    ).pk


@makes("account_id", of=Scope.UNIT)
def _account(ground: Ground) -> object:
    return outsider_once(ground, Role.FINANCE).account_id


@makes("posting_id", of=Scope.UNIT)
def _posting(ground: Ground) -> object:
    return outsider_once(ground, Role.FINANCE).seats[0].posting_id


@makes("proposal_id", of=Scope.UNIT)
def _proposal(ground: Ground) -> object:
    """Somebody else's plan to make the official of the ground keep accounts, too."""
    official = Account.objects.get(pk=ground["account_id"])
    keeper = outsider_once(ground, Role.ADMINISTRATOR)
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
        by=outsider_once(ground, Role.COMMUNE_OFFICER),
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
    return agrees(ground, "reminders").pk


@makes("disclosure_id", of=Scope.UNIT)
def _disclosure(ground: Ground) -> object:
    outsider_once(ground, Role.COMMUNE_LEADER)
    wanted = disclosures.Wanted(
        basis=Basis.AUTHORITY,
        document="Công văn 15/CV",
        recipient="Tòa án nhân dân huyện",
        purpose="Xem xét đơn của người có dữ liệu",
        person_count=2,
        expires_on=date(2021, 1, 1),
        identity=True,
    )
    return disclosures.ask(wanted=wanted, unit=ground.unit, by=outsider_once(ground, Role.COMMUNE_OFFICER), at=NOW).pk


def outsider_once(ground: Ground, role: Role) -> Viewer:
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
