"""What the parts of an address name about one person: his file, papers, care, plan, reviews."""

from datetime import date

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.sheets import DrugTest
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling.models import GroupMember
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.individual_plan import actions as own_plans
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.people.rehab import actions as measures
from hoanhap.people.rehab import papers as measure_papers
from hoanhap.people.rehab.models import Dossier, DossierItem
from hoanhap.people.rehab.papers import PaperDetails
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from tests import cast as stage
from tests import people, pictures
from tests.cast import NOW, SETTER
from tests.watch.matrix.things import SINCE, Ground, Scope, makes


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


@makes("dossier", of=Scope.PERSON)
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
    return row


makes("dossier_id", of=Scope.PERSON)(lambda ground: ground["dossier"].pk)


@makes("item_id", of=Scope.PERSON)
def _item(ground: Ground) -> object:
    """A paper of the dossier, with its scan."""
    dossier = ground["dossier"]
    item = DossierItem(dossier=dossier, case=dossier.case, unit_path=dossier.unit_path, position=1, paper="application")
    item.save(force_insert=True)
    by = ground.cast.viewer(ground.writer)
    return measures.attach_scan(item, pictures.jpeg(), name="a.jpg", by=by, at=NOW, version=dossier.version).pk


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
