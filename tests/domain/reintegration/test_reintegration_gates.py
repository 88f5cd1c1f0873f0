"""Each gate and read of help on the way back, asked by the whole cast; expected is what docs/roles.md says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import rows as behind
from hoanhap.foundation.notices import kinds
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions, papers, policy, queries, timeline, vocabulary
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.actions import registers as registers_kept
from hoanhap.people.reintegration.duties import loans as loan_duties
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperAssignment,
    HelperSession,
    LegalAidReferral,
    Loan,
    LoanEntry,
    LoanList,
    Need,
    Partner,
    Placement,
    Support,
    SupportRate,
)
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from hoanhap.people.reintegration.queries import diary, loads, loans, needs, registers, supports
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people as files
from tests.domain.privacy import history_of_help
from tests.domain.reintegration import world
from tests.guards import ABOVE, DESK, POLICE, passing, seeing

HALF = Period(date(2020, 1, 1), date(2020, 7, 1))
COUNTS = {*DESK, *ABOVE, "inspector"}
KNOWS = {*DESK, *POLICE, "inspector"}
READS_REGISTER = COUNTS | {"helper", "other_helper"}
Ask = Callable[[Viewer], object]


@dataclass(frozen=True)
class Helped:
    """One person to whom everything was given; what was written, his helper wrote."""

    case: Case
    helper: HelperAssignment


@pytest.fixture
def helped(cast: Cast) -> Helped:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    helper = people.assign_helper(cast, case, account=cast.helper)
    history_of_help.fill(cast, case, helper, cast.viewer(cast.helper).actor)
    case.refresh_from_db()
    return Helped(case, helper)


def put_away(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)


def gates_of_the_office() -> list[Ask]:
    """The rows of one person by which something is done."""
    need, enrolled, placed = Need.objects.earliest("id"), Enrolment.objects.get(), Placement.objects.get()
    loan, given = Loan.objects.get(), Support.objects.filter(kind="hardship").get()
    referral = LegalAidReferral.objects.get()
    return [
        lambda viewer: policy.get_need_for(viewer, need.pk),
        lambda viewer: policy.get_enrolment_for(viewer, enrolled.pk),
        lambda viewer: policy.get_placement_for(viewer, placed.pk),
        lambda viewer: policy.get_loan_for(viewer, loan.pk),
        lambda viewer: policy.get_support_for(viewer, given.pk),
        lambda viewer: policy.get_legal_referral_for(viewer, referral.pk),
    ]


def test_what_is_done_for_a_person_is_done_by_the_desk_and_no_longer_once_he_is_put_away(
    cast: Cast, helped: Helped
) -> None:
    gates = gates_of_the_office()
    gates.append(lambda viewer: policy.get_case_for(viewer, helped.case.pk, to=May.GIVE_SUPPORT))
    gates.append(lambda viewer: policy.get_assignment_for(viewer, helped.helper.pk, to=May.ASSIGN_HELPER))
    assert all(passing(cast, gate) == DESK for gate in gates)
    put_away(helped.case)
    assert all(passing(cast, gate) == set() for gate in gates)


def test_a_helper_writes_of_his_own_people_and_reads_what_he_wrote(cast: Cast, helped: Helped) -> None:
    sat = HelperSession.objects.get()
    writes = DESK | {"helper"}
    for to in (May.RAISE_NEED, May.CHECK_JOB, May.KEEP_DIARY):
        assert passing(cast, lambda viewer, to=to: policy.get_case_for(viewer, helped.case.pk, to=to)) == writes  # type: ignore[misc]
    for rows in (
        policy.needs_for,
        policy.sessions_for,
        lambda viewer: needs.of_case(viewer, helped.case),
        lambda viewer: diary.of_case(viewer, helped.case),
    ):
        assert seeing(cast, rows) == writes
    assert passing(cast, lambda viewer: policy.get_session_for(viewer, sat.pk)) == writes
    for model in (Need, HelperSession):
        model._default_manager.update(recorded_by=SETTER.account_id)
    assert seeing(cast, policy.needs_for) == seeing(cast, policy.sessions_for) == DESK
    assert passing(cast, lambda viewer: policy.get_session_for(viewer, sat.pk)) == DESK


def test_who_reads_as_police_and_helps_in_another_commune_writes_nothing_here(cast: Cast) -> None:
    access.post(cast.police, role=Role.HELPER, place=cast.long_khanh_a, valid_from=TODAY, by=SETTER, at=NOW)
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    details = HelperDetails(helper_name="Phạm Quốc Huy", valid_from=TODAY, account=cast.police)
    actions.assign(case, details=details, by=SETTER, at=NOW)
    with pytest.raises(NotHere):
        policy.get_case_for(cast.viewer(cast.police), case.pk, to=May.RAISE_NEED)


def test_who_reads_as_police_writes_of_the_one_he_helps_and_only_while_he_helps(cast: Cast) -> None:
    access.post(cast.police, role=Role.HELPER, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    his = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ")
    details = HelperDetails(helper_name="Phạm Quốc Huy", valid_from=TODAY, account=cast.police)
    assignment = actions.assign(his, details=details, by=SETTER, at=NOW)
    world.need(his)
    Need.objects.update(recorded_by=str(cast.police.pk))
    police = cast.viewer(cast.police)
    assert set(policy.cases_for(police, to=May.RAISE_NEED)) == {his}
    assert not policy.cases_for(police, to=May.RAISE_NEED).filter(pk=other.pk).exists()
    assert policy.needs_for(police).count() == 1
    actions.end_assignment(assignment, on=TODAY, reason="chuyển đi", by=SETTER, at=NOW)
    assert not policy.cases_for(police, to=May.RAISE_NEED).exists()
    assert not policy.needs_for(police).exists()


def test_whose_helper_stopped_has_none(cast: Cast, helped: Helped) -> None:
    case, officer = helped.case, cast.viewer(cast.officer)
    assert not queries.without_helper(officer).exists()
    assert queries.helped_on(TODAY, [case.pk]) == {case.pk}
    assert queries.accounts_of([str(case.pk)], TODAY) == {str(case.pk): cast.helper.pk}
    assert [basis.sessions for basis in diary.allowance_basis(cast.thuong_lac, HALF)] == [1]
    actions.end_assignment(helped.helper, on=TODAY, reason="ốm nặng", by=SETTER, at=NOW)
    assert list(queries.without_helper(officer)) == [case]
    assert queries.helped_on(TODAY, [case.pk]) == set()
    assert queries.accounts_of([str(case.pk)], TODAY) == {}


def test_who_helps_is_told_to_those_who_know_the_person(cast: Cast, helped: Helped) -> None:
    case, path = helped.case, cast.thuong_lac.path
    asks: list[Ask] = [
        policy.visible_to,
        lambda viewer: list(queries.history(viewer, case)),
        lambda viewer: queries.current_of(viewer, [case.pk]),
        lambda viewer: loads.carried(viewer, path),
        lambda viewer: list(timeline.SOURCES["helpers"].tell(case, viewer)),
    ]
    assert all(seeing(cast, ask) == KNOWS for ask in asks)
    alone = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ")
    assert seeing(cast, queries.without_helper) == KNOWS
    assert list(queries.without_helper(cast.viewer(cast.officer))) == [alone]
    put_away(case)
    assert all(seeing(cast, ask) == set() for ask in asks)


def test_why_a_helper_stopped_and_all_help_are_words_of_the_social_room(cast: Cast, helped: Helped) -> None:
    actions.end_assignment(helped.helper, on=TODAY, reason="ốm nặng", by=SETTER, at=NOW)

    def why(viewer: Viewer) -> bool:
        return any(event.detail == "ốm nặng" for event in timeline.SOURCES["helpers"].tell(helped.case, viewer))

    assert seeing(cast, why) == DESK
    for name in ("needs", "courses", "work", "help", "sessions"):
        tell = timeline.SOURCES[name].tell
        told = seeing(cast, lambda viewer, tell=tell: list(tell(helped.case, viewer)))  # type: ignore[misc]
        assert told == DESK, name
    anew = timeline._social(timeline._supports)  # as it is made when the house starts
    assert seeing(cast, lambda viewer: list(anew(helped.case, viewer))) == DESK


def test_needs_that_wait_are_listed_to_the_desk_alone(cast: Cast) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    people.assign_helper(cast, case, account=cast.helper)
    world.need(case, trade="sewing", on=TODAY - timedelta(days=100))
    Need.objects.update(recorded_by=str(cast.helper.pk))
    assert seeing(cast, needs.late) == seeing(cast, needs.unmet_long) == DESK
    assert seeing(cast, needs.by_trade) == seeing(cast, needs.by_kind) == COUNTS


def test_figures_of_help_are_for_those_who_count(cast: Cast, helped: Helped) -> None:
    bank, given = Partner.objects.get(kind="bank"), Support.objects.filter(kind="hardship").get()
    asks: list[Ask] = [
        lambda viewer: supports.totals(viewer, HALF),
        lambda viewer: [one for one in supports.kept_work(viewer, HALF) if one.due],
        lambda viewer: registers.history_of(bank, viewer).supports,
        lambda viewer: behind.opened(viewer, "support", [given.pk]),
    ]
    assert [seeing(cast, ask) for ask in asks] == [COUNTS] * len(asks)

    def led_to_the_file(viewer: Viewer) -> bool:
        return any(line.url for line in behind.opened(viewer, "support", [given.pk]))

    assert seeing(cast, led_to_the_file) == DESK | {"inspector"}


def test_registers_are_read_below_and_beneath_and_kept_by_the_desk(cast: Cast) -> None:
    partner = world.partner(cast.thuong_lac)
    vacancy, course = world.vacancy(partner, cast.thuong_lac), world.course(partner, cast.thuong_lac, days=300)
    above = world.partner(cast.dong_thap, "Hội Doanh nhân")
    registers_kept.record_demand(
        unit=cast.thuong_lac,
        trade="sewing",
        wanted=3,
        said_by="Công ty May",
        valid_from=TODAY,
        valid_to=date(2020, 12, 1),
        by=SETTER,
        at=NOW,
    )
    rate = registers_kept.RateDetails(
        label="Quà Tết",
        per=SupportRate.Per(SupportRate.Per.values[0]),
        document="01/NQ-HĐND",
        valid_from=TODAY,
        amount=500_000,
    )
    registers_kept.set_rate(unit=cast.thuong_lac, details=rate, by=SETTER, at=NOW)
    asks: list[Ask] = [
        lambda viewer: policy.partners_for(viewer).filter(pk=partner.pk),
        lambda viewer: policy.courses_for(viewer).filter(pk=course.pk),
        registers.vacancies_for,
        registers.courses,
        registers.demand_at,
        registers.rates_for,
    ]
    assert [seeing(cast, ask) for ask in asks] == [READS_REGISTER] * len(asks)
    assert passing(cast, lambda viewer: policy.get_partner_for(viewer, partner.pk)) == READS_REGISTER
    assert passing(cast, lambda viewer: policy.get_partner_for(viewer, partner.pk, to=May.KEEP_REGISTER)) == DESK
    assert passing(cast, lambda viewer: policy.get_vacancy_for(viewer, vacancy.pk)) == DESK
    assert policy.get_partner_for(cast.viewer(cast.neighbour_officer), above.pk) == above
    with pytest.raises(NotHere):
        policy.get_partner_for(cast.viewer(cast.stranger_officer), above.pk)


# --- lists of loans -----------------------------------------------------------------------------------------------


def test_a_list_of_loans_is_made_by_the_police_confirmed_by_the_chair_read_by_the_desk(
    cast: Cast, helped: Helped
) -> None:
    row, entry = LoanList.objects.get(), LoanEntry.objects.get()
    entry.struck = ""
    entry.save(update_fields=["struck"])

    def called(viewer: Viewer) -> object:
        return kinds.subject_kinds[loan_duties.SUBJECT].lines(viewer, [str(row.pk)])

    readers = DESK | POLICE
    assert seeing(cast, called) == passing(cast, lambda viewer: policy.get_loan_list_for(viewer, row.pk)) == readers
    for to, names in ((May.MAKE_LOAN_LIST, POLICE), (May.CONFIRM_LOAN_LIST, {"leader", "deputy"})):
        assert passing(cast, lambda viewer, to=to: policy.get_loan_list_for(viewer, row.pk, to=to)) == names  # type: ignore[misc]
    assert passing(cast, lambda viewer: policy.get_loan_entry_for(viewer, entry.pk)) == POLICE
    assert seeing(cast, lambda viewer: policy.entries_for(viewer, row)) == KNOWS | {"helper"}
    police, case = cast.viewer(cast.police), helped.case
    papers.print_loan_list(row, "docx", by=police, at=NOW)
    printed = AuditEntry.objects.filter(code__in=("person.opened", "loan_list.printed"), account_id=str(cast.police.pk))
    assert list(printed.order_by("id").values_list("code", "subject_id")) == [
        ("person.opened", str(case.person_id)),
        ("loan_list.printed", str(row.pk)),
    ]
    assert "Đào" in str(papers.loan_list_paper(row, police).body)
    put_away(case)
    assert not policy.entries_for(police, row).exists()
    assert "Đào" not in str(papers.loan_list_paper(row, police, NOW).body)
    with pytest.raises(NotHere):
        policy.get_loan_entry_for(police, entry.pk)
    papers.print_loan_list(row, "docx", by=police, at=NOW)
    assert printed.filter(code="person.opened").count() == 1


def test_whom_a_loan_might_suit_is_told_to_those_who_know_them(cast: Cast) -> None:
    files.case(cast.thuong_lac, state="post_rehab_residence")
    assert seeing(cast, lambda viewer: loans.candidates(viewer, cast.thuong_lac.path)) == KNOWS


def test_the_vocabulary_read_anew_says_the_same() -> None:
    for said in (vocabulary.help_kinds, vocabulary.trades):
        assert said.__wrapped__() == said()
