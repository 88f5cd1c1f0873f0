"""What the parts of an address name: one maker for each part, made by the real actions at any ground.

A door with a part nobody makes fails the matrix with the line to add here:

    @makes("act_id", of=Scope.PERSON)
    def _act(ground: Ground) -> object:
        return joint_acts.ask(..., subject_id=ground["case"].pk, ...).pk
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation import vault
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
from hoanhap.kernel import clock, ids
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.sheets import DrugTest
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.counselling.models import GroupMember
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.individual_plan import actions as own_plans
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import sealing
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.commitments.models import ChargeKind, FormKind
from hoanhap.people.commitments.models import Relation as Kinship
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.people.inspection.models import Finding, Sample, SampledCase
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import risk, rounds
from hoanhap.people.intake.models import Relation, Source
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.actions import BatchDetails, Move
from hoanhap.people.rehab import actions as measures
from hoanhap.people.rehab import papers as measure_papers
from hoanhap.people.rehab.models import Dossier
from hoanhap.people.rehab.papers import PaperDetails
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import diary, loans, supports, work
from hoanhap.people.reintegration.models import HelperKind, Placement, Purpose
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import cast as stage
from tests import people, pictures, returns
from tests.cast import NOW, SETTER, Cast
from tests.domain.reintegration import world as back
from tests.web.office.imports import lists

SINCE = date(2020, 1, 6)
SUPPORTED = date(2020, 6, 1)


class Scope(Enum):
    """Whose a part is; it says at which grounds a door is tried."""

    WORD = auto()  # a word like a format: the same everywhere
    UNIT = auto()  # of an office
    PERSON = auto()  # of one person: also tried unrelated, closed and sealed


@dataclass
class Ground:
    """Where things stand: a unit, one person in it, and who is joined to that person by a living relation.

    `agencies`: whose very agency made what an agency makes here.

    `ground["case"]` and the like are made when first asked for.
    """

    name: str
    cast: Cast
    unit: Place
    writer: Account
    number: int
    helper: Account | None = None
    related: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
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
makes("suffix", of=Scope.WORD)(lambda ground: "docx")
makes("code", of=Scope.WORD)(lambda ground: "stock.total")
makes("quarter", of=Scope.WORD)(lambda ground: "2020-Q2")
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


@makes("dossier_id", of=Scope.PERSON)
def _dossier(ground: Ground) -> object:
    """Begun while the case was registered: where it stands today no step asks for one."""
    case = ground["case"]
    row = Dossier(
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        verb="start_home",
        regime=case.regime,
        opened_on=case.opened_on,
        recorded_by="test",
        recorded_at=NOW,
    )
    row.save(force_insert=True)
    return row.pk


@makes("paper_id", of=Scope.PERSON)
def _paper(ground: Ground) -> object:
    details = PaperDetails(code="reception_minutes", on=stage.TODAY)
    by = ground.cast.viewer(ground.writer).actor
    return measure_papers.write(case=ground["case"], details=details, by=by, at=NOW).pk


@makes("absence_id", of=Scope.PERSON)
def _absence(ground: Ground) -> object:
    by = ground.cast.viewer(ground.writer).actor
    return measures.begin_absence(case=ground["case"], from_on=stage.TODAY, reported=True, reason="", by=by, at=NOW).pk


@makes("followed_id", of=Scope.PERSON)
def _followed(ground: Ground) -> object:
    details = measures.FollowedDetails(kind="ost", facility_name="Cơ sở điều trị Hồng Ngự", from_on=stage.TODAY)
    by = ground.cast.viewer(ground.writer).actor
    return measures.follow_decision(case=ground["case"], details=details, by=by, at=NOW).pk


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


@makes("sheet_id", of=Scope.PERSON)
def _sheet(ground: Ground) -> object:
    """By whoever accepted the referral."""
    nurse = ground.cast.viewer(Account.objects.get(pk=ground["referral"].answered_by)).actor
    test = DrugTest(result="negative", kit="QuickTest 4")
    written = clinic.Written(by=nurse, at=NOW)
    return clinic.record_test(ground["referral"], test=test, on=stage.TODAY, written=written).pk


@makes("plan", of=Scope.PERSON)
def _plan(ground: Ground) -> object:
    case = ground["case"]
    case.refresh_from_db()
    words = PlanWords(wish="Mở tiệm sửa xe", strengths="", goals="Học xong nghề")
    return own_plans.write(case, words=words, agreed_on=stage.TODAY, by=SETTER, at=NOW, number=0, version=case.version)


makes("plan_id", of=Scope.PERSON)(lambda ground: ground["plan"].pk)


@makes("step_id", of=Scope.PERSON)
def _step(ground: Ground) -> object:
    ground["plan"]
    step = StepDetails(what="Học sửa xe", owner="person", due_on=stage.TODAY)
    return own_plans.agree(ground["case"], step=step, by=SETTER, at=NOW).pk


@makes("talk_id", of=Scope.PERSON)
def _talk(ground: Ground) -> object:
    details = SessionDetails(held_on=stage.TODAY, audience="person", topics=("harm",), counsellor="Trần Thị Mai")
    return counselling.record(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("group_member_id", of=Scope.PERSON)
def _group_member(ground: Ground) -> object:
    """Without the consent asked for when somebody joins: the doors are tried here, not the rule."""
    return GroupMember.objects.create(
        group_id=ground["group_id"],
        case=ground["case"],
        unit_path=ground.unit.path,
        joined_on=SINCE,
        recorded_by="x",
        recorded_at=NOW,
    ).pk


@makes("review_id", of=Scope.PERSON)
def _review(ground: Ground) -> object:
    details = ReviewDetails(on=stage.TODAY, condition="progress")
    done = reviews.record([(ground["case"], details)], quarter=Quarter.of(stage.TODAY), by=SETTER, at=NOW)
    return done.written[0].pk


# --- one office ---------------------------------------------------------------------------------------------------

makes("unit", of=Scope.UNIT)(lambda ground: ground.unit.pk)


@makes("sample_id", of=Scope.UNIT)
def _sample(ground: Ground) -> object:
    """A sample that holds one file of this commune."""
    case = ground["case"]
    sample = Sample.objects.create(unit=ground.unit, unit_path=ground.unit.path, on=stage.TODAY, seed="x", size=1,
                                   population=1, digest="x", drawn_by="x", drawn_name="x", drawn_at=NOW)  # fmt: skip
    SampledCase.objects.create(
        sample=sample, case=case, unit=ground.unit, unit_path=ground.unit.path, number=1, asked=1, held=1
    )
    return sample.pk


@makes("finding_id", of=Scope.UNIT)
def _finding(ground: Ground) -> object:
    """Answered, so that it may be accepted or asked again."""
    finding = Finding(unit=ground.unit, unit_path=ground.unit.path, number=ground.number + 1, due_on=date(2020, 7, 1),
                      found_by="x", found_name="x", found_at=NOW)  # fmt: skip
    vault.seal(finding, words="Thiếu quyết định")
    finding.save(force_insert=True)
    return finding.pk


@makes("task_force", of=Scope.UNIT)
def _task_force(ground: Ground) -> object:
    return community.set_up(
        unit=ground.unit, decision_number="12/QĐ-UBND", decision_on=SINCE, valid_from=SINCE, by=SETTER, at=NOW
    )


@makes("group_id", of=Scope.UNIT)
def _group(ground: Ground) -> object:
    return groups.start(unit=ground.unit, name=f"Nhóm {ground.number}", started_on=SINCE, by=SETTER, at=NOW).pk


@makes("leaflet_id", of=Scope.UNIT)
def _leaflet(ground: Ground) -> object:
    details = counselling.LeafletDetails(
        title="Hiểu về cai nghiện", source="Sở Y tế", approved_by="Lê Văn Thành", valid_from=SINCE
    )
    return counselling.add_leaflet(unit=ground.unit, details=details, by=SETTER, at=NOW).pk


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


# --- who comes back, who moves, who stands by -----------------------------------------------------------------------


@makes("centre", of=Scope.UNIT)
def _centre(ground: Ground) -> object:
    """The cast's own centre where its post reaches, elsewhere one nobody walks in from."""
    if "centre" in ground.agencies:
        return returns.centre_of(ground.cast)
    kind, name = AgencyKind.CENTRE, f"Cơ sở {ground.number}"
    return organisations.create_agency(kind=kind, name=name, place=ground.unit, valid_from=SINCE, by=SETTER, at=NOW)


@makes("return_batch_id", of=Scope.UNIT)
def _return_batch(ground: Ground) -> object:
    """Not sent yet: all acts of its centre are open."""
    said = BatchDetails(agency=ground["centre"], on=returns.DAY)
    rows = [returns.details(f"Trần Văn Về {ground.number}", ground.unit, row_no=1)]
    return reception.draft_batch(details=said, rows=rows, by=SETTER, at=NOW).pk


makes("unit_id", of=Scope.UNIT)(lambda ground: ground.unit.pk)


@makes("returnee_id", of=Scope.UNIT)
def _returnee(ground: Ground) -> object:
    said = BatchDetails(agency=ground["centre"], on=returns.DAY)
    rows = [returns.details(f"Lê Văn Về {ground.number}", ground.unit, row_no=1)]
    batch = reception.draft_batch(details=said, rows=rows, by=SETTER, at=NOW)
    return reception.send_batch(batch, by=SETTER, name="Mai Văn Quý", at=NOW).rows.get().pk


@makes("transfer_id", of=Scope.UNIT)
def _transfer(ground: Ground) -> object:
    """To the unit of the ground, of somebody from a commune where nobody walks."""
    home = ground.cast.phu_thuan_b
    person = people.register_person(ground.cast, f"Võ Văn Chuyển {ground.number}", unit=home)
    case = people.open_home_case(ground.cast, person, number=f"9{ground.number}/QĐ-UBND")
    move = Move(to=ground.unit, left_on=stage.TODAY)
    return reception.send(case, move=move, by=SETTER, name="Võ Minh Tâm", at=NOW).pk


@makes("sent_id", of=Scope.PERSON)
def _sent(ground: Ground) -> object:
    move = Move(to=ground.cast.phu_thuan_b, left_on=stage.TODAY)
    return reception.send(ground["case"], move=move, by=SETTER, name="Trần Thị Mai", at=NOW).pk


@makes("guarantor_id", of=Scope.PERSON)
def _guarantor(ground: Ground) -> object:
    details = commitments.GuarantorDetails(name="Lê Văn Bảo", valid_from=stage.TODAY)
    return commitments.add_guarantor(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("family_member", of=Scope.PERSON)
def _family(ground: Ground) -> object:
    details = commitments.FamilyDetails(name="Phạm Thị Mẹ", relation=Kinship.MOTHER, agreed_on=stage.TODAY)
    return commitments.add_family(ground["case"], details=details, by=SETTER, at=NOW)


makes("family_id", of=Scope.PERSON)(lambda ground: ground["family_member"].pk)


@makes("charge_id", of=Scope.PERSON)
def _charge(ground: Ground) -> object:
    details = commitments.ChargeDetails(kind=ChargeKind.DAILY, valid_from=stage.TODAY, owner=ground["family_member"])
    return commitments.charge(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("commitment_id", of=Scope.PERSON)
def _commitment(ground: Ground) -> object:
    details = commitments.CommitmentDetails(form=FormKind.PERSON, on=stage.TODAY)
    return commitments.prepare(ground["case"], details=details, by=SETTER, at=NOW).pk


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
        subject_id=ids.new_id(),
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


# --- ways in, classification, determination ---------------------------------------------------------------------------

makes("instrument", of=Scope.WORD)(lambda ground: "dast10")


@makes("contact_request_id", of=Scope.UNIT)
def _contact_request(ground: Ground) -> object:
    details = intake.RequestDetails(source=Source.POLICE, relation=Relation.OFFICIAL, who="người ở cuối ấp")
    return intake.ask_contact(ground.unit, details=details, by=SETTER, at=NOW).pk


@makes("declaration_id", of=Scope.UNIT)
def _declaration(ground: Ground) -> object:
    details = intake.DeclarationDetails(name=f"Lê Văn Ví Dụ {ground.number}", declared_on=NOW.date())
    return intake.declare(ground.unit, details=details, by=SETTER, at=NOW).pk


makes("risk_id", of=Scope.UNIT)(lambda ground: risk.add(ground.unit, name="Bé Tư", by=SETTER, at=NOW).pk)
makes("round_id", of=Scope.UNIT)(lambda ground: rounds.open_round(ground.unit, by=SETTER, at=NOW).pk)


@makes("diagnoser", of=Scope.UNIT)
def _diagnoser(ground: Ground) -> object:
    details = assessment.DiagnoserDetails(
        name="Huỳnh Thị Lụa",
        facility="Trạm Y tế Thường Lạc",
        qualification="trained_doctor",
        certificate=f"CC-{ground.number}",
        valid_from=SINCE,
    )
    return assessment.add_diagnoser(details=details, unit=ground.unit, by=SETTER, at=NOW)


makes("diagnoser_id", of=Scope.UNIT)(lambda ground: ground["diagnoser"].pk)


@makes("determination_id", of=Scope.PERSON)
def _determination(ground: Ground) -> object:
    details = assessment.DeterminationDetails(
        result=Result.HAS,
        determined_on=NOW.date(),
        paper_number=f"{ground.number}/PKQ",
        facility="Trung tâm Y tế huyện",
        diagnoser=ground["diagnoser"],
    )
    row, _remarks = assessment.determine(ground["case"], details=details, by=SETTER, at=NOW)
    return row.pk


# --- the way back: needs, help, work, loans, registers, helpers' sessions -------------------------------------------


@makes("need_id", of=Scope.PERSON)
def _need(ground: Ground) -> object:
    return back.need(ground["case"], on=SUPPORTED).pk


@makes("support_id", of=Scope.PERSON)
def _support(ground: Ground) -> object:
    details = supports.SupportDetails(kind="hardship", given_on=SUPPORTED)
    return supports.give(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("partner", of=Scope.UNIT)
def _partner(ground: Ground) -> object:
    return back.partner(ground.unit, f"Xưởng may {ground.number}")


makes("partner_id", of=Scope.UNIT)(lambda ground: ground["partner"].pk)
makes("vacancy_id", of=Scope.UNIT)(lambda ground: back.vacancy(ground["partner"], ground.unit).pk)


@makes("enrolment_id", of=Scope.PERSON)
def _enrolment(ground: Ground) -> object:
    course = back.course(ground["partner"], ground.unit, on=SUPPORTED)
    return work.enrol(ground["case"], course=course, on=SUPPORTED, by=SETTER, at=NOW).pk


@makes("placement_id", of=Scope.PERSON)
def _placement(ground: Ground) -> object:
    found = Placement.Found.SELF
    return work.start_job(ground["case"], trade="sewing", found=found, on=SUPPORTED, by=SETTER, at=NOW).pk


@makes("loan_id", of=Scope.PERSON)
def _loan(ground: Ground) -> object:
    details = loans.LoanDetails(
        lender=ground["partner"], purpose=Purpose.BUSINESS, amount=1_000_000, months=12, disbursed_on=SUPPORTED
    )
    return loans.record_loan(ground["case"], details=details, by=SETTER, at=NOW).pk


@makes("loan_list", of=Scope.UNIT)
def _loan_list(ground: Ground) -> object:
    """Of another person of the unit, so that it stays open whatever becomes of the one of the ground."""
    person = people.register_person(ground.cast, "Phan Văn Vay", unit=ground.unit, birth="1975")
    case = people.open_home_case(ground.cast, person, number="88/QĐ-UBND")
    return loans.make_list(unit=ground.unit, entries=[loans.EntryDetails(case=case)], by=SETTER, at=NOW)


makes("loan_list_id", of=Scope.UNIT)(lambda ground: ground["loan_list"].pk)
makes("loan_entry_id", of=Scope.UNIT)(lambda ground: ground["loan_list"].entries.get().pk)


@makes("helper_session_id", of=Scope.PERSON)
def _helper_session(ground: Ground) -> object:
    """Written by the helper himself where one is joined to the person, elsewhere by the office for a volunteer."""
    details = reintegration.HelperDetails(helper_name="Đỗ Thị Giúp", valid_from=SUPPORTED, kind=HelperKind.DEPUTY)
    beside = ground["case"].helpers.filter(account=ground.helper).first() if ground.helper else None
    helper = beside or reintegration.assign(ground["case"], details=details, by=SETTER, at=NOW)
    # One helper stands beside people at several grounds, and is with one of them at a time.
    begun = clock.at(SUPPORTED, 6) + timedelta(hours=ground.number)
    held = diary.SessionDetails(assignment=helper, started_at=begun, ended_at=begun + timedelta(minutes=30))
    by = ground.cast.viewer(ground.helper).actor if ground.helper and beside else SETTER
    return diary.log_session(ground["case"], details=held, by=by, at=NOW).pk


makes("month", of=Scope.WORD)(lambda ground: "2020-05")

from tests.watch.matrix import around_things as around_things  # noqa: E402 - more makers, which need `makes`
