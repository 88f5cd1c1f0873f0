"""Who may read, log, correct and count contacts: the tables of own commune, other commune, district, helper."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care import actions, policy, queries, rows
from hoanhap.people.care.models import Contact
from hoanhap.people.care.policy import CarePermission as May
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import PeopleFilter, my_people, timeline
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration import actions as helper_actions
from hoanhap.people.reintegration.actions import HelperDetails
from tests import people as tests_people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.relations import asked_of

READ = {"officer", "leader", "helper"}
LOG = {"officer", "helper"}
EVERYBODY = (
    "officer",
    "leader",
    "police",
    "helper",
    "neighbour_officer",
    "district_merger",
    "district_leader",
    "province_merger",
    "stranger_officer",
    "administrator",
)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A person of Thường Lạc whose helper has an account."""
    made = people.case(cast.thuong_lac, "Nguyễn Văn Đào")
    details = HelperDetails(helper_name="Lê Thị Hạnh", valid_from=date(2020, 1, 20), account=cast.helper)
    helper_actions.assign(made, details=details, by=SETTER, at=NOW)
    return made


@pytest.fixture
def contact(case: Case) -> Contact:
    return log(case)


def log(case: Case, by: Account | None = None) -> Contact:
    details = ContactDetails(
        met_at=NOW - timedelta(days=2), place="home", met=True, condition="progress", work="stable", need="Học nghề"
    )
    actor = Actor(account_id=str(by.pk)) if by else SETTER
    return actions.log_contact(case, details=details, by=actor, at=NOW)


def opens(cast: Cast, account: str, case: Case, permission: May) -> bool:
    try:
        return policy.get_case_for(cast.viewer(getattr(cast, account)), case.pk, to=permission) == case
    except NotHere:
        return False


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        (May.READ_CONTACT, READ),
        (May.LOG_CONTACT, LOG),
        (May.CORRECT_CONTACT, {"officer"}),
        (May.SET_PLAN, {"officer"}),
    ],
)
def test_who_may_do_what_for_a_person_of_thuong_lac(cast: Cast, case: Case, permission: May, allowed: set[str]) -> None:
    assert {account for account in EVERYBODY if opens(cast, account, case, permission)} == allowed


@pytest.mark.parametrize("permission", [May.READ_CONTACT, May.LOG_CONTACT])
def test_a_helper_reaches_his_own_people_only(cast: Cast, case: Case, permission: May) -> None:
    other = people.case(cast.thuong_lac)
    assert opens(cast, "helper", case, permission)
    assert not opens(cast, "helper", other, permission)


def test_who_helps_one_person_and_reads_of_all_still_logs_for_the_one_only(cast: Cast, case: Case) -> None:
    """The commune's police may read every case; as somebody's helper he writes to that one alone."""
    access.post(cast.police, role=Role.HELPER, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    his = people.case(cast.thuong_lac)
    details = HelperDetails(helper_name="Phạm Quốc Huy", valid_from=TODAY, account=cast.police)
    helper_actions.assign(his, details=details, by=SETTER, at=NOW)
    for permission in (May.READ_CONTACT, May.LOG_CONTACT):
        assert opens(cast, "police", his, permission)
        assert not opens(cast, "police", case, permission)


def test_a_post_that_may_have_no_relations_is_not_even_asked_for_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are questions to other tables, and asked at every gate."""
    asked = asked_of(case_policy.case_relations, monkeypatch, case_policy.HELPER_RELATION)
    policy.cases_for(cast.viewer(cast.police), to=May.LOG_CONTACT)
    assert asked == []
    policy.cases_for(cast.viewer(cast.helper), to=May.LOG_CONTACT)
    assert set(asked) == {cast.helper.pk}


def test_what_he_wrote_of_whom_he_helps_no_more_is_shut_though_he_reads_the_file(cast: Cast, case: Case) -> None:
    access.post(cast.police, role=Role.HELPER, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    details = HelperDetails(helper_name="Phạm Quốc Huy", valid_from=TODAY, account=cast.police)
    his = people.case(cast.thuong_lac)
    assignment = helper_actions.assign(his, details=details, by=SETTER, at=NOW)
    contact, viewer = log(his, by=cast.police), cast.viewer(cast.police)
    assert list(policy.visible_to(viewer)) == [contact]
    assert queries.own_last_of(viewer, [his.pk]) == {his.pk: contact}
    helper_actions.end_assignment(assignment, on=TODAY, reason="chuyển đi", by=SETTER, at=NOW)
    assert case_policy.visible_to(viewer).filter(pk=his.pk).exists()
    assert list(policy.visible_to(viewer)) == []
    assert queries.own_last_of(viewer, [his.pk]) == {}


def test_a_helper_of_one_commune_writes_nothing_in_another_where_he_merely_reads(cast: Cast, case: Case) -> None:
    """The post of a helper, not the other one, must reach the person."""
    access.post(cast.police, role=Role.HELPER, place=cast.long_khanh_a, valid_from=TODAY, by=SETTER, at=NOW)
    details = HelperDetails(helper_name="Phạm Quốc Huy", valid_from=TODAY, account=cast.police)
    here, there = people.case(cast.thuong_lac), people.case(cast.long_khanh_a)
    for one in (here, there):
        helper_actions.assign(one, details=details, by=SETTER, at=NOW)
    assert case_policy.visible_to(cast.viewer(cast.police)).filter(pk=here.pk).exists()
    for permission in (May.READ_CONTACT, May.LOG_CONTACT):
        assert opens(cast, "police", there, permission)
        assert not opens(cast, "police", here, permission)


def test_of_a_file_put_away_nothing_is_read_logged_planned_or_referred(cast: Cast, case: Case) -> None:
    sent = tests_people.refer(cast, case, cast.health_station, accepted=False)
    officer, permissions = cast.viewer(cast.officer), (May.READ_CONTACT, May.LOG_CONTACT, May.SET_PLAN)
    contact = log(case)
    assert policy.get_contact_for(officer, contact.pk, to=May.READ_CONTACT) == contact
    assert queries.next_of(officer, [case.pk])
    assert policy.get_referral_for(officer, sent.pk, to=HealthPermission.REFER) == sent
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    assert not any(opens(cast, "officer", case, permission) for permission in permissions)
    assert queries.next_of(officer, [case.pk]) == {}
    with pytest.raises(NotHere):
        policy.get_contact_for(officer, contact.pk, to=May.READ_CONTACT)
    with pytest.raises(NotHere):
        policy.get_case_to_refer(officer, case.pk)
    with pytest.raises(NotHere):
        policy.get_referral_for(officer, sent.pk, to=HealthPermission.REFER)


@pytest.mark.parametrize("account", ["police", "neighbour_officer", "stranger_officer", "administrator"])
def test_when_somebody_is_met_next_is_told_where_contacts_are_read(cast: Cast, case: Case, account: str) -> None:
    assert set(queries.next_of(cast.viewer(cast.officer), [case.pk])) == {case.pk}
    assert queries.next_of(cast.viewer(getattr(cast, account)), [case.pk]) == {}


def test_who_reads_files_but_no_contacts_does_not_find_whom_nobody_met(cast: Cast, case: Case) -> None:
    """Nor when he helps somebody himself."""
    access.post(cast.police, role=Role.HELPER, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    late = TODAY + timedelta(days=40)
    not_met = PeopleFilter(marks=("not-met",))

    def found(account: Account, filters: PeopleFilter = not_met) -> list[object]:
        return [row.case_id for row in my_people(cast.viewer(account, late), filters=filters, at=NOW).rows]

    assert found(cast.officer) == [case.pk]
    assert found(cast.police, PeopleFilter()) == [case.pk]
    assert found(cast.police) == []


def test_with_the_end_of_his_task_the_helper_s_reach_ends(cast: Cast, case: Case) -> None:
    contact = log(case, by=cast.helper)
    assert list(policy.visible_to(cast.viewer(cast.helper))) == [contact]
    helper_actions.end_assignment(case.helpers.get(), on=TODAY, reason="chuyển đi", by=SETTER, at=NOW)
    assert not opens(cast, "helper", case, May.LOG_CONTACT)
    assert list(policy.visible_to(cast.viewer(cast.helper))) == []
    yesterday = cast.viewer(cast.helper, TODAY - timedelta(days=1))
    assert list(policy.visible_to(yesterday)) == [contact]


@pytest.mark.parametrize(
    ("permission", "allowed"),
    # A helper reads what he wrote himself; this one an officer wrote.
    [(May.READ_CONTACT, READ - {"helper"}), (May.LOG_CONTACT, {"officer"}), (May.CORRECT_CONTACT, {"officer"})],
)
def test_the_gate_of_one_contact(cast: Cast, contact: Contact, permission: May, allowed: set[str]) -> None:
    def through(account: str) -> bool:
        try:
            return policy.get_contact_for(cast.viewer(getattr(cast, account)), contact.pk, to=permission) == contact
        except NotHere:
            return False

    assert {account for account in EVERYBODY if through(account)} == allowed


@pytest.mark.parametrize("wanted", ["", "nonsense", "01900000-0000-7000-8000-000000000000", None, 7])
def test_what_is_missing_and_what_is_nonsense_answer_like_what_is_forbidden(cast: Cast, wanted: object) -> None:
    viewer = cast.viewer(cast.officer)
    with pytest.raises(NotHere):
        policy.get_case_for(viewer, wanted, to=May.READ_CONTACT)
    with pytest.raises(NotHere):
        policy.get_contact_for(viewer, wanted, to=May.READ_CONTACT)


def test_an_account_without_a_post_reaches_nothing(cast: Cast, contact: Contact) -> None:
    nobody = cast.viewer(Account.objects.create(username="khong-viec", display_name="Không việc"))
    assert list(policy.visible_to(nobody)) == []
    assert list(policy.counted_by(nobody)) == []
    assert queries.last_of(nobody, [contact.case_id]) == {}


def test_the_levels_above_see_counted_rows_without_names(cast: Cast, case: Case, contact: Contact) -> None:
    (seen,) = rows.rows_behind(cast.viewer(cast.district_merger), [contact.pk], at=NOW)
    assert (seen.full_name, seen.case_id) == ("", None)
    assert (seen.code, seen.unit_name, seen.title) == (case.code, "xã Thường Lạc", "Gặp tại nhà")
    assert (seen.condition_label, seen.work_label) == ("tiến bộ, không sử dụng", "việc làm ổn định")
    assert not AuditEntry.objects.filter(code="person.listed").exists()


def test_the_commune_sees_the_names_behind_and_each_look_is_logged(cast: Cast, case: Case, contact: Contact) -> None:
    (seen,) = rows.rows_behind(cast.viewer(cast.officer), [contact.pk], at=NOW)
    assert (seen.full_name, seen.case_id) == ("Nguyễn Văn Đào", case.pk)
    (entry,) = AuditEntry.objects.filter(code="person.listed")
    assert (entry.account_id, entry.subject_id) == (str(cast.officer.pk), str(case.person_id))


@pytest.mark.parametrize("account", ["neighbour_officer", "stranger_officer", "administrator", "police"])
def test_rows_of_another_part_of_the_map_or_another_room_stay_shut(cast: Cast, contact: Contact, account: str) -> None:
    assert rows.rows_behind(cast.viewer(getattr(cast, account)), [contact.pk], at=NOW) == []


def test_the_timeline_tells_of_contacts_to_those_who_may_read_them(cast: Cast, case: Case, contact: Contact) -> None:
    def told(account: Account) -> list[tuple[str, str]]:
        events = timeline(case, cast.viewer(account))
        return [(event.title, event.detail) for event in events if event.kind == "contact"]

    said = ("Gặp tại nhà", "tiến bộ, không sử dụng · việc làm ổn định · nhu cầu: Học nghề")
    assert told(cast.officer) == [said]
    assert told(cast.helper) == []  # not his own note
    assert told(cast.police) == []
    actions.correct_contact(contact, changes={"work": "none"}, reason="ghi nhầm", by=SETTER, at=NOW)
    assert told(cast.officer)[0][1].endswith("chưa có việc làm · nhu cầu: Học nghề · đã sửa")


def test_a_missed_contact_says_why(cast: Cast, case: Case) -> None:
    details = ContactDetails(met_at=clock.at(date(2020, 6, 14), 8), place="home", met=False, missed_reason="ill")
    actions.log_contact(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)
    (event,) = (event for event in timeline(case, cast.viewer(cast.officer)) if event.kind == "contact")
    assert (event.title, event.detail, event.signer) == ("Không gặp được: ốm đau", "", "Trần Thị Mai")


def test_no_name_lies_open_in_the_tables_of_contacts(cast: Cast, contact: Contact) -> None:
    stored = Contact.objects.filter(pk=contact.pk).values().get()
    assert not any("Đào" in str(value) or "Học nghề" in str(value) for value in stored.values())
    assert Person.objects.count() == 1
