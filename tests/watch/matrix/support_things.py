"""What the parts of an address name on the way back: needs, help, work, loans, sessions."""

from datetime import timedelta

from hoanhap.kernel import clock
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.people.reintegration.actions import diary, loans, supports, work
from hoanhap.people.reintegration.models import HelperKind, Placement, Purpose
from tests import people
from tests.cast import NOW, SETTER
from tests.domain.reintegration import world as back
from tests.watch.matrix.things import SUPPORTED, Ground, Scope, makes


@makes("need_id", of=Scope.PERSON)
def _need(ground: Ground) -> object:
    return back.need(ground["case"], on=SUPPORTED).pk


@makes("legal_referral_id", of=Scope.PERSON)
def _legal_referral(ground: Ground) -> object:
    need = back.need(ground["case"], "legal", on=SUPPORTED)
    return back.legal_referral(need, on=SUPPORTED).pk


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
