"""Who may borrow and why not; the list by the police, confirmed by the chair; the loan looked after until repaid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.law import aid
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import loans as actions
from hoanhap.people.reintegration.actions.loans import EntryDetails, LoanDetails, VisitDetails
from hoanhap.people.reintegration.models import Loan, LoanEntry, LoanFollowUp, LoanList, PartnerKind, Purpose
from hoanhap.people.reintegration.queries import loans as queries
from hoanhap.people.reintegration.queries import supports as support_queries
from hoanhap.people.reintegration.rules import loans as rules
from tests import people as everybody
from tests.cast import NOW, SETTER, TODAY, Cast, attest_until
from tests.domain.care import people
from tests.domain.reintegration import world

AFTER = "post_rehab_residence"
DAY = date(2026, 9, 1)
MORNING = clock.at(DAY, 9)
POLICE = Actor(account_id="police", title="công an", origin="web")
CHAIR = Actor(account_id="chair", title="Chủ tịch", origin="web")


def listed(cast: Cast, how_many: int = 2, *, at: datetime = NOW) -> LoanList:
    held = people.cases(cast.thuong_lac, how_many, state=AFTER)
    entries = [EntryDetails(case=one) for one in held]
    return actions.make_list(unit=cast.thuong_lac, entries=entries, by=POLICE, at=at)


def sent(cast: Cast, how_many: int = 2, *, at: datetime = NOW) -> LoanList:
    return actions.send_list(listed(cast, how_many, at=at), by=POLICE, name="Phạm Quốc Huy", at=at)


def confirmed(
    loan_list: LoanList, *, at: datetime = NOW, struck: dict[object, LoanEntry.Struck] | None = None
) -> LoanList:
    return actions.confirm_list(loan_list, struck=struck or {}, by=CHAIR, name="Lê Văn Thành", at=at)  # type: ignore[arg-type]


def waiting(kind: str) -> list[tuple[str, date]]:
    rows = Duty.objects.filter(kind=kind, settled_at=None).order_by("due_at", "id")
    return [(duty.holder_role, due_day(duty.due_at)) for duty in rows]


def not_met(case: Case, on: date) -> dict[str, str]:
    return {one.code: one.words for one in queries.reasons_for(case, on) if one.met is not True}


@pytest.mark.requirement("S1-38")
def test_another_day_of_completion_changes_whether_somebody_qualifies_and_why(cast: Cast) -> None:
    attest_until(date(2026, 12, 31))
    person = everybody.register_person(cast, "Nguyễn Văn Đào", birth="16/05/1992")
    case = everybody.open_home_case(cast, person)
    assert "Chưa có ngày hoàn thành" in not_met(case, DAY)["completed"]
    officer = cast.viewer(cast.officer).actor
    done = cases.move(
        case=case,
        verb="complete",
        on=date(2020, 7, 16),
        signer_title="Chủ tịch",
        by=officer,
        at=MORNING,
        version=case.version,
    ).case
    case.refresh_from_db()
    assert "completed" not in not_met(case, DAY)
    words = {one.code: one.words for one in queries.reasons_for(case, DAY)}
    assert words["completed"] == "Đã hoàn thành cai nghiện hoặc điều trị thay thế ngày 16/07/2020."
    cases.undo_last_move(case=done, reason="ghi nhầm ngày", by=officer, at=MORNING, version=done.version)
    case.refresh_from_db()
    assert "completed" in not_met(case, DAY)
    again = cases.move(
        case=case,
        verb="complete",
        on=date(2020, 7, 20),
        signer_title="Chủ tịch",
        by=officer,
        at=MORNING,
        version=case.version,
    )
    assert {one.code: one.words for one in queries.reasons_for(again.case, DAY)}["completed"].endswith("20/07/2020.")


def test_ten_years_after_the_decision_it_is_over(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state=AFTER, opened_on=date(2020, 1, 16))
    assert "recent" not in not_met(case, date(2030, 1, 16))
    assert "recent" in not_met(case, date(2030, 1, 17))


def test_a_list_goes_from_the_police_to_the_chair_and_makes_people_eligible(cast: Cast) -> None:
    loan_list = sent(cast, at=MORNING)
    assert waiting("reintegration.loan_list") == [("commune_leader", date(2026, 9, 7))]
    entry, other = loan_list.entries.order_by("id")
    assert "on_list" in not_met(entry.case, DAY)
    confirmed(loan_list, at=MORNING, struck={other.pk: LoanEntry.Struck.ELSEWHERE})
    assert waiting("reintegration.loan_list") == []
    assert "on_list" not in not_met(entry.case, DAY)
    assert "on_list" in not_met(other.case, DAY)


def test_a_returned_list_goes_back_to_the_police_and_can_be_sent_again(cast: Cast) -> None:
    loan_list = actions.return_list(sent(cast), by=CHAIR, name="Lê Văn Thành", at=NOW)
    assert [role for role, _day in waiting("reintegration.loan_list_returned")] == ["commune_police"]
    entry = loan_list.entries.order_by("id")[0]
    actions.change_entry(
        entry, details=EntryDetails(case=entry.case, amount=50_000_000, remark="xưởng nhận dạy"), by=POLICE, at=NOW
    )
    actions.take_off_list(loan_list.entries.order_by("id")[1], by=POLICE, at=NOW)
    actions.send_list(loan_list, by=POLICE, name="Phạm Quốc Huy", at=NOW)
    assert waiting("reintegration.loan_list_returned") == []
    entry.refresh_from_db()
    assert (entry.amount, vault.reveal(entry, "remark")) == (50_000_000, "xưởng nhận dạy")


def test_what_the_order_of_things_forbids(cast: Cast) -> None:
    draft = listed(cast)
    one = draft.entries.order_by("id")[0]
    loan_list = sent(cast, 1)
    stranger = people.case(cast.long_khanh_a, state=AFTER)
    attempts: dict[str, Callable[[], object]] = {
        "list-own": lambda: actions.confirm_list(loan_list, struck={}, by=POLICE, name="x", at=NOW),
        "list-not-sent": lambda: confirmed(draft),
        "list-sent": lambda: actions.put_on_list(loan_list, details=EntryDetails(case=one.case), by=POLICE, at=NOW),
        "list-twice": lambda: actions.put_on_list(draft, details=EntryDetails(case=one.case), by=POLICE, at=NOW),
        "list-other-unit": lambda: actions.put_on_list(draft, details=EntryDetails(case=stranger), by=POLICE, at=NOW),
        "list-empty": lambda: actions.make_list(unit=cast.thuong_lac, entries=[], by=POLICE, at=NOW),
    }
    for code, attempt in attempts.items():
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == code
    assert draft.entries.count() == 2


def test_the_table_itself_wants_two_hands(cast: Cast) -> None:
    loan_list = sent(cast, 1)
    facts = {"state": LoanList.State.CONFIRMED, "decided_by": "police", "decided_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanList.objects.filter(pk=loan_list.pk).update(**facts)


def test_only_a_condition_read_in_the_instrument_keeps_somebody_off(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today nothing blocks: the instrument was read in the press. The day its text is read, it does."""
    held = people.case(cast.thuong_lac, state=AFTER)
    details = EntryDetails(case=held, law_abiding=False)
    loan_list = actions.make_list(unit=cast.thuong_lac, entries=[details], by=POLICE, at=MORNING)
    terms = aid.loan_terms_on(DAY)
    assert terms is not None
    read = replace(terms, facts={name: replace(fact, confidence=Confidence.SEEN) for name, fact in terms.facts.items()})
    with monkeypatch.context() as patch:
        patch.setattr(aid, "loan_terms_on", lambda _day: read)
        with pytest.raises(Refused) as refusal:
            actions.send_list(loan_list, by=POLICE, name="x", at=MORNING)
    assert refusal.value.code == "list-condition"
    assert "08/2026" in refusal.value.article
    assert actions.send_list(loan_list, by=POLICE, name="x", at=MORNING).state == "sent"


@pytest.mark.requirement("S1-37", "S3-39")
def test_a_loan_of_thirty_million_shows_two_follow_ups_and_where_repayment_stands(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state=AFTER)
    bank = world.partner(cast.dong_thap, "Ngân hàng Chính sách xã hội", PartnerKind.BANK)
    details = LoanDetails(
        lender=bank, purpose=Purpose.BUSINESS, amount=30_000_000, months=36, disbursed_on=date(2020, 1, 31)
    )
    loan = actions.record_loan(case, details=details, by=SETTER, at=NOW)
    assert waiting("reintegration.loan_follow") == [("commune_officer", date(2020, 4, 30))]
    visit = VisitDetails(
        followed_on=date(2020, 5, 4),
        use=LoanFollowUp.Use.AS_AGREED,
        result=LoanFollowUp.Result.GOOD,
        repaid=2_000_000,
        words="đã mua hai con bò",
    )
    actions.follow_up(loan, details=visit, by=SETTER, at=NOW)
    later = clock.at(date(2020, 11, 10), 9)
    second = replace(visit, followed_on=date(2020, 11, 9), repaid=5_000_000, overdue=True, words="")
    actions.follow_up(loan, details=second, by=SETTER, at=later)
    (shown,) = queries.of_case(cast.viewer(cast.officer), case)
    visits = sorted(shown.follow_ups.all(), key=lambda one: one.followed_on)
    assert [(one.use, one.repaid) for one in visits] == [("as_agreed", 2_000_000), ("as_agreed", 5_000_000)]
    assert rules.repayment(shown.amount, visits[-1].repaid, visits[-1].overdue) == "đang trả, có khoản quá hạn"
    assert waiting("reintegration.loan_follow") == [("commune_officer", date(2021, 5, 9))]
    assert count("loans.made", Question(Period(date(2020, 1, 1), date(2020, 2, 1)), cast.dong_thap.path)) == 1
    actions.follow_up(
        loan,
        details=replace(second, followed_on=date(2020, 12, 1), repaid=30_000_000),
        by=SETTER,
        at=clock.at(date(2020, 12, 2), 9),
    )
    assert Loan.objects.get().closed_on == date(2020, 12, 1)
    assert waiting("reintegration.loan_follow") == []
    assert [total.amount for total in support_queries.totals_of_case(case)] == [30_000_000]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"followed_on": date(2020, 5, 4)}, "follow-day"),
        ({"followed_on": date(2019, 5, 4)}, "follow-day"),
        ({"followed_on": TODAY + timedelta(days=1)}, "follow-day"),
        ({"repaid": 1_000_000}, "follow-repaid"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(cast: Cast, changes: dict[str, object], code: str) -> None:
    bank = world.partner(cast.thuong_lac, "Quỹ xã", PartnerKind.FUND)
    details = LoanDetails(
        lender=bank, purpose=Purpose.TRADE, amount=10_000_000, months=12, disbursed_on=date(2020, 2, 1)
    )
    loan = actions.record_loan(people.case(cast.thuong_lac), details=details, by=SETTER, at=NOW)
    visit = VisitDetails(
        followed_on=date(2020, 5, 4), use=LoanFollowUp.Use.PARTLY, result=LoanFollowUp.Result.SLOW, repaid=2_000_000
    )
    actions.follow_up(loan, details=visit, by=SETTER, at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.follow_up(loan, details=replace(visit, **{"followed_on": TODAY, **changes}), by=SETTER, at=NOW)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert loan.follow_ups.count() == 1


def test_fifteen_people_are_offered_those_who_qualify_first(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 15, state=AFTER)
    people.cases(cast.thuong_lac, 3)
    found = queries.candidates(cast.viewer(cast.police, TODAY), cast.thuong_lac.path)
    assert len(found) == 15
    assert all("completed" not in {one.code for one in candidate.missing} for candidate in found)


def test_a_list_of_many_asks_no_more_than_a_list_of_one(cast: Cast) -> None:
    held = people.cases(cast.thuong_lac, 12, state=AFTER)
    loan_list = actions.make_list(
        unit=cast.thuong_lac, entries=[EntryDetails(case=one) for one in held], by=POLICE, at=NOW
    )
    entries = list(policy.entries_for(cast.viewer(cast.police), loan_list))
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.reasons_of(entries, TODAY)) == 12
    assert len(seen.captured_queries) == 3


def test_the_list_as_word_and_workbook_names_whom_the_chair_confirmed(cast: Cast) -> None:
    """Ids in full stand on it: the bank asks for them; the log says who printed whom."""
    person = everybody.register_person(cast, "Nguyễn Văn Đào", birth="16/05/1992", id_number="000099994821")
    case = everybody.open_home_case(cast, person)
    other = people.case(cast.thuong_lac, "Huỳnh Thị Thảo", state=AFTER)
    entries = [EntryDetails(case=case, amount=40_000_000), EntryDetails(case=other)]
    loan_list = actions.make_list(unit=cast.thuong_lac, entries=entries, by=POLICE, at=NOW)
    loan_list = actions.send_list(loan_list, by=POLICE, name="Phạm Quốc Huy", at=NOW)
    struck = loan_list.entries.get(case=other)
    loan_list = confirmed(loan_list, struck={struck.pk: LoanEntry.Struck.WISH})
    viewer = cast.viewer(cast.police)
    word = docx.Document(BytesIO(papers.print_loan_list(loan_list, "docx", by=viewer, at=NOW)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {"Nguyễn Văn Đào", "000099994821", "40.000.000"} <= set(cells)
    assert "Huỳnh Thị Thảo" not in cells
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Lê Văn Thành" in said
    assert "Mẫu do phần mềm trình bày" in said
    book = openpyxl.load_workbook(BytesIO(papers.print_loan_list(loan_list, "xlsx", by=viewer, at=NOW)))
    values = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert 40_000_000 in values
    assert AuditEntry.objects.filter(code="person.opened", subject_id=str(person.pk)).count() == 2
    assert AuditEntry.objects.filter(code="loan_list.printed").count() == 2


def test_whom_the_list_opens_to(cast: Cast) -> None:
    loan_list = listed(cast)
    for account in (cast.police, cast.leader, cast.officer, cast.deputy, cast.police_chief):
        assert policy.get_loan_list_for(cast.viewer(account), loan_list.pk) == loan_list
    for account in (cast.helper, cast.neighbour_officer, cast.district_merger, cast.inspector, cast.health_station):
        with pytest.raises(NotHere):
            policy.get_loan_list_for(cast.viewer(account), loan_list.pk)
    for account, to in (
        (cast.officer, policy.May.MAKE_LOAN_LIST),
        (cast.leader, policy.May.MAKE_LOAN_LIST),
        (cast.police, policy.May.CONFIRM_LOAN_LIST),
        (cast.officer, policy.May.CONFIRM_LOAN_LIST),
    ):
        with pytest.raises(NotHere):
            policy.get_loan_list_for(cast.viewer(account), loan_list.pk, to=to)
